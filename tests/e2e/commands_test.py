#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each command of the contract through the built program: what goes in, what comes out, with which status."""
import csv
import io
import json
import pathlib
import re
import sys
import tempfile
import unittest

from support import SOURCE_DIR, STORIES, as_jsonl, json_lines, run

RECORD_KEYS = ["id", "story", "sentence", "type", "mode", "quad", "cameo", "score", "goldstein", "contexts", "trigger", "actors",
               "recipients", "date", "place", "attribution", "modality", "historical", "magnitude", "confidence", "coder"]
QUADS = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}
ENTITY_KEYS = ["text", "start", "end", "name", "country", "sectors", "code"]
INPUT = as_jsonl(STORIES, date="2020-09-30")


def code(*arguments, stdin=INPUT):
    status, out, err = run("code", *arguments, stdin=stdin)
    assert (status, err) == (0, b""), (status, err)
    return out


class CodeTest(unittest.TestCase):
    def test_records_have_the_shape_of_the_contract(self):
        records = json_lines(code())
        self.assertGreaterEqual(len(records), 8)
        for record in records:
            self.assertEqual(list(record), RECORD_KEYS)
            self.assertEqual(list(record["story"]), ["id", "source", "date", "title", "url", "path"])
            self.assertEqual(list(record["sentence"]), ["index", "start", "end", "text"])
            self.assertEqual(list(record["trigger"]), ["text", "start", "end"])
            self.assertEqual(list(record["date"]), ["start", "end", "precision", "text"])
            for entity in record["actors"] + record["recipients"] + [link["speaker"] for link in record["attribution"]]:
                self.assertEqual(list(entity), ENTITY_KEYS)
            if record["place"] is not None:
                self.assertEqual(list(record["place"]), ["text", "start", "end", "name", "country", "admin1", "lat", "lon", "geonameid"])
            self.assertIn(record["quad"], QUADS)
            self.assertTrue(0 <= record["confidence"] <= 1)
            self.assertRegex(record["id"], "^[0-9a-f]{16}$")
            self.assertRegex(record["coder"], r"^dragoman \d+\.\d+\.\d+$")
        self.assertEqual([r["story"]["id"] for r in records], sorted(r["story"]["id"] for r in records))

    def test_what_is_read(self):
        first = json_lines(code("--date", "2020-09-30", stdin=STORIES[0]))
        expelled = first[0]
        self.assertEqual((expelled["type"], expelled["mode"], expelled["cameo"]), ("SANCTION", "expel", "161"))
        self.assertEqual([a["code"] for a in expelled["actors"]], ["GEOGOV"])
        self.assertEqual([a["country"] for a in expelled["recipients"]], ["RUS"])
        self.assertEqual(expelled["date"]["start"], "2020-09-29")
        shelled = [r for r in first if r["trigger"]["text"] == "shelled"][0]
        self.assertEqual((shelled["type"], shelled["place"]["name"], shelled["place"]["country"]), ("ASSAULT", "Gori", "GEO"))
        self.assertEqual(shelled["magnitude"]["killed"], {"min": 12, "max": None})

    def test_json_prints_stories_with_their_text(self):
        stories = json.loads(code("--to", "json"))
        flat = stories if isinstance(stories, list) else stories["stories"]
        self.assertIn(STORIES[0], json.dumps(flat, ensure_ascii=False).replace("\\n", "\n").replace('\\"', '"'))

    def test_tables_have_as_many_columns_in_each_row(self):
        for to, delimiter in [("csv", ","), ("tsv", "\t"), ("polecat", "\t"), ("icews", "\t"), ("gdelt", "\t")]:
            text = code("--to", to).decode("utf-8")
            if to == "polecat":
                delimiter = "\t" if "\t" in text.splitlines()[0] else ","
            quoting = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quoting))
            self.assertGreater(len(rows), 5, to)
            self.assertEqual(len({len(row) for row in rows}), 1, to)
            self.assertGreater(len(rows[0]), 5, to)

    def test_other_formats(self):
        self.assertGreater(len(code("--to", "petrarch").splitlines()), 5)
        collection = json.loads(code("--to", "geojson"))
        self.assertEqual(collection["type"], "FeatureCollection")
        self.assertTrue(any(f["geometry"] for f in collection["features"]))
        table = code("--to", "table").decode("utf-8")
        self.assertNotIn("\x1b", table)
        self.assertIn("SANCTION", table)
        self.assertIn("\x1b[", code("--to", "table", "--color", "always").decode("utf-8"))

    def test_no_stories_no_records(self):
        self.assertEqual(json.loads(code("--to", "json", stdin=b"") or b"[]"), [])
        self.assertEqual(json.loads(code("--to", "geojson", stdin=b""))["features"], [])
        self.assertEqual(code(stdin=b""), b"")

    def test_threads_and_repetition_change_nothing(self):
        many = as_jsonl(STORIES * 8, date="2020-09-30")
        for to in ["jsonl", "json", "csv", "gdelt"]:
            one = code("--jobs", "1", "--to", to, stdin=many)
            self.assertEqual(one, code("--jobs", "4", "--to", to, stdin=many), to)
        again = json_lines(code(stdin=many))
        self.assertEqual(json_lines(code("--jobs", "1", stdin=many)), again)
        # A story's records do not depend on the stories around it.
        alone = [{k: v for k, v in r.items() if k != "story"} for r in json_lines(code(stdin=as_jsonl(STORIES, date="2020-09-30").splitlines()[3]))]
        among = [{k: v for k, v in r.items() if k != "story"} for r in again if r["story"]["id"] == "3"]
        self.assertEqual(alone, among)

    def test_files_directories_and_output_file(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "in/deep").mkdir(parents=True)
            (folder / "in/b.txt").write_text(STORIES[1])
            (folder / "in/a.jsonl").write_text(as_jsonl(STORIES[:1]))
            (folder / "in/deep/c.html").write_text(f"<html><body><article><p>{STORIES[3]}</p></article></body></html>")
            status, out, err = run("code", folder / "in", "-o", folder / "out.jsonl", "--date", "2020-09-30")
            self.assertEqual((status, out, err), (0, b"", b""))
            paths = [r["story"]["path"] for r in json_lines((folder / "out.jsonl").read_bytes())]
            order = list(dict.fromkeys(pathlib.Path(p).name for p in paths))
            self.assertEqual(order, ["a.jsonl", "b.txt", "c.html"])

    def test_examples(self):
        examples = SOURCE_DIR / "examples"
        if not examples.exists():
            self.skipTest("no examples")
        status, out, err = run("code", examples, "--to", "jsonl")
        self.assertEqual((status, err), (0, b""))
        self.assertGreaterEqual(len({r["story"]["id"] for r in json_lines(out)}), 12)


