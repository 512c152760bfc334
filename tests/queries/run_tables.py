"""Asks the tables of an export with DuckDB: python3 run_tables.py FOLDER UNTIL

Prints one JSON object with the numbers of tables.sql by name. Needs the Python package duckdb.
"""

import json
import pathlib
import sys

import duckdb

folder, until = sys.argv[1:]
db = duckdb.connect(config={"threads": 1})
db.execute("SET VARIABLE tables = ?", [folder])
db.execute("SET VARIABLE until = ?::DATE", [until])
rows = db.execute((pathlib.Path(__file__).parent / "tables.sql").read_text()).fetchall()
print(json.dumps(dict(rows), default=float))
