"""The verifier reads one plain form of zip; what could be read in two ways, or is a trap, is refused."""

import io
import struct
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bundling import checked, claim_bundle, entries, packed, written
from tests.effort import effort_below
from tracker import verifier
from tracker.verifier import FAILS, Bundle, Fault

HONEST = written(claim_bundle())


def refusal(data: bytes) -> str:
    account = checked(data)
    assert account.code == FAILS
    return account.fails[0]


def zipped(*parts: tuple[zipfile.ZipInfo | str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of names that stand twice.
        for name, content in parts:
            made.writestr(name, content)
    return target.getvalue()


def test_what_the_desk_writes_is_read_as_other_programs_read_it() -> None:
    bundle = Bundle(io.BytesIO(HONEST))
    assert {name: b"".join(bundle.pieces(name)) for name in bundle.places} == entries(HONEST)


@given(st.dictionaries(st.from_regex(r"\A[a-z]{1,8}\Z"), st.binary(max_size=400), max_size=6))
def test_every_plain_zip_is_read_as_other_programs_read_it(contents: dict[str, bytes]) -> None:
    bundle = Bundle(io.BytesIO(packed(contents)))
    assert {name: b"".join(bundle.pieces(name)) for name in bundle.places} == contents


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    with effort_below(2):
        assert "is packed" in refusal(zipped(("events.jsonl", bytes(200_000_000)), method=zipfile.ZIP_DEFLATED))


def test_a_zip_of_very_many_entries_is_refused_at_its_end() -> None:
    many = zipped(*((f"files/{number}", b"") for number in range(verifier.MOST_ENTRIES + 1)))
    assert refusal(many) == "The zip has more than 10,000 entries."
    most = zipped(*((f"files/{number}", b"") for number in range(verifier.MOST_ENTRIES)))
    assert refusal(most) != refusal(many)


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../x", "C:\\x", "files/", ".hidden", "files/.x", "a//b", "a\x00b", "ä", "a b"]
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    entry = zipfile.ZipInfo("placeholder")
    entry.filename = name
    assert "a name that is no plain name" in refusal(zipped((entry, b"x")))


@pytest.mark.parametrize("names", [("seal.note", "seal.note"), ("seal.note", "SEAL.note")])
def test_a_name_that_stands_twice_is_refused(names: tuple[str, str]) -> None:
    assert refusal(zipped(*((name, b"x") for name in names))).endswith("twice.")


def test_a_link_is_refused() -> None:
    entry = zipfile.ZipInfo("seal.note")
    entry.external_attr = 0o120777 << 16
    assert "the entry of seal.note" in refusal(zipped((entry, b"/etc/passwd")))


@pytest.mark.parametrize("field", ["extra", "comment"])
def test_bytes_beside_an_entry_are_refused(field: str) -> None:
    entry = zipfile.ZipInfo("seal.note")
    setattr(entry, field, struct.pack("<HH4s", 0xCAFE, 4, b"hide"))
    assert "the entry of seal.note" in refusal(zipped((entry, b"x")))


def plain(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    return entry


@pytest.mark.parametrize(
    ("field", "said"),
    [("date_time", (1999, 1, 1, 0, 0, 0)), ("external_attr", 0o100755 << 16), ("internal_attr", 1)],
)
def test_whatever_is_said_of_an_entry_and_is_not_what_the_desk_says_is_refused(field: str, said: object) -> None:
    entry = plain("seal.note")
    setattr(entry, field, said)
    assert "what is said of seal.note" in refusal(zipped((entry, b"x"), (plain("bundle.json"), b"{}")))


def test_a_locked_entry_is_refused_as_one() -> None:
    locked = bytearray(packed({"seal.note": b"x"}))
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    assert "seal.note is packed or locked" in refusal(bytes(locked))


def test_entries_follow_each_other_as_they_are_listed_with_nothing_between() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in "abc":
            made.writestr(plain(name), b"x")
        made.filelist[:2] = made.filelist[1::-1]
    assert "b is not where the entry before it ends" in refusal(target.getvalue())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(plain("a"), b"x")
        target.write(b"hidden")
        made.start_dir = target.tell()
        made.writestr(plain("b"), b"x")
    assert "b is not where the entry before it ends" in refusal(target.getvalue())


def test_bytes_before_between_and_behind_the_entries_are_refused() -> None:
    assert "the plain form" in refusal(b"#!/bin/sh\n" + HONEST)
    assert "lies behind its end" in refusal(HONEST + b"x")
    assert "lies behind its end" in refusal(HONEST[:-2] + b"\x01\x00x")
    end = HONEST.index(b"PK\x01\x02")
    start = struct.unpack_from("<I", HONEST, len(HONEST) - 6)[0]
    assert start == end
    widened = HONEST[:start] + b"hidden" + HONEST[start:-6] + struct.pack("<IH", start + 6, 0)
    assert "bytes that belong to no entry" in refusal(widened)


def test_two_zips_one_behind_the_other_are_refused() -> None:
    assert "the plain form" in refusal(packed({"seal.note": b"another"}) + HONEST)


@pytest.mark.parametrize(("at", "what"), [(6, "flags"), (8, "method"), (14, "checksum"), (18, "size"), (30, "name")])
def test_an_entry_whose_two_heads_differ_is_refused(at: int, what: str) -> None:
    """One program would read the one head, another program the other."""
    assert "the plain form" in refusal(HONEST[:at] + bytes([HONEST[at] ^ 1]) + HONEST[at + 1 :]), what


def test_a_damaged_entry_is_named() -> None:
    place = Bundle(io.BytesIO(HONEST)).places["files/report.html"]
    damaged = bytearray(HONEST)
    damaged[place.start] ^= 1
    assert refusal(bytes(damaged)) == "files/report.html is damaged: its checksum is wrong."


@pytest.mark.parametrize("keep", [0, 1, 21, 22, 100, len(HONEST) // 2, len(HONEST) - 1])
def test_a_file_that_ends_early_is_refused(keep: int) -> None:
    assert refusal(HONEST[:keep])


def test_an_end_that_counts_more_entries_than_there_are_is_refused() -> None:
    counted = bytearray(HONEST)
    counted[-14], counted[-12] = counted[-14] + 1, counted[-12] + 1
    assert "it ends early" in refusal(bytes(counted))


def test_a_file_that_is_cut_while_it_is_read_is_refused() -> None:
    file = io.BytesIO(HONEST)
    bundle = Bundle(file)
    file.truncate(bundle.places["events.jsonl"].start + 10)
    with pytest.raises(Fault, match="events.jsonl ends early"):
        list(bundle.pieces("events.jsonl"))


@given(st.binary(max_size=300))
def test_whatever_is_no_zip_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Fault):
        Bundle(io.BytesIO(data + b"x"))


@given(st.integers(0, 21), st.binary(min_size=1, max_size=4))
def test_an_end_that_tells_otherwise_is_refused(at: int, put: bytes) -> None:
    start = len(HONEST) - 22 + at
    data = (HONEST[:start] + put + HONEST[start + len(put) :])[: len(HONEST)]
    if data != HONEST:
        assert checked(data).code == FAILS


def test_a_text_that_is_no_text_or_too_long_is_refused() -> None:
    parts = entries(HONEST)
    assert "seal.note is not UTF-8." in refusal(packed(parts | {"seal.note": b"\xff\n"}))
    assert "bundle.json is too long." in refusal(packed(parts | {"bundle.json": b" " * (verifier.LARGEST_TEXT + 1)}))
    assert "bundle.json cannot be read" in refusal(packed(parts | {"bundle.json": b" " * verifier.LARGEST_TEXT}))
    assert "Line 1 of events.jsonl cannot be read" in refusal(packed(parts | {"events.jsonl": b"[" * 200_000 + b"\n"}))
    assert "Line 7 of events.jsonl cannot be read: the line has no end" in refusal(
        packed(parts | {"events.jsonl": parts["events.jsonl"][:-1] + b"x"})
    )


@pytest.mark.parametrize("name", ["bundle.json", "events.jsonl", "seal.note"])
def test_a_bundle_without_its_parts_is_refused(name: str) -> None:
    parts = entries(HONEST)
    del parts[name]
    assert refusal(packed(parts)) == f"The bundle has no {name}."


def test_the_limits_are_those_that_other_readers_may_count_on() -> None:
    assert (verifier.MOST_ENTRIES, verifier.MOST_SIGNATURES, verifier.LONGEST_PATH) == (10_000, 100, 63)
    assert (verifier.LARGEST_BUNDLE, verifier.LARGEST_TEXT, verifier.LONGEST_LINE) == (2**30, 2**22, 2**26)
    assert (verifier.HOLDS, verifier.FAILS, verifier.WEAKER) == (0, 1, 2)
    assert (verifier.SUMS, verifier.RECORD) == ("SHA256SUMS.txt", "proofs/record.zip")
