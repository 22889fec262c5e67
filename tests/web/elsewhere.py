"""The endpoints that are not about one claim, by what they are about instead."""

ELSEWHERE = {
    "whoever asks": "sign_ins.begin sign_ins.end settings.show settings.prefer settings.letters settings.end_others"
    " settings.password letters.ask letters.stop inbox.show inbox.read",
    "people": "people.index people.add people.show people.edit people.deactivate people.reactivate people.reset",
    "a source": "sources.index sources.add sources.show sources.edit source_names.add source_names.remove"
    " unnamed.index connections.show duplicates.index duplicates.tell_apart grades.source merges.merge"
    " ownerships.add ownerships.confirm ownerships.remove api.list_sources",
    "an article": "articles.index articles.lost articles.add articles.describe article_stages.take"
    " article_stages.release article_stages.begin article_stages.finish article_stages.set_aside versions.index"
    " versions.show versions.quotes passages.index passages.mark passages.change passages.remove captures.cut"
    " api.list_articles api.find_cue",
    "a claim that is yet to be": "workbench.annotate workbench.mark intakes.index intakes.show intakes.refused"
    " intakes.new intakes.plan intakes.begin",
    "a case": "cases.index cases.add cases.show cases.edit cases.hold cases.withdraw",
    # What is sealed must show in none of them: tests/web/test_blind_desks.py.
    "many claims": "home.show search.show claims.index api.list_claims agreement.show corrections.index queues.index"
    " queues.save queues.edit queues.withdraw queues.share_out queues.take_next",
    "a report": "reports.index reports.add reports.show reports.edit reports.preview reports.publish reports.edition"
    " reports.file reports.withdraw exports.index bundles.of_edition published.index published.report"
    " published.edition published.file published.reviews published.feed_atom published.feed_json asking.of_report"
    " asking.thanks",
    "the scale": "scales.show scales.change scales.reasons",
    "the record": "trail.index trail.download bundles.of_desk feeds.trail checkpoints.index checkpoints.compare"
    " checkpoints.check checkpoints.newest checkpoints.proof undo.last sweeps.show",
    "words that are withheld": "redactions.index redactions.ask redactions.show redactions.approve redactions.refuse"
    " redactions.take_back",
    "the program": "static",
}
"""Endpoints by what they are about."""
