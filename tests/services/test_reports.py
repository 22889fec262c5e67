"""Reports as the services read them: who sees what, what is left out, in how many statements, what is recorded."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import select

from tests.report_desk import DESK, ReportDesk, report_desk
from tests.statements import statements
from tracker.domain import chance, leaves
from tracker.domain.actions import Action
from tracker.domain.errors import NotFound
from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.findings import findings
from tracker.domain.vocabulary import Beyond, Cause, How, Triage, Voice
from tracker.models import Claim, Disclosure, Event
from tracker.services import reports
from tracker.services.record import record


@pytest.fixture
def desk(engine_url: str) -> Iterator[ReportDesk]:
    desk = report_desk(engine_url)
    yield desk
    desk.database.engine.dispose()


def on_article(desk: ReportDesk, *, names: bool = False) -> tuple[Report, dict[int, ReportClaim]]:
    with closing(desk.database.reading()) as session:
        report = reports.for_article(session, desk.article, desk=DESK, person=desk.ines, names=names)
        return report, {claim.number: claim for claim in report.claims}


def test_withdrawn_claims_are_left_out_and_those_passed_over_stand_apart(desk: ReportDesk) -> None:
    report, claims = on_article(desk)
    assert list(claims) == [2, 4, 1, 3]
    assert [(left.number, left.triage) for left in report.not_checked] == [(5, Triage.SKIP)]
    assert report.claim_count == 4


def test_a_quote_comes_with_its_words_around_it_as_they_stand_in_its_version(desk: ReportDesk) -> None:
    _, claims = on_article(desk)
    (quote,) = claims[1].quotes
    snapshot = desk.versions[1]
    assert quote.exact == snapshot.text[quote.start : quote.end]
    assert quote.before == snapshot.text[: quote.start]
    assert quote.after == snapshot.text[quote.end :]
    assert (quote.version, quote.length, quote.how, quote.lost) == (2, len(snapshot.text), How.EXACT, False)


def test_a_quote_that_the_newest_version_dropped_is_lost_and_shown_as_it_last_stood(desk: ReportDesk) -> None:
    _, claims = on_article(desk)
    (quote,) = claims[3].quotes
    assert (quote.version, quote.lost) == (1, True)
    assert quote.exact == "A photograph shows the burning gate"
    assert [look.cause for look in claims[3].looks] == [Cause.QUOTE_LOST]


def test_a_trail_is_a_tree_from_the_reader_outwards(desk: ReportDesk) -> None:
    _, claims = on_article(desk)
    (fars,) = claims[1].quotes[0].trail
    (sputnik,) = fars.had_from
    assert (fars.source.name, sputnik.source.name) == ("FARS", "سبوتنيك عربي")
    assert (fars.inherited, sputnik.beyond, sputnik.had_from) == (False, Beyond.GIVES_NONE, ())


def test_a_quote_in_a_passage_has_its_voice_and_its_trail(desk: ReportDesk) -> None:
    _, claims = on_article(desk)
    (quote,) = claims[2].quotes
    assert quote.voice is Voice.CAPTION
    assert [(step.source.name, step.inherited) for step in quote.trail] == [("residents", True)]


def test_sources_come_with_their_other_names_and_their_owners(desk: ReportDesk) -> None:
    _, claims = on_article(desk)
    known = {source.name: source for source in findings(claims.values()).sources}
    assert set(known) == {"The Coast Road", "FARS", "سبوتنيك عربي", "РИА Новости", "residents"}
    assert known["سبوتنيك عربي"].names == ("Sputnik Arabic",)
    assert [owner.name for owner in known["سبوتنيك عربي"].owners] == ["РИА Новости"]


def test_people_have_roles_and_numbers_unless_names_are_asked_for(desk: ReportDesk) -> None:
    _, unnamed = on_article(desk)
    _, named = on_article(desk, names=True)
    assert {review.by.name for claim in unnamed.values() for review in claim.assessments} == {None}
    assert named[1].assessments[0].by.name == "Ines Aldana"
    assert "Ellen Editor decided claim 1" in [event.sentence for event in named[1].events]
    told = json.dumps([event.sentence for claim in unnamed.values() for event in claim.events])
    assert "Ellen" not in told
    assert "Ines" not in told


def test_the_same_desk_gives_the_same_report_at_each_walk(desk: ReportDesk) -> None:
    with closing(desk.database.reading()) as session:
        report = reports.for_article(session, desk.article, desk=DESK, person=desk.ines)
        assert tuple(report.claims) == tuple(report.claims)


def test_events_carry_their_place_in_the_log_and_the_reason(desk: ReportDesk) -> None:
    _, claims = on_article(desk)
    decided = [event for event in claims[2].events if event.action == Action.CLAIM_DECIDED]
    assert [(event.sentence, event.why) for event in decided] == [("Editor 3 decided claim 2", "it is urgent")]
    with closing(desk.database.reading()) as session:
        assert session.get_one(Event, decided[0].number).about_id == claims[2].id


def test_the_report_is_as_of_the_last_event(desk: ReportDesk) -> None:
    report, _ = on_article(desk)
    with closing(desk.database.reading()) as session:
        newest = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
    assert (report.log.last, report.log.at) == (newest.seq, newest.at)


def test_a_report_is_of_one_moment_whatever_is_saved_while_it_is_read(desk: ReportDesk) -> None:
    with closing(desk.database.reading()) as session:
        report = reports.for_article(session, desk.article, desk=DESK, person=desk.ines)
        with closing(desk.database.writing()) as other:
            claim = other.scalars(select(Claim).where(Claim.number == 1)).one()
            claim.statement = "Reworded meanwhile."
            record(other, Action.CLAIM_EDITED, about=claim, by=desk.ellen)
            other.commit()
        (read,) = [claim for claim in report.claims if claim.number == 1]
        assert read.statement == "At least nineteen people were killed in the strike."
        assert max(event.number for event in read.events) <= (report.log.last or 0)


def test_documents_stand_in_one_order_on_both_engines(desk: ReportDesk) -> None:
    _, claims = on_article(desk)
    gates = [asked for claim in claims.values() for decision in claim.decisions for asked in decision.gate]
    assert [list(asked) for asked in gates] == [["key", "met", "why"]] * len(gates)
    assert gates
    kept = {"why": "So.", "key": "origins", "answers": [{"met": True, "id": "1"}]}
    assert json.dumps(leaves.in_order(kept)) == leaves.canonical(kept).decode().replace(":", ": ").replace(",", ", ")


def test_who_may_not_read_gets_nothing(desk: ReportDesk) -> None:
    with closing(desk.database.writing()) as session:
        tomas = session.merge(desk.tomas)
        tomas.active = False
        record(session, Action.PERSON_DEACTIVATED, about=tomas, by=desk.ellen)
        session.commit()
        ids = session.scalars(select(Claim.id)).all()
        with pytest.raises(NotFound):
            reports.for_article(session, desk.article, desk=DESK, person=tomas)
        report = reports.for_claims(session, ids, title="All", filters={}, desk=DESK, person=tomas)
        assert (tuple(report.claims), report.not_checked, report.claim_count) == ((), (), 0)


def test_a_list_keeps_its_order(desk: ReportDesk) -> None:
    with closing(desk.database.reading()) as session:
        ids = session.scalars(select(Claim.id).order_by(Claim.number.desc())).all()
        report = reports.for_claims(session, ids, title="All", filters={}, desk=DESK, person=desk.ines)
        assert [claim.number for claim in report.claims] == [4, 3, 2, 1]


def test_one_claim_and_two_hundred_take_the_same_number_of_statements(desk: ReportDesk) -> None:
    with closing(desk.database.writing()) as session:
        tomas = session.merge(desk.tomas)
        for at in range(200):
            claim = Claim(statement=f"Claim {at}", created_at=chance.now(), created_by=tomas)
            session.add(claim)
            record(session, Action.CLAIM_ANNOTATED, about=claim, by=tomas)
        session.commit()
        ids = session.scalars(select(Claim.id).order_by(Claim.number)).all()
    counts = set()
    for some in (ids[:1], ids[:20], ids[:200]):
        with closing(desk.database.reading()) as session, statements(desk.database.engine) as sent:
            report = reports.for_claims(session, some, title="All", filters={}, desk=DESK, person=desk.ines)
            assert len(tuple(report.claims)) + len(report.not_checked) >= len(some) - 1
        counts.add(len(sent))
    assert len(counts) == 1


def test_that_a_report_went_out_is_on_record(desk: ReportDesk) -> None:
    with closing(desk.database.writing()) as session:
        ines = session.merge(desk.ines)
        reports.exported(
            session, scope="article 1", format="json", claims=4, sha256="ab", article=desk.article, by=ines
        )
        session.commit()
        event = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
        assert (event.done, event.about_id, event.actor) == (Action.REPORT_EXPORTED, desk.article.id, ines.actor)
        told = json.loads(session.get_one(Disclosure, (event.seq, 0)).fields)
        assert told["detail"][1] == {"scope": "article 1", "format": "json", "claims": 4, "sha256": "ab"}
