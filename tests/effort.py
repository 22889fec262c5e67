"""A bound on the work that a piece of code does."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def effort_below(seconds: float) -> Iterator[None]:
    """Fail when the block takes more processor time than this.

    Processor time, not the clock's: what else runs on the machine hardly counts. A bound is at least ten times what the
    work takes on an idle machine, so that only work which grows out of proportion fails.
    """
    began = time.process_time()
    yield
    took = time.process_time() - began
    assert took < seconds, f"{took:.2f} s of work; at most {seconds} s"
