"""Who may do what with a claim of what stage, assessed openly or blind: the table, and what it comes to."""

from tests.claim_stages import STAGES

WHO = {"viewer": "vera", "annotator": "anton", "assessor": "rita", "reviewer": "rolf", "editor": "emil", "admin": "ada"}
"""Who asks, each by sign-in name. The assessor is a reviewer whose assessment of the claim stands."""

_RANK = {"viewer": 0, "annotator": 1, "assessor": 2, "reviewer": 2, "editor": 3, "admin": 4}

TABLE = """
ENDPOINT                 FROM ON   to check, in work, second look, decided, another look, withdrawn, merged
                                   openly               | blind
blindness.open_early     editor    o- o- o- o- o- o- o- | o- o- o+ o+ o+ o+ o+
cited_works.compare      reviewer  o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
claim_merges.merge       reviewer  o+ o+ o+ o+ o+ o- -- | o+ o+ o+ o+ o+ o- --
claims.edit              annotator o+ o+ o+ o+ o+ o+ o- | o+ o+ o+ o+ o+ o+ o-
claims.restore           reviewer  o- o- o- o- o- o+ o- | o- o- o- o- o- o+ o-
claims.show              viewer    o  o  o  o  o  o  o  | o  o  o  o  o  o  o
claims.withdraw          reviewer  o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
decisions.decide         reviewer  ox ox o+ o+ o+ o- o- | ox ox o- o- o- o- o-
                         assessor  ox ox o- o+ o+ o- o- | ox ox o- o- o- o- o-
decisions.reopen         reviewer  o- o- o- o+ o+ o- o- | o- o- o- o+ o+ o- o-
decisions.still_stands   reviewer  o- o- o- o- o+ o- o- | o- o- o- o- o- o- o-
enquiries.add            annotator o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
enquiries.answer         annotator .. o+ o+ o+ o+ o+ o+ | .. o+ o+ o+ o+ o+ o+
enquiries.withdraw       reviewer  .. o+ o+ o+ o+ o+ o+ | .. o+ o+ o+ o+ o+ o+
evidence.add             annotator o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
evidence.edit            annotator .. o+ o+ o+ o+ o+ o+ | .. o+ o+ o+ o+ o+ o+
evidence.withdraw        reviewer  .. o+ o+ o+ o+ o+ o+ | .. o+ o+ o+ o+ o+ o+
links.add                annotator o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
links.withdraw           annotator o+ o+ o+ o+ o+ o+ o+ | o+ o+ o+ o+ o+ o+ o+
origins.confirm          editor    o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
origins.rule             reviewer  o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
origins.stake            reviewer  o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
origins.take_back        reviewer  o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
origins.take_stake_back  reviewer  o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
reviews.assess           reviewer  o+ o+ o+ o+ o+ o- o- | o+ o+ o+ o+ o+ o- o-
reviews.take_back        reviewer  o- o- o- o- o- o- o- | o- o- o- o- o- o- o-
                         assessor  o- o- o+ o+ o+ o+ o+ | o- o- o+ o+ o+ o+ o+
sending_back.ask         reviewer  o+ o+ o+ o- o- o- o- | o+ o+ o+ o- o- o- o-
tags.edit                annotator o+ o+ o+ o+ o+ o+ o+ | o+ o+ o+ o+ o+ o+ o+
workbench.add            annotator +  +  +  +  +  -  -  | +  +  +  +  +  -  -
"""
"""Each endpoint of a claim's own, the least trusted who may ask for it, and what they and all above them get.

The first sign is what is answered to whoever looks: ``o`` a page, ``.`` nothing, as the claim has no such thing, ``-``
a refusal. The second is what comes of sending the form: ``+`` a change, ``-`` a refusal that says what to do, ``x``
that this person may not. ``workbench.add`` has no page of its own. Below the role that is named both are ``x``. A line
without endpoint is the assessor's own, where it differs from a reviewer's.
"""


def expected(stage: str, *, blind: bool) -> dict[tuple[str, str], str]:
    """Return what the table says of a stage, by endpoint and by who asks."""
    at = list(STAGES).index(stage)
    found: dict[tuple[str, str], str] = {}
    endpoint = ""
    for line in TABLE.strip().splitlines()[2:]:
        named, openly_or_blind = line[:35].split(), line[35:].split("|")
        signs = openly_or_blind[blind].split()[at]
        endpoint, who = named if len(named) == 2 else (endpoint, named[0])
        for one, rank in _RANK.items() if who != "assessor" else [(who, _RANK["assessor"])]:
            found[endpoint, one] = signs if rank >= _RANK[who] else "x" * len(signs)
    return found
