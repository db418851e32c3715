#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Dossiers, briefs, saved queries and alerts from outside."""
import html.parser
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BINARY = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"]) / "dragoman"
SOURCE = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])


def dragoman(*arguments, status=0):
    done = subprocess.run([BINARY, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=300, cwd=SOURCE, check=False)
    assert done.returncode == status, (arguments, done.returncode, done.stderr)
    return done.stdout if status == 0 else done.stderr


class DossierTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.ledger = pathlib.Path(cls.folder.name) / "examples.ledger"
        dragoman("ingest", "examples", "--ledger", cls.ledger)
        dragoman("dossier", "add", "karabakh", "--parties", "AZE,ARM", "--place", "Nagorno-Karabakh", "--mediators",
                 "RUS,FRA,USA,OSCE", "--ledger", cls.ledger)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_a_dossier_is_kept_and_shown_at_eighty_columns(self):
        self.assertIn("karabakh  parties AZE,ARM", dragoman("dossier", "list", "--ledger", self.ledger))
        shown = dragoman("dossier", "show", "karabakh", "--ledger", self.ledger)
        self.assertIn("COURSE OF EVENTS", shown)
        for line in shown.splitlines():
            self.assertLessEqual(len(line), 80, line)
        dragoman("dossier", "add", "gone", "--parties", "FJI", "--ledger", self.ledger)
        dragoman("dossier", "remove", "gone", "--ledger", self.ledger)
        self.assertNotIn("gone", dragoman("dossier", "list", "--ledger", self.ledger))
        self.assertIn("karabakh", dragoman("dossier", "show", "gone", "--ledger", self.ledger, status=2))
        dragoman("dossier", "add", "empty", "--ledger", self.ledger, status=2)

    def test_every_line_cites_a_record_of_the_ledger_with_its_words(self):
        records = {}
        for line in dragoman("query", "--ledger", self.ledger).splitlines():
            record = json.loads(line)
            records[record["id"]] = record
        whole = json.loads(dragoman("dossier", "show", "karabakh", "--ledger", self.ledger, "--to", "json"))
        found = 0

        def visit(value):
            nonlocal found
            if isinstance(value, dict):
                if "quote" in value:
                    found += 1
                    record = records[value["record_id"]]
                    self.assertEqual(value["story"], record["story"]["id"])
                    self.assertEqual(value["quote"].split(), record["sentence"]["text"].split())
                for one in value.values():
                    visit(one)
            elif isinstance(value, list):
                for one in value:
                    visit(one)

        visit(whole)
        self.assertGreater(found, 5)
        for key in ("phases", "timeline", "contacts", "claims", "requests", "measures", "toll", "history"):
            self.assertIsInstance(whole[key], list, key)

    def test_a_brief_in_each_format(self):
        text = dragoman("brief", "--ledger", self.ledger, "--dossier", "karabakh")
        lines = [line for line in text.splitlines() if line.startswith("- ")]
        self.assertGreater(len(lines), 3)
        for line in lines:
            self.assertIn(", sentence ", line)
        page = dragoman("brief", "--ledger", self.ledger, "--dossier", "karabakh", "--to", "html")
        seen = {"ids": set(), "links": set(), "open": []}

        class Reader(html.parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                attributes = dict(attributes)
                if "id" in attributes:
                    seen["ids"].add(attributes["id"])
                if attributes.get("href", "").startswith("#"):
                    seen["links"].add(attributes["href"][1:])
                if tag != "meta":
                    seen["open"].append(tag)

            def handle_endtag(self, tag):
                assert seen["open"].pop() == tag

        Reader().feed(page)
        self.assertEqual(seen["open"], [])
        self.assertTrue(seen["links"] and seen["links"] <= seen["ids"])
        json.loads(dragoman("brief", "--ledger", self.ledger, "--dyad", "AZE,ARM", "--to", "json"))
        dragoman("brief", "--ledger", self.ledger, "--to", "pdf", status=2)

    def test_saved_queries_volumes_matrices_and_maps(self):
        wanted = dragoman("query", "--ledger", self.ledger, "--party", "AZE", "--type", "ASSAULT", "--save", "force")
        self.assertTrue(wanted)
        self.assertEqual(dragoman("query", "--ledger", self.ledger, "--saved", "force"), wanted)
        narrowed = dragoman("query", "--ledger", self.ledger, "--saved", "force", "--limit", "1")
        self.assertEqual(narrowed, wanted.splitlines(keepends=True)[0])
        dragoman("query", "--ledger", self.ledger, "--saved", "none", status=2)
        rows = dragoman("query", "--ledger", self.ledger, "--count-by", "day", "--by-volume").splitlines()
        self.assertTrue(rows[0].endswith("stories\tper_1000_stories"))
        matrix = [line.split("\t") for line in dragoman("query", "--ledger", self.ledger, "--count-by", "matrix").splitlines()]
        self.assertEqual(len({len(row) for row in matrix}), 1)
        self.assertEqual(matrix[0][1:], [row[0] for row in matrix[1:]])
        places = json.loads(dragoman("query", "--ledger", self.ledger, "--count-by", "place", "--to", "geojson"))
        self.assertTrue(places["features"])
        dragoman("query", "--ledger", self.ledger, "--polygon", "1,2 3,4", status=2)

    def test_alerts_are_told_once_and_a_failed_delivery_is_told_again(self):
        dragoman("alerts", "--ledger", self.ledger, "--command", "exit 3", status=1)
        told = dragoman("alerts", "--ledger", self.ledger).splitlines()
        self.assertTrue(told)
        for line in told:
            alert = json.loads(line)
            self.assertIn(alert["kind"], ("surge", "first-contact", "first-mode", "new-actor", "phase"))
            self.assertEqual(alert["subject"], "karabakh")
        self.assertEqual(dragoman("alerts", "--ledger", self.ledger), "")
        dragoman("alerts", "--ledger", self.ledger, "--webhook", "https://example.org", status=2)


if __name__ == "__main__":
    unittest.main()
