"""The origins of a claim in words: the sentence on pages and in reports, and why ends are joined."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tracker.domain.directions import isolated
from tracker.domain.origins import Group, Origins
from tracker.domain.origins.ends import NOBODY, End
from tracker.domain.origins.graph import Graph, Id
from tracker.domain.origins.joinings import Joining
from tracker.domain.origins.words import Apart, Joined

_SAID_ELSEWHERE = (Apart.NOT_READ,)
"""Reasons that the sentence leaves to its last part, how many steps were read, where an end has others."""

_SHARE_A_SOURCE = (Joined.COMMON_OWNER, Joined.ONE_BRIEFING, Joined.ONE_DOCUMENT, Joined.ONE_TELLER)


def sentence(graph: Graph, origins: Origins) -> tuple[str, ...]:
    """Say how many independent origins there are, and what else trails end with; the first part is the number."""
    if not graph.places:
        return ("0 independent", "it appears nowhere yet")
    counted = [group for group in origins.groups if group.counts]
    others = [group for group in origins.groups if group.supports and not group.counts]
    nobody = Counter(end.apart[0] for group in others for end in group.ends if end.nobody)
    known = [group for group in others if not all(end.nobody for end in group.ends)]
    named = [group for group in known if any(end.named for end in group.ends)]
    unnamed = [group for group in known if group not in named]
    against = [group for group in origins.groups if not group.supports]
    parts = [f"{len(counted)} independent" + _which(graph, counted)]
    parts += [_kept_apart(graph, "named", named)] if named else []
    parts += [_kept_apart(graph, "unnamed", unnamed)] if unnamed else []
    parts += [f"{nobody[reason]} {reason.label}" for reason in NOBODY if nobody[reason]]
    parts += [_denials(graph, against)] if against else []
    if origins.steps:
        parts.append(f"{origins.read} of {origins.steps} {'step' if origins.steps == 1 else 'steps'} read by us")
    return tuple(parts)


def why_joined(graph: Graph, joining: Joining) -> str:
    """Say why two ends are one origin, with what they share."""
    if joining.why is Joined.SAME_TEXT:
        return f"{joining.why.label}, {_how_copied(graph, joining)}"
    if joining.why is Joined.BY_PERSON:
        return f"{joining.why.label}: {joining.by}"
    if joining.why in _SHARE_A_SOURCE:
        return f"{joining.why.label}, {name(graph, joining.by)}"
    return joining.why.label


def name(graph: Graph, source: Id | None) -> str:
    """Return the name of a source, safe to stand in a sentence of another direction."""
    return isolated(graph.speakers[source].name) if source in graph.speakers else "unknown"


def end_name(graph: Graph, end: End) -> str:
    """Return what an end is called: its source, or its article where no publisher is known."""
    if end.source is not None:
        return name(graph, end.source)
    return "nobody" if end.nobody else isolated(graph.works[end.work].title)


def names(graph: Graph, ends: Iterable[End]) -> str:
    """List the ends of a group by name, each once: "Sputnik Arabic and RIA Novosti"."""
    return listed(list(dict.fromkeys(end_name(graph, end) for end in ends)))


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def _which(graph: Graph, groups: Sequence[Group]) -> str:
    if not groups:
        return ""
    return f" ({'; '.join(f'{one.letter}: {_voices(graph, one, counting=True)}' for one in groups)})"


def _voices(graph: Graph, group: Group, *, counting: bool = False) -> str:
    """Name the ends of a group that support the claim, and why they are one."""
    ends = [end for end in group.ends if (end.counts if counting else end.supports)]
    told = names(graph, ends)
    sources = {end.source for end in ends}
    reasons = [why_joined(graph, one) for one in group.joinings if {one.one.source, one.other.source} <= sources]
    several = dict.fromkeys(reason for reason in reasons if reason != Joined.SAME_SOURCE.label)
    told = f"{told}, {', '.join(several)}" if len(sources) > 1 and several else told
    return told if group.named or not counting else f"{told}, unnamed"


def _kept_apart(graph: Graph, kind: str, groups: Sequence[Group]) -> str:
    """Say of groups of which none counts who they are and why."""
    alone = all(len({end.source for end in group.ends if end.supports}) == 1 for group in groups)
    what = ("trail end" if alone else "group") + ("s" if len(groups) > 1 else "")
    lettered = not (alone and len(groups) == 1)
    told = [
        f"{f'{one.letter}: ' if lettered else ''}{_voices(graph, one)}{'; ' if not alone else ', '}{_reasons(one)}"
        for one in groups
    ]
    return f"{len(groups)} {kind} {what} ({'; '.join(told)})"


def _reasons(group: Group) -> str:
    """List why none of a group's ends counts."""
    reasons = dict.fromkeys(reason for end in group.ends if end.supports for reason in end.apart)
    told = [reason.label for reason in reasons if reason not in _SAID_ELSEWHERE]
    return ", ".join(told or [reason.label for reason in reasons])


def _denials(graph: Graph, groups: Sequence[Group]) -> str:
    return f"{len(groups)} against it ({names(graph, [end for group in groups for end in group.ends])})"


def _how_copied(graph: Graph, joining: Joining) -> str:
    """Say how it is known that two ends stand in one text."""
    works = {joining.one.place.work, joining.other.place.work}
    shares = [copy.share for copy in graph.copies if {copy.one, copy.other} == works]
    return f"{max(shares)} % of the words" if shares else "a repost"
