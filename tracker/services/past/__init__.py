"""The desk as it was: put together from the record in a blank database, and read there by the same pages and reports.

A thing with its parts, and a report, can be seen as of any event. Names and words are those of then; what a person may
see is what they may see now.
"""

from tracker.services.past.pages import of_thing
from tracker.services.past.places import Neighbours, Place, Thing, after, around, find, first_of
from tracker.services.past.whole import report_session

__all__ = ["Neighbours", "Place", "Thing", "after", "around", "find", "first_of", "of_thing", "report_session"]
