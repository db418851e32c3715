#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A ledger of many stories: how fast it grows against coding alone, how large it is, and how fast it answers.

    bench/ledger_bench.py build/release/dragoman MANY.jsonl LEDGER [--parts 5] [--only-queries]

MANY.jsonl is what bench/vary_stories.py writes. It is taken in parts; each is coded (to /dev/null), then ingested, so that both
have the same machine around them. Wall clock and processor time (user and system) are given; the first says little on a machine that others
use. The queries are run nine times each as whole processes; the best and the middle one are given, and the processor time of the best."""
import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time


def timed(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def ingest(program, many, ledger, parts):
    with open(many, encoding="utf-8") as lines:
        stories = lines.readlines()
    print("     stories  code s  cpu s  ingest s  cpu s  rate, wall  rate, cpu      bytes  a record")
    total = [0.0] * 4
    with tempfile.TemporaryDirectory() as folder:
        for part in range(parts):
            some = stories[len(stories) * part // parts:len(stories) * (part + 1) // parts]
            path = os.path.join(folder, "part.jsonl")
            with open(path, "w", encoding="utf-8") as out:
                out.writelines(some)
            code = timed([program, "code", path, "--to", "jsonl", "-o", "/dev/null"])
            keep = timed([program, "ingest", path, "--quiet", "--ledger", ledger])
            total = [a + b for a, b in zip(total, (code[0], code[1], keep[0], keep[1]))]
            print_row(len(stories) * (part + 1) // parts, code[0], code[1], keep[0], keep[1], program, ledger)
    print_row(len(stories), *total, program, ledger)


def print_row(stories, code, code_cpu, keep, keep_cpu, program, ledger):
    stats = dict(line.split(None, 1) for line in timed([program, "ledger", "stats", "--ledger", ledger])[2].decode().splitlines())
    size, records = int(stats["bytes"].split()[0]), int(stats["records"].split()[0])
    print(f"{stories:12d} {code:7.1f} {code_cpu:6.1f} {keep:9.1f} {keep_cpu:6.1f} {code / keep:11.2f} {code_cpu / keep_cpu:10.2f} {size / 1e6:7.1f} MB {size // records:8d}", flush=True)


def queries(program, ledger):
    base = [program, "query", "--ledger", ledger]
    asked = [("dyad and month", ["--dyad", "ISR,IRQ", "--since", "2008-03-01", "--until", "2008-03-31"]),
             ("busy dyad and month", ["--dyad", "USA,IRQ", "--since", "2008-03-01", "--until", "2008-03-31"]),
             ("dyad by month", ["--dyad", "USA,IRQ", "--count-by", "month"]),
             ("50 km around Baghdad, by month", ["--near", "33.3,44.4,50", "--count-by", "month"]),
             ("50 km around Baghdad, first 100", ["--near", "33.3,44.4,50", "--limit", "100"]),
             ("text: ceasefire, first 100", ["--text", "ceasefire", "--limit", "100"]),
             ("text: ceasefire, all", ["--text", "ceasefire"]),
             ("text: rocket attack, events", ["--text", "rocket attack", "--events", "--to", "jsonl"]),
             ("text: president, first 100", ["--text", "president", "--limit", "100"])]
    print("query                              lines   best ms  middle ms  cpu ms")
    for name, arguments in asked:
        runs = [timed(base + arguments) for _ in range(9)]
        best = min(runs)
        print(f"{name:34s} {best[2].count(10):5d} {best[0] * 1e3:9.1f} {statistics.median(r[0] for r in runs) * 1e3:10.1f} {min(r[1] for r in runs) * 1e3:7.1f}", flush=True)
    nothing = [timed([program, "--version"]) for _ in range(9)]
    print(f"{'(the program alone: --version)':34s} {0:5d} {min(nothing)[0] * 1e3:9.1f} {statistics.median(r[0] for r in nothing) * 1e3:10.1f} {min(r[1] for r in nothing) * 1e3:7.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("many")
    parser.add_argument("ledger")
    parser.add_argument("--parts", type=int, default=5)
    parser.add_argument("--only-queries", action="store_true")
    options = parser.parse_args()
    if not options.only_queries:
        if os.path.exists(options.ledger):
            sys.exit(f"{options.ledger} is there already")
        ingest(options.program, options.many, options.ledger, options.parts)
    queries(options.program, options.ledger)


if __name__ == "__main__":
    main()
