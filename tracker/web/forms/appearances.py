"""The form of a place where a claim appears: how the article stands to it, and what its words mean."""

from typing import Any

from wtforms import RadioField, SelectField

from tracker.domain.vocabulary import Basis, Stance
from tracker.models import Appearance, Source
from tracker.services import sources
from tracker.services.appearances import Sight
from tracker.web.forms.base import ChangeForm, Line, Paragraphs, choices
from tracker.web.forms.claims import LONGEST_QUOTE, SUGGESTED_SOURCE


class AppearanceForm(ChangeForm):
    """How an article stands to a claim, and what its words say in another language."""

    stance = RadioField("The article", choices=choices(Stance))
    hedge = Line("Hedge")
    basis = SelectField("How the article knows", choices=choices(Basis), default=Basis.NOT_STATED.value)
    known_from = Line("From whom or what", render_kw=SUGGESTED_SOURCE)
    translation = Paragraphs("Translation of the quote", limit=LONGEST_QUOTE)
    translator = Line("Translated by")

    def sight(self, quote: str, known_from: Source | None) -> Sight:
        """Return what was typed as the service takes it.

        ``quote`` is the words as the text has them, ``known_from`` the source that was typed for the basis.
        """
        return Sight(
            quote,
            stance=Stance(self.stance.data),
            hedge=self.hedge.data,
            translation=self.translation.data,
            translator=self.translator.data,
            basis=Basis(self.basis.data),
            known_from=known_from,
        )


def described(appearance: Appearance) -> dict[str, Any]:
    """Return what the form of a known place begins with."""
    return {
        "rev": appearance.rev,
        "stance": appearance.stance.value,
        "hedge": appearance.hedge,
        "basis": (appearance.basis or Basis.NOT_STATED).value,
        "known_from": sources.as_typed(appearance.known_from),
        "translation": appearance.translation,
        "translator": appearance.translator,
    }
