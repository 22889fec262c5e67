"""Who and what the demo's table speaks of, by the keys that it uses."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.models import Article, Claim, Source, User

FOLDER = Path(__file__).parent

Table = dict[str, Any]
"""A table of the demo, as JSON holds it."""


@dataclass
class Cast:
    """People by login, sources by name, articles and claims by key."""

    people: dict[str, User] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
