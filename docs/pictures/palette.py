"""Small PNG files: a screenshot is written anew with at most 256 colours (PNG, third edition, sections 9 and 11)."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

MOST_COLOURS = 256
Colour = tuple[int, int, int]


def reduced(png: bytes) -> bytes:
    """Return a picture of 8-bit RGB with the commonest of its colours alone; each other becomes the nearest of them."""
    chunks = dict(_chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    if (depth, kind) != (8, 2):
        raise ValueError("This is no picture of 8-bit RGB.")
    rows = [list(zip(row[::3], row[1::3], row[2::3], strict=True)) for row in _rows(chunks[b"IDAT"], width, height)]
    counted = Counter(colour for row in rows for colour in row)
    palette = [colour for colour, _ in counted.most_common(MOST_COLOURS)]
    place = {colour: _nearest(colour, palette) for colour in counted}
    lines = b"".join(b"\0" + bytes(place[colour] for colour in row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", bytes(sum(palette, ()))), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return png[:8] + b"".join(_chunk(name, data) for name, data in parts)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a file by name, those that hold the picture as one."""
    place, picture = 8, b""
    while place < len(png):
        size, name = struct.unpack_from(">I4s", png, place)
        data = png[place + 8 : place + 8 + size]
        place += size + 12
        if name == b"IDAT":
            picture += data
        else:
            yield name, data
    yield b"IDAT", picture


def _rows(packed: bytes, width: int, height: int) -> Iterator[bytearray]:
    """Yield the rows of a picture without their filters."""
    data, size = zlib.decompress(packed), 3 * width
    above = bytearray(size)
    for start in range(0, height * (size + 1), size + 1):
        row = bytearray(data[start + 1 : start + 1 + size])
        for at in range(size) if data[start] else ():
            left, corner = (row[at - 3], above[at - 3]) if at >= 3 else (0, 0)
            row[at] = (row[at] + _predicted(data[start], left, above[at], corner)) & 255
        yield row
        above = row


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda one: abs(guess - one))
    return (left, up, (left + up) // 2)[kind - 1]


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    def distance(at: int) -> int:
        return sum((one - other) ** 2 for one, other in zip(colour, palette[at], strict=True))

    return min(range(len(palette)), key=distance)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
