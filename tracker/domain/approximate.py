"""Find a pattern in a text with errors: letters changed, left out or put in.

After G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming",
Journal of the ACM 46 (1999), in the form of H. Hyyrö (2003): one column of the table is two integers, whose
bits say where the number of errors rises or falls by one. Python's integers are as long as the pattern needs.
"""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Match:
    """A stretch of a text, in code points, and the errors between it and the pattern."""

    start: int
    end: int
    errors: int


def approximate(text: str, pattern: str, max_errors: int) -> list[Match]:
    """List the matches with the fewest errors, if these are at most ``max_errors``: for each end the longest."""
    if not pattern:
        return []
    counts = errors_by_end(text, pattern)
    fewest = min(counts, default=max_errors + 1)
    if fewest > max_errors:
        return []
    ends = (end for end, errors in enumerate(counts, 1) if errors == fewest)
    return [Match(starts(text, pattern, end, fewest)[-1], end, fewest) for end in ends]


def starts(text: str, pattern: str, end: int, errors: int) -> list[int]:
    """List where a match with this end and this number of errors can start, nearest first."""
    if errors == len(pattern):
        return [end]
    window = text[max(0, end - len(pattern) - errors) : end]
    counts = errors_by_end(window[::-1], pattern[::-1], fixed=True)
    return [end - length for length, found in enumerate(counts, 1) if found == errors]


def distance(one: str, other: str) -> int:
    """Return the fewest letters to change, leave out or put in to make one text of another (Levenshtein)."""
    if not one or not other:
        return len(one) + len(other)
    return errors_by_end(one, other, fixed=True)[-1]


def errors_by_end(text: str, pattern: str, *, fixed: bool = False) -> list[int]:
    """Return, for each letter of the text, the errors of the best match of the pattern that ends with it.

    A match starts anywhere, or with ``fixed`` at the start of the text.
    """
    if not pattern:
        return list(range(1, len(text) + 1)) if fixed else [0] * len(text)
    where: defaultdict[str, int] = defaultdict(int)
    for place, letter in enumerate(pattern):
        where[letter] |= 1 << place
    full, last, first_bit = (1 << len(pattern)) - 1, 1 << len(pattern) - 1, int(fixed)
    rises, falls, errors = full, 0, len(pattern)
    found, letters = [], where.get
    for letter in text:
        same = letters(letter, 0)
        across = (((same & rises) + rises) ^ rises) | same | falls
        up, down = falls | (full & ~(across | rises)), rises & across
        if up & last:
            errors += 1
        elif down & last:
            errors -= 1
        up, down = up << 1 | first_bit, down << 1
        rises, falls = (down | ~(across | up)) & full, up & across & full
        found.append(errors)
    return found
