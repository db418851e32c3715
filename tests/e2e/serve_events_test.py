#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dragoman serve`: events with their reports and contradictions, what changed, exports that break off, and requests that never end."""
import http.client
import json
import pathlib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

import serve_test
from support import SLOW, SOURCE_DIR, run

REPORTS = [
    {"id": "ap-1", "source": "AP", "date": "2021-03-05", "title": "Attack", "text": "GORI, Georgia (AP) - Russian forces shelled the town of Gori on Thursday, killing five civilians, officials said.\n"},
    {"id": "afp-1", "source": "AFP", "date": "2021-03-05", "title": "Shelling", "text": "TBILISI (AFP) - Georgia said Russian troops had shelled Gori on Thursday and killed 12 civilians. Georgia recalled its ambassador from Moscow on Friday.\n"},
    {"id": "tass-1", "source": "TASS", "date": "2021-03-06", "title": "Denial", "text": "MOSCOW, March 6. /TASS/. Russia on Friday denied shelling the town of Gori.\n"},
]


class EventTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.ledger = pathlib.Path(cls.folder.name) / "desk.ledger"
        status, _, errors = run("ingest", SOURCE_DIR / "examples", "--ledger", cls.ledger, timeout=300)
        assert status == 0, errors
        status, _, errors = run("ingest", "-", "--ledger", cls.ledger, stdin="".join(json.dumps(story) + "\n" for story in REPORTS), timeout=300)
        assert status == 0, errors
        status, _, errors = run("dossier", "add", "karabakh", "--parties", "AZE,ARM", "--place", "Nagorno-Karabakh", "--ledger", cls.ledger)
        assert status == 0, errors
        cls.server = serve_test.Server(cls.ledger)
        cls.shape = serve_test.Shape(cls.server.api("/openapi.json"))

    @classmethod
    def tearDownClass(cls):
        status, errors = cls.server.stop()
        cls.folder.cleanup()
        assert status == 0, (status, errors)

    def test_one_event_has_its_reports_agreement_and_contradictions(self):
        records = self.server.api("/records", dyad="RUS>GEO", type="ASSAULT")["records"]
        self.assertEqual(sorted(record["story"]["source"] for record in records), ["AFP", "AP"])
        self.assertEqual(len({record["event_key"] for record in records}), 1)
        self.assertEqual({record["event_reports"] for record in records}, {2})
        event = self.server.api(f"/events/{records[0]['event_key']}")
        self.assertEqual(self.shape.errors(event, {"$ref": "#/components/schemas/Event"}), [])
        self.assertEqual((event["reports"], sorted(event["sources"])), (2, ["AFP", "AP"]))
        killed = [line for line in event["contradictions"] if line.startswith("killed")]
        self.assertTrue(killed and "5 (AP" in killed[0] and "12 (AFP" in killed[0], event["contradictions"])
        self.assertTrue(any(line.startswith("denied") for line in event["contradictions"]), event["contradictions"])
        self.assertEqual({record["key"] for record in event["records"]}, {member["record"] for member in event["members"] + event["denials"]})
        self.assertIn(event["lead"]["key"], {member["record"] for member in event["members"]})
        self.assertGreater(event["agreement"], 0)

    def test_pages_hold_every_event_once_from_the_latest_backwards(self):
        for filters in ({}, {"party": "RUS"}, {"text": "Gori"}, {"quad": "verbal-conflict"}, {"from": "2020-01-01", "to": "2020-12-31"}):
            records, cursor = [], None
            while cursor is not None or not records:
                page = self.server.api("/records", limit=500, **filters, **({"cursor": cursor} if cursor else {}))
                records += page["records"]
                cursor = page["next"]
                if cursor is None:
                    break
            wanted = list(dict.fromkeys(record["event_key"] for record in records))
            found, cursor = [], None
            while True:
                page = self.server.api("/events", limit=7, **filters, **({"cursor": cursor} if cursor else {}))
                found += [event["key"] for event in page["events"]]
                cursor = page["next"]
                if cursor is None:
                    break
            self.assertEqual(found, wanted, filters)

    def test_events_can_be_counted_instead_of_reports(self):
        total = lambda **more: sum(row["count"] for row in self.server.api("/counts", by="type", dyad="RUS>GEO", type="ASSAULT", **more)["rows"])
        self.assertEqual((total(), total(one_per_event="true")), (2, 1))
        self.assertEqual(sum(row["count"] for row in self.server.api("/series", by="day", dyad="RUS>GEO", type="ASSAULT", one_per_event="true")["rows"]), 1)
        self.assertEqual(self.server.ask("/api/v1/counts?one_per_event=maybe")[0], 400)

    def test_no_such_event(self):
        for key in ("999999999", "0", "-1", "x", "1%27"):
            self.assertEqual(self.server.ask(f"/api/v1/events/{key}")[0], 404, key)
        self.assertEqual(self.server.ask("/api/v1/events?limit=0")[0], 400)

    def test_changes_are_the_alerts(self):
        def made(**parameters):
            end = time.monotonic() + 30 * SLOW
            while (found := self.server.api("/changes", **parameters))["changes"] is None and time.monotonic() < end:
                time.sleep(0.1)
            return found

        changes = made()
        self.assertEqual(self.shape.errors(changes, {"$ref": "#/components/schemas/Changes"}), [])
        self.assertTrue(changes["changes"])
        _, out, _ = run("alerts", "--ledger", self.ledger, "--since", "1900-01-01", timeout=120)
        told = {(alert["kind"], alert["subject"], alert["date"]) for alert in map(json.loads, out.decode().splitlines()) if alert["subject"] == "karabakh"}
        self.assertTrue({(c["kind"], c["subject"], c["date"]) for c in changes["changes"] if c["subject"] == "karabakh"} <= told)
        self.assertTrue(any(c["subject"] == "karabakh" for c in changes["changes"]))
        end = time.monotonic() + 10 * SLOW
        while self.server.api("/overview")["changes"] != changes["changes"] and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(self.server.api("/overview")["changes"], changes["changes"])
        since = made(since="2020-09-28")["changes"]
        self.assertTrue(all(change["date"] >= "2020-09-28" for change in since))
        self.assertEqual(self.server.ask("/api/v1/changes?since=yesterday")[0], 400)


