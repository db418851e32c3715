#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Figures of the records and sentences judged by hand, from judged_records.tsv and judged_sentences.tsv beside this script.

    bench/judged_figures.py            tables as in docs/accuracy.md
    bench/judged_figures.py --second   those of the second draw, judged for type and countries only (judged_records_2.tsv)
    bench/judged_figures.py --third    those of the third draw, of records alone (judged_records_3.tsv)

A verdict is `right` (such an event, and its type is right), `repeat` (the same, but the story's event was coded before), `other
type`, `double` (the interaction has a record of its own in this sentence) or `no event`; `doubtful` where a second careful person
may well decide the other way. Fields are judged where the type is right.
"""
import collections
import csv
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FIELDS = ["mode", "actor-country", "actor-sector", "recipient-country", "recipient-sector", "date", "historical", "place",
          "attribution", "modality", "magnitude"]


def wilson(hits, total):
    """The share with its 95 % interval after Wilson."""
    z = 1.96
    share, scale = hits / total, 1 + z * z / total
    middle = (share + z * z / 2 / total) / scale
    half = z * math.sqrt(share * (1 - share) / total + z * z / 4 / total / total) / scale
    return f"{hits} of {total} | {share:.2f} | {middle - half:.2f}-{middle + half:.2f}"


def table(name):
    with open(os.path.join(HERE, name), newline="", encoding="utf-8") as rows:
        return list(csv.DictReader(rows, delimiter="\t"))


def main():
    second, third = "--second" in sys.argv[1:], "--third" in sys.argv[1:]
    rows = table("judged_records_2.tsv" if second else "judged_records_3.tsv" if third else "judged_records.tsv")
    for row in rows:
        row["wrong"] = set() if row["wrong"] == "-" else set(row["wrong"].split(","))
    typed = [row for row in rows if row["verdict"] in ("right", "repeat")]

    def without(some, *fields):
        return sum(not row["wrong"] & set(fields) for row in some)

    countries, sectors = ("actor-country", "recipient-country"), ("actor-sector", "recipient-sector")
    print("| of all records | right | share | 95 % |\n|---|---|---|---|")
    print("| such an event, of this type |", wilson(len(typed), len(rows)), "|")
    if not second and not third:
        print("| the same, a repeated event counted wrong |", wilson(sum(r["verdict"] == "right" for r in rows), len(rows)), "|")
    doubtful = [r for r in rows if r["doubtful"] == "yes"]
    print("| the same, all doubtful ones counted wrong |", wilson(sum(r not in doubtful for r in typed), len(rows)), "|")
    print("| the same, all doubtful ones counted right |", wilson(sum(r in typed or r in doubtful for r in rows), len(rows)), "|")
    print("| type and the countries of both parties |", wilson(without(typed, *countries), len(rows)), "|")
    if not second:
        print("| type, countries and sectors of both |", wilson(without(typed, *countries, *sectors), len(rows)), "|")
        print("| every field |", wilson(sum(not r["wrong"] for r in typed), len(rows)), "|")
    print("\n| of records of the right type | right | share | 95 % |\n|---|---|---|---|")
    for field in countries if second else FIELDS:
        print(f"| {field} |", wilson(without(typed, field), len(typed)), "|")
    print("| countries of both parties |", wilson(without(typed, *countries), len(typed)), "|")
    by_tenth = lambda r: f"{r['confidence'][:3]}0-{r['confidence'][:3]}9"
    for title, key in (("type", lambda r: r["type"]), ("confidence", by_tenth)):
        groups = collections.defaultdict(list)
        for row in rows:
            groups[key(row)].append(row)
        print(f"\n| {title} | type right | share | 95 % |\n|---|---|---|---|")
        for name, group in sorted(groups.items()):
            print(f"| {name} |", wilson(sum(r in typed for r in group), len(group)), "|")
    if third:
        return
    causes = collections.Counter(c for r in rows if r["causes"] != "-" for c in r["causes"].split(","))
    print("\n| cause | records |\n|---|---|")
    for cause, count in sorted(causes.items(), key=lambda c: (c[0].split(":")[0], -c[1])):
        print(f"| {cause} | {count} |")
    if second:
        return
    drawn = table("judged_sentences.tsv")
    wanted, found = (sum(int(r[k]) for r in drawn) for k in ("to-be-found", "found"))
    eventful = sum(r["to-be-found"] != "0" for r in drawn)
    print(f"\n| of {len(drawn)} sentences, {eventful} with an event | found | recall | 95 % |\n|---|---|---|---|")
    print("| events to be found |", wilson(found, wanted), "|")
    causes = collections.Counter()
    for row in drawn:
        causes[row["cause"]] += int(row["to-be-found"]) - int(row["found"])
    print({k: v for k, v in causes.most_common() if k != "-"})


if __name__ == "__main__":
    main()
