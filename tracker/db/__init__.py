"""Engines, sessions, and the guard that nothing goes unrecorded."""

from tracker.db.blanks import blank
from tracker.db.guard import LOG_TABLES, RECORDED_TABLES, UnrecordedChange
from tracker.db.sessions import Database, RecordedSession

__all__ = ["LOG_TABLES", "RECORDED_TABLES", "Database", "RecordedSession", "UnrecordedChange", "blank"]
