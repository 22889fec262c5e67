"""Checking the guards on the log's tables: each is there, works, and is the one that the migrations made.

A guard stops accidents, no attack: whoever owns the database can take it away and put it back. That one is missing
now is worth knowing all the same.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from tracker.domain.faults import Fault

GUARDED = ("changes", "checkpoints", "disclosures", "events", "log_head")
"""The tables that have guards."""

MADE: dict[str, dict[str, str]] = {
    "sqlite": {
        "changes_not_changed": "4cc2919552e210e689abbeabd4651bfff4c6a60144a1245909a4e087c75b55dc",
        "changes_not_deleted": "70fa90e647c3b86a4a5479df641ff192b310bdbe416071db1295b4983f4580a9",
        "changes_not_replaced": "1914bf6b06475e45b437bb74a2709cbdd576389412404bddc8c7e22e4a53123d",
        "checkpoints_not_changed": "3bb47874fb883a35096dd36a9a2aa6930abe05d18512b476cace4ee689525bae",
        "checkpoints_not_deleted": "06e16d2a9dc84a7317afa283f70a4c74e998d5e8cee118b79d9681096fd3ef86",
        "checkpoints_not_replaced": "55edf3715783cff537926e81a9a845568005df210597645d3f8df7a9e5a9e0c5",
        "disclosures_not_changed": "9bf67551e43b74e6b275126c1de3ff8b9d286780c45daca2ea4329c147d4dfdb",
        "disclosures_not_deleted": "31044c045aa569018e9313a5aa00a451110789fcb960a6b88d5b3ac57333b85b",
        "disclosures_not_replaced": "1a61a00856e9b1cf47fc9905b7c62c434a2e52d1cc094474f1dfde09a4392c85",
        "events_not_changed": "11f5997b2ce904741b72e43b389af979129f94f26788fb5a6f6a0e2e1a9f3988",
        "events_not_deleted": "36090d70b4819823b660ad92c95353c15ee06e49d1950a96a354ebf9bcb40069",
        "events_not_replaced": "d1e18cd1b5a1347df20ffeca4ef24ec93262c756120e6af998bdbbff2c81d8fd",
        "log_head_not_changed": "835d32a913ad05c34a67e516a58e41e72f0496404b0251da68c89151dae57226",
        "log_head_not_deleted": "80b37c27218d4846996ef9260d2c2b15f8de88e24d9a97389138e03e5677a544",
        "log_head_not_replaced": "4a395b3a0731420a24f22c6103d77cca1ac63e888ccc1ca546dbd987ceaecc6b",
    },
    "postgresql": {
        "changes_not_changed": "0128eba4da927e75f23a6c495a3a442291ee4cbcda4c21610c06973ff919200c",
        "changes_not_deleted": "7798e7ecf4d16c66fa030a288fb6d149160741e3f2f1d6d1da8c91ed30e24401",
        "changes_not_emptied": "a3a68d6eaed6643759e7acf84775e01c82e91ae5fb35a497a5fb95465e4a22b5",
        "checkpoints_not_changed": "ca0cf89f4b9b41c53ee8a76d6558c24e0a78d413c4895766dcfbc126c2f937ae",
        "checkpoints_not_deleted": "589f7c7e9b7d3f330807a8e34de628a5b5583ccd4fbf28330e4810fc16191eb4",
        "checkpoints_not_emptied": "2c9c78d18958018b6962ec82495fcc90fd5396dd9b65f2c1506b6b2b802928e5",
        "disclosures_not_changed": "931eb344ebd100cb311b1297ed6c3a9a0ad999f17dd9b7f764402a3f9386f14a",
        "disclosures_not_deleted": "97724c68d42ea00ddb5e4f964895d2757318dc46bb21e6cb5f8659e01e078cdf",
        "disclosures_not_emptied": "09d9ff0ee8da153f9c9c9794e2eed823dabd2f1e3233b2d8df08310b529c3a2a",
        "events_not_changed": "bb9db459ccac34739959c0442dbe2c9d3aec3311e0c235f590fa9374305fa195",
        "events_not_deleted": "7ec122f911817e8cbcc9eaa5cb0a1f06aa0e3fef96558efc22eacec10a022d04",
        "events_not_emptied": "98929678f902b7db4417488a68340d5e4e3528e66b710f20a96a8e33562e5571",
        "log_head_not_changed": "b7c12e26dc7b7484b75a718e4d38b1a7f96938aae645adf2d6c3fc2bf21b8b69",
        "log_head_not_deleted": "fcd21a634088494caeef5316fbcf62c031fe3bade3ef12c73f0ea9d83d338e37",
        "log_head_not_emptied": "4fb0dcd8172c24456be176a4ee1437b02f1c436ed710d2311c23a84c07f7c30a",
    },
}
"""What the migrations make, by engine: each guard's name, and the SHA-256 of its definition, white space collapsed."""

_ON_SQLITE = text(
    "SELECT tbl_name, name, sql AS definition, 'A' AS state FROM sqlite_master"
    " WHERE type = 'trigger' AND tbl_name IN :tables"
)
# A definition in words would depend on the server's version; what the catalogue holds does not. A rule rewrites
# statements before any trigger sees them, so there must be none.
_ON_POSTGRESQL = text(
    "SELECT c.relname AS tbl_name, t.tgname AS name, t.tgenabled AS state,"
    " concat_ws(' ', c.relname, t.tgtype, t.tgnargs, t.tgattr, t.tgqual, l.lanname, p.proconfig, p.prosrc)"
    " AS definition FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
    " JOIN pg_language l ON l.oid = p.prolang"
    " WHERE NOT t.tgisinternal AND c.relname IN :tables AND pg_table_is_visible(c.oid)"
    " UNION ALL SELECT c.relname, r.rulename, r.ev_enabled, 'a rule'"
    " FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class"
    " WHERE c.relname IN :tables AND pg_table_is_visible(c.oid)"
)


class Guard(NamedTuple):
    """What a database has on a table of the log: a trigger, its definition's SHA-256, and whether it always works."""

    table: str
    name: str
    digest: str
    works: bool


def check(session: Session) -> Iterator[Fault]:
    """Yield each guard that is missing, does not work or was altered, and whatever else sits on the log's tables."""
    made = dict(MADE[session.get_bind().dialect.name])
    for guard in found(session):
        expected = made.pop(guard.name, None)
        if expected is None:
            yield Fault(f"{guard.name} sits on it, and the desk did not make that", table=guard.table)
        elif not guard.works:
            yield Fault(f"its guard {guard.name} is switched off", table=guard.table)
        elif guard.digest != expected:
            yield Fault(f"its guard {guard.name} is not the one that the desk made", table=guard.table)
    for name in made:
        yield Fault(f"its guard {name} is gone", table=name.partition("_not_")[0])


def found(session: Session) -> list[Guard]:
    """List what sits on the tables of the log, by name."""
    query = _ON_SQLITE if session.get_bind().dialect.name == "sqlite" else _ON_POSTGRESQL
    rows = session.execute(query.bindparams(bindparam("tables", expanding=True)), {"tables": GUARDED})
    guards = [Guard(row.tbl_name, row.name, _digest(row.definition), row.state == "A") for row in rows]
    return sorted(guards, key=lambda guard: guard.name)


def _digest(definition: str) -> str:
    return hashlib.sha256(" ".join(definition.split()).encode()).hexdigest()
