"""What waits for whom."""

from tests.assessing import Desk
from tracker.domain.actions import Action
from tracker.domain.roles import Role
from tracker.domain.vocabulary import Cause
from tracker.models import User
from tracker.services import appearances, articles, carrying, claims, notes, waiting
from tracker.services.claims import Wording
from tracker.services.record import record


def second_looks(desk: Desk, person: User) -> list[str]:
    return [one.row.claim.statement for one in waiting.second_looks(desk.session, person)]


def test_an_assessed_claim_waits_for_those_who_may_assess_and_have_not(desk: Desk) -> None:
    claim = desk.claim()
    desk.assess(claim, "likely", by=desk.boris)
    assert second_looks(desk, desk.carla) == second_looks(desk, desk.edda) == [claim.statement]
    assert second_looks(desk, desk.boris) == second_looks(desk, desk.anna) == []
    [one] = waiting.second_looks(desk.session, desk.carla)
    assert (one.assessed_by, one.row.appearances) == (("Boris",), 1)


def test_whoever_annotated_a_claim_is_not_asked_for_the_second_look(desk: Desk) -> None:
    claim = desk.claim()
    claims.edit(desk.session, claim, Wording("Reworded."), seen=claim.rev, by=desk.anna)
    desk.assess(claim, "likely", by=desk.boris)
    desk.anna.role = Role.REVIEWER
    assert second_looks(desk, desk.anna) == []
    desk.session.rollback()


def test_where_nobody_else_could_it_waits_for_the_one_who_assessed(desk: Desk) -> None:
    claim = desk.claim()
    desk.assess(claim, "likely", by=desk.boris)
    for other in (desk.carla, desk.edda):
        other.active = False
    assert second_looks(desk, desk.boris) == [claim.statement]
    desk.session.rollback()


def test_decided_and_withdrawn_claims_wait_for_nobody(desk: Desk) -> None:
    decided, gone = desk.claim("Decided."), desk.claim("Gone.")
    desk.decide(decided, "likely")
    desk.assess(gone, "likely", by=desk.boris)
    claims.withdraw(desk.session, gone, seen=gone.rev, why="entered twice", by=desk.boris)
    desk.session.commit()
    assert second_looks(desk, desk.edda) == []


def test_notes_wait_for_whom_they_are_assigned_to_until_resolved(desk: Desk) -> None:
    note = notes.add(desk.session, desk.claim(), words="Ask them.", assigned_to=desk.boris, by=desk.anna)
    desk.session.commit()
    assert notes.assigned(desk.session, desk.boris) == [note]
    assert notes.assigned(desk.session, desk.anna) == []
    notes.resolve(desk.session, note, by=desk.boris)
    desk.session.commit()
    assert notes.assigned(desk.session, desk.boris) == []


def test_articles_wait_untaken_and_then_for_who_took_them_until_done(desk: Desk) -> None:
    article = desk.article()
    desk.session.commit()
    untaken = waiting.untaken(desk.session)
    assert (list(untaken.articles), untaken.count) == ([article], 1)
    articles.take(desk.session, article, seen=article.rev, by=desk.boris)
    desk.session.commit()
    [mine] = waiting.in_work(desk.session, desk.boris)
    assert mine.article is article
    assert mine.touched > article.created_at
    assert waiting.untaken(desk.session).count == len(waiting.in_work(desk.session, desk.carla)) == 0
    articles.finish(desk.session, article, seen=article.rev, by=desk.boris)
    desk.session.commit()
    assert waiting.in_work(desk.session, desk.boris) == []


def test_causes_of_other_looks_name_what_changed_and_who_changed_it(desk: Desk) -> None:
    claim = desk.claim()
    desk.decide(claim, "likely")
    claims.edit(desk.session, claim, Wording("It was hit twice."), seen=claim.rev, by=desk.anna)
    desk.session.commit()
    [one] = waiting.changed(desk.session)
    assert (one.entry.cause, one.what.gist, one.by) == (Cause.STATEMENT_CHANGED, "It was hit twice.", "Anna")


def test_lost_quotes_are_counted_in_one_statement_as_the_list_has_them(desk: Desk) -> None:
    kept, lost = desk.claim("Kept."), [desk.claim(f"Lost {number}.") for number in range(3)]
    for claim in (kept, *lost):
        [appearance] = appearances.of_claim(desk.session, claim)
        if claim is not lost[0]:  # Of this one no words were ever entered.
            snapshot = articles.newest_snapshot(desk.session, appearance.article)
            quote = ("depot", None)
            carrying.place(desk.session, appearance, snapshot, *quote, seen=appearance.rev, by=desk.anna)
        if claim is not kept:
            appearance.article.version += 1
            record(desk.session, Action.SNAPSHOT_ADDED, about=appearance.article, by=desk.anna)
    desk.session.commit()
    with desk.counted() as sent:
        counted = waiting.lost_quotes(desk.session)
    assert (counted, len(carrying.lost(desk.session))) == (3, 3)
    assert len([line for line in sent if line.startswith("SELECT")]) == 1
    [gone] = appearances.of_claim(desk.session, lost[1])
    carrying.let_go(desk.session, gone, seen=gone.rev, why="It was taken back.", by=desk.anna)
    desk.session.commit()
    assert waiting.lost_quotes(desk.session) == 2


def test_the_first_page_costs_the_same_however_much_waits(desk: Desk) -> None:
    costs = []
    for _ in range(3):
        for _ in range(2):
            desk.assess(desk.claim(), "likely", by=desk.boris)
            decided = desk.claim()
            desk.decide(decided, "likely")
            claims.edit(desk.session, decided, Wording("Reworded."), seen=decided.rev, by=desk.anna)
            notes.add(desk.session, decided, words="Look.", assigned_to=desk.carla, by=desk.anna)
            articles.take(desk.session, desk.article(), seen=None, by=desk.carla)
        desk.session.commit()
        desk.session.expire_all()
        carla = desk.session.get_one(User, desk.carla.id)
        with desk.counted() as sent:
            waiting.second_looks(desk.session, carla)
            notes.assigned(desk.session, carla)
            waiting.in_work(desk.session, carla)
            waiting.changed(desk.session)
            waiting.untaken(desk.session)
        costs.append(len(sent))
    assert costs[0] == costs[1] == costs[2]
