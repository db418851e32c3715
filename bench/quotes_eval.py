#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores `dragoman quotes` against a folder of PolNeAR (text/ and attributions/); see docs/quotes.md.

An attribution found and one annotated are paired one to one, the pairs that share most of their content first. A part
(source, cue, content) of a pair counts as right when the two overlap by at least one letter or digit, or when neither
has it. An attribution is fully right when all three parts are.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys

PARTS = ("source", "cue", "content")


def read_annotations(path, text):
    """Attributions of one file, each {part: set of character positions, "spans": {part: [(start, end)]}}."""
    spans, events = {}, []
    with open(path, encoding="utf-8") as file:
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if fields[0].startswith("T") and len(fields) >= 2:
                label, _, ranges = fields[1].partition(" ")
                spans[fields[0]] = (label, [tuple(map(int, r.split())) for r in ranges.split(";")])
            elif fields[0].startswith("E"):
                events.append(fields[1].split())
    out = []
    for event in events:
        parts = {part: [] for part in PARTS}
        for argument in event[1:]:
            role, _, key = argument.partition(":")
            part = role.rstrip("0123456789").lower()
            if part in parts and key in spans:
                parts[part] += spans[key][1]
        if parts["content"]:
            out.append(attribution(parts, text))
    return out


def attribution(parts, text):
    positions = {
        part: {i for start, end in parts[part] for i in range(start, min(end, len(text))) if text[i].isalnum()}
        for part in PARTS
    }
    positions["spans"] = parts
    return positions


def pair(found, gold):
    """One-to-one pairs (index found, index gold), most shared content first, ties by shared cue and source."""
    candidates = []
    for i, a in enumerate(found):
        for j, b in enumerate(gold):
            shared = len(a["content"] & b["content"])
            if shared:
                union = len(a["content"] | b["content"])
                rest = len(a["cue"] & b["cue"]) + len(a["source"] & b["source"])
                candidates.append((-shared / union, -rest, i, j))
    used_found, used_gold, pairs = set(), set(), []
    for _, _, i, j in sorted(candidates):
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            pairs.append((i, j))
    return pairs


def part_right(a, b, part):
    return bool(a[part] & b[part]) or (not a[part] and not b[part])


