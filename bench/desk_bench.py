#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The desk under load: desk_bench.py BUILD [--stories 14000] [--rate 200] [--seconds 30] [--keep FOLDER]

Makes a ledger of bench/desk_stories.py (14,000 stories: about 100,000 records), asks each kind of address once on a server
that has just started, then runs bench/desk_load.cc at 200 requests a second twice: alone, and while `dragoman ingest` adds
stories. The requests are drawn from some 400 addresses: what the page of the desk asks for its views under many filters.
Prints times and the memory of the server. BUILD is the build folder, with `dragoman`, `desk_load` and the data in it."""
import argparse
import json
import pathlib
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).parent
DYADS = ["ARM,AZE", "IND,PAK", "ETH,ERI", "SDN,TCD", "TUR,SYR", "IRN,IRQ", "ISR,LBN", "COL,VEN", "IND>PAK", "PAK>IND", "ARM>AZE", "AZE>ARM", "JPN,CHN", "RUS,GEO"]
COUNTRIES = ["ARM", "AZE", "IND", "PAK", "ETH", "ERI", "SDN", "TUR", "SYR", "IRN", "IRQ", "ISR", "LBN", "COL", "EGY", "RUS"]
WORDS = ["ceasefire", "shelled", "prisoners", "sanctions", "diplomats", "grain", "refugees", "artillery"]
TYPES = ["ASSAULT", "CONSULT", "AGREE", "ACCUSE", "REJECT", "COERCE", "SANCTION", "THREATEN"]


def make_ledger(program, folder, stories):
    folder.mkdir(parents=True, exist_ok=True)
    ledger = folder / "desk.ledger"
    if not ledger.exists():
        with open(folder / "stories.jsonl", "wb") as out:
            subprocess.run([sys.executable, str(HERE / "desk_stories.py"), str(stories)], stdout=out, check=True)
        subprocess.run([program, "ingest", str(folder / "stories.jsonl"), "--ledger", str(ledger), "--quiet"], check=True)
    return ledger


def serve(program, ledger):
    process = subprocess.Popen([program, "serve", "--ledger", str(ledger), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    found = re.search(r":(\d+)/", process.stdout.readline())
    if not found:
        sys.exit("serve did not say where it listens")
    return process, int(found[1])


def wait_until_warm(port):
    """The index of the records in memory is there, and the first page has been asked for."""
    for _ in range(1200):
        if b"dragoman_index_ready 1" in ask(port, "/metrics")[1]:
            ask(port, "/api/v1/overview")
            return
        time.sleep(0.1)
    sys.exit("the index does not become ready")


def ask(port, path):
    """(milliseconds, body)"""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    start = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
    return 1e3 * (time.perf_counter() - start), body


def memory(process):
    """(resident, peak) in MiB, without the pages of the ledger's file that the system maps in and may drop."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    field = lambda name: int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024
    return field("RssAnon"), field("VmHWM")


def addresses(port):
    """(weight, name, path): what the views of the page ask."""
    rng = random.Random(3)
    listed = json.loads(ask(port, "/api/v1/records?limit=200")[1])["records"] + json.loads(ask(port, "/api/v1/records?limit=200&party=ETH")[1])["records"]
    rows = [(10, "overview", "/api/v1/overview"), (4, "map", "/api/v1/map"), (4, "series", "/api/v1/series?by=month"), (2, "series", "/api/v1/series?by=day"),
            (3, "counts", "/api/v1/counts?by=dyad"), (2, "counts", "/api/v1/counts?by=type"), (1, "counts", "/api/v1/counts?by=place"), (3, "dossiers", "/api/v1/dossiers"),
            (5, "records", "/api/v1/records")]
    filters = [f"dyad={dyad.replace('>', '%3E')}" for dyad in DYADS] + [f"party={code}" for code in COUNTRIES] + [f"type={name}" for name in TYPES] + [f"text={word}" for word in WORDS]
    filters += [f"party={rng.choice(COUNTRIES)}&type={rng.choice(TYPES)}" for _ in range(20)]
    filters += [f"dyad={rng.choice(DYADS[:8])}&from={year}-01-01&to={year}-12-31" for year in range(2013, 2023)]
    for each in filters:
        rows += [(0.35, "records filtered", f"/api/v1/records?{each}"), (0.15, "map filtered", f"/api/v1/map?{each}"), (0.15, "series filtered", f"/api/v1/series?by=month&{each}"),
                 (0.06, "counts filtered", f"/api/v1/counts?by=dyad&{each}")]
    for record in listed:
        rows += [(0.03, "record", f"/api/v1/records/{record['key']}"), (0.03, "story", f"/api/v1/stories/{record['story_key']}")]
    return rows


