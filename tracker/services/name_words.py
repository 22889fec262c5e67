"""What a few typed letters find: each word of each name of a source, with the rest of the name, and its initials."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.domain.names import initials, words
from tracker.models import NameWord, SourceName

_MOST_WORDS = 12
_LONGEST = 300


def learn(session: Session, name: SourceName) -> None:
    """Let a source be found, as it is shown, by the beginning of any word of a name, and by the initials."""
    parts = words(name.folded)[:_MOST_WORDS]
    rests = [" ".join(parts[at:]) for at in range(len(parts))]
    if len(parts) > 1:
        rests.append(initials(name.folded))
    for position, rest in enumerate(rests):
        session.add(NameWord(name=name, position=position, source=name.source.shown, rest=rest[:_LONGEST]))


def forget(session: Session, name: SourceName) -> None:
    """Let a name that goes be found no more."""
    session.execute(delete(NameWord).where(NameWord.name_id == name.id))
