#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps what README.md shows of the program's output true.

    scripts/readme_output.py build/release/dragoman            compare; exit 1 on a difference
    scripts/readme_output.py build/release/dragoman --write    rewrite the blocks

A block of output follows a comment `<!-- output: PATH, records seized/called, as table -->` or `..., records met, as json -->`, which
names the first words of triggers; in `console` blocks
each line that begins with `$ ` is run.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 140


def run(command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, shell=isinstance(command, str)).stdout


def records_of(program, path, words):
    """The records whose triggers begin with these words: (number, record)."""
    records = [json.loads(line) for line in run([program, "code", path, "--to", "jsonl"]).splitlines()]
    chosen = [(n, r) for n, r in enumerate(records) if any(r["trigger"]["text"].startswith(w) for w in words)]
    if len(chosen) != len(words):
        sys.exit(f"{path}: {len(chosen)} records instead of {len(words)} begin with {'/'.join(words)}")
    return chosen


def table(program, path, words):
    blocks = run([program, "code", path, "--to", "table"]).rstrip("\n").split("\n\n")[1:]  # the first part names the story
    return "\n\n".join(blocks[n] for n, _ in records_of(program, path, words))


def broken_up(program, path, words):
    record = records_of(program, path, words)[0][1]
    lines, line = [], "{"
    for key, value in record.items():
        item = f'"{key}": ' + json.dumps(value, ensure_ascii=False)
        item += "}" if key == list(record)[-1] else ","
        if line not in ("{", " ") and len(line) + len(item) > WIDTH:
            lines.append(line.rstrip())
            line = " "
        line += item + " "
    return "\n".join(lines + [line.rstrip()])


def console(program, block):
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out += [line, run(re.sub(r"\bdragoman\b", program, line[2:])).rstrip("\n")]
    return "\n".join(out)


def main(arguments):
    program = str(Path(arguments[0]).resolve())
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    def shown(match):
        body = (table if match[4] == "table" else broken_up)(program, match[2], match[3].split("/"))
        return match[1] + body + "\n```"
    fresh = re.sub(r"(<!-- output: (\S+), records ([^,]+), as (table|json) -->\n```\w*\n).*?\n```", shown, text, flags=re.S)
    fresh = re.sub(r"(```console\n)(.*?)\n```", lambda m: m[1] + console(program, m[2]) + "\n```", fresh, flags=re.S)
    if fresh == text:
        return 0
    if "--write" in arguments:
        (ROOT / "README.md").write_text(fresh, encoding="utf-8")
        return 0
    print("README.md shows other output than the program gives; run scripts/readme_output.py PROGRAM --write")
    return 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
