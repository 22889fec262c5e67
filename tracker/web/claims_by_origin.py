"""The claims of an article by where they come from, as a picture and in lists."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from tracker.domain import claims_by_origin as drawing
from tracker.domain.errors import NotFound
from tracker.domain.reports import pictures
from tracker.domain.roles import Permission
from tracker.services import articles, claims_by_origin
from tracker.services.access import visible
from tracker.web.auth import needs

bp = Blueprint("claims_by_origin", __name__)


@bp.get("/articles/<int:number>/origins")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show where the trails of an article's claims end."""
    article = articles.get_article(g.session, number)
    if not visible(article, g.user):
        raise NotFound(f"There is no article {number}.")
    found = claims_by_origin.of_article(g.session, article, person=g.user)
    drawn = drawing.drawn(found.claims)
    picture = drawing.picture(drawn)
    return render_template(
        "claims_by_origin/show.html",
        article=article,
        claims=found.claims,
        by_origin=drawing.by_origin(found.claims),
        picture=picture,
        shapes=pictures.shapes(picture) if picture else [],
        left_out=found.left_out,
        undrawn=len(found.claims) - len(drawn),
    )
