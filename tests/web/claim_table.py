"""Who may do what with a claim of what stage, assessed openly or blind: the table, and what it comes to."""

from collections.abc import Iterator

from tests.claim_stages import STAGES

WHO = {"viewer": "vera", "annotator": "anton", "assessor": "rita", "reviewer": "rolf", "editor": "emil", "admin": "ada"}
"""Who asks, each by sign-in name. The assessor is a reviewer whose assessment of the claim stands."""

_RANK = {"viewer": 0, "annotator": 1, "assessor": 2, "reviewer": 2, "editor": 3, "admin": 4}

TABLE = """
ENDPOINT                 FROM ON   to check, in work, second look, decided, another look, withdrawn, merged
                                   openly               | blind
appearances.edit         annotator o+
appearances.withdraw     reviewer  o-
asking.of_claim          viewer    ..
blindness.of_case        editor    o+
blindness.open_early     editor    o- o- o- o- o- o- o- | o- o- o+ o+ o+ o+ o+
bundles.of_thing         viewer    +
captures.compare         viewer    .  o  o  o  o  o  o
captures.download        viewer    .  +  +  +  +  +  +
captures.show            viewer    .  o  o  o  o  o  o
cases.put_in             annotator +
cases.take_out           annotator +
cited_works.compare      reviewer  o+ o+ o+ o+ o+ o- o-
claim_merges.merge       reviewer  o+ o+ o+ o+ o+ o- --
claims.edit              annotator o+ o+ o+ o+ o+ o+ o-
claims.restore           reviewer  o- o- o- o- o- o+ o-
claims.show              viewer    o
claims.withdraw          reviewer  o+ o+ o+ o+ o+ o- o-
claims_by_origin.show    viewer    o
claims_many.choose       annotator o
claims_many.do/assign    reviewer  +  +  +  +  +  -  -
claims_many.do/case      annotator +  +  +  +  +  -  -
claims_many.do/decide    reviewer  -  -  +  -  +  -  -  | -  -  -  -  -  -  -
                         assessor  -  -  -  -  +  -  -  | -  -  -  -  -  -  -
claims_many.do/relate    annotator +  +  +  +  +  -  -
claims_many.do/stand     reviewer  -  -  -  -  +  -  -  | -  -  -  -  -  -  -
claims_many.do/tag       annotator +  +  +  +  +  -  -
corrections.answer       editor    +
corrections.close        editor    +
corrections.new          annotator o+
corrections.plan         editor    +
corrections.reopen       editor    -
corrections.show         viewer    o
counsel.ask              editor    o+
decisions.decide         reviewer  ox ox o+ o+ o+ o- o- | ox ox o- o- o- o- o-
                         assessor  ox ox o- o+ o+ o- o- | ox ox o- o- o- o- o-
decisions.reopen         reviewer  o- o- o- o+ o+ o- o-
decisions.still_stands   reviewer  o- o- o- o- o+ o- o- | o- o- o- o- o- o- o-
enquiries.add            annotator o+ o+ o+ o+ o+ o- o-
enquiries.answer         annotator .. o+ o+ o+ o+ o+ o+
enquiries.withdraw       reviewer  .. o+ o+ o+ o+ o+ o+
evidence.add             annotator o+ o+ o+ o+ o+ o- o-
evidence.edit            annotator .. o+ o+ o+ o+ o+ o+
evidence.withdraw        reviewer  .. o+ o+ o+ o+ o+ o+
exports.export           viewer    +
exports.preview          viewer    o
grades.information       reviewer  o+ o+ o+ o+ o+ o- o-
links.add                annotator o+ o+ o+ o+ o+ o- o-
links.withdraw           annotator o+
looks.show               viewer    .  .  .  .  o  .  .
notes.assign             annotator +
notes.reopen             annotator =
notes.resolve            annotator +
notes.thread             annotator o+
origins.confirm          editor    o+ o+ o+ o+ o+ o- o-
origins.rule             reviewer  o+ o+ o+ o+ o+ o- o-
origins.stake            reviewer  o+ o+ o+ o+ o+ o- o-
origins.take_back        reviewer  o+ o+ o+ o+ o+ o- o-
origins.take_stake_back  reviewer  o+ o+ o+ o+ o+ o- o-
past.find                viewer    o
past.show                viewer    o
published.claim          viewer    .
quotes.confirm           annotator +
quotes.let_go            annotator o-
quotes.place             annotator o+
reviews.assess           reviewer  o+ o+ o+ o+ o+ o- o-
reviews.take_back        reviewer  o-
                         assessor  o- o- o+ o+ o+ o+ o+
sending_back.ask         reviewer  o+ o+ o+ o- o- o- o-
tags.edit                annotator o+ o+ o+ o+ o+ o+ o-
tasks.assign             reviewer  o+ o+ o+ o+ o+ o- o-
trail.change             viewer    o
trail.download_of        viewer    +
trail.show               viewer    o
undo.one                 editor    o- o+ o+ o+ o+ o+ o+ | o- o- o- o- o+ o+ o+
workbench.add            annotator +  +  +  +  +  -  -
workbench.fill_in        annotator o+ o+ o+ o+ o+ o+ o-
workbench.show           viewer    o
workbench.trail          annotator o+
"""
"""Each endpoint that is about a claim, the least trusted who may ask for it, and what they and all above them get.

The first sign is what is answered to whoever looks: ``o`` a page, ``=`` another page to which they are led, ``.``
nothing, as the claim has no such thing, ``-`` a refusal. The second is what comes of sending the form: ``+`` a change,
``-`` a refusal that says what to do, ``=`` nothing, as it is so already, ``x`` that this person may not. What has no
page, or no form, has one sign. Below the role that is named all are ``x``.

One cell stands for all stages, openly and blind; seven without a bar stand for both. A line without endpoint says what
a role and those above it get, where it differs; the assessor's is theirs alone.
"""


