"""The shapes of boxes by kind of source, as paths."""

from dataclasses import dataclass

from tracker.domain.vocabulary import SourceKind

_CUT, _FOLD, _POINT, _SLANT = 8.0, 9.0, 9.0, 8.0
_PLAIN, _SOFT = 4.0, 12.0


@dataclass(frozen=True)
class Frame:
    """Where a box stands: its upper left corner, its width and height."""

    x: float
    y: float
    width: float
    height: float

    def shrunk(self, by: float) -> "Frame":
        """Return the frame that lies within this one."""
        return Frame(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


def outline(kind: SourceKind, frame: Frame) -> str:
    """Return the path of a box: each kind of source has its own shape."""
    match kind:
        case SourceKind.PERSON:
            return _rounded(frame, *[frame.height / 2] * 4)
        case SourceKind.UNNAMED | SourceKind.GENERAL_OPINION:
            return _rounded(frame, *[frame.height / 2] * 4)
        case SourceKind.GOVERNMENT:
            return _notched(frame)
        case SourceKind.ARMED_GROUP:
            return _pointed(frame)
        case SourceKind.DOCUMENT:
            return _folded(frame)
        case SourceKind.ACCOUNT:
            return _rounded(frame, _SOFT, _SOFT, _SOFT, 0)
        case SourceKind.EVENT:
            return _slanted(frame)
        case SourceKind.ORGANISATION:
            return _rounded(frame, 0, 0, 0, 0)
        case _:
            return _rounded(frame, *[_PLAIN] * 4)


def inner(kind: SourceKind, frame: Frame) -> str:
    """Return the path of the line within a box, "" where its kind has none."""
    if kind is SourceKind.AGENCY:
        return _rounded(frame.shrunk(3), *[2.0] * 4)
    if kind is SourceKind.DOCUMENT:
        return f"M{frame.x + frame.width - _FOLD:g} {frame.y:g}v{_FOLD:g}h{_FOLD:g}"
    return ""


def _rounded(frame: Frame, one: float, two: float, three: float, four: float) -> str:
    """Return a rectangle whose corners are round by so much, from the upper left on as clocks go."""
    across, down = frame.width, frame.height
    return (
        f"M{frame.x + one:g} {frame.y:g}h{across - one - two:g}{_corner(two, two, two)}v{down - two - three:g}"
        f"{_corner(three, -three, three)}h{three + four - across:g}{_corner(four, -four, -four)}"
        f"v{one + four - down:g}{_corner(one, one, -one)}z"
    )


def _corner(radius: float, x: float, y: float) -> str:
    return f"a{radius:g} {radius:g} 0 0 1 {x:g} {y:g}" if radius else ""


def _notched(frame: Frame) -> str:
    across, down = frame.width - 2 * _CUT, frame.height - 2 * _CUT
    return (
        f"M{frame.x + _CUT:g} {frame.y:g}h{across:g}l{_CUT:g} {_CUT:g}v{down:g}l-{_CUT:g} {_CUT:g}h-{across:g}"
        f"l-{_CUT:g}-{_CUT:g}v-{down:g}z"
    )


def _pointed(frame: Frame) -> str:
    across, half = frame.width - 2 * _POINT, frame.height / 2
    return (
        f"M{frame.x + _POINT:g} {frame.y:g}h{across:g}l{_POINT:g} {half:g}l-{_POINT:g} {half:g}h-{across:g}"
        f"l-{_POINT:g}-{half:g}z"
    )


def _folded(frame: Frame) -> str:
    across, down = frame.width - _FOLD, frame.height - _FOLD
    return f"M{frame.x:g} {frame.y:g}h{across:g}l{_FOLD:g} {_FOLD:g}v{down:g}h-{frame.width:g}z"


def _slanted(frame: Frame) -> str:
    across = frame.width - _SLANT
    return f"M{frame.x + _SLANT:g} {frame.y:g}h{across:g}l-{_SLANT:g} {frame.height:g}h-{across:g}z"
