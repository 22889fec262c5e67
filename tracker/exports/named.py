"""Names for things that other programs can rely on: by UUID what the desk keeps, content by its hash."""

import base64
import re
from uuid import UUID

from tracker.domain.reports import Report

_ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def urn(of: UUID) -> str:
    """Return the name of a thing that the record knows (RFC 9562)."""
    return f"urn:uuid:{of}"


def by_hash(sha256: str) -> str:
    """Return the name of content by its SHA-256 in hexadecimal (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}"


def is_web_address(address: str) -> bool:
    """Tell whether an address is one of the web, written as an IRI may be."""
    return bool(re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address, re.IGNORECASE))


def claim_address(report: Report, number: int) -> str:
    """Return where a claim is told: on its public page, else on the desk's page of it."""
    if report.edition is not None and report.edition.site:
        return f"{report.edition.site}/claims/{number}"
    return f"{report.desk.address}/claims/{number}"


def iso_date(edtf: str) -> str:
    """Return a date as ISO 8601 has it, "" for one that is not known to the day, month or year without doubt."""
    return edtf if _ISO_DATE.fullmatch(edtf) else ""
