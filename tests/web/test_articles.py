"""Articles come in by paste, upload and bookmark, are listed and described; nothing refused is lost or half-written."""

from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.intake import TEXT, cut, hand_in, rows, take_in, upload
from tests.pages import form_on, parsed, sign_in, submit, text_of
from tests.statements import statements
from tracker.db import Database

PAGE = """<!doctype html><html lang="en"><head><title>Salt road | The Coast Road</title>
<meta property="og:site_name" content="The Coast Road">
<meta property="article:published_time" content="2026-11-13"></head>
<body><nav>Home News</nav><article><h1>What the salt road carries</h1>
<p>The road is the only one by which the salt leaves and the <a href="/flour">flour</a> comes in, and it is long.</p>
<p>The town has learned to count the lorries as other towns count the days, and it counts them aloud.</p>
</article></body></html>"""


@pytest.fixture(autouse=True)
def _anton_is_in(client: FlaskClient) -> None:
    sign_in(client, "anton")


def test_a_pasted_text_becomes_an_article_with_what_the_person_corrected(client: FlaskClient) -> None:
    number = take_in(client, outlet="The Coast Road", published="2026-11-13~", language="en")
    assert client.get(f"/articles/{number}").status_code == 200
    listed = text_of(client.get("/articles"))
    assert "Depot outside the town was hit before dawn" in listed
    assert "The Coast Road" in listed
    assert "about 13 Nov 2026" in listed


def test_an_uploaded_page_proposes_what_it_says_of_itself(client: FlaskClient) -> None:
    taken = upload(client, PAGE.encode(), "road.html", address="https://coast.example/salt")
    form = form_on(client.get(taken.location))
    assert form.fields["title"] == "What the salt road carries"
    assert form.fields["outlet"] == "The Coast Road"
    assert form.fields["published"] == "2026-11-13"
    assert form.fields["address"] == "https://coast.example/salt"


def test_a_bookmark_fills_the_form_in(client: FlaskClient) -> None:
    known = {"text": "Words.", "title": "A title", "address": "https://a.example/1", "outlet": "FARS", "language": "fa"}
    page = client.get("/articles/add", query_string=known)
    form = form_on(page)
    assert {name: form.fields[name].strip() for name in known} == known
    corrected = form_on(client.get(submit(client, page).location))
    assert (corrected.fields["title"], corrected.fields["outlet"]) == ("A title", "FARS")


def test_arabic_in_its_old_charset_is_read(client: FlaskClient) -> None:
    content = "سُمع انفجاران في المدينة\n\nقال أحد السكان إنه سمع انفجارين قرب المستودع.".encode("cp1256")
    taken = upload(client, content, "news.txt", charset="windows-1256")
    assert "سُمع انفجاران في المدينة" in text_of(client.get(taken.location))


@pytest.mark.parametrize(
    ("text", "known", "said"),
    [
        ("", {}, "Paste the text of the article, or choose a file."),
        ("  \n ", {}, "Paste the text of the article, or choose a file."),
        ("Half a bell \x01 rings.", {}, "U+0001"),
        ("x" * 2_000_001, {}, "At most 2,000,000 characters"),
        (TEXT, {"address": "javascript:alert(1)"}, "with https:// before it"),
        (TEXT, {"language": "the English one"}, "Write a language tag"),
    ],
    ids=["empty", "blank", "control", "long", "address", "language"],
)
def test_a_refused_paste_says_why_keeps_what_was_typed_and_writes_nothing(
    client: FlaskClient, database: Database, text: str, known: dict[str, str], said: str
) -> None:
    before = rows(database)
    answer = hand_in(client, text, title="Kept", **known)
    assert answer.status_code == 422
    assert said in text_of(answer)
    form = form_on(answer)
    assert form.fields["title"] == "Kept"
    assert text.strip() in unescape(answer.get_data(as_text=True))
    assert rows(database) == before


@pytest.mark.parametrize(
    ("content", "filename", "typed", "said", "status"),
    [
        (b"", "empty.txt", {}, "There is no text in this", 422),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.txt", {}, "not like text", 422),
        (b"%PDF-1.7 binary", "report.pdf", {}, "'.pdf' are not read here", 422),
        (b"caf\xe9 \xff\xfe", "words.txt", {"charset": "utf-8"}, "does not fit", 422),
        ("half \ud800 of it".encode("utf-8", "surrogatepass"), "half.txt", {"charset": "utf-8"}, "does not fit", 422),
        (b"<div>" * 50_000 + b"deep", "deep.html", {}, "nests its elements", 413),
    ],
    ids=["empty", "binary", "pdf", "charset", "surrogate", "nested"],
)
def test_a_refused_file_says_why_and_writes_nothing(
    client: FlaskClient,
    database: Database,
    content: bytes,
    filename: str,
    typed: dict[str, str],
    said: str,
    status: int,
) -> None:
    before = rows(database)
    answer = upload(client, content, filename, **typed)
    assert answer.status_code == status
    assert said in text_of(answer)
    assert rows(database) == before


def test_a_file_of_fifty_megabytes_is_refused(client: FlaskClient, database: Database) -> None:
    before = rows(database)
    answer = upload(client, b"word " * 10_000_000, "long.txt")
    assert answer.status_code == 413
    assert "too large" in text_of(answer)
    assert rows(database) == before


def test_a_text_and_a_file_at_once_are_refused(client: FlaskClient) -> None:
    answer = upload(client, b"Words.", "words.txt", text="Other words.")
    assert answer.status_code == 422
    assert "There is a text and a file." in text_of(answer)


