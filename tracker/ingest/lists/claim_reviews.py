"""One schema.org ClaimReview as it is found in the world, understood as far as it can be.

Types and properties are those of schema.org and of Google's guide to fact check markup; what publishers make of them
is looser, and each loose end that is tied here is said in a sentence.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tracker.domain.dates import could_be
from tracker.domain.errors import Unreadable
from tracker.domain.sites import site_of
from tracker.ingest.lists.ratings import rating
from tracker.ingest.lists.reviewed import Reviewed
from tracker.ingest.lists.sayers import by_address, sayers, types_of
from tracker.ingest.lists.understanding import Understanding, texts, values

TYPE = "claimreview"
LONGEST_CLAIM = 20_000

Node = dict[str, Any]


def is_claim_review(node: Node) -> bool:
    """Tell whether a node is a review of a claim."""
    return TYPE in types_of(node) or (not types_of(node) and "claimReviewed" in node)


def one_by_one(node: Node) -> Iterator[Node]:
    """Yield a review of several claims as a review of each; any other as it is."""
    claims = [one for one in values(node.get("claimReviewed")) if texts(one)]
    if len(claims) < 2:
        yield node
        return
    for claim in claims:
        yield {**node, "claimReviewed": claim}


def read(node: Node) -> Reviewed:
    """Return what a ClaimReview says; raise Unreadable where it names no claim."""
    reads = Understanding()
    said = [one for one in values(node.get("itemReviewed")) if isinstance(one, dict)]
    claim = _claim(reads, node, said)
    published = reads.date(node.get("datePublished") or node.get("dateCreated"), "The date of the review")
    address = reads.address(
        [node.get("url"), node.get("mainEntityOfPage"), node.get("@id")], "The address of the review"
    )
    reviewer, byline = _reviewer(reads, node, address)
    work = _said_in(reads, node, said)
    who = sayers(reads, _authors(said)) or by_address(reads, work["said_at"])
    if not who:
        reads.note("Nobody is named who said it.")
    _note_order(reads, work["said_on"], published)
    return Reviewed(
        claim=claim,
        title=reads.line(node.get("name") or node.get("headline"), "The title of the review"),
        reviewer=reviewer,
        byline=byline,
        address=address,
        published=published,
        language=reads.line(node.get("inLanguage"), "The language")[:35],
        verdict=rating(reads, node.get("reviewRating")),
        said_by=who,
        body=reads.words(node.get("reviewBody") or node.get("description"), "The text of the review"),
        **work,
        odd=tuple(reads.odd),
    )


def _claim(reads: Understanding, node: Node, said: list[Node]) -> str:
    words = reads.words(node.get("claimReviewed"), "The claim")
    if not words:
        words = next((found for one in said if (found := _stated(reads, one))), "")
        if words:
            reads.note("The claim is not where it belongs (claimReviewed); the words of what was reviewed are taken.")
    if not words:
        raise Unreadable("It names no claim: claimReviewed is missing or empty.")
    if len(words) > LONGEST_CLAIM:
        raise Unreadable(f"Its claim has {len(words):,} characters; at most {LONGEST_CLAIM:,} are taken.")
    return words


def _stated(reads: Understanding, one: Node) -> str:
    if "claim" not in types_of(one):
        return ""
    return reads.words(one.get("text") or one.get("name") or one.get("description"), "The claim")


def _reviewer(reads: Understanding, node: Node, address: str) -> tuple[str, str]:
    """Return who publishes the review and who wrote it: what is given as its author may be either."""
    authors = [one for one in values(node.get("author")) if texts(one)]
    name = reads.line(authors[:1], "The reviewer") if authors else ""
    if len(authors) > 1:
        reads.note(f"{len(authors)} are given as authors of the review; the first is taken.")
    publisher = reads.line(node.get("publisher") or node.get("sourceOrganization"), "The publisher")
    if name and not _is_writer(authors[0]):
        return name, ""
    outlet = publisher or _site(address)
    if name and outlet:
        reads.note(f"The author of the review, “{name}”, is a person; {outlet} is taken for who publishes it.")
        return outlet, name
    if not name and outlet:
        reads.note(f"No author of the review is given; {outlet} is taken for who publishes it.")
    if not name and not outlet:
        reads.note("Neither an author nor an address of the review is given.")
    return name or outlet, ""


def _is_writer(author: Any) -> bool:
    """Tell whether the author of a review is a person, also one that is given as an organisation."""
    if not isinstance(author, dict):
        return False
    pages = [part.lower() for text in texts(author.get("url")) for part in _path(text).split("/")]
    return "person" in types_of(author) or any(part in ("author", "authors", "autor", "auteur") for part in pages[:-1])


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _site(address: str) -> str:
    return site_of(address) if address else ""


def _said_in(reads: Understanding, node: Node, said: list[Node]) -> dict[str, str]:
    """Return where and when a claim was made, as far as what was reviewed says it."""
    loose = [text for one in values(node.get("itemReviewed")) if not isinstance(one, dict) for text in texts(one)]
    places = [inner for one in said for key in ("firstAppearance", "appearance") for inner in values(one.get(key))]
    works = [one for one in places if isinstance(one, dict)]
    addresses = [one.get("url") for one in [*said, *works]] + [one for one in places if isinstance(one, str)] + loose
    if len(given := set(texts(addresses))) > 1:
        reads.note(
            f"It is said to stand at {len(given)} addresses; the first is taken, the others are in the original."
        )
    titles = [one.get("name") or one.get("headline") for one in [*said, *works] if "claim" not in types_of(one)]
    dated = [one.get(key) for one in [*said, *works] for key in ("datePublished", "dateCreated", "uploadDate")]
    return {
        "said_in": reads.line(titles, "The name of the work"),
        "said_at": reads.address(addresses, "The address of the work"),
        "said_on": reads.date(dated, "The date of the work"),
    }


def _authors(said: list[Node]) -> list[Any]:
    own = [one.get("author") or one.get("creator") for one in said]
    if any(values(own)):
        return own
    works = [inner for one in said for key in ("firstAppearance", "appearance") for inner in values(one.get(key))]
    return [one.get("author") or one.get("publisher") for one in works if isinstance(one, dict)]


def _note_order(reads: Understanding, said_on: str, published: str) -> None:
    if said_on and published and could_be(said_on)[0] > could_be(published)[1]:
        reads.note(
            f"It is said to have been made on {said_on}, after its review of {published}; one of the two is wrong."
        )
