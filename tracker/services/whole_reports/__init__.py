"""Reports that hold all that they rest on, taken in from a file: looked through first, then entered share by share."""

from tracker.services.whole_reports.checks import Looked, Refused, look_through, things
from tracker.services.whole_reports.entering import Outcome, Placed, Report, enter, weigh
from tracker.services.whole_reports.shares import shares

__all__ = ["Looked", "Outcome", "Placed", "Refused", "Report", "enter", "look_through", "shares", "things", "weigh"]
