"""The reasons that people tick: one closed list, each with a sentence for the report and words to start from."""

from tracker.domain.vocabulary import Word

GAP = "…"
"""What a template leaves for the person to fill in."""


class Reason(Word):
    """A reason to tick.

    ``label`` stands at the tick, ``sentence`` is a whole one-line reason, ``template`` one with gaps to fill in.
    """

    sentence: str
    template: str

    def __new__(cls, value: str, label: str = "", sentence: str = "", template: str = "") -> "Reason":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.sentence, member.template = label, sentence, template
        return member

    ORIGIN_NOT_INDEPENDENT = (
        "origin_not_independent",
        "origin not independent",
        "All that we found goes back to one origin.",
        "All that we found goes back to …",
    )
    UNNAMED_ORIGIN = (
        "unnamed_origin",
        "unnamed origin",
        "It rests on people whom nobody names.",
        "It rests on “…”, whom nobody names.",
    )
    BASIS_NOT_STATED = (
        "basis_not_stated",
        "basis not stated",
        "Whoever says it does not say how they know.",
        "… does not say how they know.",
    )
    STEPS_NOT_CHECKED = (
        "steps_not_checked",
        "steps not checked",
        "We have not read what the article refers to.",
        "We have not read what … said.",
    )
    OVERSTATED = (
        "overstated",
        "overstated by the article",
        "The article says more than what it refers to.",
        "The article says …; what it refers to says …",
    )
    DIRECT_RECORD_SEEN = (
        "direct_record_seen",
        "direct record seen",
        "We have seen a record of it ourselves.",
        "We have seen …, which shows …",
    )
    IMAGERY_LOCATED = (
        "imagery_located",
        "imagery located and dated",
        "We found out where and when the pictures were taken.",
        "The pictures were taken at … on …",
    )
    DENIAL_CREDIBLE = (
        "denial_credible",
        "denial credible",
        "Those concerned deny it, and give grounds that hold.",
        "… denies it, and points to …",
    )
    NUMBERS_DISAGREE = (
        "numbers_disagree",
        "numbers disagree",
        "Those who should know give different numbers.",
        "… says …, while … says …",
    )
    NO_TRACE_FOUND = (
        "no_trace_found",
        "no trace found",
        "We searched where it should have left a trace, and found none.",
        "We searched …, where it should have left a trace, and found none.",
    )
    OPINION_OR_PREDICTION = (
        "opinion_or_prediction",
        "opinion or prediction",
        "It is an opinion or a prediction, which nothing can show true or false today.",
        "It is …, which nothing can show true or false today.",
    )
