"""Two sorted streams, side by side."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.pairing import paired

streams = st.dictionaries(st.integers(0, 20), st.text(max_size=2))


@given(streams, streams)
def test_each_key_of_either_stream_comes_once_in_order_with_what_both_hold(
    left: dict[int, str], right: dict[int, str]
) -> None:
    found = list(paired(sorted(left.items()), sorted(right.items())))
    assert found == [(key, left.get(key), right.get(key)) for key in sorted(left | right)]
