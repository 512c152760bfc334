"""Asks a journal with DuckDB: python3 run.py JOURNAL_FOLDER SINCE UNTIL NOW

Prints one JSON object with the rows of pain_weeks.sql, course.sql, doing_weeks.sql, paired.sql and exercises.sql. Needs
the Python package duckdb.
"""

import json
import pathlib
import sys

import duckdb

folder, since, until, now = sys.argv[1:]
here = pathlib.Path(__file__).parent
db = duckdb.connect(config={"threads": 1})
db.execute("SET TimeZone = 'UTC'")
db.execute("SET VARIABLE journal = ?", [f"{folder}/*.jsonl"])
db.execute("SET VARIABLE now = ?", [now])
db.execute("SET VARIABLE since = ?::DATE", [since])
db.execute("SET VARIABLE until = ?::DATE", [until])


def ask(name):
    answer = db.execute((here / f"{name}.sql").read_text())
    columns = [column[0] for column in answer.description]
    return [dict(zip(columns, row)) for row in answer.fetchall()]


ask("entries")
ask("sessions")
rows = {name: ask(name) for name in ("pain_weeks", "course", "doing_weeks", "paired", "exercises")}
print(json.dumps(rows, default=float))