class Tally:
    def __init__(self):
        self.found = self.gold = self.full = 0
        self.right = collections.Counter()
        self.of_found = collections.Counter()
        self.of_gold = collections.Counter()
        self.shared = self.chars_found = self.chars_gold = 0
        self.exact = 0

    def add(self, found, gold):
        pairs = pair(found, gold)
        self.found += len(found)
        self.gold += len(gold)
        for part in PARTS:
            self.of_found[part] += sum(1 for a in found if a[part])
            self.of_gold[part] += sum(1 for b in gold if b[part])
        for i, j in pairs:
            a, b = found[i], gold[j]
            for part in PARTS:
                self.right[part] += bool(a[part] & b[part])
            self.full += all(part_right(a, b, part) for part in PARTS)
            self.shared += len(a["content"] & b["content"])
            self.exact += a["content"] == b["content"]
        self.chars_found += sum(len(a["content"]) for a in found)
        self.chars_gold += sum(len(b["content"]) for b in gold)
        return pairs

    @staticmethod
    def scores(right, found, gold):
        precision = right / found if found else 0.0
        recall = right / gold if gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return precision, recall, f1

    def rows(self):
        for part in PARTS:
            yield part, self.scores(self.right[part], self.of_found[part], self.of_gold[part])
        yield "full", self.scores(self.full, self.found, self.gold)
        yield "content exact", self.scores(self.exact, self.found, self.gold)
        yield "content characters", self.scores(self.shared, self.chars_found, self.chars_gold)

    def print(self, title):
        print(f"{title}: {self.gold} annotated, {self.found} found")
        for name, (precision, recall, f1) in self.rows():
            print(f"  {name:20s} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def read_folder(folder, limit):
    files = collections.defaultdict(list)
    for name in sorted(os.listdir(os.path.join(folder, "attributions"))):
        match = re.fullmatch(r"(.*)_([0-9a-f]{4})\.ann", name)
        if match:
            files[match.group(1)].append(name)
    for stem in sorted(files)[:limit]:
        with open(os.path.join(folder, "text", stem + ".txt"), encoding="utf-8", newline="") as file:
            text = file.read()
        yield stem, text, [os.path.join(folder, "attributions", name) for name in files[stem]]


def read_dates(path):
    dates = {}
    with open(path, encoding="utf-8") as file:
        columns = file.readline().rstrip("\n").split("\t")
        for line in file:
            row = dict(zip(columns, line.rstrip("\n").split("\t")))
            dates[row["filename"]] = row["publication_date"]
    return dates


def run(program, stories, texts):
    lines = "".join(json.dumps(story) + "\n" for story in stories)
    done = subprocess.run([*program.split(), "quotes", "--from", "jsonl", "-"], input=lines.encode(), stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{program} quotes: exit {done.returncode}")
    found = collections.defaultdict(list)
    for line in done.stdout.decode().splitlines():
        row = json.loads(line)
        text = texts[row["story"]]
        parts = {}
        for part in PARTS:
            for span in row[part] or []:
                if text[span["start"] : span["end"]] != span["text"]:
                    sys.exit(f"{row['story']}: offsets of {span} are wrong")
            parts[part] = [(span["start"], span["end"]) for span in row[part] or []]
        found[row["story"]].append(attribution(parts, text))
    return found


def show(text, a):
    return "  ".join(f"{part}=[{' | '.join(text[s:e] for s, e in a['spans'][part])}]" for part in PARTS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", help="holds text/ and attributions/")
    parser.add_argument("program", nargs="?", default="build/release/dragoman")
    parser.add_argument("--metadata", help="the collection's metadata.tsv: gives the stories their dates")
    parser.add_argument("--limit", type=int, default=None, help="only the first N stories")
    parser.add_argument("--halves", action="store_true", help="report the stories of even and odd rank apart as well")
    parser.add_argument("--errors", help="write what was missed, false or partly right to this file")
    parser.add_argument("--agreement", action="store_true",
                        help="score annotators against each other, where several read one story")
    options = parser.parse_args()

    stories = list(read_folder(options.folder, options.limit))
    texts = {stem: text for stem, text, _ in stories}
    if options.agreement:
        tally = Tally()
        for stem, text, paths in stories:
            read = [read_annotations(path, text) for path in paths]
            for i, a in enumerate(read):
                for b in read[i + 1 :]:
                    tally.add(a, b)
        tally.print("annotator against annotator")
        return
    dates = read_dates(options.metadata) if options.metadata else {}
    found = run(options.program,
                [{"id": stem, "text": text, "date": dates.get(stem)} for stem, text, _ in stories], texts)
    total, halves = Tally(), (Tally(), Tally())
    errors = open(options.errors, "w", encoding="utf-8") if options.errors else None
    for rank, (stem, text, paths) in enumerate(stories):
        gold = read_annotations(paths[0], text)
        pairs = total.add(found[stem], gold)
        halves[rank % 2].add(found[stem], gold)
        if errors:
            for i, j in pairs:
                wrong = [p for p in PARTS if not part_right(found[stem][i], gold[j], p)]
                if wrong:
                    print(f"WRONG {','.join(wrong)}\t{stem}\n   gold {show(text, gold[j])}\n   have {show(text, found[stem][i])}", file=errors)
            for j in sorted(set(range(len(gold))) - {j for _, j in pairs}):
                print(f"MISSED\t{stem}\n   gold {show(text, gold[j])}", file=errors)
            for i in sorted(set(range(len(found[stem]))) - {i for i, _ in pairs}):
                print(f"FALSE\t{stem}\n   have {show(text, found[stem][i])}", file=errors)
    total.print(options.folder)
    if options.halves:
        halves[0].print("even")
        halves[1].print("odd")


if __name__ == "__main__":
    main()
