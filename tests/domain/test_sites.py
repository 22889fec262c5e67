"""An address tells whose site it is at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.sites import site_of


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.wsj.com/articles/1?mod=2", "wsj.com"),
        ("https://edition.cnn.com", "cnn.com"),
        ("desk@wsj.com", "wsj.com"),
        ("www.bbc.co.uk/news", "bbc.co.uk"),
        ("HTTPS://News.BBC.co.uk:443/1", "bbc.co.uk"),
        ("https://t.me/s/rybar/123", "t.me/rybar"),
        ("https://twitter.com/@Rybar", "twitter.com/rybar"),
        ("https://www.twitter.com/", ""),
        ("https://coast.wordpress.com/2018/1", "wordpress.com/coast"),
        ("https://web.archive.org/web/2018/https://wsj.com", ""),
        ("somebody@gmail.com", ""),
        ("+49 30 1234", ""),
        ("the press office", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_the_site_of_an_address(address: str, site: str) -> None:
    assert site_of(address) == site


@given(st.text(max_size=60))
def test_a_site_is_at_itself_and_nothing_breaks_it(text: str) -> None:
    site = site_of(text)
    assert site_of(site) == site
