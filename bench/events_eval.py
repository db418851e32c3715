#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well reports are grouped into events and near-duplicate stories: B-cubed over tests/ledger/corpus.

    bench/events_eval.py build/release/dragoman [tuning|heldout] [--errors] [--data=DIRECTORY]

Events: over the marked words for which the coder made a record (how many it found is said beside it; the others can be in
no event). Stories: over all dispatches. Counts by day: events of the ledger among the marked records against the events
of the gold corpus that have a record, summed over days.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def read_corpus(name):
    stories, mentions = [], []
    with open(os.path.join(ROOT, "tests/ledger/corpus", name + ".txt"), encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("@"):
                key, source, date, group = (part.strip() for part in line[1:].split("|"))
                stories.append({"id": key, "source": source, "date": date, "group": group, "text": ""})
            elif stories and line:
                text = ""
                for part in re.split(r"(\[\w+:\w+\])", line):
                    mark = re.fullmatch(r"\[(\w+):(\w+)\]", part)
                    if mark:
                        mentions.append((stories[-1]["id"], mark[1], len(text), len(text) + len(mark[2]), stories[-1]["date"]))
                        part = mark[2]
                    text += part
                stories[-1]["text"] = text
    return stories, mentions


def b_cubed(gold, found):
    """Both map an item to its cluster."""
    def half(a, b):
        members = defaultdict(set)
        for item, cluster in a.items():
            members[cluster].add(item)
        return sum(sum(b[o] == b[i] for o in members[a[i]]) / len(members[a[i]]) for i in a) / max(1, len(a))
    precision, recall = half(found, gold), half(gold, found)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main():
    program, part = sys.argv[1], next((a for a in sys.argv[2:] if not a.startswith("-")), "tuning")
    data = [option for a in sys.argv if a.startswith("--data=") for option in ("--data", a[7:])]
    stories, mentions = read_corpus(part)
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "events.ledger")
        lines = "".join(json.dumps({k: s[k] for k in ("id", "source", "date", "text")}) + "\n" for s in stories)
        subprocess.run([program, "ingest", "-", "--quiet", "--ledger", ledger, *data], input=lines, text=True, check=True)
        out = subprocess.run([program, "query", "--events", "--to", "jsonl", "--ledger", ledger], capture_output=True, text=True, check=True).stdout
        with_groups = subprocess.run([sys.executable, "-c", "import sqlite3,json,sys;d=sqlite3.connect(sys.argv[1]);print(json.dumps(d.execute("
                                      "'SELECT s.id,g.story_group FROM stories s JOIN story_groups g USING(story)').fetchall()))", ledger],
                                     capture_output=True, text=True, check=True).stdout
    events = [json.loads(line) for line in out.splitlines()]
    records = [(r["story"], r["start"], r["end"], e["event"], r["match"]) for e in events for r in e["records"]]
    gold, found, where = {}, {}, {}
    for i, (story, event, start, end, date) in enumerate(mentions):
        hits = [r for r in records if r[0] == story and r[1] < end and start < r[2]]
        if hits:
            gold[i], found[i], where[i] = event, hits[0][3], date
    print(f"{part}: {len(stories)} dispatches, {len({m[1] for m in mentions})} events, {len(mentions)} marked words, {len(gold)} with a record")
    print("events   B-cubed P %.3f R %.3f F1 %.3f" % b_cubed(gold, found))
    group_found = dict(json.loads(with_groups))
    group_gold = {s["id"]: s["group"] for s in stories}
    print("stories  B-cubed P %.3f R %.3f F1 %.3f" % b_cubed(group_gold, group_found))
    first = lambda clusters: {c: min(where[i] for i in clusters if clusters[i] == c) for c in clusters.values()}
    by_gold, by_found = defaultdict(int), defaultdict(int)
    for day in first(gold).values():
        by_gold[day] += 1
    for day in first(found).values():
        by_found[day] += 1
    off = sum(abs(by_gold[d] - by_found[d]) for d in set(by_gold) | set(by_found))
    print("counts   %d events against %d; by day off by %d (%.1f %%); %d reports" %
          (len(set(found.values())), len(set(gold.values())), off, 100 * off / max(1, len(set(gold.values()))), len(gold)))
    if "--errors" in sys.argv:
        clusters = defaultdict(list)
        for i in gold:
            clusters[found[i]].append((mentions[i][0], gold[i]))
        for event, members in sorted(clusters.items()):
            print(event, members)
        text = {s["id"]: s["group"] for s in stories}
        for key, group in group_found.items():
            print(key, text[key], group)


if __name__ == "__main__":
    main()
