#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The desk in a browser: `dragoman serve` on a ledger of the examples and of a hostile story, driven by tests/web/desk.mjs.
With --shots FOLDER it takes the pictures of docs/desk.md instead."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])
PROGRAM = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"]) / "dragoman"
HERE = ROOT / "tests" / "web"
LATE = {"id": "late-1", "source": "AP", "date": "2021-03-05", "title": "Latest",
        "text": "Ethiopia accused Eritrea of an attack on Thursday. Eritrea denied the charge. The president of Ethiopia met Eritrea's foreign minister in Addis Ababa."}


def missing():
    if not shutil.which("node"):
        return "node is not installed"
    if not (ROOT / "web/node_modules/playwright-core").is_dir() or not (ROOT / "web/node_modules/axe-core").is_dir():
        return "web/node_modules is missing (npm ci in web/)"
    if not chromium():
        return "chromium is not installed"
    if subprocess.run([str(PROGRAM), "serve", "--help"], capture_output=True, check=False).returncode != 0:
        return "this program has no serve command"
    return None


def chromium():
    return os.environ.get("DESK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def define_dossiers(ledger):
    """One with phases, one with many contacts."""
    for name, *rest in (("Karabakh", "--parties", "AZE,ARM", "--mediators", "RUS,FRA", "--place", "Nagorno-Karabakh"),
                        ("Hostage talks", "--parties", "ISR,EGY,QAT,USA")):
        subprocess.run([str(PROGRAM), "dossier", "add", name, "--ledger", str(ledger), *rest], check=True)


def main():
    reason = missing()
    if reason:
        print(f"SKIPPED: {reason}")
        return 0
    shots = pathlib.Path(sys.argv[sys.argv.index("--shots") + 1]) if "--shots" in sys.argv else None
    with tempfile.TemporaryDirectory() as folder:
        ledger = pathlib.Path(folder) / "desk.ledger"
        inputs = [ROOT / "examples", HERE / "reports.jsonl"] + ([] if shots else [HERE / "hostile.jsonl"])
        subprocess.run([str(PROGRAM), "ingest", *map(str, inputs), "--ledger", str(ledger), "--quiet"], check=True)
        define_dossiers(ledger)
        late = pathlib.Path(folder) / "late.jsonl"
        late.write_text(json.dumps(LATE) + "\n", encoding="utf-8")
        token_file = pathlib.Path(folder) / "desk.tokens"
        tokens = {} if shots else {role: subprocess.run([str(PROGRAM), "serve", "--new-token", role, "--tokens", str(token_file)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                                         text=True, check=True).stdout.strip() for role in ("read", "edit")}
        guarded = None if shots else subprocess.Popen([str(PROGRAM), "serve", "--ledger", str(ledger), "--listen", "127.0.0.1:0", "--tokens", str(token_file)],
                                                      stdout=subprocess.PIPE, text=True)
        server = subprocess.Popen([str(PROGRAM), "serve", "--ledger", str(ledger), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        try:
            line = server.stdout.readline()
            url = re.search(r"http://[^/ ]+", line)
            if not url:
                print(f"serve did not say where it listens: {line!r}")
                return 1
            environment = {**os.environ, "DESK_URL": url[0], "DESK_CHROMIUM": chromium(),
                           "DESK_INGEST": json.dumps([str(PROGRAM), "ingest", str(late), "--ledger", str(ledger), "--quiet"])}
            if guarded:
                environment |= {"DESK_TOKEN_URL": re.search(r"http://[^/ ]+", guarded.stdout.readline())[0], "DESK_READ": tokens["read"], "DESK_EDIT": tokens["edit"]}
            if shots:
                command = ["node", str(HERE / "shots.mjs"), str(shots)]
            else:
                command = ["node", "--test", "--test-reporter=spec", *(["--test-name-pattern", os.environ["DESK_ONLY"]] if "DESK_ONLY" in os.environ else []), "--test-concurrency=1", str(HERE / "desk.mjs"), str(HERE / "desk_more.mjs")]
            status = subprocess.run(command, env=environment, check=False).returncode
        finally:
            if guarded:
                guarded.send_signal(signal.SIGTERM)
                guarded.wait(timeout=20)
            server.send_signal(signal.SIGTERM)
            try:
                code = server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                code = "none: it had to be killed"
        if code != 0:
            print(f"serve ended with status {code}")
            return 1
        return status


if __name__ == "__main__":
    sys.exit(main())
