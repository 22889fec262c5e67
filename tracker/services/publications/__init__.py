"""Reports that the desk publishes: drafted and looked at, then frozen in versions that link to each other.

A draft says what a report is to tell. Publishing tells it as of an event under a seal, writes it in every format, and
keeps the bytes: a published version never changes. What turns out to be wrong in one is put right by a newer one.
"""

from tracker.services.publications.answering import of_editions, owed
from tracker.services.publications.drafts import add, edit, find, get, page, restore, withdraw
from tracker.services.publications.editions import (
    About,
    edition_of,
    file_of,
    holding,
    marks,
    that_tell,
    withheld_files,
)
from tracker.services.publications.press import Press
from tracker.services.publications.publishing import Written, begin, last_publishing, publish
from tracker.services.publications.telling import Wanted, tell, wanted

__all__ = [
    "About",
    "Press",
    "Wanted",
    "Written",
    "add",
    "begin",
    "edit",
    "edition_of",
    "file_of",
    "find",
    "get",
    "holding",
    "last_publishing",
    "marks",
    "of_editions",
    "owed",
    "page",
    "publish",
    "restore",
    "tell",
    "that_tell",
    "wanted",
    "withdraw",
    "withheld_files",
]
