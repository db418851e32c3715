#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The bundle in the repository is what its sources give, small, and free of what the content policy forbids."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])
DIST = ROOT / "web" / "dist"


def node_missing():
    if not shutil.which("node"):
        return "node is not installed"
    if not (ROOT / "web" / "node_modules" / "esbuild").is_dir():
        return "web/node_modules is missing (npm ci in web/)"
    return None


class BundleTest(unittest.TestCase):
    def test_bundle_is_small_and_whole(self):
        sizes = {path.name: path.stat().st_size for path in DIST.iterdir()}
        self.assertEqual(set(sizes), {"app.css", "app.js", "icon.svg", "index.html", "world.json"})
        self.assertLess(sum(sizes.values()), 1_000_000)

    def test_page_has_no_inline_script_or_style_and_no_other_address(self):
        page = (DIST / "index.html").read_text(encoding="utf-8")
        self.assertNotRegex(page, r"<style|style=|\son\w+=|javascript:")
        for tag in re.findall(r"<script[^>]*>(.*?)</script>", page, re.S):
            self.assertEqual(tag.strip(), "")
        for name in ("index.html", "app.js", "app.css"):
            text = (DIST / name).read_text(encoding="utf-8")
            others = set(re.findall(r"https?://[^\s\"'`)<]+", text)) - {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
            self.assertEqual({other for other in others if not other.startswith("http://www.w3.org/")}, set(), name)

    def test_sources_never_parse_markup(self):
        for path in (ROOT / "web" / "src").rglob("*.ts"):
            self.assertNotRegex(path.read_text(encoding="utf-8"), r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", str(path))

    def test_sources_state_their_licence_and_are_not_too_long(self):
        for path in [*(ROOT / "web" / "src").rglob("*.ts"), *(ROOT / "tests" / "web").glob("*.mjs"), ROOT / "web" / "build.mjs"]:
            text = path.read_text(encoding="utf-8")
            self.assertIn("SPDX-License-Identifier: Apache-2.0", text[:200], str(path))
            self.assertLessEqual(text.count("\n"), 600, str(path))

    def test_building_gives_the_same_bytes(self):
        reason = node_missing()
        if reason:
            self.skipTest(reason)
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "dist"
            subprocess.run(["node", str(ROOT / "web" / "build.mjs"), str(out)], check=True)
            for path in sorted(DIST.iterdir()):
                self.assertEqual((out / path.name).read_bytes(), path.read_bytes(), f"{path.name}: run npm run build in web/ and commit web/dist")
            self.assertEqual({path.name for path in out.iterdir()}, {path.name for path in DIST.iterdir()})

    def test_types_are_right(self):
        reason = node_missing()
        if reason:
            self.skipTest(reason)
        run = subprocess.run(["node", str(ROOT / "web/node_modules/typescript/bin/tsc"), "--noEmit", "-p", str(ROOT / "web")], capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stdout)


if __name__ == "__main__":
    if node_missing():
        print(f"note: rebuilding and types are not tested: {node_missing()}")
    unittest.main(argv=[sys.argv[0]])
