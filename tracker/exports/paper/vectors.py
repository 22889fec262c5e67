"""The paths of the house's drawings as absolute moves, lines and curves, which every format can draw."""

import re
from collections.abc import Iterator
from math import tan

Point = tuple[float, float]
Step = tuple[str, tuple[float, ...]]

_TOKEN = re.compile(r"[MmLlHhVvCcAaZz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}
# How far the handles of a curve stand from its ends where it draws a quarter of a circle.
_QUARTER = 4 / 3 * tan(3.141592653589793 / 8)


def steps(path: str) -> tuple[Step, ...]:
    """Read a path (SVG 1.1, 8.3) of moves, lines, curves, quarters of circles that turn as clocks go, and closings."""
    return tuple(_Pen().draw(path))


class _Pen:
    """Goes along a path and remembers where it is."""

    def __init__(self) -> None:
        self.at: Point = (0, 0)
        self.start: Point = (0, 0)

    def draw(self, path: str) -> Iterator[Step]:
        """Yield the steps of a path."""
        tokens = _TOKEN.findall(path)
        place, command = 0, ""
        while place < len(tokens):
            if tokens[place].isalpha():
                command, place = tokens[place], place + 1
            takes = _TAKES[command.upper()]
            numbers = [float(token) for token in tokens[place : place + takes]]
            place += takes
            yield self._step(command, numbers)

    def _step(self, command: str, numbers: list[float]) -> Step:
        relative = command.islower()
        match command.upper():
            case "Z":
                self.at = self.start
                return "Z", ()
            case "H":
                return self._to("L", ((numbers[0] + self.at[0] * relative), self.at[1]))
            case "V":
                return self._to("L", (self.at[0], numbers[0] + self.at[1] * relative))
            case "A":
                return self._quarter(self._absolute(numbers[5:], relative), sweeps=bool(numbers[4]))
            case other:
                return self._to(other, self._absolute(numbers, relative))

    def _absolute(self, numbers: list[float], relative: bool) -> tuple[float, ...]:
        return tuple(number + self.at[at % 2] * relative for at, number in enumerate(numbers))

    def _to(self, command: str, places: tuple[float, ...]) -> Step:
        self.at = (places[-2], places[-1])
        if command == "M":
            self.start = self.at
        return command, tuple(round(place, 2) for place in places)

    def _quarter(self, end: tuple[float, ...], *, sweeps: bool) -> Step:
        """Return a quarter of a circle as a curve: it leaves across or down, as its direction of turning says."""
        (x, y), (to_x, to_y) = self.at, end
        across = ((to_x - x) * (to_y - y) > 0) == sweeps
        if across:
            first, second = (x + (to_x - x) * _QUARTER, y), (to_x, to_y - (to_y - y) * _QUARTER)
        else:
            first, second = (x, y + (to_y - y) * _QUARTER), (to_x - (to_x - x) * _QUARTER, to_y)
        return self._to("C", (*first, *second, to_x, to_y))


def reach(taken: tuple[Step, ...]) -> Point:
    """Return from which height to which a path goes."""
    heights = [place for _, places in taken for place in places[1::2]]
    return min(heights, default=0), max(heights, default=0)
