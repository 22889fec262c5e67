"""Refusals in plain words: a sentence on the error output and exit code 1, never a trace of the program."""

from typing import Any

import click
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from config import SettingsError
from tracker.domain.errors import Refusal
from tracker.domain.notes import Malformed


class PlainGroup(click.Group):
    """A group of commands whose refusals are told plainly."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(context)
        except Refusal as refusal:
            raise click.ClickException(refusal.message) from refusal
        except Malformed as error:
            raise click.ClickException(f"{error}.") from error
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except (StaleDataError, IntegrityError) as error:
            raise click.ClickException("Somebody changed the same at this moment. Try again.") from error
        except OperationalError as error:
            raise click.ClickException(
                f"The database does not answer ({error.orig}). Was the desk set up? `python -m tracker setup`"
            ) from error
