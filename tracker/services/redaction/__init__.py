"""Withholding words: on a legal basis, asked by one admin and approved by another, in every copy that is found.

Masks of equal length take the place of the words, so that every place in a text holds. The salts go with the values, so
that nobody can check a guess; what was committed to stays, so that the log verifies.
"""

from tracker.services.redaction.copies import Key
from tracker.services.redaction.departures import Departure, held_by
from tracker.services.redaction.in_words import PlaceTold, fields_told, places_told
from tracker.services.redaction.on_record import Notice, Withheld, labels, notices, notices_of, withheld
from tracker.services.redaction.requests import (
    approve,
    ask,
    asked_at,
    find,
    get,
    look_again,
    look_for,
    on_hold,
    page,
    refuse,
    take_back,
    waiting,
)
from tracker.services.redaction.sealed import anything as anything_sealed
from tracker.services.redaction.seeking import Looked, Place, look, seek
from tracker.services.redaction.sought import Sought
from tracker.services.redaction.whole_fields import OwnField, own_fields

__all__ = [
    "Departure",
    "Key",
    "Looked",
    "Notice",
    "OwnField",
    "Place",
    "PlaceTold",
    "Sought",
    "Withheld",
    "anything_sealed",
    "approve",
    "ask",
    "asked_at",
    "fields_told",
    "find",
    "get",
    "held_by",
    "labels",
    "look",
    "look_again",
    "look_for",
    "notices",
    "notices_of",
    "on_hold",
    "own_fields",
    "page",
    "places_told",
    "refuse",
    "seek",
    "take_back",
    "waiting",
    "withheld",
]
