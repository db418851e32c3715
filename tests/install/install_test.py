#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Installs the built tree into an empty prefix and uses it from outside: the program, and the library through
find_package and through pkg-config."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BINARY_DIR = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"])
SOURCE_DIR = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])
CXX = os.environ.get("DRAGOMAN_CXX", "c++")
CONSUMER = SOURCE_DIR / "tests/install/consumer"
EXPECTED = ": SANCTION expel GEOGOV>RUSGOV 2020-09-29"


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=300, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command}: exit status {done.returncode}\n{done.stdout}")
    return done.stdout


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="dragoman-install-"))
        cls.prefix = cls.folder / "prefix"
        run("cmake", "--install", BINARY_DIR, "--prefix", cls.prefix)
        cls.libdir = next(cls.prefix.rglob("libdragoman.so")).parent

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_program_finds_its_data(self):
        story = b"Russia expelled two diplomats of Georgia on Tuesday."
        done = subprocess.run([self.prefix / "bin/dragoman", "code", "--date", "2020-09-30"], input=story,
                              stdout=subprocess.PIPE, check=True, timeout=60)
        self.assertIn(b'"type": "SANCTION"', done.stdout)

    def test_every_command_finds_its_data_from_another_folder(self):
        story = "On Tuesday Russia expelled two diplomats of Georgia, a minister said in Tbilisi.\n"
        relation = json.dumps({"text": "Police arrested activists.", "source": [0, 6], "target": [16, 25]}) + "\n"
        for command, given, expected in [("relate", relation, "COERCE"), ("parse", story, "nsubj"), ("places", story, "Tbilisi"),
                                         ("times", story, "Tuesday"), ("quotes", story, "minister"), ("actors", "Russian ministers\n", "RUSGOV"),
                                         ("explain", story, "expel"), ("knowledge stats", "", "frames")]:
            out = run(self.prefix / "bin/dragoman", *command.split(), input=given, cwd=self.folder)
            self.assertIn(expected, out, command)
        file = self.folder / "story.txt"
        file.write_text(story)
        run(self.prefix / "bin/dragoman", "ingest", file, "--ledger", self.folder / "a.ledger", "--date", "2020-09-30", cwd=self.folder)
        out = run(self.prefix / "bin/dragoman", "query", "--ledger", self.folder / "a.ledger", cwd=self.folder)
        self.assertIn("SANCTION", out)

    def test_find_package(self):
        build = self.folder / "cmake"
        run("cmake", "-G", "Ninja", "-S", CONSUMER, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}", f"-DCMAKE_CXX_COMPILER={CXX}")
        run("cmake", "--build", build)
        self.assertIn(EXPECTED, run(build / "consumer"))

    def test_pkg_config(self):
        env = dict(os.environ, PKG_CONFIG_PATH=str(self.libdir / "pkgconfig"))
        flags = run("pkg-config", "--cflags", "--libs", "dragoman", env=env).split()
        data = run("pkg-config", "--variable=datadir", "dragoman", env=env).strip()
        program = self.folder / "consumer"
        run(CXX, "-std=c++20", f'-DDATA_DIR="{data}"', CONSUMER / "main.cc", "-o", program, *flags, "-pthread")
        self.assertIn(EXPECTED, run(program, env=dict(os.environ, LD_LIBRARY_PATH=str(self.libdir))))

    def test_only_the_interface_is_exported(self):
        out = run("nm", "-D", "--defined-only", "-C", self.libdir / "libdragoman.so")
        names = [line.split(maxsplit=2)[2] for line in out.splitlines()]
        self.assertTrue(any(name.startswith("dragoman::Coder::load") for name in names))
        strangers = [name for name in names if not name.startswith(("dragoman::Coder", "dragoman::version", "dragoman::coder_name"))]
        self.assertEqual(strangers, [])


if __name__ == "__main__":
    sys.exit(unittest.main())
