"""The form of a claim's tags."""

from tracker.web.forms.base import ChangeForm, Line


class TagsForm(ChangeForm):
    """All tags of a claim, as people type them."""

    tags = Line("Tags", limit=2000, description="With commas between them, such as: air strike, Syria.")

    def names(self) -> list[str]:
        """List the tags that were typed."""
        return [name.strip() for name in self.tags.data.split(",") if name.strip()]
