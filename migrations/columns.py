"""The column types that revisions share, spelled with plain SQLAlchemy so that no revision depends on the program."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB


def closed(name: str, *words: str) -> sa.Enum:
    """Return the type of a column that holds one of a few words, with a CHECK called ``name``."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=30)


def document() -> sa.types.TypeEngine[Any]:
    """Return the type of a column that holds a small JSON document."""
    return sa.JSON().with_variant(JSONB(), "postgresql")


def key_text() -> sa.String:
    """Return the type of a folded form that is looked up by its beginning, compared by code point."""
    return sa.String(300).with_variant(sa.String(300, collation="C"), "postgresql")
