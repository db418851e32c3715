#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Speed of the built program as a user meets it: program_bench.py PROGRAM STORIES...

Start-up and first record from process start (best and median of 15), then the whole of `code` over the stories repeated to
about 2 MB, on one thread and on all, with peak memory, and peak memory for eight times as many stories. Times are of a wall
clock: on a machine that others use they are upper bounds."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


def timed(command, stdin=subprocess.DEVNULL):
    """(seconds to the first output, seconds in all, processor seconds, peak MiB, output). The system counts the memory of this
    script, from which the program starts, as a floor of the peak: where that is reached, measure with `time -v`."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE)
    first = process.stdout.read(1)
    to_first = time.perf_counter() - start
    out = first + process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command}: exit status {process.returncode}")
    return to_first, time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def main():
    program, *paths = sys.argv[1:]
    stories = json.loads(timed([program, "code", "--to", "json", *paths])[4])
    stories = stories if isinstance(stories, list) else stories["stories"]
    texts = [s.get("text") or s["story"]["text"] for s in stories]
    size = sum(len(t.encode()) for t in texts)
    rounds = max(1, 2_000_000 // size)

    with tempfile.TemporaryDirectory() as folder:
        short = os.path.join(folder, "short.txt")
        with open(short, "w", encoding="utf-8") as file:
            file.write(min(texts, key=len))
        empty = os.path.join(folder, "empty.txt")
        open(empty, "w", encoding="utf-8").close()
        for name, path in [("load (an empty story)", empty), ("one short story", short)]:
            runs = [timed([program, "code", "--to", "jsonl", path]) for _ in range(15)]
            print(f"{name:34} best {1e3 * min(r[1] for r in runs):7.1f} ms   median {1e3 * statistics.median(r[1] for r in runs):7.1f} ms   "
                  f"{runs[0][3]:6.0f} MiB")

        def corpus(times):
            path = os.path.join(folder, f"{times}.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                for i in range(times):
                    for j, text in enumerate(texts):
                        file.write(json.dumps({"id": f"{i}-{j}", "text": text, "date": "2020-09-30"}) + "\n")
            return path

        path = corpus(rounds)
        sentences = timed([program, "parse", path])[4].count(b"# text = ")
        print(f"{rounds * len(texts)} stories, {rounds * size / 1e6:.1f} MB, {sentences} sentences; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for stage, arguments in [("layout, tokens, tags, trees", ["parse"]), ("the same and times", ["times"]), ("the same and quotations", ["quotes"]),
                                 ("the same and places", ["places"]), ("whole: records as JSON Lines", ["code", "--to", "jsonl"])]:
            for jobs in (1, os.cpu_count()):
                to_first, wall, cpu, peak, _ = timed([program, *arguments, "--jobs", str(jobs), path])
                print(f"{stage:34} {jobs:2} threads {sentences / wall:8.0f} sentences/s {rounds * size / 1e6 / wall:6.2f} MB/s {sentences / cpu:8.0f} sentences per "
                      f"processor second {peak:6.0f} MiB")
        peak_many = timed([program, "code", "--to", "jsonl", corpus(8 * rounds)])[3]
        print(f"{'eight times as many stories':34} peak {peak_many:6.0f} MiB")


if __name__ == "__main__":
    main()
