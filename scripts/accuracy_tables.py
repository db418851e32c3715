#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the accuracy tables of README.md and docs/accuracy.md from `dragoman evaluate --json`.

    scripts/accuracy_tables.py build/release/dragoman NAME=GOLD.jsonl... [--write]

A table stands between `<!-- accuracy:TABLE -->` and `<!-- /accuracy -->`; TABLE is `main` (one column a gold file) or
`types` (F1 by event type). Without --write the tables are printed.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTS = [("detection", "an event of the right type is found (F1)"), ("dyad", "and the countries of both parties are right (F1)"),
          ("dyad_sector", "and their first sectors (F1)"),
          ("full_record", "the dyad, date, modality and speakers are all right (F1)")]
FIELDS = [("date", "of events found: date exact"), ("mode", "mode"), ("place", "place"), ("modality", "modality"),
          ("historical", "background or news"), ("attribution", "speakers"), ("stance", "speakers and stance, where there are any"),
          ("magnitude", "numbers, where there are any")]


def f1(count):
    return f"{count['f1']:.3f}" if isinstance(count, dict) else "-"


def share(field):
    total = field["of"]
    return f"{field['right'] / total:.3f}" if total else "-"


def main_table(results):
    names = list(results)
    rows = ["| | " + " | ".join(f"`{n}`" for n in names) + " |", "|---|" + "---|" * len(names)]
    rows.append("| stories / events (and optional ones) | " + " | ".join(
        f"{r['stories']} / {r['gold']} (+{r['optional']})" for r in results.values()) + " |")
    for key, label in COUNTS:
        rows.append(f"| {label} | " + " | ".join(f1(r[key]) for r in results.values()) + " |")
    for key, label in FIELDS:
        rows.append(f"| {label} | " + " | ".join(share(r["fields"][key]) for r in results.values()) + " |")
    return rows


def type_table(results):
    names = list(results)
    types = sorted({t for r in results.values() for t in r["types"]})
    rows = ["| type | " + " | ".join(f"`{n}`" for n in names) + " |", "|---|" + "---|" * len(names)]
    for kind in types:
        cells = [f"{f1(r['types'][kind])} ({r['types'][kind]['tp'] + r['types'][kind]['fn']})" if kind in r["types"] and r['types'][kind]['tp'] + r['types'][kind]['fn'] else "-"
                 for r in results.values()]
        rows.append(f"| {kind} | " + " | ".join(cells) + " |")
    return rows


def main(arguments):
    write = "--write" in arguments
    program, *pairs = [a for a in arguments if a != "--write"]
    results = {}
    for pair in pairs:
        name, path = pair.split("=", 1)
        results[name] = json.loads(subprocess.run([program, "evaluate", path, "--json"], check=True, capture_output=True).stdout)
    tables = {"main": "\n".join(main_table(results)), "types": "\n".join(type_table(results))}
    if not write:
        print("\n\n".join(tables.values()))
        return 0
    for path in (ROOT / "README.md", ROOT / "docs" / "accuracy.md"):
        text = path.read_text(encoding="utf-8")
        for name, table in tables.items():
            text = re.sub(rf"(<!-- accuracy:{name} -->\n).*?(<!-- /accuracy -->)", lambda m: m[1] + table + "\n" + m[2], text, flags=re.S)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
