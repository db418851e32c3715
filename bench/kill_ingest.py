#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random instants while stories are ingested: nothing is lost, nothing is there twice.

    bench/kill_ingest.py build/release/dragoman STORIES... [--kills 200] [--seed 1] [--batch 8]

An uninterrupted run gives the export (records as JSON Lines, events with their records). Then ingest is started again and again
on another ledger and killed after a random time, at most as long as the uninterrupted run took; after each kill `ledger check`
has to pass. A run that comes to its end counts as no kill: its export is compared byte for byte, and a new ledger is begun.
Small batches make many commits."""
import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time


class Trial:
    def __init__(self, program, stories, folder, batch):
        self.program, self.stories, self.batch = program, stories, str(batch)
        self.whole, self.ledger = os.path.join(folder, "whole.ledger"), os.path.join(folder, "killed.ledger")

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0:
            sys.exit(f"{arguments}: status {done.returncode}: {done.stderr.decode()}{done.stdout.decode()}")
        return done.stdout

    def export(self, ledger):
        return self.run("query", "--ledger", ledger, "--to", "jsonl") + self.run("query", "--events", "--ledger", ledger, "--to", "jsonl")

    def ingest(self, ledger):
        return subprocess.Popen([self.program, "ingest", *self.stories, "--quiet", "--ledger", ledger, "--batch", self.batch])

    def is_there(self):
        return os.path.exists(self.ledger) and os.path.getsize(self.ledger) > 0

    def stories_kept(self):
        lines = self.run("ledger", "stats", "--ledger", self.ledger).decode().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("stories"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("stories", nargs="+")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=8)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(options.program, options.stories, folder, options.batch)
        start = time.monotonic()
        if trial.ingest(trial.whole).wait() != 0:
            sys.exit("the uninterrupted run failed")
        seconds = time.monotonic() - start
        wanted = trial.export(trial.whole)
        kills = ends = resumed = 0
        partly = set()
        while kills < options.kills:
            child = trial.ingest(trial.ledger)
            try:
                status = child.wait(timeout=chance.uniform(0.01, seconds))
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
                child.wait()
                kills += 1
                if trial.is_there():
                    trial.run("ledger", "check", "--ledger", trial.ledger)
                    kept = trial.stories_kept()
                    partly.add(kept)
                    resumed += kept > 0
                continue
            if status != 0:
                sys.exit(f"ingest after a kill ended with status {status}")
            ends += 1
            if trial.export(trial.ledger) != wanted:
                sys.exit("the export differs from the uninterrupted one")
            for suffix in ("", "-wal", "-shm"):
                if os.path.exists(trial.ledger + suffix):
                    os.remove(trial.ledger + suffix)
        if trial.ingest(trial.ledger).wait() != 0 or trial.export(trial.ledger) != wanted:
            sys.exit("the last ledger differs from the uninterrupted one")
        trial.run("ledger", "check", "--ledger", trial.ledger)
        print(f"{kills} kills within {seconds:.2f} s of ingest, {resumed} with stories in the ledger, at {len(partly)} different numbers of them; "
              f"{ends + 1} runs came to their end; every check passed, every export was the uninterrupted one ({len(wanted)} bytes)")


if __name__ == "__main__":
    main()
