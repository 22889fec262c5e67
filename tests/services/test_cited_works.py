"""Steps compared with the works that they cite: what is proposed, and in how many statements."""

import pytest

from tests.annotating import Writing
from tests.statements import statements
from tracker.domain import trails
from tracker.domain.cited_words import Outcome
from tracker.domain.errors import NotFound
from tracker.domain.vocabulary import Manner, StepCheck
from tracker.models import Citation, Claim
from tracker.services import cited_works, steps
from tracker.services.cited_works import Comparison
from tracker.services.trails import Entry

WORK = "FARS counted nineteen dead at the depot. “We saw four aircraft,” a guard told it."
CITING = "FARS wrote that “we saw four aircraft” over the depot, and more."
CHANGED = "FARS wrote that “we saw forty aircraft” over the depot, and more."
INVENTED = "FARS wrote that “all of the town lies in ashes now”, and more."
RETOLD = "FARS wrote of many dead near the salt works on that day."


def cited(writing: Writing, text: str, *, work: str = WORK, manner: Manner = Manner.REPORT) -> tuple[Claim, Citation]:
    """Annotate a claim on all of a text, whose first step cites a work of which the desk has the text."""
    claim = writing.claim(writing.article(text, "The blog"), text, "FARS < Sputnik Arabic")
    step = claim.appearances[0].citations[0]
    step.cited_article, step.manner = writing.article(work, "The bulletin"), manner
    writing.session.flush()
    return claim, step


def compared(writing: Writing, claim: Claim, step: Citation) -> Comparison:
    return cited_works.of_step(writing.session, claim, step.id)


@pytest.mark.parametrize(
    ("text", "outcome", "proposed"),
    [
        (CITING, Outcome.THERE, StepCheck.YES),
        (CHANGED, Outcome.OTHERWISE, StepCheck.OVERSTATED),
        (INVENTED, Outcome.NOT_THERE, StepCheck.NOT_THERE),
        (RETOLD, Outcome.NOT_THERE, None),
    ],
)
def test_what_is_proposed_follows_from_the_work(
    writing: Writing, text: str, outcome: Outcome, proposed: StepCheck | None
) -> None:
    found = compared(writing, *cited(writing, text))
    assert [part.outcome for part in found.parts] == [outcome]
    assert found.proposal is proposed


def test_where_the_claim_stands_in_the_work_they_said_it_in_words_of_their_own(writing: Writing) -> None:
    claim, step = cited(writing, RETOLD)
    assert step.cited_article is not None
    writing.join(claim, step.cited_article, "FARS counted nineteen dead at the depot.")
    found = compared(writing, claim, step)
    assert [one.exact for one in found.own] == ["FARS counted nineteen dead at the depot."]
    assert found.proposal is StepCheck.YES


def test_nothing_is_proposed_against_a_work_in_another_language(writing: Writing) -> None:
    claim, step = cited(writing, INVENTED)
    assert step.cited_article is not None
    claim.appearances[0].article.language, step.cited_article.language = "en-GB", "fa"
    assert compared(writing, claim, step).proposal is None
    step.cited_article.language = "EN-us"
    assert compared(writing, claim, step).proposal is StepCheck.NOT_THERE


def test_words_that_the_work_has_let_go_of_are_found_in_its_earlier_version(writing: Writing) -> None:
    claim, step = cited(writing, CITING)
    assert step.cited_article is not None
    writing.newer(step.cited_article, "FARS counted nineteen dead at the depot.")
    [part] = compared(writing, claim, step).parts
    assert (part.outcome, part.version) == (Outcome.EARLIER, 1)


def test_a_step_that_cites_nothing_the_desk_has_is_not_to_be_compared(writing: Writing) -> None:
    claim, step = cited(writing, CITING)
    sputnik = claim.appearances[0].citations[1]
    with pytest.raises(NotFound):
        compared(writing, claim, sputnik)
    other = writing.claim(writing.article(RETOLD), RETOLD, "FARS")
    with pytest.raises(NotFound):
        compared(writing, other, step)


def test_many_works_are_compared_in_as_many_statements_as_one(writing: Writing) -> None:
    claim, _ = cited(writing, CITING)
    counts = []
    for more in (0, 4):
        for at in range(more):
            work = writing.article(f"{WORK} {at}", f"Bulletin {at}")
            entry = Entry(trails.parse("FARS"), cited_article=work)
            writing.join(claim, writing.article(f"{CITING} {at}", f"Blog {at}"), "we saw four aircraft", entry)
        writing.session.flush()
        writing.session.expire_all()
        with statements(writing.engine) as sent:
            found = cited_works.of_places(writing.session, steps.appearances_of(writing.session, claim))
        assert len(found) == 1 + more
        counts.append(len(sent))
    assert counts[0] == counts[1]
