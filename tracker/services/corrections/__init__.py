"""Requests for corrections: entered by hand or by the public, dealt with by editors, told in the next report."""

from tracker.services.corrections.asking import Asked, add
from tracker.services.corrections.handling import Plan, answer, close, plan, reopen
from tracker.services.corrections.reading import (
    answerers,
    complainant_of,
    find_correction,
    get_correction,
    of_claim,
    of_source,
    page,
    waiting,
)

__all__ = [
    "Asked",
    "Plan",
    "add",
    "answer",
    "answerers",
    "close",
    "complainant_of",
    "find_correction",
    "get_correction",
    "of_claim",
    "of_source",
    "page",
    "plan",
    "reopen",
    "waiting",
]
