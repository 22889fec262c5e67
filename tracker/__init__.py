"""The map of the house.

    web, cli                 what can be asked for
    services, db             what can be done, and the transaction it is done in
    models, exports, ingest  what is kept, what is handed out, what is taken in
    domain                   what is true: the rules, as plain functions

A module imports only from the lines below its own, and neighbours on one line do not import each other.
verifier.py stands apart, for whoever checks what the desk hands out without having the house.
The contract stands in pyproject.toml; a test runs it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.web.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """Offer ``tracker.create_app`` when it is first asked for."""
    if name != "create_app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # The one import inside a function: above, it would load every layer for whoever wants one rule.
    from tracker.web.app import create_app

    return create_app
