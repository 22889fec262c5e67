"""What a bundle says to whoever opens it: how it is checked, and with whose key."""

from tracker.domain.reports.people import Desk

_README = """\
This file was handed out by {desk}. It holds part of the desk's audit trail: what was done, when, and
by whom, with the proof that each entry stands in the record that the desk has sealed.

HOW TO CHECK IT

You need Python 3.8 or newer, this zip file as you got it (do not pack it anew), and two things that you must NOT take
from here, because whoever could change this file could change them too:

1. The desk's key: one line, such as desk.example/tracker/1f2e3d4c+5b6a7988+AQ... Ask the desk for it, or somebody who
   had it before you.{contact}
2. The verifier: one file, verifier.py, from the sources of the desk's program. A copy lies in here for those who have
   no other; read it before you run it, or compare its SHA-256 with one that you had from elsewhere.

Then:

    python verifier.py THIS.zip --key 'THE KEY'

It says in plain sentences what holds, what does not, and what it does not prove. Add --list to read the entries, and
--help for the rest. It is stronger evidence if somebody outside the desk vouches for the seal:

    --witness 'KEY'       the key of a witness who cosigned it; ask the witness for it
    --seal OLDER.note     a seal that you, or somebody you trust, had from the desk earlier

WHAT IS IN HERE

    bundle.json           what the bundle is about, and the SHA-256 of the files that go along
    seal.note             the seal: the size and the root of the desk's whole record, signed
    events.jsonl          the entries, one a line; values that the desk withholds are left out
    proofs/               for each entry, that it stands in the sealed record
    consistency/          that this seal continues older ones
    files/                what goes along

The forms are those of C2SP (signed-note, tlog-checkpoint, tlog-proof) and RFC 6962, so that other programs can check
them too.
"""


def readme(desk: Desk) -> str:
    """Return the text that lies in every bundle of a desk."""
    places = [place for place in (desk.address, desk.contact) if place]
    contact = f" The desk is found here: {', '.join(places)}" if places else ""
    return _README.format(desk=desk.name, contact=contact)
