#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The documents: what README.md shows is what the program prints, and links lead somewhere."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])
PROGRAM = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"]) / "dragoman"


class ReadmeTest(unittest.TestCase):
    def test_output_shown_is_the_programs(self):
        done = subprocess.run([sys.executable, "-B", str(ROOT / "scripts" / "readme_output.py"), str(PROGRAM)],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_links_lead_to_files(self):
        pages = [p for p in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "knowledge").rglob("*.md"), *(ROOT / "models").glob("*.md"))]
        self.assertGreater(len(pages), 10)
        dead = []
        for page in pages:
            for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
                if not re.match(r"[a-z]+:", link) and not (page.parent / link).exists():
                    dead.append(f"{page.relative_to(ROOT)}: {link}")
        self.assertEqual(dead, [])


if __name__ == "__main__":
    unittest.main()
