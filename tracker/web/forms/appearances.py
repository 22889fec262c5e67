"""The form of a place where a claim appears: how the article stands to it, and what its words mean."""

from typing import Any

from wtforms import RadioField

from tracker.domain.vocabulary import Stance
from tracker.models import Appearance
from tracker.services.appearances import Sight
from tracker.web.forms.base import ChangeForm, Line, Paragraphs, choices
from tracker.web.forms.claims import LONGEST_QUOTE


class AppearanceForm(ChangeForm):
    """How an article stands to a claim, and what its words say in another language."""

    stance = RadioField("The article", choices=choices(Stance))
    hedge = Line("Hedge")
    translation = Paragraphs("Translation of the quote", limit=LONGEST_QUOTE)
    translator = Line("Translated by")

    def sight(self, quote: str) -> Sight:
        """Return what was typed as the service takes it; ``quote`` is the words as the text has them."""
        return Sight(
            quote,
            stance=Stance(self.stance.data),
            hedge=self.hedge.data,
            translation=self.translation.data,
            translator=self.translator.data,
        )


def described(appearance: Appearance) -> dict[str, Any]:
    """Return what the form of a known place begins with."""
    return {
        "rev": appearance.rev,
        "stance": appearance.stance.value,
        "hedge": appearance.hedge,
        "translation": appearance.translation,
        "translator": appearance.translator,
    }
