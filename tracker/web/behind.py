"""Work behind the pages, each in a thread of the worker that was asked."""

from collections.abc import Callable
from threading import Thread

NAME = "work behind the pages"
"""What its threads are called."""


def begin(work: Callable[[], None]) -> Thread:
    """Run something that was begun; return the thread that it runs in."""
    thread = Thread(target=work, name=NAME, daemon=True)
    thread.start()
    return thread
