#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Input and output that go wrong: each a clear message or silent correct behaviour, the rest coded, the exit status as
documented, never a crash or a hang (every run has a time limit)."""
import gzip
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from support import PROGRAM, SLOW, STORIES, TIMEOUT, as_jsonl, json_lines, run

GOOD = "Russia expelled two diplomats of Georgia on Tuesday.\n"


class BadInputTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)

    def tearDown(self):
        self.temporary.cleanup()

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def code(self, *arguments, **options):
        return run("code", "--to", "jsonl", *arguments, **options)

    def with_good(self, bad, status, message=None):
        """Codes the bad item before a good story; that one has its record whatever became of the other."""
        good = self.file("zz_good.txt", GOOD)
        found, out, err = self.code(bad, good)
        self.assertEqual(found, status, err)
        self.assertTrue([r for r in json_lines(out) if r["story"]["path"] == str(good) and r["type"] == "SANCTION"])
        if message is None:
            self.assertEqual(err, b"")
        else:
            self.assertIn(str(bad), err.decode())
            self.assertIn(message, err.decode())
        return out

    def test_empty(self):
        self.with_good(self.file("a", ""), 0)
        self.with_good(self.file("a", " \n\n\t"), 0)
        self.assertEqual(self.code(stdin=b""), (0, b"", b""))

    def test_binary(self):
        noise = random.Random(7).randbytes(20000)
        self.with_good(self.file("a.png", b"\x89PNG\r\n\x1a\n" + noise), 1, "not text")
        self.with_good(self.file("a.pdf", b"%PDF-1.4\n" + noise), 1, "not text")
        self.with_good(self.file("a.elf", b"\x7fELF" + noise), 1, "not text")

    def test_nul_bytes_in_text(self):
        status, out, err = self.code(self.file("a.txt", GOOD + "A\0B\n\n" + GOOD))
        self.assertIn(status, (0, 1))
        if status == 1:
            self.assertIn(b"a.txt", err)
        status, out, err = self.code(stdin=json.dumps({"text": "\0" + GOOD}) + "\n")
        self.assertEqual((status, err), (0, b""))
        self.assertEqual(len(json_lines(out)), 1)

    def test_invalid_bytes(self):
        out = self.with_good(self.file("a.txt", b"Russia expelled two \xff\xfe diplomats of Georgia \x80.\n"), 0)
        self.assertEqual(out.decode("utf-8").count("SANCTION"), 2)

    def test_a_line_of_ten_megabytes(self):
        self.with_good(self.file("a.txt", "x" * 10_000_000), 0)
        line = (GOOD.strip() + " ") * (200_000 // SLOW // len(GOOD)) + "x " * 1000 + " " * 10_000_000
        self.with_good(self.file("b.txt", line), 0)
        status, out, err = self.code("--from", "jsonl", stdin="x" * 10_000_000 + "\n" + as_jsonl([GOOD]))
        self.assertEqual((status, len(json_lines(out))), (1, 1))
        self.assertIn(b":1: ", err)

    def test_a_word_of_a_hundred_thousand_characters(self):
        for letter in "aA1-.é\U0001F600\"(":
            # Signs are a token each: much work rather than a long word.
            length = {"(": 10_000, "\U0001F600": 10_000, '"': 100_000}[letter] // SLOW if letter in "\"(\U0001F600" else 100_000
            status, out, err = self.code(stdin=GOOD + letter * length + " " + GOOD)
            self.assertEqual((status, err), (0, b""), letter)
            self.assertTrue(out, letter)

    def test_many_sentences_and_deep_clauses(self):
        text = "He said that " * 3000 + GOOD
        self.assertEqual(self.code(stdin=text)[0], 0)

    def test_truncated_gzip(self):
        whole = gzip.compress(as_jsonl(STORIES * 50).encode())
        self.with_good(self.file("a.jsonl.gz", whole[:len(whole) // 2]), 1, "gz")
        self.with_good(self.file("b.jsonl.gz", whole), 0)

    def test_malformed_json_in_line_17_of_40(self):
        lines = as_jsonl([GOOD] * 40).splitlines()
        lines[16] = lines[16][:-5]
        status, out, err = self.code(self.file("a.jsonl", "\n".join(lines) + "\n"))
        self.assertEqual(status, 1)
        self.assertEqual([r["story"]["id"] for r in json_lines(out)], [str(i) for i in range(40) if i != 16])
        self.assertIn("a.jsonl:17: ", err.decode())
        self.assertEqual(err.count(b"\n"), 1)

    def test_xml_bomb(self):
        entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
        bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{entities}]><rss><channel><item><title>x</title>' \
               f"<description>&e9; {GOOD}</description></item></channel></rss>"
        out = self.with_good(self.file("a.xml", bomb), 0)
        self.assertLess(len(out), 100_000)
        # As the text of a web page the entities are as harmless.
        out = self.with_good(self.file("a.html", bomb.replace("rss", "html")), 0)
        self.assertLess(len(out), 100_000)

    def test_unbalanced_quotes_and_right_to_left_text(self):
        for text in ['"' * 501 + GOOD, '"He said \u201cthat. ' + GOOD, "«‹„" * 100 + GOOD, "\u202e\u2066" + GOOD + "\u200f",
                     "قال الوزير إن روسيا طردت دبلوماسيين. " + GOOD, "שלום עולם. " * 50 + GOOD]:
            status, out, err = self.code(stdin=text)
            self.assertEqual((status, err), (0, b""), text[:20])
            for record in json_lines(out):
                trigger = record["trigger"]
                self.assertEqual(text[trigger["start"]:trigger["end"]], trigger["text"])

    def test_missing_file(self):
        self.with_good(self.folder / "none.txt", 1, "cannot open")

    def test_unreadable_directory(self):
        closed = self.folder / "closed"
        closed.mkdir()
        closed.chmod(0)
        good = self.file("zz_good.txt", GOOD)
        # Root reads everything: as root the program runs as nobody, if that one may read the program.
        other = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        self.folder.chmod(0o755)
        done = subprocess.run([PROGRAM, "code", "--to", "jsonl", closed, good], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT, **other) \
            if not other or self.nobody_can_run(other) else None
        if done is None:
            self.skipTest("root reads everything, and nobody cannot read the program")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(str(closed) + ": cannot list", done.stderr.decode())
        self.assertEqual([r["type"] for r in json_lines(done.stdout)], ["SANCTION"])

    @staticmethod
    def nobody_can_run(other):
        try:
            return subprocess.run([PROGRAM, "version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=TIMEOUT, **other).returncode == 0
        except OSError:
            return False

    def test_symlink_loop(self):
        (self.folder / "loop").symlink_to(self.folder / "loop")
        self.with_good(self.folder / "loop", 1, "cannot open")
        tree = self.folder / "tree"
        tree.mkdir()
        (tree / "again").symlink_to(tree)
        (tree / "story.txt").write_text(GOOD)
        status, out, err = self.code(tree)
        self.assertEqual((status, len(json_lines(out)), err), (0, 1, b""))

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "code", "--to", "jsonl"], input=GOOD.encode(), stdout=full, stderr=subprocess.PIPE, timeout=TIMEOUT)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"cannot write", done.stderr)
        status, _, err = self.code("-o", "/dev/full", stdin=GOOD)
        self.assertEqual(status, 1)
        self.assertIn(b"/dev/full", err)
        status, _, err = self.code("-o", self.folder / "no/such/folder", stdin=GOOD)
        self.assertEqual(status, 1)
        self.assertIn(b"cannot write", err)

    def test_full_disk_under_every_command(self):
        for command in ["version", "help", "parse", "places", "times", "quotes", "actors", "explain"]:
            with open("/dev/full", "wb") as full:
                done = subprocess.run([PROGRAM, command], input=("On Tuesday he said that it is in Moscow. " + GOOD).encode(), stdout=full,
                                      stderr=subprocess.PIPE, timeout=TIMEOUT)
            self.assertEqual(done.returncode, 1, command)
            self.assertIn(b"cannot write", done.stderr, command)

    def test_closed_pipe(self):
        stories = self.file("many.jsonl", as_jsonl(STORIES * (400 // SLOW)))
        writer = subprocess.Popen([PROGRAM, "code", "--to", "jsonl", stories], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        first = writer.stdout.readline()
        writer.stdout.close()
        err = writer.stderr.read()
        writer.stderr.close()
        self.assertEqual(writer.wait(timeout=TIMEOUT), 0)
        self.assertEqual(err, b"")
        self.assertEqual(json.loads(first)["story"]["id"], "0")

    def test_quiet_keeps_the_status(self):
        self.assertEqual(self.code("--quiet", self.folder / "none"), (1, b"", b""))

    def test_a_message_holds_no_control_characters(self):
        status, _, err = self.code(self.folder / "bad\x1b[31m\nname")
        self.assertEqual(status, 1)
        self.assertNotIn(b"\x1b", err)
        self.assertEqual(err.count(b"\n"), 1)


if __name__ == "__main__":
    sys.exit(unittest.main())
