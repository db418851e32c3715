#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast the desk's page is with 100,000 records: desk_page.py BUILD [--keep FOLDER]

Makes the ledger of bench/desk_bench.py (or takes the one in FOLDER), serves it, and runs bench/desk_page.mjs in headless
Chromium without a graphics card. Wants node, Chromium and web/node_modules (npm ci in web/)."""
import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import desk_bench

HERE = pathlib.Path(__file__).parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--stories", type=int, default=14000)
    arguments = parser.parse_args()
    program = str(arguments.build / "dragoman")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or pathlib.Path(temporary)
        ledger = desk_bench.make_ledger(program, folder, arguments.stories)
        print(subprocess.run([program, "ledger", "stats", "--ledger", str(ledger)], stdout=subprocess.PIPE, text=True, check=True).stdout)
        process, port = desk_bench.serve(program, ledger)
        try:
            desk_bench.wait_until_warm(port)
            print("load average", pathlib.Path("/proc/loadavg").read_text().split()[0])
            environment = {**os.environ, "DESK_URL": f"http://127.0.0.1:{port}", "DESK_CHROMIUM": os.environ.get("DESK_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"}
            return subprocess.run(["node", str(HERE / "desk_page.mjs")], env=environment, check=False).returncode
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
