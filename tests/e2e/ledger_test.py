#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The ledger from outside: a ledger holds what `code` writes, again changes nothing, kill -9 loses nothing."""
import json
import os
import pathlib
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest

BINARY = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"]) / "dragoman"
SOURCE = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])


def dragoman(*arguments, status=0, stdin=None):
    done = subprocess.run([BINARY, *map(str, arguments)], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, timeout=300, cwd=SOURCE)
    assert done.returncode == status, (arguments, done.returncode, done.stderr)
    return done.stdout if status == 0 else done.stderr


class LedgerTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = pathlib.Path(self.folder.name) / "it's a test?.ledger"

    def tearDown(self):
        self.folder.cleanup()

    def test_query_without_filter_is_what_code_writes(self):
        dragoman("ingest", "examples", "--ledger", self.ledger)
        for form in ("jsonl", "json", "csv", "tsv", "table", "geojson", "petrarch", "icews", "polecat", "gdelt"):
            coded = dragoman("code", "examples", "--to", form)
            self.assertEqual(dragoman("query", "--ledger", self.ledger, "--to", form), coded, form)
        first = dragoman("query", "--ledger", self.ledger)
        dragoman("ingest", "examples", "--ledger", self.ledger)
        self.assertEqual(dragoman("query", "--ledger", self.ledger), first)
        self.assertIn("sound", dragoman("ledger", "check", "--ledger", self.ledger))
        records = [json.loads(line) for line in first.splitlines()]
        counts = dragoman("query", "--ledger", self.ledger, "--count-by", "type").splitlines()[1:]
        self.assertEqual(sum(int(line.split("\t")[1]) for line in counts), len(records))
        wanted = [r["id"] for r in records if r["type"] == "ASSAULT" and r["confidence"] >= 0.5]
        got = dragoman("query", "--ledger", self.ledger, "--type", "assault", "--min-confidence", "0.5").splitlines()
        self.assertEqual([json.loads(line)["id"] for line in got], wanted)
        with sqlite3.connect(f"file:{self.ledger.as_posix().replace('?', '%3f')}?mode=ro", uri=True) as database:
            self.assertEqual(database.execute("SELECT count(*) FROM event_records").fetchone()[0], len(records))
        for line in dragoman("timeline", "--ledger", self.ledger).splitlines():
            self.assertLessEqual(len(line), 80)
        self.assertIn("sentence", dragoman("brief", "--ledger", self.ledger, "--dyad", "AZE,ARM"))
        self.assertIn("records", dragoman("ledger", "stats", "--ledger", self.ledger))
        dragoman("ledger", "compact", "--ledger", self.ledger)
        self.assertEqual(dragoman("query", "--ledger", self.ledger), first)

    def test_a_correction_takes_the_place_of_the_story(self):
        story = {"id": "x", "date": "2020-09-30", "text": "Russia expelled two Polish diplomats on Wednesday."}
        dragoman("ingest", "--ledger", self.ledger, stdin=json.dumps(story))
        story["text"] = "Russia expelled three Polish diplomats on Wednesday."
        dragoman("ingest", "--ledger", self.ledger, stdin=json.dumps(story))
        text = dragoman("query", "--ledger", self.ledger)
        self.assertIn("three", text)
        self.assertNotIn("two", text)
        self.assertIn("1 superseded", dragoman("ledger", "stats", "--ledger", self.ledger))
        dragoman("ledger", "check", "--ledger", self.ledger)

    def test_kill_at_any_instant(self):
        stories = pathlib.Path(self.folder.name) / "stories.jsonl"
        with stories.open("w") as out:
            for number in range(1500):
                out.write(json.dumps({"id": str(number), "date": "2020-09-30",
                                      "text": f"Armenia shelled {number + 2} villages in Azerbaijan on Tuesday, Baku said."}) + "\n")
        chance = random.Random(20200930)
        for _ in range(6):
            child = subprocess.Popen([BINARY, "ingest", stories, "--ledger", self.ledger], stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.02, 0.9))
            child.send_signal(signal.SIGKILL)
            child.wait()
            if self.ledger.exists() and self.ledger.stat().st_size > 0:
                dragoman("ledger", "check", "--ledger", self.ledger)
        dragoman("ingest", stories, "--ledger", self.ledger)
        dragoman("ledger", "check", "--ledger", self.ledger)
        self.assertEqual(dragoman("query", "--ledger", self.ledger), dragoman("code", stories))

    def test_what_is_wrong_is_said(self):
        self.assertIn("no such ledger", dragoman("query", "--ledger", self.ledger, status=1))
        self.ledger.write_text("no ledger at all, but a text that is somewhat longer than the header of a database would be, for certain")
        self.assertIn("not a ledger", dragoman("ingest", "examples", "--ledger", self.ledger, status=1))
        self.ledger.unlink()
        dragoman("ingest", "--ledger", self.ledger, stdin="")
        self.assertIn("none of", dragoman("query", "--ledger", self.ledger, "--type", "WAR", status=2))
        self.assertIn("A,B", dragoman("query", "--ledger", self.ledger, "--dyad", "AZE", status=2))
        dragoman("query", status=2)
        dragoman("ledger", "burn", "--ledger", self.ledger, status=2)
        if os.geteuid() != 0:
            self.ledger.chmod(stat.S_IRUSR)
            self.assertIn("read-only", dragoman("ingest", "examples", "--ledger", self.ledger, status=1))


if __name__ == "__main__":
    sys.exit(unittest.main())
