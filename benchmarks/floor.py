"""The floor: a bare Flask page on SQLite, without people, forms or a record, for a ratio on the same machine."""

import os
import sqlite3
from pathlib import Path

from flask import Flask, request
from markupsafe import escape

ROWS = 10_000
PAGE = 50


def make(path: Path) -> None:
    """Make the table that the bare page reads."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE claims (id INTEGER PRIMARY KEY, statement TEXT, stage TEXT)")
        rows = ((n, f"{n} pilots reached {n % 90} bridges near Qasr Tell.", "to_check") for n in range(ROWS))
        connection.executemany("INSERT INTO claims VALUES (?, ?, ?)", rows)


def create_app() -> Flask:
    """Return the bare program; ``FLOOR_DATABASE`` names its file."""
    app = Flask("floor")
    path = os.environ["FLOOR_DATABASE"]

    @app.get("/")
    def index() -> str:
        with sqlite3.connect(path) as connection:
            after = request.args.get("after", ROWS, type=int)
            query = "SELECT id, statement, stage FROM claims WHERE id < ? ORDER BY id DESC LIMIT ?"
            rows = connection.execute(query, (after, PAGE)).fetchall()
        return "<table>" + "".join(f"<tr><td>{n}<td>{escape(words)}<td>{stage}" for n, words, stage in rows)

    @app.post("/")
    def save() -> str:
        with sqlite3.connect(path) as connection:
            words = request.form["statement"]
            connection.execute("UPDATE claims SET statement = ? WHERE id = ?", (words, request.form["id"]))
        return "saved"

    return app
