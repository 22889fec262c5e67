"""Whom a source cites and who cites it, as a picture and in lists."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from tracker.domain import connections as drawing
from tracker.domain import owner_times
from tracker.domain.reports import pictures
from tracker.domain.roles import Permission
from tracker.services import connections, owner_trees
from tracker.web.auth import needs
from tracker.web.sources import source_at

bp = Blueprint("connections", __name__)

MOST_LISTED = 200
"""How many stand in a list at most."""


@bp.get("/sources/<int:number>/connections")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show whom a source cites and who cites it; that of a merged one is the page of the one that is shown."""
    source = source_at(number).shown
    found = connections.of_source(g.session, source)
    picture = drawing.picture(found)
    trees = owner_trees.of_source(g.session, source)
    drawn = sum(len(side) for side in drawing.drawn(found))
    return render_template(
        "connections/show.html",
        source=source,
        connections=found,
        picture=picture,
        shapes=pictures.shapes(picture) if picture else [],
        left_out=len(found.cites) + len(found.cited_by) - drawn,
        listed=(found.cites[:MOST_LISTED], found.cited_by[:MOST_LISTED]),
        anchor=drawing.anchor,
        trees=trees,
        owners=owner_times.draw(trees.above, lambda id: trees.sources[id].name) if trees else None,
        owner_anchor=owner_times.anchor,
    )
