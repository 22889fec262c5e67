"""Works that are one text: reposts, and copies by what their words have in common."""

from tracker.domain.origins.graph import Graph, Id
from tracker.domain.origins.union import Union

ONE_TEXT = 50
"""Percent of the shorter text's words that stand in the other, in the same order, from which two are one text."""


def texts_of(graph: Graph) -> dict[Id, Id]:
    """Return, for every work that is a repost or a copy of another, which text it is."""
    union: Union[Id] = Union()
    for work in graph.works.values():
        if work.repost_of is not None:
            union.join(work.repost_of, work.id)
    for copy in graph.copies:
        if copy.share >= ONE_TEXT:
            union.join(copy.one, copy.other)
    return {work: union.find(work) for work in graph.works if work in union}
