#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/cli.md is what `dragoman help --markdown` prints. With --update the file is written anew."""
import difflib
import os
import pathlib
import subprocess
import sys

binary_dir = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"])
page = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"]) / "docs/cli.md"
printed = subprocess.run([binary_dir / "dragoman", "help", "--markdown"], stdout=subprocess.PIPE, check=True,
                         timeout=60, text=True).stdout
if "--update" in sys.argv:
    page.write_text(printed)
    sys.exit(0)
written = page.read_text() if page.exists() else ""
if printed != written:
    sys.stdout.writelines(difflib.unified_diff(written.splitlines(True), printed.splitlines(True), "docs/cli.md",
                                               "dragoman help --markdown"))
    sys.exit("docs/cli.md is not up to date: build/release/dragoman help --markdown > docs/cli.md")
