"""Web pages written for these tests."""

ADDRESS = "https://gazette.example/news/bridge?from=feed"
TITLE = "Bridge over the Orla closed after inspection"
ARTICLE = f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE} - Orla Gazette</title>
<base href="/news/">
<meta property="og:site_name" content="Orla Gazette">
<meta name="description" content="Lorries must wait, &amp; nobody says how long.">
<link rel="canonical" href="https://gazette.example/news/bridge">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@graph": [
  {{"@type": "WebSite", "name": "Gazette"}},
  {{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2016-09-21T14:03:00+02:00",
   "author": [{{"@type": "Person", "name": "Mara Lindqvist"}}, {{"@type": "Person", "name": "Tomasz Wilk"}}],
   "publisher": {{"@type": "Organization", "name": "Orla Gazette"}}}}]}}
</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/tv">TV</a></li></ul></nav>
<div class="content"><article><header><h1>{TITLE}</h1><p class="byline">By Mara Lindqvist and Tomasz Wilk</p></header>
<figure><img src="a.jpg"><figcaption>The bridge on Tuesday evening. Photo: harbour office</figcaption></figure>
<p>The city closed the bridge over the Orla to lorries on <time datetime="2016-09-20">Tuesday evening</time>,
 according to <a href="https://harbour.example/notice?id=7&amp;p=2">a notice of the
 harbour office</a> that was seen by this newspaper and by two others in the region.</p>
<p>&#128674; قال متحدث e&#769;: the crossing is safe, <a href="../radio"><b>Radio</b> Delta</a> reported, quoting two
 engineers who had read the inspection re&shy;port and asked not to be named in this article.</p>
<blockquote><p>We have seen the cracks with our own eyes, and nobody had told us that there were any before the
 inspection was made public.</p></blockquote>
<h2>What the inspectors found</h2>
<p>The inspectors found eleven cracks in the third pillar, the report says, of which four are longer than a hand.
<br><br>The mayor doubts the figure, and said that an older report had found only five of them in the same place.</p>
</article>
<section id="comments" class="comments"><h3>Comments</h3><ol class="comment-list">
<li class="comment"><div class="comment-body"><p>I crossed it on Monday and saw no cracks at all.</p></div></li>
<li class="comment"><div class="comment-body"><p>My brother drives a lorry and was told in August.</p></div></li>
</ol></section>
<aside><h3>Read more</h3><ul><li><a href="/1">Ferry timetable</a></li><li><a href="/2">Ten bridges</a></li></ul></aside>
</div><footer><p>&copy; Orla Gazette. <a href="/imprint">Imprint</a></p></footer></body></html>"""
PARAGRAPHS = [
    TITLE,
    "The bridge on Tuesday evening. Photo: harbour office",
    "The city closed the bridge over the Orla to lorries on Tuesday evening, according to a notice of the harbour "
    "office that was seen by this newspaper and by two others in the region.",
    "\U0001f6a2 قال متحدث e\u0301: the crossing is safe, Radio Delta reported, quoting two engineers who had read the "
    "inspection report and asked not to be named in this article.",
    "We have seen the cracks with our own eyes, and nobody had told us that there were any before the inspection "
    "was made public.",
    "What the inspectors found",
    "The inspectors found eleven cracks in the third pillar, the report says, of which four are longer than a hand.",
    "The mayor doubts the figure, and said that an older report had found only five of them in the same place.",
    "I crossed it on Monday and saw no cracks at all.",
    "My brother drives a lorry and was told in August.",
]
