"""What is asked of a claim: the endpoints that are about one, their addresses for it, and what is typed there."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.assessing import TEXT
from tests.claim_stages import Sample
from tracker.domain.vocabulary import Cause
from tracker.web.claims_many import WHAT

NOTHING = "00000000-0000-7000-8000-000000000000"

VARIANTS = {"claims_many.do": tuple(WHAT)}
"""Endpoints that do one of several things, by the last part of their address."""

_QUERIES = {
    "claims_many.choose": "?do=tag&claim={claim}",
    "corrections.new": "?claim={claim}",
}

_IDS = {
    "/appearances/": "place",
    "/captures/": "capture",
    "/notes/": "note",
    "/claims/<int:number>/enquiries/": "enquiry",
    "/claims/<int:number>/evidence/": "evidence",
    "/claims/<int:number>/links/": "link",
    "/claims/<int:number>/origins/rulings/": "ruling",
    "/claims/<int:number>/origins/stakes/": "stake",
    "/claims/<int:number>/steps/": "step",
}
"""Of what the id in an address is, by how the address begins."""

_NUMBERS = {
    "/articles/": "article",
    "/cases/<int:number>/put-in": "empty case",
    "/cases/": "case",
    "/corrections/": "correction",
    "/trail/changes/": "event",
    "/undo/": "event",
}
"""Of what the number in an address is, by how the address begins, where it is not the claim's."""


@dataclass(frozen=True)
class Asked:
    """Something that can be asked about a claim: its name in the table, the endpoint, an address, and its methods."""

    name: str
    endpoint: str
    address: str
    takes: frozenset[str]


def asked(app: Flask, named: frozenset[str], made: Sample) -> Iterator[Asked]:
    """Yield all that the endpoints of some names can be asked about a claim."""
    at = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in named:
            takes = frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}
            query = _QUERIES.get(rule.endpoint, "").format(claim=made.claim.number)
            for variant in VARIANTS.get(rule.endpoint, ("",)):
                address = at.build(rule.endpoint, _arguments(rule, made) | ({"do": variant} if variant else {}))
                name = f"{rule.endpoint}/{variant}" if variant else rule.endpoint
                yield Asked(name, rule.endpoint, address + query, takes)


def typed(name: str, made: Sample) -> dict[str, str]:
    """Return what is typed into a form, by the names of its fields."""
    return {"why": "So it is.", "rev": str(made.claim.rev), **_into_forms(made).get(name, {})}


def _arguments(rule: Rule, made: Sample) -> dict[str, object]:
    number = next((made.numbers[of] for begin, of in _NUMBERS.items() if rule.rule.startswith(begin)), None)
    every = {
        "id": next((made.ids.get(of, NOTHING) for begin, of in _IDS.items() if rule.rule.startswith(begin)), NOTHING),
        "number": made.numbers["article"] if rule.endpoint == "captures.compare" else number or made.claim.number,
        "reference": str(made.claim.number),
        "event": made.numbers["event"],
        "cause": Cause.STATEMENT_CHANGED.value,
        "thing": made.claim.id,
        "kind": "claims" if rule.rule.startswith("/<kind>/") else "claim",
    }
    return {name: every[name] for name in rule.arguments if name in every}


def _into_forms(made: Sample) -> dict[str, dict[str, str]]:
    place, number = made.claim.appearances[0], str(made.claim.number)
    sources = {"one": str(made.sources[0]), "other": str(made.sources[1])}
    many = {"claims": number, "position": str(made.numbers["event"]), "sure": "1"}
    note = {"rev": "1"}
    return {
        "appearances.edit": {"hedge": "perhaps"},
        "asking.of_claim": {"words": "It was not hit."},
        "blindness.of_case": {"blind": "3"},
        "cases.put_in": {"thing": f"claim {number}"},
        "cases.take_out": {"item": made.ids["item"]},
        "cited_works.compare": {"check": "yes", "read_as": "original"},
        "claim_merges.merge": {"into": str(made.other.number), "rev_into": str(made.other.rev)},
        "claims.edit": {"statement": "The depot was hit at night."},
        "claims_many.do/assign": {**many, "priority": "", "deadline": "day", "due": "2018-03-01"},
        "claims_many.do/case": {**many, "case": str(made.numbers["empty case"])},
        "claims_many.do/decide": {**many, "verdict": made.ids["unproven"], "reason": "So."},
        "claims_many.do/relate": {**many, "other": str(made.other.number), "relation": "part_of"},
        "claims_many.do/stand": many,
        "claims_many.do/tag": {**many, "add": "depot"},
        "corrections.answer": {"rev": "1", "reply": "We looked."},
        "corrections.close": {"rev": "1", "outcome": "not_upheld", "because": "It was hit."},
        "corrections.new": {"words": "It was not hit."},
        "corrections.plan": {"rev": "1", "due": "2018-03-01"},
        "corrections.reopen": {"rev": "1"},
        "decisions.decide": {"verdict": made.ids["unproven"], "reason": "So.", "as_of": "2018-02-01"},
        "enquiries.add": {"words": "Who saw it?"},
        "enquiries.answer": {"outcome": "nothing"},
        "evidence.add": {"title": "A film", "excerpt": "Seen."},
        "evidence.edit": {"title": "Another map"},
        "exports.export": {"scope": f"claims={number}", "format": "json"},
        "grades.information": {"grade": "3", "reason": "Seen."},
        "links.add": {"other": str(made.other.number), "relation": "part_of"},
        "notes.assign": {**note, "assigned_to": made.ids["anna"]},
        "notes.reopen": note,
        "notes.resolve": note,
        "notes.thread": {"words": "Which side of it?"},
        "origins.rule": {**sources, "ruling": "join"},
        "origins.stake": {"source": sources["other"]},
        "quotes.confirm": {"rev": str(place.rev)},
        "quotes.place": {"quote": TEXT[:30]},
        "reviews.assess": {"verdict": made.ids["unproven"], "words": "Seen.", "why": ""},
        "sending_back.ask": {"words": "The quote is short."},
        "tags.edit": {"tags": "depot"},
        "tasks.assign": {"due": "2018-03-01"},
        "trail.download_of": {"form": "csv"},
        "workbench.add": {"article": str(made.other.appearances[0].article.number), "quote": TEXT, "version": "1"},
        "workbench.fill_in": {"statement": "The depot was hit at night."},
        "workbench.trail": {"trail": "FARS"},
    }
