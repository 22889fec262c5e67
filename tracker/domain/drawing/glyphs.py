"""The signs of what happened on a day, as paths: told by shape, never by colour alone."""

from tracker.domain.vocabulary import Stance, Word


class Sign(Word):
    """What a mark on a timeline stands for."""

    ASSERTS = "asserts", "an article asserts it"
    REPORTS = "reports", "an article reports it"
    DOUBTS = "doubts", "an article doubts it"
    DENIES = "denies", "an article denies it"
    PUBLISHED = "published", "an article came out"
    VERSION = "version", "its text changed"


OF_STANCE = {stance: Sign(stance.value) for stance in Stance}
RADIUS = 5.5


def glyph(sign: Sign, x: float, y: float) -> tuple[str, str]:
    """Return the path of a sign around a place, and that of the line within it, "" where it has none."""
    match sign:
        case Sign.ASSERTS | Sign.REPORTS:
            return f"M{x - RADIUS:g} {y:g}a{RADIUS} {RADIUS} 0 0 1 11 0a{RADIUS} {RADIUS} 0 0 1 -11 0z", ""
        case Sign.DOUBTS:
            return f"M{x - 6.5:g} {y:g}l6.5-6.5l6.5 6.5l-6.5 6.5z", ""
        case Sign.DENIES:
            return f"M{x - 5:g} {y - 5:g}h10v10h-10z", f"M{x - 5:g} {y - 5:g}l10 10M{x + 5:g} {y - 5:g}l-10 10"
        case Sign.PUBLISHED:
            return f"M{x - 4.5:g} {y - 4.5:g}h9v9h-9z", ""
        case _:
            return f"M{x - 6:g} {y + 5:g}l6-10.5l6 10.5z", ""
