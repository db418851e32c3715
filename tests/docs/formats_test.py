#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/formats.md names every format the program reads and writes, and every column it writes."""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

SOURCE_DIR = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])
PROGRAM = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"]) / "dragoman"
TEXT = (SOURCE_DIR / "docs/formats.md").read_text(encoding="utf-8")
STORY = b"Russia expelled two diplomats of Georgia on Tuesday."


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], input=STORY, stdout=subprocess.PIPE, check=True, timeout=60).stdout.decode("utf-8")


class FormatsTest(unittest.TestCase):
    def section(self, *names):
        """The part of the page under the heading that names these formats."""
        parts = re.split(r"(?m)^## ", TEXT)
        return next(part for part in parts if all(f"`{name}`" in part.split("\n", 1)[0] for name in names))

    def test_every_format_is_described(self):
        text = run("help", "code")
        for option, first in [("--from", "auto"), ("--to", "jsonl")]:
            for name in re.search(rf"{option} TEXT .*format: ([a-z, ]+)", text).group(1).split(", "):
                self.assertTrue(name == "auto" or f"`{name}`" in TEXT, name)

    def test_every_column_of_csv(self):
        section = self.section("csv", "tsv")
        for column in next(csv.reader(run("code", "--to", "csv").splitlines())):
            if re.fullmatch(r"(wounded|missing|detained|displaced|participants)_(min|max)", column):
                continue  # "and so on for each magnitude"
            self.assertIn(f"`{column}`", section, column)

    def test_every_column_of_polecat_and_icews(self):
        for name, shared in [("polecat", "Recipient"), ("icews", None)]:
            section = self.section(name)
            for column in run("code", "--to", name).splitlines()[0].split("\t"):
                if shared and (column.startswith(shared) or shared in column):
                    continue  # "the same columns" of the other side
                self.assertRegex(section, re.escape(column), f"{name}: {column}")

    def test_every_key_of_a_record(self):
        section = self.section("jsonl", "json", "geojson")
        record = json.loads(run("code", "--to", "jsonl").splitlines()[0])
        for key in [*record, *record["story"], *record["actors"][0]]:
            self.assertIn(f"`{key}`", section, key)

    def test_the_number_of_columns_of_gdelt_and_petrarch(self):
        self.assertEqual(len(run("code", "--to", "gdelt").splitlines()[0].split("\t")), 61)
        self.assertIn("| 61 SOURCEURL |", self.section("gdelt"))
        self.assertEqual(len(run("code", "--to", "petrarch").splitlines()[0].split("\t")), 10)
        self.assertIn("| 8-10 |", self.section("petrarch"))


if __name__ == "__main__":
    sys.exit(unittest.main())
