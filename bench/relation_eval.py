#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores `dragoman relate` on marked sentences: relation_eval.py DRAGOMAN FILE.tsv [--errors]

The file has a header and the columns marked_sentence and gold_root (YIELD covers CONCEDE and RETREAT) or gold_binary (1 for
conflict, 0 for cooperation). Figures are given for all rows and for two halves, split by the SHA-1 of the sentence: the
errors of the first half were studied while Dragoman was written, those of the second never. --errors lists the first half's.
"""
import collections
import csv
import hashlib
import json
import re
import subprocess
import sys


def unmark(marked):
    text, spans = "", {}
    for part in re.split(r"(</?[st]>)", marked):
        if part in ("<s>", "<t>"):
            spans.setdefault(part[1], [len(text), None])
        elif part in ("</s>", "</t>"):
            if spans[part[2]][1] is None:
                spans[part[2]][1] = len(text)
        else:
            text += part
    for span in spans.values():
        while span[0] < span[1] and text[span[0]] == " ":
            span[0] += 1
        while span[1] > span[0] and text[span[1] - 1] == " ":
            span[1] -= 1
    return json.dumps({"text": text, "source": spans.get("s"), "target": spans.get("t")})


def report(name, pairs):
    labels = sorted({g for g, _ in pairs})
    scores = []
    for label in labels:
        right = sum(g == label == p for g, p in pairs)
        scores.append(2 * right / max(1, sum(g == label for g, _ in pairs) + sum(p == label for _, p in pairs)))
    print(f"{name}: macro-F1 {sum(scores) / len(scores):.3f} accuracy {sum(g == p for g, p in pairs) / len(pairs):.3f} ({len(pairs)})")
    return dict(zip(labels, scores))


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    data = "\n".join(unmark(r["marked_sentence"]) for r in rows) + "\n"
    run = subprocess.run([sys.argv[1], "relate", "-"], input=data.encode(), stdout=subprocess.PIPE, check=True)
    found = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert len(found) == len(rows)
    binary = "gold_binary" in rows[0]
    pairs, studied = [], []
    for row, relation in zip(rows, found):
        if binary:
            pairs.append((row["gold_binary"], "1" if "conflict" in relation["quad"] else "0"))
        else:
            pairs.append((row["gold_root"], "YIELD" if relation["type"] in ("CONCEDE", "RETREAT") else relation["type"]))
        studied.append(int(hashlib.sha1(row["sentence"].encode()).hexdigest(), 16) % 2 == 0)
    by_label = report("all", pairs)
    report("  studied half", [p for p, s in zip(pairs, studied) if s])
    report("  unseen half", [p for p, s in zip(pairs, studied) if not s])
    for label, score in by_label.items():
        print(f"  {label:10} {score:.3f}")
    print("  confusions", collections.Counter(p for p in pairs if p[0] != p[1]).most_common(12))
    bins = collections.defaultdict(list)
    for relation, (gold, guess) in zip(found, pairs):
        bins[min(9, int(relation["confidence"] * 10))].append((relation["confidence"], gold == guess))
    for low in sorted(bins):
        part = bins[low]
        print(f"  confidence {low / 10:.1f}: mean {sum(c for c, _ in part) / len(part):.2f} right {sum(r for _, r in part) / len(part):.2f} ({len(part)})")
    if "--errors" in sys.argv:
        for row, relation, (gold, guess), first in zip(rows, found, pairs, studied):
            if gold != guess and first:
                print(f"{gold:9} {guess:9} {relation['confidence']:.2f} {row['marked_sentence']}")


main()
