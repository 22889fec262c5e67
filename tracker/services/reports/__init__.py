"""Reports: what the desk found, as of an event, for those outside it.

A report is read, never changed; that it was handed out is recorded.
"""

from tracker.services.reports.departures import exported, recent
from tracker.services.reports.making import for_article, for_claims

__all__ = ["exported", "for_article", "for_claims", "recent"]
