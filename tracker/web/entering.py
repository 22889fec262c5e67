"""Between the claim form and the services: what a person entered as they take it, and what a form begins with."""

from typing import Any
from uuid import UUID

from flask import g

from tracker.domain import text
from tracker.domain.anchors import Ambiguous
from tracker.domain.trails import Trail, parse, write
from tracker.domain.vocabulary import Basis, Manner, Triage
from tracker.models import Appearance, Article, Citation, Snapshot
from tracker.services import benches, sources, trails, works
from tracker.services.step_details import Details
from tracker.services.trails import Entry
from tracker.web.forms.claims import ClaimForm, QuoteForm, StepForm, TrailForm, stance_of

AS_LAST = "="
"""Typed for a trail, it means the one of the claim before."""

_SHOWN_AROUND = 60


def quote_of(form: QuoteForm, snapshot: Snapshot) -> str:
    """Return the words that the form means, as the text has them where they were selected."""
    return benches.words_at(snapshot, form.quote.data, form.start.data, form.end.data)


def trail_of(typed: str, article: Article) -> Trail:
    """Read a trail as typed; raise Refusal where it cannot be one."""
    if typed.strip() == AS_LAST:
        return trails.last_entered(g.session, article, g.user) or Trail()
    return parse(typed)


def entry_of(form: ClaimForm, article: Article) -> Entry:
    """Return the trail that was entered with all that the form says of its steps."""
    return Entry(
        trail_of(form.trail.data, article),
        Manner(form.manner.data),
        Basis(form.basis.data),
        form.cue.data,
        works.cited(g.session, form.cited.data, form.cited_outlet.data, by=g.user),
    )


def offer_places(form: QuoteForm, snapshot: Snapshot, refusal: Ambiguous) -> None:
    """Let a person choose where the words stand several times, each place with the words around it."""
    form.place.offer((start, _in_context(snapshot.text, start, end)) for start, end in refusal.offered)


def as_begun(appearance: Appearance) -> dict[str, Any]:
    """Return what the form of a claim where it appears begins with."""
    claim, quote = appearance.claim, appearance.anchors[-1]
    return {
        "rev": claim.rev,
        "rev_appearance": appearance.rev,
        "version": quote.snapshot.version,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.exact,
        "statement": claim.statement,
        "trail": write(trails.as_typed(appearance)),
        "checked": claim.checked.value,
        "kind": claim.claim_kind.value,
        "readings": "\n".join(claim.readings),
        # The first pass did not say how the article stands to it; until somebody does, the trail says it.
        "stance": appearance.stance.value if claim.triage is Triage.CHECK else "",
        "hedge": appearance.hedge,
        "translation": appearance.translation,
        "translator": appearance.translator,
    }


def trail_as_begun(appearance: Appearance) -> dict[str, Any]:
    """Return what the form of a trail begins with: its text, and what is known of each step."""
    return {
        "rev": appearance.rev,
        "trail": write(trails.as_typed(appearance)),
        "steps": [_step_as_begun(step) for step in trails.own_steps(appearance)],
    }


def details_of(form: TrailForm) -> dict[UUID, Details]:
    """Return what was entered of each step, by its id."""
    return {entry.form.step.data: _details(entry.form) for entry in form.steps}


def _step_as_begun(step: Citation) -> dict[str, Any]:
    return {
        "step": step.id,
        "manner": step.manner.value,
        "basis": step.basis.value,
        "stance": step.stance.value if step.stance else "",
        "known_from": sources.as_typed(step.known_from),
        "cue": step.cue,
        "cited": works.as_typed(step.cited_article),
        "note": step.note,
    }


def _details(form: StepForm) -> Details:
    return Details(
        Manner(form.manner.data),
        Basis(form.basis.data),
        stance_of(form.stance),
        sources.meant(g.session, form.known_from.data, field="trail", by=g.user),
        form.cue.data,
        works.cited(g.session, form.cited.data, form.cited_outlet.data, by=g.user),
        form.note.data,
    )


def _in_context(whole: str, start: int, end: int) -> str:
    before, after = text.context(whole, start, end, _SHOWN_AROUND)
    return text.one_line(f"…{before}[{whole[start:end]}]{after}…", 2 * _SHOWN_AROUND + 400)
