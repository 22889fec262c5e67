"""Every endpoint that shows something, with an address of it on the filled desk at which there is something to see."""

from dataclasses import asdict

from tests.browser.filled_desk import Places

PAGES: dict[str, tuple[str, ...]] = {
    "appearances.edit": ("/appearances/{appearance}/edit",),
    "appearances.withdraw": ("/appearances/{second_place}/withdraw",),
    "article_stages.set_aside": ("/articles/{article}/set-aside",),
    "articles.add": ("/articles/add", "/articles/add?version_of={article}"),
    "articles.describe": ("/articles/{hard_article}/describe",),
    "articles.index": ("/articles", "/articles?stage=new", "/articles?cited=only"),
    "articles.lost": ("/articles/lost",),
    "captures.compare": ("/captures/{capture}/compare/2",),
    "captures.cut": ("/captures/{web_capture}/cut",),
    "captures.show": ("/captures/{capture}",),
    "checkpoints.index": ("/seals",),
    "cases.add": ("/cases/add",),
    "cases.edit": ("/cases/{case}/edit",),
    "cases.hold": ("/cases/{case}/hold", "/cases/{held_case}/hold"),
    "cases.index": ("/cases", "/cases?withdrawn=yes"),
    "cases.show": ("/cases/{case}", "/cases/{held_case}"),
    "cases.withdraw": ("/cases/{case}/withdraw",),
    "claims.edit": ("/claims/{hard_claim}/edit",),
    "claims.index": ("/claims", "/claims?verdict=unproven&kind=factual&tag=drones", "/claims?tag=nowhere"),
    "claims.restore": ("/claims/{withdrawn}/restore",),
    "claims.show": ("/claims/{claim}", "/claims/{hard_claim}", "/claims/{needs_look}", "/claims/{withdrawn}"),
    "claims.withdraw": ("/claims/{claim}/withdraw",),
    "decisions.decide": ("/claims/{claim}/decide", "/claims/{undecided}/decide"),
    "decisions.reopen": ("/claims/{claim}/reopen",),
    "decisions.still_stands": ("/claims/{needs_look}/still-stands",),
    "enquiries.add": ("/claims/{claim}/enquiries/add",),
    "enquiries.answer": ("/claims/{claim}/enquiries/{enquiry}/answer",),
    "enquiries.withdraw": ("/claims/{claim}/enquiries/{enquiry}/withdraw",),
    "evidence.add": ("/claims/{claim}/evidence/add",),
    "evidence.edit": ("/claims/{claim}/evidence/{evidence}/edit",),
    "evidence.withdraw": ("/claims/{claim}/evidence/{evidence}/withdraw",),
    "home.show": ("/",),
    "links.add": ("/claims/{claim}/links/add",),
    "links.withdraw": ("/claims/{linked}/links/{link}/withdraw",),
    "notes.thread": ("/claims/{hard_claim}/notes", "/articles/{hard_article}/notes", "/sources/{source}/notes"),
    "ownerships.add": ("/sources/{source}/owners/add",),
    "ownerships.confirm": ("/sources/{owned}/owners/{ownership}/confirm",),
    "ownerships.remove": ("/sources/{owned}/owners/{ownership}/remove",),
    "passages.change": ("/articles/{article}/passages/{passage}/change",),
    "passages.index": ("/articles/{article}/passages",),
    "passages.mark": ("/articles/{hard_article}/passages/mark",),
    "past.find": ("/as-of/claim/{hard_claim}", "/as-of/article/{cited}"),
    "past.show": tuple(
        f"/as-of/{thing}/{{last}}"
        for thing in (
            "claim/{claim}",
            "claim/{hard_claim}",
            "article/{hard_article}",
            "article/{cited}",
            "source/{source}",
        )
    ),
    "people.add": ("/people/add",),
    "people.edit": ("/people/{person}/edit",),
    "people.index": ("/people",),
    "people.show": ("/people/{person}", "/people/{away}"),
    "quotes.let_go": ("/appearances/{lost}/let-go",),
    "quotes.place": ("/appearances/{lost}/place",),
    "redactions.ask": ("/withheld/ask", "/withheld/ask?kind=claim&reference={claim}"),
    "redactions.index": ("/withheld",),
    "redactions.show": ("/withheld/{asked}", "/withheld/{own_request}", "/withheld/{withheld}"),
    "reports.index": ("/reports", "/reports?verdict=unproven"),
    "reports.preview": ("/articles/{article}/report", "/articles/{hard_article}/report"),
    "reviews.assess": ("/claims/{claim}/assess", "/claims/{hard_claim}/assess"),
    "reviews.take_back": ("/claims/{assessed}/assess/take-back",),
    "search.show": ("/search", "/search?q=drones", "/search?q=xyzzy"),
    "settings.password": ("/password",),
    "settings.show": ("/settings",),
    "sign_ins.begin": ("/sign-in",),
    "source_names.add": ("/sources/{source}/names/add",),
    "source_names.remove": ("/sources/{source}/names/{name}/remove",),
    "sources.add": ("/sources/add",),
    "sources.edit": ("/sources/{hard_source}/edit",),
    "sources.index": ("/sources", "/sources?text=nobody"),
    "sources.show": ("/sources/{source}", "/sources/{hard_source}"),
    "sweeps.show": ("/undo/since", "/undo/since?who={busy}&since=2018-01-01"),
    "tags.edit": ("/claims/{assessed}/tags",),
    "trail.change": ("/trail/changes/0", "/trail/changes/30"),
    "trail.index": ("/trail", "/trail?what=claim.decided"),
    "trail.show": ("/trail/claim/{claim}", "/trail/article/{hard_article}", "/trail/source/{source}"),
    "undo.last": ("/undo",),
    "undo.one": ("/undo/{held}", "/undo/{undone}"),
    "unnamed.index": (
        "/sources/unnamed",
        "/sources/unnamed?outlet={source}&since=2018-01-01",
        "/sources/unnamed?until=1999",
    ),
    "versions.index": ("/articles/{article}/versions",),
    "versions.quotes": ("/articles/{hard_article}/versions/2/quotes", "/articles/{article}/versions/2/quotes"),
    "versions.show": ("/articles/{article}/versions/1",),
    "workbench.fill_in": ("/appearances/{marked}/fill-in",),
    "workbench.show": ("/articles/{article}", "/articles/{hard_article}", "/articles/{cited}"),
    "workbench.trail": ("/appearances/{appearance}/trail",),
}
"""Pages for people."""

ANSWERS: dict[str, str] = {
    "api.find_cue": "/api/articles/{article}/cue?name=Pentagon",
    "api.list_articles": "/api/articles?q=drones",
    "api.list_claims": "/api/claims?like=drones",
    "api.list_sources": "/api/sources?q=fa",
    "checkpoints.newest": "/seals/newest.note",
    "checkpoints.proof": "/seals/proofs/0",
    "static": "/static/icon.svg",
}
"""Answers for scripts, and files."""


def addresses(places: Places) -> list[str]:
    """List the addresses of all pages on a desk."""
    return [at.format(**asdict(places)) for path in PAGES.values() for at in path]
