#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What can go wrong around a ledger: a full disk, a file that may not be written, a damaged page, two writers, kill -9. Each
time a clear word and nothing lost."""
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"])
SOURCE = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])
BINARY = BUILD / "dragoman"
NOBODY = 65534


def dragoman(*arguments, **options):
    return subprocess.run([BINARY, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300, check=False, **options)


class LedgerFaults(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.ledger = self.path / "a.ledger"
        self.stories = self.path / "stories.jsonl"
        places = ["Gaza", "Kabul", "Goma", "Donetsk", "Mopti", "Sanaa", "Homs", "Tripoli", "Aleppo", "Basra"]
        with self.stories.open("w") as out:
            for number in range(400):
                out.write(json.dumps({"id": f"s{number}", "source": f"Agency {number % 3}", "date": f"2020-{number % 12 + 1:02}-{number % 28 + 1:02}",
                                      "text": f"Government forces shelled {places[number % 10]} on Monday, killing {number % 9 + 2} people. "
                                              f"The rebels rejected a truce. Envoy number {number} met ministers of Egypt and Qatar."}) + "\n")

    def tearDown(self):
        self.folder.cleanup()

    def good(self, *arguments, **options):
        done = dragoman(*arguments, **options)
        self.assertEqual(done.returncode, 0, (arguments, done.stderr))
        return done.stdout

    def export(self, ledger):
        return self.good("query", "--ledger", ledger, "--to", "jsonl") + self.good("query", "--events", "--ledger", ledger, "--to", "jsonl")

    def whole(self):
        ledger = self.path / "whole.ledger"
        self.good("ingest", self.stories, "--ledger", ledger)
        return self.export(ledger)

    def check_full(self, ledger, **limits):
        """Ingest fails with a clear word, what was committed is sound, and with more room the run goes on to the same ledger."""
        done = dragoman("ingest", self.stories, "--ledger", ledger, "--batch", "10", **limits)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, "the disk is full|refused to read or write")
        self.assertIn("a.ledger", done.stderr)
        return done.stderr

    def test_file_size_limit(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, 1_200_000))
        self.check_full(self.ledger, preexec_fn=limit, restore_signals=False)
        self.good("ledger", "check", "--ledger", self.ledger)
        kept = int(self.good("ledger", "stats", "--ledger", self.ledger).split("stories")[1].split()[0])
        self.assertGreater(kept, 0)
        self.assertLess(kept, 400)
        self.good("ingest", self.stories, "--ledger", self.ledger)
        self.assertEqual(self.export(self.ledger), self.whole())

    def test_full_disk(self):
        disk = self.path / "disk"
        disk.mkdir()
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2500k", "tmpfs", disk], stderr=subprocess.DEVNULL, check=False).returncode != 0:
            self.skipTest("no right to mount a small file system")
        try:
            self.assertIn("the disk is full", self.check_full(disk / "a.ledger"))
            self.assertIn("sound", self.good("ledger", "check", "--ledger", disk / "a.ledger"))
            if subprocess.run(["mount", "-o", "remount,size=100m", disk], check=False).returncode == 0:
                self.good("ingest", self.stories, "--ledger", disk / "a.ledger")
                self.assertEqual(self.export(disk / "a.ledger"), self.whole())
        finally:
            subprocess.run(["umount", disk], check=False)

    def test_read_only(self):
        self.good("ingest", self.stories, "--ledger", self.ledger)
        before = self.export(self.ledger)
        self.path.chmod(0o755)
        for file in self.path.iterdir():
            file.chmod(0o444)
        self.path.chmod(0o555)
        other = {"user": NOBODY} if os.geteuid() == 0 else {}
        try:
            if other and dragoman("--version", **other).returncode != 0:
                self.skipTest("nobody may not run the program here")
        except OSError:
            self.skipTest("nobody may not run the program here")
        self.assertTrue(before.startswith(self.good("query", "--ledger", self.ledger, "--to", "jsonl", **other)))
        done = dragoman("ingest", "-", "--ledger", self.ledger, input=json.dumps({"id": "new", "date": "2020-01-01", "text": "Russia expelled two Polish diplomats."}), **other)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, "read-only|cannot open the ledger")
        self.path.chmod(0o755)
        self.ledger.chmod(0o644)
        self.assertEqual(self.export(self.ledger), before)

    def test_corrupt_page(self):
        self.good("ingest", self.stories, "--ledger", self.ledger)
        self.good("ledger", "compact", "--ledger", self.ledger)
        size = self.ledger.stat().st_size
        damaged = 0
        for page in range(3, size // 4096, max(1, size // 4096 // 12)):
            copy = self.path / "copy.ledger"
            data = bytearray(self.ledger.read_bytes())
            data[page * 4096:page * 4096 + 4096] = bytes([0x5A]) * 4096
            copy.write_bytes(data)
            done = dragoman("ledger", "check", "--ledger", copy)
            self.assertEqual(done.returncode, 1, page)
            self.assertTrue(done.stdout + done.stderr, page)
            for command in (["query", "--ledger", copy, "--to", "jsonl"], ["ingest", self.stories, "--ledger", copy, "--quiet"], ["timeline", "--ledger", copy]):
                done = dragoman(*command)
                self.assertIn(done.returncode, (0, 1), (page, command, done.stderr))
                if done.returncode == 1 and "--quiet" not in command:
                    self.assertRegex(done.stderr, "damaged|not a ledger|stored record|cannot be read", (page, command))
                    damaged += 1
            for name in ("copy.ledger-wal", "copy.ledger-shm"):
                (self.path / name).unlink(missing_ok=True)
        self.assertGreater(damaged, 0)

    def test_two_writers(self):
        lines = self.stories.read_text().splitlines(keepends=True)
        halves = [self.path / "one.jsonl", self.path / "two.jsonl"]
        halves[0].write_text("".join(lines[:250]))  # 50 are in both
        halves[1].write_text("".join(lines[200:]))
        writers = [subprocess.Popen([BINARY, "ingest", half, "--ledger", self.ledger, "--batch", "5"], stderr=subprocess.PIPE, text=True) for half in halves]
        for writer in writers:
            _, messages = writer.communicate(timeout=200)
            self.assertEqual(writer.returncode, 0, messages)
        self.assertIn("sound", self.good("ledger", "check", "--ledger", self.ledger))
        def told(ledger):
            records = [json.loads(line) for line in self.good("query", "--ledger", ledger, "--to", "jsonl").splitlines()]
            for record in records:
                record["story"].pop("path")
            return sorted(json.dumps(record, sort_keys=True) for record in records)
        one = self.path / "whole.ledger"
        self.good("ingest", self.stories, "--ledger", one)
        self.assertEqual(told(self.ledger), told(one))

    def test_kill_at_random_instants(self):
        done = subprocess.run([sys.executable, SOURCE / "bench/kill_ingest.py", BINARY, self.stories, "--kills", "10"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("10 kills", done.stdout)


if __name__ == "__main__":
    sys.exit(unittest.main())
