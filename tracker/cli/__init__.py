"""What can be asked for without a browser: one module a group of commands, and this one door to all of them."""

import click

from tracker.cli.anchor import anchor
from tracker.cli.articles import add_articles
from tracker.cli.backup import backup
from tracker.cli.bundle import bundle
from tracker.cli.counsel import counsel
from tracker.cli.export import export
from tracker.cli.people import create_user, reset_password
from tracker.cli.plain import PlainGroup
from tracker.cli.publish import publish
from tracker.cli.redactions import apply_redactions, redactions
from tracker.cli.roles import grant
from tracker.cli.run import Run, as_user
from tracker.cli.seals import proof, restored, rotate_seal_key
from tracker.cli.serve import serve
from tracker.cli.setup import setup
from tracker.cli.take_in import take_in
from tracker.cli.take_in_report import take_in_report
from tracker.cli.verify import verify

__all__ = ["tracker"]


@click.group(cls=PlainGroup, context_settings={"help_option_names": ["-h", "--help"]})
@as_user
@click.pass_context
def tracker(context: click.Context) -> None:
    """Annotate claims, trace their sources, decide what to think of them, and keep a record of every change.

    Settings come from the environment: TRACKER_HOME, DATABASE_URL, DESK_NAME and others; see docs/operations.md.
    """
    context.call_on_close(context.ensure_object(Run).close)


for command in (
    setup,
    grant,
    serve,
    create_user,
    reset_password,
    add_articles,
    take_in,
    export,
    take_in_report,
    verify,
    anchor,
    proof,
    bundle,
    counsel,
    publish,
    rotate_seal_key,
    restored,
    backup,
    redactions,
    apply_redactions,
):
    tracker.add_command(command)
