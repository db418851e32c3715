#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""On a terminal: the table in colour by default and progress on standard error; elsewhere neither."""
import os
import pty
import subprocess
import sys
import unittest

from support import PROGRAM, STORIES, TIMEOUT, as_jsonl, run


def on_terminal(arguments, stdin, **environment):
    """What a program whose standard output and error are a terminal writes there, and its status."""
    try:
        main, side = pty.openpty()
    except OSError as error:  # a chroot without /dev/pts
        raise unittest.SkipTest(f"no terminals here: {error}") from error
    environment = {**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, **environment}
    process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=side, stderr=side, env=environment)
    os.close(side)
    process.stdin.write(stdin)
    process.stdin.close()
    out = b""
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:  # the other side is closed
            break
        if not chunk:
            break
        out += chunk
    os.close(main)
    return process.wait(timeout=TIMEOUT), out.decode("utf-8")


class TerminalTest(unittest.TestCase):
    stdin = as_jsonl(STORIES[:2], date="2020-09-30").encode()

    def test_table_in_colour(self):
        status, out = on_terminal(["code"], self.stdin)
        self.assertEqual(status, 0)
        self.assertIn("\x1b[", out)
        self.assertIn("SANCTION", out)
        self.assertNotIn('{"id"', out)

    def test_no_color(self):
        for arguments, environment in [(["code", "--color", "never"], {}), (["code"], {"NO_COLOR": "1"})]:
            status, out = on_terminal(arguments, self.stdin, **environment)
            self.assertEqual(status, 0)
            self.assertNotIn("\x1b[3", out)
            self.assertIn("SANCTION", out)

    def test_terminal_codes_in_a_story_do_not_reach_the_terminal(self):
        story = b"Russia expelled \x1b[2J\x1b]0;title\x07 two diplomats of Georgia on Tuesday.\n"
        for command in ["code", "explain"]:
            out = on_terminal([command, "--color", "never", "--from", "text"], story)[1]
            self.assertNotIn("\x1b[2J", out)
            self.assertNotIn("\x07", out)

    def test_no_terminal_no_table_and_no_progress(self):
        status, out, err = run("code", stdin=self.stdin)
        self.assertEqual((status, err), (0, b""))
        self.assertTrue(out.startswith(b'{"id"'))


if __name__ == "__main__":
    sys.exit(unittest.main())
