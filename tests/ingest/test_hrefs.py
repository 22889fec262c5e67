"""Links lead to web and mail addresses, or nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest import hrefs

BASE = "https://e.example/news/a.html"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
        ("//x.example/a", "https://x.example/a"),
        ("/a", "https://e.example/a"),
        ("b.html", "https://e.example/news/b.html"),
        ("../b", "https://e.example/b"),
        ("?page=2", "https://e.example/news/a.html?page=2"),
        ("  http://x.example/a b\n ", "http://x.example/a%20b"),
        ("https://x.exam\tple/a", "https://x.example/a"),
        ("http://موقع.example/خبر", "http://موقع.example/خبر"),
        ("mailto:desk@e.example", "mailto:desk@e.example"),
        ("HTTPS://X.example/", "https://X.example/"),
    ],
)
def test_a_link_is_made_absolute(href: str, address: str) -> None:
    assert hrefs.resolve(href, BASE) == address


@pytest.mark.parametrize(
    "href",
    [
        *(
            "",
            "  ",
            "#note-1",
            "javascript:alert(1)",
            "JaVa\nScript:alert(1)",
            " data:text/html,x",
            "vbscript:x",
            "file:///etc",
        ),
        *("tel:+123", "ftp://x.example/", "http://", "mailto:", "http://[", "https://x.example/\x00a"),
        *("https://x.example/\u202egpj.exe", "https://x.example/\x85a", "https://x.example/" + "a" * 4000),
    ],
)
def test_what_leads_to_no_web_or_mail_address_is_dropped(href: str) -> None:
    assert hrefs.resolve(href, BASE) is None


def test_a_relative_link_on_a_page_of_unknown_address_leads_nowhere() -> None:
    assert hrefs.resolve("/a", "") is None


@given(st.text(), st.text())
def test_any_link_is_a_web_or_mail_address_or_none(href: str, base: str) -> None:
    address = hrefs.resolve(href, base)
    assert address is None or address.startswith(("http://", "https://", "mailto:"))