class GoldTest(unittest.TestCase):
    def test_corrections_of_every_field_are_gold_that_evaluate_scores_against(self):
        with tempfile.TemporaryDirectory() as folder:
            ledger = pathlib.Path(folder) / "desk.ledger"
            status, _, errors = run("ingest", "-", "--ledger", ledger, stdin="".join(json.dumps(story) + "\n" for story in REPORTS), timeout=300)
            self.assertEqual(status, 0, errors)
            server = serve_test.Server(ledger)
            try:
                records = server.api("/records", type="ASSAULT")["records"]
                for record in records:
                    self.assertEqual(server.write("POST", "/reviews", {"record": record["key"], "verdict": "accept", "author": "Ann"})[0], 201)
                score = self.score(server, folder)
                self.assertEqual(score["gold"], len(records))
                agreed = score["full_record"]["tp"]
                first = records[0]
                word = first["sentence"]["text"].split()[0]
                correction = {"type": "COERCE", "mode": "restrict", "trigger": {"text": word, "start": first["sentence"]["start"], "end": first["sentence"]["start"] + len(word)},
                              "actors": [{"country": "FRA", "sectors": ["GOV"]}], "recipients": [], "date": {"start": "2021-02-03", "end": "2021-02-04"},
                              "place": {"name": "Marseille", "country": "FRA"}, "attribution": [{"speaker": {"country": "DEU", "sectors": ["GOV"]}, "stance": "claims"}],
                              "modality": "future", "historical": True, "magnitude": {"killed": {"min": 5, "max": 12}}, "contexts": ["military"]}
                status, _, answer = server.write("POST", "/reviews", {"record": first["key"], "verdict": "correct", "author": "Ann", "correction": correction})
                self.assertEqual(status, 201, answer)
                score = self.score(server, folder)
                self.assertEqual(score["gold"], len(records))
                self.assertLess(score["full_record"]["tp"], agreed)
                events = [event for story in map(json.loads, server.api("/reviews/gold").splitlines()) for event in story["events"] if event["type"] == "COERCE" and not event["optional"]]
                self.assertEqual(len(events), 1)
                self.assertEqual((events[0]["anchor"], events[0]["date"], events[0]["place"], events[0]["magnitude"]["killed"], events[0]["modality"], events[0]["historical"]),
                                 (word, ["2021-02-03", "2021-02-04"], {"name": "Marseille", "country": "FRA"}, {"min": 5, "max": 12}, "future", True))
                self.assertEqual([(one["country"], one["stance"]) for one in events[0]["attribution"]], [("DEU", "claims")])
            finally:
                self.assertEqual(server.stop()[0], 0)

    def score(self, server, folder):
        path = pathlib.Path(folder) / "gold.jsonl"
        path.write_text(server.api("/reviews/gold"), encoding="utf-8")
        status, out, errors = run("evaluate", path, "--json", timeout=300)
        self.assertEqual(status, 0, errors)
        found = json.loads(out)
        return found


