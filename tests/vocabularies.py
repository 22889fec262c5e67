"""The vocabulary of schema.org as a check: types, properties, and what each stands on and takes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import fullmatch
from typing import Any

_FORMS = {
    "Date": r"\d{4}(-\d\d(-\d\d)?)?",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "URL": r"https?://\S+",
    "Text": r"[\s\S]+",
}


@dataclass(frozen=True)
class Vocabulary:
    """What the published file of the vocabulary says, by name."""

    terms: dict[str, dict[str, Any]]

    @classmethod
    def read(cls, file: Path) -> "Vocabulary":
        """Read the vocabulary as JSON-LD."""
        graph = json.loads(file.read_text("utf-8"))["@graph"]
        return cls({term["@id"].removeprefix("schema:"): term for term in graph})

    def faults(self, node: dict[str, Any], at: str = "") -> Iterator[str]:
        """Yield what the vocabulary does not have, or has elsewhere, in a node and all within it."""
        kind = node["@type"]
        if kind not in self.terms:
            yield f"{at}: no type {kind}"
            return
        for name, value in node.items():
            if name.startswith("@"):
                continue
            place = f"{at}/{kind}.{name}"
            if not self._named(name, "schema:domainIncludes") & self._above(kind):
                yield f"{place}: not a property of it"
            for one in value if isinstance(value, list) else [value]:
                yield from self._value_faults(one, self._named(name, "schema:rangeIncludes"), place)

    def _value_faults(self, value: Any, taken: set[str], at: str) -> Iterator[str]:
        if isinstance(value, dict):
            if not self._above(value["@type"]) & taken:
                yield f"{at}: takes no {value['@type']}"
            yield from self.faults(value, at)
        elif isinstance(value, bool | int | float):
            if not taken & {"Number", "Integer"}:
                yield f"{at}: takes no number"
        elif not any(fullmatch(_FORMS[form], value) for form in taken & _FORMS.keys()):
            yield f"{at}: {value!r} is none of {sorted(taken)}"

    def _named(self, name: str, relation: str) -> set[str]:
        return set(_ids(self.terms.get(name, {}).get(relation)))

    def _above(self, kind: str) -> set[str]:
        """Return a type and all above it."""
        found = {kind}
        for parent in _ids(self.terms.get(kind, {}).get("rdfs:subClassOf")):
            found |= self._above(parent)
        return found


def _ids(value: Any) -> list[str]:
    several = value if isinstance(value, list) else [value] if value else []
    return [one["@id"].removeprefix("schema:") for one in several]
