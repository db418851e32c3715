#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Memory does not grow with the input: a quarter of a gigabyte goes through a pipe, as JSON Lines and as WARC, and the program
needs hardly more than for a sixteenth of it."""
import json
import os
import subprocess
import sys
import threading
import unittest

from support import PROGRAM, SLOW

MEGABYTE = 1 << 20
STORY = "Russia expelled two diplomats of Georgia on Tuesday."


def jsonl(megabytes):
    line = json.dumps({"text": STORY, "date": "2020-09-30", "raw": "x" * MEGABYTE}).encode() + b"\n"
    for _ in range(megabytes):
        yield line


def warc(megabytes):
    def record(kind, content_type, body):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: " + content_type + b"\r\n\r\n" + body
        return (b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Date: 2020-09-30T00:00:00Z\r\nWARC-Target-URI: http://a.example/\r\n"
                b"Content-Type: application/http; msgtype=response\r\nContent-Length: " + str(len(http)).encode() + b"\r\n\r\n" + http + b"\r\n\r\n")

    page = record(b"response", b"text/html", b"<html><body><article><p>" + STORY.encode() + b"</p></article></body></html>")
    picture = record(b"response", b"image/png", b"\x89PNG\r\n\x1a\n" + b"x" * MEGABYTE)
    for _ in range(megabytes):
        yield page + picture


def peak_of(chunks):
    """(records, peak resident MiB) of `dragoman code` over what comes through a pipe."""
    process = subprocess.Popen([PROGRAM, "code", "--to", "jsonl", "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout))
    reader.start()
    for chunk in chunks:
        process.stdin.write(chunk)
    process.stdin.close()
    reader.join()
    err = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    process.stderr.close()
    assert (process.returncode, err) == (0, b""), (process.returncode, err)
    return len(lines), usage.ru_maxrss / 1024


@unittest.skipIf(SLOW > 1, "sanitizers keep memory of their own")
class MemoryTest(unittest.TestCase):
    def check(self, make):
        few, small = peak_of(make(16))
        many, large = peak_of(make(256))
        self.assertEqual((few, many), (16, 256))
        self.assertLess(large, small + 32)
        self.assertLess(large, 256)

    def test_json_lines(self):
        self.check(jsonl)

    def test_warc(self):
        self.check(warc)


if __name__ == "__main__":
    sys.exit(unittest.main())
