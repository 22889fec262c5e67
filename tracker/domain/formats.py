"""The forms in which reports go out."""

from tracker.domain.vocabulary import Word


class ReportFormat(Word):
    """The form in which a report goes out."""

    HTML = "html", "HTML, to read and print"
    PDF = "pdf", "PDF, to print and to send"
    DOCX = "docx", "DOCX, to work on in a word processor"
    XLSX = "xlsx", "XLSX, a workbook of tables"
    CSV = "csv", "CSV, for spreadsheets"
    TABLES = "zip", "CSV tables in a zip"
    JSON = "json", "JSON, for programs"
    JSON_LINES = "jsonl", "JSON lines, for programs"
    CLAIM_REVIEW = "claimreview", "ClaimReview, for search engines and other desks"
    ANNOTATIONS = "annotations", "Web Annotations, for readers of the articles"
    PROV = "prov", "PROV, the chains as W3C has them"

    @property
    def whole(self) -> bool:
        """Tell whether a report in this form goes out with all that it rests on, so that a desk can take it in."""
        return self in (ReportFormat.JSON, ReportFormat.JSON_LINES)
