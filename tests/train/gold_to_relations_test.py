# SPDX-License-Identifier: Apache-2.0
"""Corrections exported as gold become training sentences, and the trainer reads them."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.environ["DRAGOMAN_SOURCE_DIR"]
BINARY = os.environ["DRAGOMAN_BINARY_DIR"]
SCRIPT = os.path.join(SOURCE, "train", "sentences", "gold_to_relations.py")


def entity(text, country, *sectors):
    return {"text": text, "country": country, "sectors": list(sectors)}


STORY = {"id": "g-1", "text": "The talks failed. Oslo accused Riga of spying. Riga's envoy was told to leave.", "events": [
    {"anchor": "accused", "occurrence": 1, "type": "ACCUSE", "mode": "allege", "actors": [entity("Oslo", "NOR", "GOV")], "recipients": [entity("Riga", "LVA", "GOV")]},
    {"anchor": "told to leave", "occurrence": 1, "type": "SANCTION", "mode": "expel", "actors": [entity("Oslo", "NOR", "GOV")], "recipients": [entity("envoy", "LVA", "GOV")]},
    {"anchor": "failed", "occurrence": 1, "type": "CONSULT", "mode": None, "actors": [], "recipients": []}]}


class GoldToRelationsTest(unittest.TestCase):
    def run_script(self, text):
        with tempfile.TemporaryDirectory() as folder:
            gold = os.path.join(folder, "gold.jsonl")
            with open(gold, "w", encoding="utf-8") as file:
                file.write(text)
            return subprocess.run([sys.executable, SCRIPT, gold], capture_output=True, text=True, check=False)

    def test_both_parties_in_the_sentence(self):
        done = self.run_script(json.dumps(STORY) + "\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "ACCUSE\tallege\t<s>Oslo</s> accused <t>Riga</t> of spying.\tg-1\n")

    def test_a_bad_line_is_named_and_the_rest_written(self):
        done = self.run_script('{"id": "x"}\n' + json.dumps(STORY) + "\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("gold.jsonl:1: no gold story", done.stderr)
        self.assertIn("<s>Oslo</s>", done.stdout)

    def test_the_trainer_reads_them(self):
        trainer = os.path.join(BINARY, "train", "train_relations")
        if not os.path.exists(trainer):
            self.skipTest("the trainer of relations is not built")
        with tempfile.TemporaryDirectory() as folder:
            rows = os.path.join(folder, "rows.tsv")
            with open(rows, "w", encoding="utf-8") as file:
                for kind, verb in (("ACCUSE", "accused"), ("SUPPORT", "praised")):
                    for source, target in (("Oslo", "Riga"), ("Rome", "Cairo"), ("Lima", "Quito"), ("Tokyo", "Seoul")):
                        file.write(f"{kind}\t-\t<s>{source}</s> {verb} <t>{target}</t> on Monday.\tg\n")
            model = os.path.join(folder, "m.model")
            done = subprocess.run([trainer, rows, "--data", BINARY, "--all", "--out", model], capture_output=True, text=True, check=False, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertGreater(os.path.getsize(model), 0)


if __name__ == "__main__":
    unittest.main()
