# SPDX-License-Identifier: Apache-2.0
"""What the end-to-end tests share: running the built program, and stories to run it on."""
import json
import os
import pathlib
import subprocess

BINARY_DIR = pathlib.Path(os.environ["DRAGOMAN_BINARY_DIR"])
SOURCE_DIR = pathlib.Path(os.environ["DRAGOMAN_SOURCE_DIR"])
PROGRAM = str(BINARY_DIR / "dragoman")
SLOW = 10 if os.environ.get("DRAGOMAN_SANITIZE") else 1
TIMEOUT = 60 * SLOW

STORIES = [
    "TBILISI, September 30. /TASS/. Georgia expelled two Russian diplomats on Tuesday, the Foreign Ministry said.\n\n"
    "\"We condemn the shelling of villages,\" ministry spokesman Levan Beridze told reporters. Russian forces shelled the "
    "town of Gori on Monday, killing at least 12 civilians.\n",
    "Police arrested dozens of protesters in Tbilisi on Sunday. The opposition demanded that the government resign.\n",
    "CAIRO (AP) - Egypt and Sudan will hold talks in Khartoum next week, officials said. Sudan rejected the proposal of "
    "Ethiopia. The two countries signed an agreement on water in 2015.\n\nReporting by a correspondent\n",
    "Pyongyang threatened to fire missiles at Seoul if the exercises of the United States and South Korea go on. "
    "Japan imposed sanctions on North Korea.\n",
    "The United Nations sent 500 tonnes of food to Yemen. Houthi rebels released 30 prisoners and agreed to a ceasefire, "
    "the Red Cross said on March 3, 2021.\n",
]


def run(*arguments, stdin=b"", timeout=None, **options):
    """(status, standard output, standard error) of `dragoman ARGUMENTS`; both outputs as bytes."""
    if isinstance(stdin, str):
        stdin = stdin.encode("utf-8")
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, timeout=timeout or TIMEOUT, **options)
    return done.returncode, done.stdout, done.stderr


def json_lines(data):
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]  # U+2028 ends no line


def as_jsonl(texts, **fields):
    return "".join(json.dumps({"id": str(i), "text": text, **fields}) + "\n" for i, text in enumerate(texts))


def quoted_parts(value):
    """Every {"text", "start", "end"} anywhere in a record."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for part in value.values():
            yield from quoted_parts(part)
    elif isinstance(value, list):
        for part in value:
            yield from quoted_parts(part)