_SIGNS = 35
"""Where the signs of a line begin."""


def expected(stage: str, *, blind: bool) -> dict[tuple[str, str], str]:
    """Return what the table says of a stage, by endpoint and by who asks."""
    at = list(STAGES).index(stage)
    found: dict[tuple[str, str], str] = {}
    for name, who, cells in _lines():
        openly, _, blindly = cells.partition("|")
        signs = (blindly or openly if blind else openly).split()
        assert len(signs) in (1, len(STAGES)), (name, who)
        sign = signs[at] if len(signs) > 1 else signs[0]
        least = _RANK[who]
        for one, rank in _RANK.items() if who != "assessor" else [(who, least)]:
            if rank >= least:
                found[name, one] = sign
            else:
                found.setdefault((name, one), "x" * len(sign))
    return found


def _lines() -> Iterator[tuple[str, str, str]]:
    """Yield the lines of the table: the name of what is asked, who asks, and what they get."""
    name = ""
    for line in TABLE.strip().splitlines()[2:]:
        named = line[:_SIGNS].split()
        name, who = named if len(named) == 2 else (name, named[0])
        yield name, who, line[_SIGNS:]


def _telling() -> Iterator[tuple[str, str]]:
    """Yield whoever has a line, with what it is about, and who is just not trusted enough."""
    roles = [one for one in WHO if one != "assessor"]
    seen: set[str] = set()
    for name, who, _ in _lines():
        yield name, who
        if name not in seen and who != roles[0]:
            yield name, roles[roles.index(who) - 1]
        seen.add(name)


NAMES = tuple(dict.fromkeys(name for name, _, _ in _lines()))
"""What can be asked about a claim: endpoints, with what they do after a slash where they do one of several things."""

TELLING = frozenset(_telling())
"""Whom to ask for what, so that each line of the table and each of its limits is met once."""
