"""Lists of claims that others reviewed or collected: handed in, looked at, understood, and taken in bit by bit."""

from tracker.services.intakes.drafts import (
    content_of,
    find,
    get,
    items_of,
    joins_of,
    looked_through,
    of_article,
    of_bytes,
    open_list,
    page,
    plan,
    survey_of,
)
from tracker.services.intakes.going_on import Hands, begin, how_many_known, last_job
from tracker.services.intakes.meanings import Asked, Meanings, Said, asked, of_intake
from tracker.services.intakes.surveys import MOST_SHOWN, Survey
from tracker.services.intakes.surveys import survey as look
from tracker.services.intakes.wholes import Coming, coming, counted, is_whole_report, refuse_others
from tracker.services.intakes.wholes import look as look_whole

__all__ = [
    "MOST_SHOWN",
    "Asked",
    "Coming",
    "Hands",
    "Meanings",
    "Said",
    "Survey",
    "asked",
    "begin",
    "coming",
    "content_of",
    "counted",
    "find",
    "get",
    "how_many_known",
    "is_whole_report",
    "items_of",
    "joins_of",
    "last_job",
    "look",
    "look_whole",
    "looked_through",
    "of_article",
    "of_bytes",
    "of_intake",
    "open_list",
    "page",
    "plan",
    "refuse_others",
    "survey_of",
]
