#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Property: of every quoted part of every record, text[start:end] is the quoted text, whatever Unicode the story holds.
DRAGOMAN_TEST_SEED picks other stories than the usual ones."""
import json
import os
import random
import sys
import unittest

from support import SLOW, STORIES, as_jsonl, json_lines, quoted_parts, run

SEED = int(os.environ.get("DRAGOMAN_TEST_SEED", "20200930"))
COUNT = 1200 // SLOW
ODD = ["\U0001F600", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "e\u0301", "a\u0308\u0323", "\u202e", "\u200f", "\u2066", "\u00a0", "\u3000", "\u2028", "\r\n", "\r",
       "\t", "\n\n", "\r\n\r\n", "«", "»", "\u201c", "\u201d", '"', "(", ")", "—", "…", "\ufeff", "\ufffd", "\u0000", "Нагорный Карабах", "أرمينيا", "ישראל", "中国", "ß",
       "İ", "ﬁ", "\U0001D400", "&amp;", "<b>", "-" * 30, "9" * 40, "http://example.org/\u00e9", "@user", "#tag", "$5m", "½"]


def story(random_):
    words = " ".join(random_.sample(STORIES, random_.randint(1, 3))).split(" ")
    for _ in range(random_.randint(0, 25)):
        at = random_.randrange(len(words))
        choice = random_.random()
        if choice < 0.5:
            words[at] += random_.choice(["", " "]) + random_.choice(ODD)
        elif choice < 0.7:
            words.insert(at, random_.choice(ODD))
        elif choice < 0.85:
            words[at] = "".join(chr(random_.choice([random_.randrange(0x20, 0x250), random_.randrange(0x20, 0xD800),
                                                    random_.randrange(0xE000, 0x110000)])) for _ in range(random_.randint(1, 12)))
        else:
            words[at] = random_.choice([str.upper, str.lower, str.title])(words[at])
    return " ".join(words)


class OffsetsTest(unittest.TestCase):
    def check(self, texts, items, minimum):
        found = 0
        for item in items:
            text = texts[int(item["story"]["id"] if isinstance(item["story"], dict) else item["story"])]
            for part in quoted_parts(item):
                if isinstance(part["start"], str) or "precision" in part:  # a date: its text has no offsets
                    self.assertIn(part["text"] or "", text)
                    continue
                if part["start"] is None:
                    self.assertIsNone(part["text"])
                    self.assertIsNone(part["end"])
                    continue
                self.assertEqual(text[part["start"]:part["end"]], part["text"], item)
                found += 1
        self.assertGreater(found, minimum)

    def test_offsets(self):
        print(f"seed {SEED}", flush=True)
        random_ = random.Random(SEED)
        texts = [story(random_) for _ in range(COUNT)]
        lines = as_jsonl(texts, date="2020-09-30")
        for command in ["code", "places", "times", "quotes"]:
            with self.subTest(command=command):
                status, out, err = run(command, "--from", "jsonl", stdin=lines, timeout=600)
                self.assertEqual((status, err), (0, b""))
                self.check(texts, json_lines(out), COUNT)

    def test_ids_are_unique_and_stable(self):
        random_ = random.Random(SEED + 1)
        lines = as_jsonl([story(random_) for _ in range(COUNT // 4)], date="2020-09-30")
        first = run("code", "--jobs", "1", stdin=lines, timeout=600)[1]
        self.assertEqual(first, run("code", "--jobs", "4", stdin=lines, timeout=600)[1])
        ids = [record["id"] for record in json_lines(first)]
        self.assertEqual(len(ids), len(set(ids)))

    def test_text_printed_is_the_text_given(self):
        random_ = random.Random(SEED + 2)
        texts = [story(random_) for _ in range(COUNT // 10)]
        status, out, err = run("code", "--to", "json", "--from", "jsonl", stdin=as_jsonl(texts), timeout=600)
        self.assertEqual((status, err), (0, b""))
        stories = json.loads(out)
        stories = stories if isinstance(stories, list) else stories["stories"]
        self.assertEqual([s.get("text", s.get("story", {}).get("text")) for s in stories], texts)


if __name__ == "__main__":
    sys.exit(unittest.main())
