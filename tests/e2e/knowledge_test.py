#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Knowledge of a user's own through the program: layers that add, override and remove, mistakes with file and line, old
dictionaries imported and used alone."""
import json
import pathlib
import sys
import tempfile
import unittest

from support import json_lines, run

HEAD = "# source: own\n# licence: CC0-1.0\n"
ACTORS_DICTIONARY = "ARCADIA_ [ARC]\n+ARCADIAN_\nGEORGIA_ [GEO]\n+GEORGIAN_\nRUSSIA_ [RUS]\n+RUSSIAN_\n"
AGENTS_DICTIONARY = "DIPLOMAT [~GOV]\nSOLDIER [~MIL]\n"
VERBS_DICTIONARY = "EXPEL [161] {EXPELS EXPELLED EXPELLING}\nPRAISE [051] {PRAISES PRAISED PRAISING}\n"


class KnowledgeTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)

    def tearDown(self):
        self.temporary.cleanup()

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def codes(self, *phrases):
        status, out, err = run("actors", "--date", "2020-09-30", "--knowledge", self.folder / "layer", stdin="\n".join(phrases) + "\n")
        self.assertEqual((status, err), (0, b""))
        return [entity["code"] for entity in json_lines(out)]

    def test_a_layer_adds_overrides_and_removes(self):
        self.write("layer/actors/mine.actors", HEAD + "[Northern Dawn Front]\nkind armed-group\ncode MLI REB\n\n[!Nikol Pashinyan]\nkind person\ncode ARM OPP\n\n[-Hezbollah]\n")
        self.write("layer/agents/mine.agents", HEAD + "fisheries inspector -> GOV *title\n")
        found = self.codes("fighters of the Northern Dawn Front", "Nikol Pashinyan", "Norwegian fisheries inspectors")
        self.assertEqual(found, ["MLIREB", "ARMOPP", "NORGOV"])
        self.assertNotIn("LBN", self.codes("Hezbollah")[0])

    def test_frames_of_a_layer(self):
        self.write("layer/frames/mine.frames", HEAD + "befriend v\n  SUPPORT - 050\n  actor subj\n  recipient obj\n")
        story = "Peru befriended Ecuador on Monday."
        self.assertEqual(run("code", "--to", "jsonl", stdin=story)[1], b"")
        status, out, _ = run("code", "--to", "jsonl", "--knowledge", self.folder / "layer", stdin=story)
        self.assertEqual([(r["type"], r["actors"][0]["country"], r["recipients"][0]["country"]) for r in json_lines(out)], [("SUPPORT", "PER", "ECU")])
        self.assertEqual(status, 0)

    def test_a_mistake_is_named_with_file_and_line(self):
        for path, text, line in [("actors/a.actors", HEAD + "[Foo]\nkind nonsense\n", 4), ("agents/a.agents", HEAD + "piper -> XYZ\n", 3),
                                 ("frames/a.frames", HEAD + "meet v\n  CONSULTING - 040\n", 4)]:
            with self.subTest(path):
                layer = self.folder / path.split("/")[0]
                file = self.write(f"{layer.name}/{path}", text)
                status, _, err = run("actors", "--knowledge", layer, stdin="Peru\n")
                if path.startswith("frames"):
                    status, _, err = run("code", "--knowledge", layer, stdin="Peru met Ecuador.")
                self.assertNotEqual(status, 0)
                self.assertIn(f"{file}:{line}: ", err.decode())
                status, out, _ = run("knowledge", "lint", layer)
                self.assertEqual(status, 1)
                self.assertIn(f"{file}:{line}: ", out.decode())

    def test_old_dictionaries_alone(self):
        for name, text in [("old.actors.txt", ACTORS_DICTIONARY), ("old.agents.txt", AGENTS_DICTIONARY), ("old.verbs.txt", VERBS_DICTIONARY)]:
            self.write(name, text)
        status, out, err = run("knowledge", "import", *sorted(self.folder.glob("old.*.txt")), "-o", self.folder / "imported")
        self.assertEqual(status, 0, err)
        self.assertIn(b"entries", out + err)
        story = json.dumps({"text": "Russia expelled two diplomats of Georgia on Tuesday. Syria bombed a village.", "date": "2020-09-30"}) + "\n"
        status, out, err = run("code", "--to", "jsonl", "--knowledge-only", self.folder / "imported", stdin=story)
        self.assertEqual((status, err), (0, b""))
        records = json_lines(out)
        self.assertEqual([(r["cameo"], r["actors"][0]["country"]) for r in records], [("161", "RUS")])  # bombing is not in the dictionary


if __name__ == "__main__":
    sys.exit(unittest.main())
