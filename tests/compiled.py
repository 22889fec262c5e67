"""Statements compiled once a process, for the databases of all its tests.

SQLAlchemy keeps what it has compiled with the engine and its dialect. A test has a database, and so an engine, of its
own, and would compile each statement anew, which takes it longer than to run them.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.util import LRUCache

_ROOM = 5000
_DIALECTS: dict[str, Dialect] = {}
_STATEMENTS: LRUCache[Any, Any] = LRUCache(_ROOM)


def sharing(create_engine: Callable[..., Engine]) -> Callable[..., Engine]:
    """Return what makes engines that share, with the others of their kind, the statements that they have compiled."""

    def create(*args: Any, **kwargs: Any) -> Engine:
        engine = create_engine(*args, **kwargs)
        name = engine.dialect.name
        if name not in _DIALECTS:
            engine.connect().close()  # At its first connection a dialect learns whom it talks to.
            engine.dispose()  # That connection was made before the program could tell it anything.
            _DIALECTS[name] = engine.dialect
        engine.dialect = _DIALECTS[name]
        engine._compiled_cache = _STATEMENTS
        return engine

    return create
