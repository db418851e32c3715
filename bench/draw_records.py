#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws records, and sentences of the stories, at random for judging by hand.

    bench/draw_records.py RECORDS.jsonl LEAVE_OUT N SEED                     N records, one JSON object a line
    bench/draw_records.py RECORDS.jsonl LEAVE_OUT N SEED --stories STORIES   N sentences of the stories, with their records

LEAVE_OUT is a file of story ids, one a line, or a JSON Lines file whose objects have an `id`. STORIES is JSON Lines (gzipped or
not). Sentences are drawn from all stories, those without any record too; a sentence has at least six words. The sentence
boundaries are this script's own, so that a sentence the program cuts wrongly still counts against it.
"""
import argparse
import gzip
import json
import random
import re

ABBREVIATIONS = {"mr", "mrs", "ms", "dr", "gen", "lt", "col", "maj", "sgt", "capt", "sen", "rep", "gov", "st", "no", "u.s", "u.n",
                 "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "inc", "corp", "co", "ltd"}


def open_text(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def left_out(path):
    with open_text(path) as lines:
        return {json.loads(line)["id"] if line.startswith("{") else line.strip() for line in lines if line.strip()}


def sentences(text):
    """(start, end) of each sentence: paragraphs end one, and so does .!? before a space and a capital or a quotation mark."""
    for paragraph in re.finditer(r"(?:.+(?:\n(?!\s*\n))?)+", text):
        start, body = paragraph.start(), paragraph.group()
        begin = 0
        for stop in re.finditer(r"[.!?][\"”’')]*(?=\s+[\"“‘'(]?[A-Z0-9])", body):
            words = body[begin:stop.start()].split()
            last = words[-1].lower().strip("\"“(") if words else ""
            if last in ABBREVIATIONS or re.fullmatch(r"[a-z]", last):
                continue
            yield start + begin, start + stop.end()
            begin = stop.end() + len(body[stop.end():]) - len(body[stop.end():].lstrip())
        if body[begin:].strip():
            yield start + begin, start + len(body.rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("records")
    parser.add_argument("leave_out")
    parser.add_argument("n", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--stories")
    arguments = parser.parse_args()
    out = left_out(arguments.leave_out)
    with open_text(arguments.records) as lines:
        records = [record for record in map(json.loads, lines) if record["story"]["id"] not in out]
    chance = random.Random(arguments.seed)
    if not arguments.stories:
        for record in chance.sample(records, min(arguments.n, len(records))):
            print(json.dumps(record, ensure_ascii=False))
        return
    by_story = {}
    for record in records:
        by_story.setdefault(record["story"]["id"], []).append(record)
    pool = []
    with open_text(arguments.stories) as lines:
        for story in map(json.loads, lines):
            if story["id"] in out:
                continue
            for start, end in sentences(story["text"]):
                if len(story["text"][start:end].split()) >= 6:
                    pool.append((story, start, end))
    for story, start, end in chance.sample(pool, min(arguments.n, len(pool))):
        found = [r for r in by_story.get(story["id"], []) if start <= r["trigger"]["start"] < end]
        print(json.dumps({"story": story["id"], "date": story["date"], "start": start, "end": end,
                          "text": story["text"][start:end], "records": found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