def first_times(program, ledger):
    """Each address once, on a server that has answered nothing but its first page."""
    process, port = serve(program, ledger)
    try:
        wait_until_warm(port)
        groups = {}
        for _, name, path in addresses(port):
            groups.setdefault(name, []).append(ask(port, path)[0])
        print(f"{'asked for the first time':24} {'count':>7} {'p50 ms':>9} {'p95 ms':>9} {'worst':>9}")
        for name, times in sorted(groups.items()):
            times.sort()
            print(f"{name:24} {len(times):7} {statistics.median(times):9.1f} {times[int(0.95 * len(times))]:9.1f} {times[-1]:9.1f}")
        print(f"memory of the server: {memory(process)[0]:.0f} MiB of its own")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def load(build, ledger, rate, seconds, more):
    print("load average", pathlib.Path("/proc/loadavg").read_text().split()[0])
    program = str(build / "dragoman")
    process, port = serve(program, ledger)
    ingest = None
    try:
        wait_until_warm(port)
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            for weight, name, path in addresses(port):
                file.write(f"{weight} {name.replace(' ', '_')} {path}\n")
            file.flush()
            if more:
                ingest = subprocess.Popen([program, "ingest", str(more), "--ledger", str(ledger), "--quiet"])
                time.sleep(1)
            print(subprocess.run([str(build / "bench" / "desk_load"), str(port), str(rate), str(seconds), file.name], stdout=subprocess.PIPE, text=True, check=False).stdout)
            own, peak = memory(process)
            running = ingest is not None and ingest.poll() is None
            print(f"memory of the server: {own:.0f} MiB of its own, peak with mapped pages of the ledger {peak:.0f} MiB" + ("; ingest was running to the end" if running else "; INGEST HAD ENDED" if ingest else ""))
    finally:
        if ingest and ingest.poll() is None:
            ingest.terminate()
        if ingest:
            ingest.wait()
        process.send_signal(signal.SIGTERM)
        process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--stories", type=int, default=14000)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--keep", type=pathlib.Path, help="folder for ledger and stories, used again by the next run")
    parser.add_argument("--only", choices=["first", "alone", "ingest"])
    arguments = parser.parse_args()
    program = str(arguments.build / "dragoman")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or pathlib.Path(temporary)
        ledger, more = make_ledger(program, folder, arguments.stories), folder / "more.jsonl"
        with open(more, "wb") as out:
            seed = str(int(time.time()))
            subprocess.run([sys.executable, str(HERE / "desk_stories.py"), "30000", "--seed", seed, "--first", seed], stdout=out, check=True)
        print(subprocess.run([program, "ledger", "stats", "--ledger", str(ledger)], stdout=subprocess.PIPE, text=True, check=True).stdout)
        if arguments.only in (None, "first"):
            first_times(program, ledger)
        if arguments.only in (None, "alone"):
            print("\nalone")
            load(arguments.build, ledger, arguments.rate, arguments.seconds, None)
        if arguments.only in (None, "ingest"):
            print("\nwhile ingest runs")
            load(arguments.build, ledger, arguments.rate, arguments.seconds, more)


if __name__ == "__main__":
    main()