class BrokenExportTest(unittest.TestCase):
    def test_an_export_that_breaks_off_does_not_end_as_if_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            ledger = pathlib.Path(folder) / "desk.ledger"
            status, _, errors = run("ingest", SOURCE_DIR / "examples", "--ledger", ledger, timeout=300)
            self.assertEqual(status, 0, errors)
            database = sqlite3.connect(ledger)
            database.execute("UPDATE records SET json = '{' WHERE record = 150")
            database.commit()
            database.close()
            server = serve_test.Server(ledger)
            try:
                for headers in ({}, {"Accept-Encoding": "gzip"}):
                    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30 * SLOW)
                    connection.request("GET", "/api/v1/export?format=csv", headers=headers)
                    answer = connection.getresponse()
                    self.assertEqual(answer.status, 200)
                    with self.assertRaises(http.client.IncompleteRead) as broken:
                        answer.read()
                    if headers:
                        unpacked = zlib.decompressobj(31)
                        unpacked.decompress(broken.exception.partial)
                        self.assertFalse(unpacked.eof)
                    connection.close()
                whole = server.ask("/api/v1/export?format=csv&party=COL")
                self.assertEqual(whole[0], 200)
            finally:
                status, errors = server.stop()
            self.assertEqual(status, 0)
            self.assertIn("export:", errors)


class SlowTest(unittest.TestCase):
    def test_requests_that_never_end_are_closed(self):
        with tempfile.TemporaryDirectory() as folder:
            ledger = pathlib.Path(folder) / "desk.ledger"
            status, _, errors = run("ingest", "-", "--ledger", ledger, stdin=json.dumps(REPORTS[0]) + "\n", timeout=300)
            self.assertEqual(status, 0, errors)
            server = serve_test.Server(ledger)
            try:
                heads = {"head": b"GET /api/v1/records HTTP/1.1\r\nHost: localhost\r\nX-A: ",
                         "body": b"POST /api/v1/reviews HTTP/1.1\r\nHost: localhost\r\nX-Dragoman-Request: 1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"}
                open_ones = {}
                for name, head in heads.items():
                    open_ones[name] = socket.create_connection(("127.0.0.1", server.port))
                    open_ones[name].sendall(head)
                end = time.monotonic() + 40 * SLOW
                while open_ones and time.monotonic() < end:
                    for name, connection in list(open_ones.items()):
                        try:
                            connection.sendall(b" ")  # a byte at a time, for ever
                            connection.settimeout(0.2)
                            if connection.recv(1000) == b"":
                                raise ConnectionResetError
                        except socket.timeout:
                            continue
                        except OSError:
                            connection.close()
                            del open_ones[name]
                    time.sleep(0.5)
                self.assertEqual(open_ones, {})
                self.assertEqual(server.api("/healthz"), {"status": "ok"})
            finally:
                self.assertEqual(server.stop()[0], 0)


if __name__ == "__main__":
    unittest.main()
