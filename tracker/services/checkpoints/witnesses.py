"""Asking a witness to cosign a seal: the client's side of C2SP's tlog-witness."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable

from sqlalchemy.orm import Session

from tracker.domain import notes
from tracker.domain.errors import Refusal, Unvouched
from tracker.domain.notes import Checkpoint, Forged, Key, Malformed, Note
from tracker.services.checkpoints import keys, tree

TIMEOUT = 15
"""Seconds to wait for a witness."""

_MOST = 64 * 1024
_REFUSED = {
    403: "it does not know the key that signed it",
    404: "it does not follow this log; give its keeper the name and the key of the log",
    422: "it found that the seal does not continue the one that it saw last",
}

Ask = Callable[[str], tuple[int, str]]
"""Sends a request's text to a witness and returns the status and the text of the answer."""


def asking(address: str) -> Ask:
    """Return a function that asks the witness at an address; raise Refusal where there is none to be reached."""
    if not re.fullmatch(r"https?://[^\s?#]+", address):
        raise Refusal("Give the address of the witness, such as https://witness.example.org/.")

    def ask(body: str) -> tuple[int, str]:
        request = urllib.request.Request(f"{address.rstrip('/')}/add-checkpoint", body.encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return answer.status, answer.read(_MOST).decode("utf-8", "replace")
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read(_MOST).decode("utf-8", "replace")
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise Refusal(f"The witness at {address} cannot be reached ({reason}).") from error

    return ask


def cosigned(session: Session, note: Note, key: Key, seen: int, ask: Ask) -> Note:
    """Return a seal with the cosignature of a witness, given the size that it saw last.

    Raise Refusal where it refuses or answers something else, and Unvouched where it knows of a longer record.
    """
    size = Checkpoint.parse(note.text).size
    status, answer = ask(_request(session, note, seen, size))
    if status == 409 and re.fullmatch(r"[0-9]{1,18}\n?", answer):
        # It says which size it saw last; perhaps another machine of ours asked it.
        seen = int(answer)
        if seen > size:
            raise Unvouched(f"The witness {key.name} has seen a record of {seen:,} events; this one has {size:,}.")
        status, answer = ask(_request(session, note, seen, size))
    if status != 200:
        raise Refusal(f"The witness {key.name} refused the seal: {_REFUSED.get(status, f'it answered {status}')}.")
    return _with_answer(note, key, answer)


def _request(session: Session, note: Note, seen: int, size: int) -> str:
    return notes.witness_request(seen, tree.consistency(session, seen, size) if seen else [], note)


def _with_answer(note: Note, key: Key, answer: str) -> Note:
    try:
        returned = Note.parse(f"{note.text}\n{answer}")
        if key not in notes.verified(returned, [key], keys.holds):
            raise Malformed(f"there is no signature by {key.name}")
    except (Malformed, Forged) as error:
        raise Refusal(f"The witness answered what does not hold ({error}).") from error
    return note.signed(*returned.signatures)
