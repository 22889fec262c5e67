"""HTML's elements by what they do to the text around them."""


def _named(names: str) -> frozenset[str]:
    return frozenset(names.split())


# They begin and end a paragraph.
PARAGRAPHS = _named(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul"
)
# Nobody reads what is in them as part of the page.
UNSEEN = _named(
    "applet area audio button canvas datalist embed frame frameset head iframe input map math noembed "
    "noframes object param rp rt script select style svg template textarea title video"
)
# They hold nothing.
VOID = _named("area base br col embed hr img input link meta param source track wbr")
# Their end tags may be left out, and the next of their kind ends them (HTML Standard, section 13.1.2.4).
SELF_ENDING = _named("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp html head body")
