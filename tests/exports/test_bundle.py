"""A bundle is the same bytes whenever and wherever it is written, and says to people how it is checked."""

import io
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from zipfile import ZIP_STORED, ZipFile

import pytest

from tests.bundling import CLAIM, CLAIMS_EVENTS, DESK, HARBOUR, REPORT, claim_bundle, desk_log, entries, written
from tracker.domain.bundles import SealedEvent
from tracker.domain.errors import Refusal
from tracker.domain.notes import Note, Proof
from tracker.domain.reports.people import Desk
from tracker.exports import bundle as bundles


def test_the_same_content_makes_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(claim_bundle())
    monkeypatch.setenv("TZ", "Asia/Tehran")
    time.tzset()
    try:
        assert written(claim_bundle()) == first
    finally:
        monkeypatch.undo()
        time.tzset()
    assert written(replace(claim_bundle(), events=iter(claim_bundle().events))) == first


def test_nothing_is_packed_and_no_date_is_told() -> None:
    with ZipFile(io.BytesIO(written(claim_bundle()))) as packed:
        told = {(entry.compress_type, entry.date_time, entry.external_attr >> 16) for entry in packed.infolist()}
        assert told == {(ZIP_STORED, (1980, 1, 1, 0, 0, 0), 0o100644)}
        assert packed.testzip() is None


def test_every_event_has_its_line_and_its_proof() -> None:
    parts = entries(written(claim_bundle()))
    lines = [json.loads(line) for line in parts["events.jsonl"].splitlines()]
    assert [line["seq"] for line in lines] == list(CLAIMS_EVENTS)
    for seq in CLAIMS_EVENTS:
        proof = Proof.parse(parts[f"proofs/{seq}.tlog-proof"].decode())
        assert (proof.index, proof.note) == (seq, Note.parse(parts["seal.note"].decode()))
    assert parts["files/report.html"] == REPORT
    assert json.loads(parts["bundle.json"])["about"] == [["claim", str(CLAIM)]]


def test_the_readme_says_whose_it_is_how_to_check_it_and_that_the_key_comes_from_elsewhere() -> None:
    told = entries(written(claim_bundle()))["README.txt"].decode()
    assert "handed out by Harbour desk" in told
    assert "https://harbour.example, corrections@harbour.example" in told
    assert "python verifier.py THIS.zip --key" in told
    assert "must NOT take" in told
    assert DESK.key.id.hex() not in told
    quiet = replace(claim_bundle(), desk=Desk(HARBOUR.name, "", "", "UTC"))
    assert "The desk is found here" not in entries(written(quiet))["README.txt"].decode()


def test_a_bundle_of_nothing_is_refused() -> None:
    with pytest.raises(Refusal, match="nothing on record"):
        written(desk_log().bundle([], [("claim", CLAIM)]))


def test_a_bundle_of_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MOST_EVENTS", len(CLAIMS_EVENTS) - 1)
    with pytest.raises(Refusal, match="at most 6 events"):
        written(claim_bundle())


def test_a_file_that_cannot_be_written_to_the_end_says_so_at_once() -> None:
    """An error amid the events is not covered up by closing the zip."""

    def broken() -> Iterator[SealedEvent]:
        yield from claim_bundle().events
        raise LookupError("the database went")

    with pytest.raises(LookupError, match="the database went"):
        written(replace(claim_bundle(), events=broken()))
