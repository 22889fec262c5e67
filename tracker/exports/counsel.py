"""A file for counsel as a zip: its documents first, closed by the list of their hashes, and its proofs last.

The list goes on record before the proofs are written, so that they can show that it did.
"""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Self
from zipfile import ZIP_STORED, ZipFile

from tracker.domain.bundles import Bundle
from tracker.domain.counsel import SUMS, Filing
from tracker.exports import bundle as bundles
from tracker.exports import counsel_pages, report_html
from tracker.exports.plain_zip import IN_MEMORY, digest, entry, put

MEDIA_TYPE = "application/zip"
RECORD = "proofs/record.zip"


@dataclass(frozen=True)
class CounselFile:
    """A written file for counsel, at its beginning; a long one lies on disk until it is closed. ``size`` is in bytes.

    ``documents`` counts what its list names, ``events`` what its proofs are of.
    """

    file: IO[bytes]
    name: str
    documents: int
    events: int
    size: int
    sha256: str


class Draft:
    """A file for counsel whose documents are written, and which waits for its proofs.

    Closing it throws it away, unless it was finished: then the file is its taker's to close.
    """

    def __init__(self, filing: Filing) -> None:
        self._filing = filing
        self._file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the draft.
        self._zip = ZipFile(self._file, "w", ZIP_STORED)
        self._finished = False
        self.hashes: dict[str, str] = {}
        try:
            for name, content in _documents(filing):
                self.hashes[name] = hashlib.sha256(content).hexdigest()
                put(self._zip, name, content)
        except BaseException:
            self.close()
            raise

    @property
    def sums(self) -> bytes:
        """Return the list of the documents with their SHA-256, as ``sha256sum`` writes and checks it."""
        return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(self.hashes.items())).encode()

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the list, in hexadecimal: what goes on record."""
        return hashlib.sha256(self.sums).hexdigest()

    def finish(self, bundle: Bundle) -> CounselFile:
        """Add the list, and the proofs, which hold it too; raise Refusal as ``bundle.pack`` does."""
        put(self._zip, SUMS, self.sums)
        proofs = bundles.pack(bundle)
        with proofs.file, self._zip.open(entry(RECORD), "w") as record:
            shutil.copyfileobj(proofs.file, record)
        self._zip.close()
        size, sha256 = digest(self._file)
        self._finished = True
        name = f"counsel-{self._filing.kind}-{self._filing.number}.zip"
        return CounselFile(self._file, name, len(self.hashes), proofs.events, size, sha256)

    def close(self) -> None:
        """Throw it away, unless it was finished."""
        if not self._finished:
            self._zip.close()
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _documents(filing: Filing) -> Iterator[tuple[str, bytes]]:
    """Yield the documents by name, each read only when it is its turn."""
    report = _report(filing)
    yield "cover.html", counsel_pages.cover(filing, reported=bool(report))
    yield "chronology.html", counsel_pages.chronology(filing)
    yield "versions.html", counsel_pages.versions(filing)
    if report:
        yield "report.html", report
    for document in filing.documents:
        yield document.name, document.read()
    yield "proofs/verifier.py", bundles.VERIFIER.read_bytes()


def _report(filing: Filing) -> bytes:
    if filing.report is None or filing.report.claim_count > report_html.MOST_CLAIMS:
        return b""
    return b"".join(report_html.write(filing.report))