class OtherCommandsTest(unittest.TestCase):
    def test_relate(self):
        lines = [{"text": "Police arrested activists.", "source": [0, 6], "target": [16, 25]},
                 {"text": "Activists were arrested.", "source": None, "target": [0, 9]},
                 {"text": "Россия: Russia praised \U0001F600 Armenia.", "source": [8, 14], "target": [25, 32]}]
        status, out, err = run("relate", stdin="".join(json.dumps(line) + "\n" for line in lines))
        self.assertEqual((status, err), (0, b""))
        answers = json_lines(out)
        self.assertEqual(len(answers), 3)
        self.assertEqual({"type": "COERCE", "mode": "arrest", "quad": "material conflict"}, {k: answers[0][k] for k in ("type", "mode", "quad")})
        self.assertEqual(answers[1]["type"], "COERCE")
        self.assertEqual(answers[2]["type"], "SUPPORT")
        for answer in answers:
            self.assertEqual(list(answer), ["type", "mode", "quad", "confidence"])

    def test_relate_names_bad_lines_and_does_the_rest(self):
        good = json.dumps({"text": "Police arrested activists.", "source": [0, 6], "target": [16, 25]})
        bad = ["{", "[]", "{}", '{"text": "x", "source": [0, 99], "target": null}', '{"text": "x", "source": [-1, 1], "target": null}',
               '{"text": 3}', '{"text": "x", "source": "a"}']
        status, out, err = run("relate", stdin="\n".join([good, *bad, good]) + "\n")
        self.assertEqual(status, 1)
        self.assertEqual(len(json_lines(out)), 2)
        for number in range(2, 2 + len(bad)):
            self.assertIn(f":{number}: ".encode(), err)

    def test_parse(self):
        status, out, err = run("parse", stdin=STORIES[0])
        self.assertEqual((status, err), (0, b""))
        words = [line.split("\t") for line in out.decode().splitlines() if line and not line.startswith("#")]
        self.assertEqual({len(w) for w in words}, {10})
        self.assertIn(["expelled", "expel", "VERB", "VBD"], [w[1:5] for w in words])
        sentences = [block.splitlines() for block in out.decode().strip().split("\n\n")]
        for sentence in sentences:
            roots = [line for line in sentence if not line.startswith("#") and line.split("\t")[6] == "0"]
            self.assertEqual(len(roots), 1)
        # Given sentences and tokens stay.
        status, again, err = run("parse", "--from", "conllu", stdin=out)
        self.assertEqual((status, err), (0, b""))
        forms = lambda data: [line.split("\t")[1] for line in data.decode().splitlines() if line and not line.startswith("#")]
        self.assertEqual(forms(out), forms(again))

    def test_places_times_quotes(self):
        status, out, err = run("places", stdin=INPUT)
        self.assertEqual((status, err), (0, b""))
        places = json_lines(out)
        self.assertEqual(list(places[0]), ["story", "text", "start", "end", "name", "country", "admin1", "lat", "lon", "geonameid"])
        self.assertIn(("Gori", "GEO"), [(p["name"], p["country"]) for p in places])
        status, out, err = run("times", stdin=INPUT)
        self.assertEqual((status, err), (0, b""))
        times = json_lines(out)
        self.assertEqual(list(times[0]), ["story", "text", "start", "end", "type", "value"])
        self.assertIn(("Tuesday", "DATE", "2020-09-29"), [(t["text"], t["type"], t["value"]) for t in times])
        status, out, err = run("quotes", stdin=INPUT)
        self.assertEqual((status, err), (0, b""))
        quotes = json_lines(out)
        self.assertEqual(list(quotes[0]), ["story", "source", "cue", "content"])
        self.assertTrue(any(q["cue"] and q["cue"][0]["text"] == "told" for q in quotes))

    def test_actors(self):
        status, out, err = run("actors", "--date", "2020-09-30", stdin="Russian Foreign Minister Sergei Lavrov\n\nTurkish troops\n")
        self.assertEqual((status, err), (0, b""))
        entities = json_lines(out)
        self.assertEqual([list(e) for e in entities], [ENTITY_KEYS] * 2)
        self.assertEqual([e["country"] for e in entities], ["RUS", "TUR"])
        self.assertEqual(entities[1]["code"], "TURMIL")

    def test_explain(self):
        status, out, err = run("explain", "--date", "2020-09-30", stdin=STORIES[0])
        self.assertEqual((status, err), (0, b""))
        text = out.decode()
        self.assertIn("SANCTION expel", text)
        self.assertRegex(text, r"\.frames:\d+")
        self.assertIn("nsubj", text)

    def test_evaluate(self):
        records = json_lines(code("--date", "2020-09-30", stdin=as_jsonl(STORIES[:1], date="2020-09-30")))
        with tempfile.TemporaryDirectory() as folder:
            gold = pathlib.Path(folder) / "gold.jsonl"
            for record in records:
                record["anchor"] = record["trigger"]["text"]
                record["occurrence"] = STORIES[0][:record["trigger"]["end"]].count(record["anchor"])
            gold.write_text(json.dumps({"id": "0", "text": STORIES[0], "date": "2020-09-30", "events": records}) + "\n")
            status, out, err = run("evaluate", gold)
            self.assertEqual((status, err), (0, b""))
            self.assertRegex(out.decode(), r"100\.00")  # what agrees with itself
            self.assertEqual(run("evaluate", pathlib.Path(folder) / "none.jsonl")[0], 1)

    def test_version_and_help(self):
        status, out, _ = run("version")
        self.assertEqual((status, out.decode().strip()), (0, "dragoman " + (SOURCE_DIR / "VERSION").read_text().strip()))
        self.assertEqual(run("--version")[:2], (status, out))
        status, out, err = run("help")
        self.assertEqual((status, err), (0, b""))
        commands = ["code", "relate", "parse", "places", "times", "quotes", "actors", "evaluate", "explain", "version", "help"]
        for command in commands:
            self.assertRegex(out.decode(), rf"(?m)^\s+{command}\s")
        for command in commands[:-2]:
            status, one, _ = run("help", command)
            self.assertEqual((status, one), run(command, "--help")[:2], command)
            self.assertIn(b"Examples:", one)

    def test_wrong_usage_is_2_and_says_what_to_do(self):
        for arguments, words in [(["cdoe"], "did you mean 'code'"), (["code", "--dat", "2020-01-01"], "--date"), (["code", "--to", "xml"], "jsonl"),
                                 (["code", "--date", "30.9.2020"], "YYYY-MM-DD"), (["code", "--from", "pdf"], "html"),
                                 (["code", "--jobs", "0"], "jobs"), (["code", "--jobs", "many"], "jobs"), (["evaluate"], "gold"),
                                 (["help", "nothing"], "nothing"), (["--nonsense"], "nonsense")]:
            status, out, err = run(*arguments)
            self.assertEqual((status, out), (2, b""), arguments)
            self.assertIn(words, err.decode(), arguments)

    def test_missing_data_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            status, out, err = run("code", "--data", folder, stdin=STORIES[0])
            self.assertEqual((status, out), (1, b""))
            self.assertIn("english.model", err.decode())
            self.assertTrue(re.search("--data|./run", err.decode()))


class TrainTest(unittest.TestCase):
    def test_runs_the_trainer(self):
        status, out, err = run("train", "--help")
        if b"no trainer in" in err:
            self.skipTest("the trainer is not built")
        self.assertEqual((status, err), (0, b""))
        self.assertIn(b"Usage: dragoman train", out)
        self.assertIn(b"Examples:", out)
        status, out, err = run("train", "--scroe", "test")
        self.assertEqual((status, out), (2, b""))
        self.assertTrue(err.startswith(b"dragoman train: "), err)
        status, out, err = run("train", "--data", "/nonexistent", "--out", "/nonexistent/m")
        self.assertEqual(status, 1)


if __name__ == "__main__":
    sys.exit(unittest.main())
