#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dragoman evaluate` against the independent scorer, where its folder lies beside the checkout: the same table, and the
same figures to the last digit."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support import SOURCE_DIR, TIMEOUT, run

SHARED = next((up / "shared" for up in [SOURCE_DIR.parent, SOURCE_DIR.parent.parent] if (up / "shared/tools/score.py").exists()), None)


def score(*arguments):
    done = subprocess.run([sys.executable, "-B", SHARED / "tools/score.py", *arguments], capture_output=True, text=True, timeout=TIMEOUT)
    assert done.returncode == 0, done.stderr
    return done.stdout


class ScorerTest(unittest.TestCase):
    def test_our_records_score_the_same(self):
        for gold in sorted((SHARED / "gold").glob("*.jsonl")):
            with self.subTest(gold.name), tempfile.TemporaryDirectory() as folder:
                system = pathlib.Path(folder) / "system.jsonl"
                self.assertEqual(run("code", gold, "--to", "jsonl", "-o", system)[0], 0)
                status, table, err = run("evaluate", gold)
                self.assertEqual((status, err), (0, b""))
                self.assertEqual(table.decode(), score(gold, system))
                ours, theirs = json.loads(run("evaluate", gold, "--json")[1]), json.loads(score("--json", gold, system))
                for key, value in ours.items():
                    self.assertEqual(value, theirs.get(key), key)
                self.assertGreaterEqual(ours.keys(), {"detection", "dyad", "dyad_sector", "full_record", "fields"})


if __name__ == "__main__":
    if SHARED is None:
        print("SKIPPED: the scorer and the gold stories are not beside this checkout")
        sys.exit(0)
    sys.exit(unittest.main())
