"""The texts of versions while a report is looked through: on disk, so that any number of them takes no memory."""

from tempfile import SpooledTemporaryFile
from uuid import UUID

_IN_MEMORY = 8 * 1024 * 1024
_CODE_POINT = 4


class Texts:
    """Texts by the id of their version, of which any stretch of code points can be read alone."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)
        self._places: dict[UUID, tuple[int, int]] = {}
        self._end = 0

    def close(self) -> None:
        """Forget all texts."""
        self._file.close()

    def keep(self, id: UUID, text: str) -> None:
        """Keep a text."""
        # With as many bytes for each code point, its place can be worked out.
        content = text.encode("utf-32-le")
        self._file.seek(self._end)
        self._file.write(content)
        self._places[id] = self._end, len(text)
        self._end += len(content)

    def length(self, id: UUID) -> int:
        """Return how many code points a text has."""
        return self._places[id][1]

    def stretch(self, id: UUID, start: int, end: int) -> str:
        """Return a stretch of a text, [start, end) in code points."""
        first, length = self._places[id]
        self._file.seek(first + _CODE_POINT * min(start, length))
        return self._file.read(_CODE_POINT * (min(end, length) - min(start, length))).decode("utf-32-le")
