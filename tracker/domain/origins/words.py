"""Why trail ends are one origin, why an end does not count, and what is found along trails."""

from tracker.domain.vocabulary import Word


class Joined(Word):
    """Why two ends are one origin."""

    SAME_SOURCE = "same_source", "one source"
    SAME_TEXT = "same_text", "one text"
    COMMON_OWNER = "common_owner", "one confirmed owner"
    UNNAMED_OF_ONE_WORK = "unnamed_of_one_work", "the unnamed people of one work"
    ONE_BRIEFING = "one_briefing", "one briefing"
    ONE_TELLER = "one_teller", "told by one person"
    ONE_DOCUMENT = "one_document", "one document"
    ONE_CITES_OTHER = "one_cites_other", "one cites the other"
    BY_PERSON = "by_person", "joined by a person"


class Apart(Word):
    """Why an end of a trail does not count."""

    DENIES = "denies", "denies it"
    DOUBTS = "doubts", "doubts it"
    NOT_FROM_SUPPORT = "not_from_support", "quoted where it is not supported"
    COPIED = "copied", "copied from a text that gives it to somebody"
    HAS_STAKE = "has_stake", "has a stake"
    NAME_LOST = "name_lost", "source's name lost in our capture"
    TRAIL_NOT_ENTERED = "trail_not_entered", "trail not entered"
    NOT_READ = "not_read", "not read by us"
    COULD_NOT_OBTAIN = "could_not_obtain", "could not be obtained"
    OVERSTATED = "overstated", "a step of its trail overstates or changes it"
    NOT_THERE = "not_there", "a step of its trail is not there"
    NO_BASIS = "no_basis", "basis not stated"
    TOLD_BY_NOBODY = "told_by_nobody", "told by nobody named"
    IN_A_CIRCLE = "in_a_circle", "works that cite each other in a circle"


class Flag(Word):
    """What is found along the trails of a claim and named."""

    CIRCLE = "circle", "cites in a circle"
    SELF_CITATION = "self_citation", "cites itself"
    RECURS = "recurs", "recurs in one trail"
    IMPOSSIBLE_TIME = "impossible_time", "cites what came later"
    OVERSTATES = "overstates", "overstates or changes what it cites"
    NOT_THERE = "not_there", "is not there"
    ATTRIBUTION_DROPPED = "attribution_dropped", "states flatly here what it attributes elsewhere"
    CONTRADICTION = "contradiction", "contradicts itself in one version"
    TWO_VOICES = "two_voices", "one origin, two voices"
    MANY_REPEAT_ONE = "many_repeat_one", "many repeat one"
    UNNAMED_ORIGIN = "unnamed_origin", "ends with people whom nobody names"
    NO_SOURCE = "no_source", "nobody gives a source"
    MACHINE_TRANSLATION = "machine_translation", "read in a machine translation"