def test_a_paste_posted_twice_is_one_capture(client: FlaskClient, database: Database) -> None:
    page = client.get("/articles/add")
    first = submit(client, page, {"text": TEXT})
    after_one = rows(database)
    assert submit(client, page, {"text": TEXT}).location == first.location
    assert rows(database) == after_one


def test_whoever_only_reads_cannot_take_in(client: FlaskClient) -> None:
    sign_in(client, "vera")
    assert client.get("/articles/add").status_code == 403
    assert "Add an article" not in text_of(client.get("/articles"))


def test_the_list_is_filtered_by_its_address(client: FlaskClient) -> None:
    take_in(client, outlet="The Coast Road", language="en")
    take_in(client, TEXT.replace("Depot", "Bridge"), outlet="Al-Marfa Daily", language="ar")
    for query, shown in (
        ({"outlet": "coast"}, ["Depot"]),
        ({"language": "ar"}, ["Bridge"]),
        ({"q": "bridge"}, ["Bridge"]),
        ({"q": "bridge", "outlet": "coast"}, []),
        ({"stage": "new", "taken_by": "nobody"}, ["Bridge", "Depot"]),
        ({"stage": "done"}, []),
        ({"cited": "only"}, []),
        ({"q": "?!"}, []),
        ({"stage": "no such", "taken_by": "nobody at all"}, ["Bridge", "Depot"]),
    ):
        titles = parsed(client.get("/articles", query_string=query)).xpath("//table//a[@class='title']")
        assert [title.text_content().split()[0] for title in titles] == shown, query


def test_a_filter_is_taken_off_by_its_link(client: FlaskClient) -> None:
    take_in(client)
    page = client.get("/articles?stage=done&q=depot")
    links = parsed(page).xpath("//ul[@class='chosen']//a/@href")
    assert links == ["/articles?q=depot", "/articles?stage=done", "/articles"]


def test_the_list_runs_the_same_statements_for_one_article_and_for_many(
    client: FlaskClient, database: Database
) -> None:
    take_in(client)
    with statements(database.engine) as for_one:
        client.get("/articles")
    for at in range(8):
        take_in(client, f"Article {at}\n\n" + " ".join(f"word{at}x{word}" for word in range(80)), outlet=f"Outlet {at}")
    with statements(database.engine) as for_many:
        client.get("/articles")
    assert len(for_many) == len(for_one)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/articles/99999999999999999999/describe", 404),
        ("/articles/2147483648/versions", 404),
        ("/articles/1/versions/99999999999999999999", 404),
        ("/articles/77/describe", 404),
        ("/articles?after=the+end", 404),
        ("/articles?q=%00%ff'\"*&outlet=%00&language=%00", 200),
        ("/articles/add?version_of=99999999999999999999", 200),
    ],
)
def test_an_address_that_nobody_could_mean_is_no_failure(client: FlaskClient, path: str, status: int) -> None:
    take_in(client)
    assert client.get(path).status_code == status


def test_a_description_is_corrected(client: FlaskClient) -> None:
    number = take_in(client)
    page = client.get(f"/articles/{number}/describe")
    answer = submit(client, page, {"byline": "L. Marsh", "byline_certainty": "inferred", "outlet": "FARS"})
    assert answer.status_code == 303
    form = form_on(client.get(f"/articles/{number}/describe"))
    assert (form.fields["byline"], form.fields["byline_certainty"]) == ("L. Marsh", "inferred")
    assert form.fields["outlet"] == "FARS"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2026-02-31", "There is no 31 February 2026: February 2026 has 28 days."),
        ("31 February", "Write a day as 2016-09-21"),
        ("yesterday", "Write a day as 2016-09-21"),
    ],
)
def test_a_date_that_is_none_is_refused_beside_its_field(
    client: FlaskClient, database: Database, date: str, said: str
) -> None:
    number = take_in(client)
    before = rows(database)
    answer = submit(client, client.get(f"/articles/{number}/describe"), {"published": date})
    assert answer.status_code == 422
    (problem,) = parsed(answer).xpath("//p[@id='published-problem']")
    assert said in problem.text_content()
    assert form_on(answer).fields["published"] == date
    assert rows(database) == before


def test_a_stale_description_shows_what_changed_and_keeps_what_was_typed(
    client: FlaskClient, database: Database
) -> None:
    number = take_in(client)
    stale = client.get(f"/articles/{number}/describe")
    submit(client, client.get(f"/articles/{number}/describe"), {"title": "Depot hit, agencies say"})
    before = rows(database)
    answer = submit(client, stale, {"byline": "Typed meanwhile"})
    assert answer.status_code == 409
    assert "now hit, agencies say" in text_of(answer)
    assert "Anton Annotator" in text_of(answer)
    assert form_on(answer).fields["byline"] == "Typed meanwhile"
    assert rows(database) == before
    assert submit(client, answer).status_code == 303


def test_an_outlet_whose_name_two_sources_have_is_asked_for_by_number(client: FlaskClient) -> None:
    number = take_in(client, outlet="Sana")
    page = client.get(f"/articles/{number}/describe")
    assert form_on(page).fields["outlet"] == "Sana"


def test_refused_cuts_of_a_known_number_lead_to_it(client: FlaskClient) -> None:
    number = take_in(client)
    again = cut(client, hand_in(client))
    assert again.status_code == 409
    assert f"This is article {number}" in text_of(again)
