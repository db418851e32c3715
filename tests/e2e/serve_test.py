#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dragoman serve` from outside: every address answers as the OpenAPI document says, and what is hostile gets nowhere."""
import csv
import gzip
import http.client
import io
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

import support
from support import PROGRAM, SLOW, SOURCE_DIR, run

SCRIPT = "<script>alert(document.domain)</script>"
HOSTILE = {
    "id": "hostile", "date": "2021-03-05", "source": f"Wire{SCRIPT}", "title": f"\"><img src=x onerror=alert(1)>{SCRIPT}",
    "url": "javascript:alert(1)", "text": f"TBILISI, March 5. Russian forces shelled the town of Gori on Thursday {SCRIPT}.\n",
}
SQL = ["'", "\"", "' OR 1=1 --", "'; DROP TABLE records; --", "\" OR \"\"=\"", "%' --", ") UNION SELECT 1,2,3,4,5 --", "\\", "NEAR(", "*", "a* AND", "\u2028"]


class Shape:
    """Checks values against the part of JSON Schema that the document uses."""

    TYPES = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}

    def __init__(self, document):
        self.document = document

    def errors(self, value, schema, where="$"):
        if "$ref" in schema:
            target = self.document
            for part in schema["$ref"][2:].split("/"):
                target = target[part]
            return self.errors(value, target, where)
        if "anyOf" in schema:
            tried = [self.errors(value, one, where) for one in schema["anyOf"]]
            return [] if [] in tried else tried[0]
        found = []
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else types
        if types and not any(self.is_type(value, name) for name in types):
            return [f"{where}: {value!r} is none of {types}"]
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{where}: {value!r} is not in the enumeration")
        if "const" in schema and value != schema["const"]:
            found.append(f"{where}: {value!r} is not {schema['const']!r}")
        if isinstance(value, dict):
            for name in schema.get("required", []):
                if name not in value:
                    found.append(f"{where}: no {name}")
            known = schema.get("properties", {})
            for name, part in value.items():
                if name in known:
                    found += self.errors(part, known[name], f"{where}.{name}")
                elif schema.get("additionalProperties") is False:
                    found.append(f"{where}: {name} is not described")
                elif isinstance(schema.get("additionalProperties"), dict):
                    found += self.errors(part, schema["additionalProperties"], f"{where}.{name}")
        if isinstance(value, list) and "items" in schema:
            for i, part in enumerate(value):
                found += self.errors(part, schema["items"], f"{where}[{i}]")
        return found

    def is_type(self, value, name):
        if name == "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        if name == "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        return isinstance(value, self.TYPES[name])


class Server:
    def __init__(self, ledger, *arguments):
        self.process = subprocess.Popen([PROGRAM, "serve", "--ledger", ledger, "--listen", "127.0.0.1:0", *arguments],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(self.process.stderr.read())
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", line)[1])

    def ask(self, path, method="GET", body=None, headers=None, raw=False):
        """(status, headers with lower-case names, body); JSON is read, gzip undone."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30 * SLOW)
        try:
            if isinstance(body, (dict, list)):
                body = json.dumps(body)
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            data = answer.read()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            if raw:
                return answer.status, fields, data
            if fields.get("content-encoding") == "gzip":
                data = gzip.decompress(data)
            if "json" in fields.get("content-type", "") and "ndjson" not in fields["content-type"] and data:
                return answer.status, fields, json.loads(data)
            return answer.status, fields, data.decode("utf-8")
        finally:
            connection.close()

    def api(self, path, **parameters):
        query = urllib.parse.urlencode(parameters, doseq=True)
        status, _, data = self.ask("/api/v1" + path + ("?" + query if query else ""))
        assert status == 200, (path, parameters, status, data)
        return data

    def write(self, method, path, body=None, **headers):
        fields = {"X-Dragoman-Request": "1", "Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("/api/v1" + path, method, body, {name: value for name, value in fields.items() if value is not None})

    def send(self, data, wait=5):
        """Raw bytes; what comes back until the other side closes or nothing more comes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            connection.sendall(data)
            out = b""
            try:
                while piece := connection.recv(65536):
                    out += piece
            except (socket.timeout, ConnectionResetError):
                pass
            return out

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=20 * SLOW), self.process.stderr.read()
        finally:
            if self.process.poll() is None:
                self.process.kill()
            self.process.stdout.close()
            self.process.stderr.close()


class ServeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.ledger = pathlib.Path(cls.folder.name) / "desk.ledger"
        status, _, errors = run("ingest", SOURCE_DIR / "examples", "--ledger", cls.ledger, timeout=300)
        assert status == 0, errors
        status, _, errors = run("ingest", "-", "--ledger", cls.ledger, stdin=json.dumps(HOSTILE) + "\n", timeout=300)
        assert status == 0, errors
        cls.server = Server(cls.ledger)
        cls.document = cls.server.api("/openapi.json")
        cls.shape = Shape(cls.document)

    @classmethod
    def tearDownClass(cls):
        status, errors = cls.server.stop()
        cls.folder.cleanup()
        assert status == 0, (status, errors)

    def schema_of(self, path, method="get", status="200"):
        content = self.document["paths"][path][method]["responses"][status]["content"]
        return next(iter(content.values()))["schema"]

    def check(self, path, value, method="get", status="200"):
        self.assertEqual(self.shape.errors(value, self.schema_of(path, method, status))[:5], [], path)

    # -- answers are as described

    def test_each_address_of_the_document_answers_as_described(self):
        api = self.server.api
        records = api("/records")["records"]
        key, story = records[0]["key"], records[0]["story_key"]
        done = set()
        for path, operations in self.document["paths"].items():
            if "get" not in operations:
                continue
            asked = path.replace("{key}", str(story if path.startswith("/stories") else records[0]["event_key"] if path.startswith("/events") else key))
            if path in ("/dossiers/{name}", "/events-stream"):
                continue
            status, headers, value = self.server.ask("/api/v1" + asked)
            self.assertEqual(status, 200, asked)
            kind = headers["content-type"].split(";")[0]
            self.assertIn(kind, operations["get"]["responses"]["200"]["content"], path)
            if kind.endswith("json") and "ndjson" not in kind:
                self.check(path, value)
            done.add(path)
        self.assertGreaterEqual(len(done), 15)

    def test_the_shape_check_sees_what_is_wrong(self):
        record = self.server.api("/records", limit=1)["records"][0]
        schema = {"$ref": "#/components/schemas/Record"}
        self.assertEqual(self.shape.errors(record, schema), [])
        self.assertNotEqual(self.shape.errors({**record, "type": "HUG"}, schema), [])
        self.assertNotEqual(self.shape.errors({**record, "more": 1}, schema), [])
        self.assertNotEqual(self.shape.errors({**record, "score": "1"}, schema), [])
        del record["quad"]
        self.assertNotEqual(self.shape.errors(record, schema), [])

    def test_records_are_those_of_query(self):
        _, out, _ = run("query", "--ledger", self.ledger, "--to", "jsonl")
        expected = sorted(json.loads(line)["id"] for line in out.decode().splitlines())
        seen, cursor = [], None
        while True:
            page = self.server.api("/records", limit=7, **({"cursor": cursor} if cursor else {}))
            seen += page["records"]
            cursor = page["next"]
            if cursor is None:
                break
        self.assertEqual(sorted(record["id"] for record in seen), expected)
        dates = [record["date"]["start"] or "" for record in seen]
        self.assertEqual(dates, sorted(dates, reverse=True))
        self.assertEqual(self.server.api("/records", total="true", limit=1)["total"], len(expected))

    def test_filters_are_those_of_query(self):
        place = next(record["place"] for record in self.server.api("/records")["records"] if record["place"] and record["place"]["lat"] is not None)
        for name, option, value in [
                ("party", "--party", "RUS"), ("dyad", "--dyad", "AZE,ARM"), ("type", "--type", "ASSAULT,CONSULT"), ("quad", "--quad", "verbal-conflict"),
                ("modality", "--modality", "actual"), ("from", "--since", "2020-10-01"), ("to", "--until", "2020-10-01"), ("place", "--place", place["name"]),
                ("near", "--near", f"{place['lat']},{place['lon']},50"),
                ("polygon", "--polygon", " ".join(f"{place['lat'] + a},{place['lon'] + b}" for a, b in ((-1, -1), (-1, 1), (1, 1), (1, -1)))), ("min_confidence", "--min-confidence", "0.6"), ("text", "--text", "ceasefire"),
                ("context", "--context", "military"), ("source", "--source", "Reuters"), ("speaker", "--speaker", "AZE")]:
            _, out, _ = run("query", "--ledger", self.ledger, "--to", "jsonl", f"{option}={value}")
            expected = sorted(json.loads(line)["id"] for line in out.decode().splitlines())
            found = self.server.api("/records", limit=500, **{name: value})["records"]
            self.assertEqual(sorted(record["id"] for record in found), expected, name)
            counted = self.server.api("/counts", by="type", **{name: value})["rows"]
            self.assertEqual(sum(row["count"] for row in counted), len(expected), name)
            total = self.server.api("/records", total="1", limit=1, **{name: value})["total"]
            self.assertEqual(total, len(expected), name)

    def test_stories_and_offsets(self):
        seen, cursor = [], None
        while True:
            page = self.server.api("/stories", limit=3, **({"cursor": cursor} if cursor else {}))
            seen += [row["key"] for row in page["stories"]]
            cursor = page["next"]
            if cursor is None:
                break
        self.assertEqual(len(seen), len(set(seen)))
        _, out, _ = run("ledger", "stats", "--ledger", self.ledger)
        self.assertIn(str(len(seen)), out.decode())
        for key in seen:
            story = self.server.api(f"/stories/{key}")
            for record in story["records"]:
                for part in support.quoted_parts({name: value for name, value in record.items() if name != "review"}):
                    if isinstance(part["start"], int):  # a date has days there
                        self.assertEqual(story["story"]["text"][part["start"]:part["end"]], part["text"])
        filtered = self.server.api("/stories", party="SDN", limit=100)["stories"]
        records = self.server.api("/records", party="SDN", limit=500)["records"]
        self.assertEqual({row["key"] for row in filtered}, {record["story_key"] for record in records})
        self.assertEqual(sum(row["records"] for row in filtered), len(records))

    def test_map_series_and_counts_add_up(self):
        # Answers are kept for some seconds (docs/api.md), and another test may just have added a story.
        deadline = time.monotonic() + 15 * SLOW
        while True:
            records = self.server.api("/records", limit=500)["records"]
            if len(records) == sum(row["count"] for row in self.server.api("/counts", by="type")["rows"]) or time.monotonic() > deadline:
                break
            time.sleep(0.3)
        placed = [record for record in records if record["place"] and record["place"]["lat"] is not None]
        features = self.server.api("/map")["features"]
        self.assertEqual(sum(feature["properties"]["count"] for feature in features), len(placed))
        for feature in features:
            self.assertEqual(sum(feature["properties"]["by_quad"].values()), feature["properties"]["count"])
        east = self.server.api("/map", bbox="40,-90,180,90")["features"]
        self.assertTrue(0 < len(east) < len(features))
        self.assertTrue(all(feature["geometry"]["coordinates"][0] >= 40 for feature in east))
        dated = [record for record in records if record["date"]["start"]]
        for by in ("day", "week", "month", "year"):
            self.assertEqual(sum(row["count"] for row in self.server.api("/series", by=by)["rows"]), len(dated), by)
        for by in ("type", "source", "place", "dyad", "party"):
            self.check("/counts", self.server.api("/counts", by=by))

    def test_explain_gives_the_parse_and_reasons(self):
        record = next(record for record in self.server.api("/records", limit=500)["records"] if record["trigger"]["start"] is not None)
        data = self.server.api(f"/records/{record['key']}/explain")
        self.check("/records/{key}/explain", data)
        self.assertTrue(data["coded_again"])
        self.assertTrue(any(reason["trigger"] == record["trigger"]["text"] for reason in data["reasons"]))
        self.assertEqual([row["id"] for row in data["parse"]], list(range(1, len(data["parse"]) + 1)))
        self.assertEqual(data["parse"][0]["start"], record["sentence"]["start"])

    def test_dossiers_are_those_of_the_command(self):
        status, _, errors = run("dossier", "add", "Karabakh / test", "--parties", "AZE,ARM", "--ledger", self.ledger)
        self.assertEqual(status, 0, errors)
        time.sleep(1.2)
        heads = self.server.api("/dossiers")["dossiers"]
        self.assertIn(("Karabakh / test", False), [(head["name"], head["proposed"]) for head in heads])
        self.assertIn("Karabakh / test", [head["name"] for head in self.server.api("/overview")["dossiers"]])
        shown = self.server.api("/dossiers/" + urllib.parse.quote("Karabakh / test", safe=""))
        _, out, _ = run("dossier", "show", "Karabakh / test", "--ledger", self.ledger, "--to", "json")
        self.assertEqual(shown, json.loads(out))
        self.assertEqual(self.server.ask("/api/v1/dossiers/none")[0], 404)

    def test_exports_in_every_format_are_those_of_query(self):
        for form in ("jsonl", "json", "csv", "tsv", "table", "geojson", "petrarch", "icews", "polecat", "gdelt"):
            _, out, _ = run("query", "--ledger", self.ledger, "--to", form, "--color", "never")
            for encoding in ("identity", "gzip"):
                status, headers, data = self.server.ask(f"/api/v1/export?format={form}", headers={"Accept-Encoding": encoding}, raw=True)
                self.assertEqual(status, 200)
                self.assertEqual(headers.get("content-encoding"), "gzip" if encoding == "gzip" else None)
                data = gzip.decompress(data) if encoding == "gzip" else data
                self.assertEqual(data, out, form)
        _, _, data = self.server.ask("/api/v1/export?format=csv&party=RUS")
        rows = list(csv.reader(io.StringIO(data)))
        self.assertEqual(len(rows) - 1, self.server.api("/records", party="RUS", total="1")["total"])

    # -- caches and compression

    def test_etag_and_304(self):
        time.sleep(1.2)  # another test's write: costly answers may be a second old
        for path in ("/api/v1/records", "/api/v1/map", "/api/v1/openapi.json"):
            status, headers, _ = self.server.ask(path)
            self.assertEqual(status, 200)
            status, again, body = self.server.ask(path, headers={"If-None-Match": headers["etag"]}, raw=True)
            self.assertEqual((status, body), (304, b""), path)
            self.assertEqual(again["etag"], headers["etag"])
        status, headers, _ = self.server.ask("/api/v1/records")
        self.assertEqual(self.server.write("PUT", "/views/etag", {"query": "/map", "author": "A"})[0], 200)
        self.assertEqual(self.server.ask("/api/v1/records", headers={"If-None-Match": headers["etag"]})[0], 200)

    def test_compression_when_asked_for(self):
        for path in ("/api/v1/records", "/api/v1/stories", "/api/v1/map", "/api/v1/openapi.json"):
            plain = self.server.ask(path, raw=True)
            small = self.server.ask(path, headers={"Accept-Encoding": "br, gzip;q=0.5"}, raw=True)
            self.assertNotIn("content-encoding", plain[1])
            self.assertEqual(small[1]["content-encoding"], "gzip")
            self.assertEqual(gzip.decompress(small[2]), plain[2], path)
            self.assertLess(len(small[2]), len(plain[2]))
            self.assertNotIn("content-encoding", self.server.ask(path, headers={"Accept-Encoding": "gzip;q=0"}, raw=True)[1])

    def test_head_has_no_body(self):
        for path in ("/api/v1/records", "/api/v1/export?format=csv", "/"):
            status, _, body = self.server.ask(path, "HEAD", raw=True)
            self.assertEqual((status, body), (200, b""), path)

    # -- writes

    def test_reviews_are_kept_and_never_touch_the_coding(self):
        before = self.server.api("/records", limit=500)["records"]
        first, second, third = [record for record in before if record["trigger"]["start"] is not None][:3]
        note = f"{SCRIPT}'; DROP TABLE reviews; --"
        status, _, made = self.server.write("POST", "/reviews", {"record": first["key"], "verdict": "correct", "author": "Ann",
                                                                 "correction": {"type": "REQUEST", "mode": None, "actors": [{"country": "FRA", "sectors": ["GOV"]}]}, "note": note})
        self.assertEqual(status, 201)
        self.check("/reviews", made, "post", "201")
        self.assertEqual(self.server.write("POST", "/reviews", {"record": second["key"], "verdict": "accept", "author": "Ann"})[0], 201)
        self.assertEqual(self.server.write("POST", "/reviews", {"record": third["key"], "verdict": "accept", "author": "Ann"})[0], 201)
        self.assertEqual(self.server.write("POST", "/reviews", {"record": third["key"], "verdict": "reject", "author": "Bo"})[0], 201)
        after = {record["key"]: record for record in self.server.api("/records", limit=500)["records"]}
        self.assertEqual(after[first["key"]]["review"]["note"], note)
        self.assertEqual(after[third["key"]]["review"]["verdict"], "reject")
        for record in before:
            self.assertEqual({**after[record["key"]], "review": None}, {**record, "review": None})
        self.assertEqual([review["verdict"] for review in self.server.api("/reviews", record=third["key"])["reviews"]], ["accept", "reject"])
        # Gold: as the last review says; dragoman evaluate reads it.
        gold = self.server.api("/reviews/gold")
        stories = {story["id"]: story for story in map(json.loads, gold.splitlines())}
        self.assertEqual(set(stories), {record["story"]["id"] for record in (first, second, third)})
        events = stories[first["story"]["id"]]["events"]
        corrected = [event for event in events if event["actors"] and event["actors"][0]["country"] == "FRA" and not event["optional"]]
        self.assertEqual([event["type"] for event in corrected], ["REQUEST"])
        kept = sum(len(story["events"]) for story in stories.values())
        theirs = [record for record in before if record["story"]["id"] in stories and record["trigger"]["start"] is not None]
        self.assertEqual(kept, len(theirs) - 1)
        path = pathlib.Path(self.folder.name) / "gold.jsonl"
        path.write_text(gold, encoding="utf-8")
        status, out, errors = run("evaluate", path, "--json", timeout=300)
        self.assertEqual(status, 0, errors)
        json.loads(out)
        status, out, _ = run("ledger", "check", "--ledger", self.ledger)
        self.assertEqual(status, 0, out)

    def test_bad_reviews_are_refused(self):
        key = self.server.api("/records", limit=1)["records"][0]["key"]
        good = {"record": key, "verdict": "accept", "author": "Ann"}
        for body in ("", "{", "[]", "1", "null", json.dumps({**good, "record": "1"}), json.dumps({**good, "verdict": "maybe"}), json.dumps({**good, "author": " "}),
                     json.dumps({**good, "verdict": "correct"}), json.dumps({**good, "correction": {"type": "ASSAULT"}}),
                     json.dumps({**good, "verdict": "correct", "correction": {"type": "HUG"}}), json.dumps({**good, "verdict": "correct", "correction": {"json": 1}}),
                     json.dumps({**good, "verdict": "correct", "correction": [1]}), json.dumps({**good, "note": "x" * 5000}), "[" * 5000, '{"record": 1' + "\0" + "}"):
            status, _, answer = self.server.write("POST", "/reviews", body)
            self.assertEqual(status, 400, body[:80])
            self.assertEqual(self.shape.errors(answer, {"$ref": "#/components/schemas/Error"}), [])
        self.assertEqual(self.server.write("POST", "/reviews", {**good, "record": 10 ** 9})[0], 404)
        for field, value in (("place", {"name": ""}), ("place", {"name": "Baku", "country": "azerbaijan"}), ("place", "Baku"), ("attribution", [{"speaker": {"country": "AZE"}, "stance": "shouts"}]),
                             ("attribution", {}), ("magnitude", {"killed": {"min": 5, "max": 2}}), ("magnitude", {"eaten": {"min": 1}}), ("magnitude", {"killed": 5}),
                             ("magnitude", {"killed": {"min": -1}}), ("trigger", {"text": "attacked", "start": 0, "end": 8}), ("trigger", {"text": "", "start": 0, "end": 0}),
                             ("trigger", {"text": "x", "start": 10 ** 7, "end": 10 ** 7 + 1}), ("date", {"start": "2020-02-31"}), ("date", {"start": "2020-03-02", "end": "2020-03-01"}),
                             ("actors", [{"country": "<b>"}]), ("actors", [{"country": "FRA", "json": 1}]), ("actors", ["FRA"]), ("contexts", [1]), ("historical", "yes")):
            status, _, answer = self.server.write("POST", "/reviews", {**good, "verdict": "correct", "correction": {field: value}})
            self.assertEqual(status, 400, (field, value, answer))
            self.assertIn(field if field != "trigger" else "trigger", answer["error"]["message"])

    def test_saved_views(self):
        name = "Küste / \"A\" <b>"
        path = "/views/" + urllib.parse.quote(name, safe="")
        self.assertEqual(self.server.write("PUT", path, {"query": "/map?party=RUS", "author": "Ann"})[0], 200)
        views = self.server.api("/views")
        self.check("/views", views)
        self.assertIn((name, "/map?party=RUS"), [(view["name"], view["url"]) for view in views["views"]])
        self.assertEqual(self.server.write("DELETE", path)[0], 200)
        self.assertNotIn(name, [view["name"] for view in self.server.api("/views")["views"]])

    def test_live_updates_while_another_process_ingests(self):
        events, ready = [], threading.Event()

        def listen():
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60 * SLOW)
            connection.request("GET", "/api/v1/events-stream")
            answer = connection.getresponse()
            ready.set()
            while not any(event["kind"] == "ingest" for event in events):
                line = answer.readline().decode()
                if line.startswith("data: "):
                    events.append(json.loads(line[6:]))
                elif not line:
                    break
            connection.close()

        listener = threading.Thread(target=listen)
        listener.start()
        self.assertTrue(ready.wait(30))
        _, headers, _ = self.server.ask("/api/v1/records")
        story = {"id": "live", "date": "2021-06-01", "text": "KYIV, June 1. Ukraine expelled two Russian diplomats on Tuesday, the Foreign Ministry said.\n"}
        status, _, errors = run("ingest", "-", "--ledger", self.ledger, stdin=json.dumps(story) + "\n", timeout=300)
        self.assertEqual(status, 0, errors)
        listener.join(30 * SLOW)
        self.assertEqual([(event["stories"], event["records"] > 0) for event in events if event["kind"] == "ingest"], [(1, True)])
        self.assertEqual(self.server.ask("/api/v1/records", headers={"If-None-Match": headers["etag"]})[0], 200)
        self.assertIn("live", [row["id"] for row in self.server.api("/stories", limit=500)["stories"]])

    def test_metrics(self):
        self.server.api("/records")
        status, headers, text = self.server.ask("/metrics")
        self.assertEqual(status, 200)
        self.assertTrue(headers["content-type"].startswith("text/plain"))
        for line in text.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) [a-z_]+ .*|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)$')
        self.assertIn('dragoman_request_seconds_count{route="GET /records"}', text)

    # -- what is hostile

    def test_stored_script_stays_text(self):
        for path in ("/records?party=RUS", "/stories", "/counts?by=source"):
            status, headers, _ = self.server.ask("/api/v1" + path)
            self.assertEqual(headers["content-type"], "application/json")
        key = next(row["key"] for row in self.server.api("/stories", limit=500)["stories"] if row["id"] == "hostile")
        story = self.server.api(f"/stories/{key}")["story"]
        self.assertEqual({name: story[name] for name in ("title", "source", "url", "text")}, {name: HOSTILE[name] for name in ("title", "source", "url", "text")})
        for path in ("/", "/api/v1/records", "/nothing.js", "/api/v1/nothing", "/api/v1/export?format=csv"):
            _, headers, _ = self.server.ask(path)
            policy = headers["content-security-policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["referrer-policy"], "no-referrer")
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("access-control-allow-origin", headers)

    def test_sql_in_every_parameter_is_a_value(self):
        before = self.server.api("/records", total="1", limit=1)["total"]
        names = ["party", "dyad", "type", "quad", "mode", "context", "place", "near", "polygon", "from", "to", "source", "speaker", "modality", "min_confidence", "text",
                 "historical", "limit", "cursor", "bbox", "by", "format", "total", "since", "record"]
        for path in ("/records", "/stories", "/map", "/series", "/counts", "/export", "/reviews"):
            for name in names:
                for value in SQL if path == "/records" else SQL[2:4]:
                    status, _, data = self.server.ask(f"/api/v1{path}?" + urllib.parse.urlencode({name: value}))
                    self.assertIn(status, (200, 400), (path, name, value, data))
                    time.sleep(0.001)
        for value in SQL:
            self.assertIn(self.server.ask("/api/v1/records/" + urllib.parse.quote(value, safe=""))[0], (400, 404))
            self.assertIn(self.server.ask("/api/v1/dossiers/" + urllib.parse.quote(value, safe=""))[0], (200, 400, 404))
        self.assertEqual(self.server.api("/records", source="' OR 1=1 --")["records"], [])
        self.assertEqual(self.server.api("/records", total="1", limit=1)["total"], before)

    def test_wrong_values_are_named(self):
        for query in ("limit=0", "limit=-1", "limit=99999", "limit=x", "cursor=x", "cursor=2020-99-99.1", "cursor=.-1", "from=yesterday", "type=HUG", "near=1,2", "near=nan,0,1",
                      "min_confidence=2", "min_confidence=nan", "historical=maybe", "dyad=AZE", "text=***", "a=%zz", "a=%00", "a=%ff", "party=" + "x" * 2000,
                      "&".join(f"a{i}=1" for i in range(100))):
            status, _, answer = self.server.ask("/api/v1/records?" + query)
            self.assertEqual(status, 400, query)
            self.assertEqual(self.shape.errors(answer, {"$ref": "#/components/schemas/Error"}), [], query)
        for path in ("/map?bbox=1,2,3", "/map?bbox=1,2,3,4,5", "/map?bbox=a,b,c,d", "/series?by=hour", "/counts?by=password", "/export?format=exe", "/reviews?record=x"):
            self.assertEqual(self.server.ask("/api/v1" + path)[0], 400, path)

    def test_no_path_leads_out(self):
        for path in ("/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../etc/passwd", "/assets/..\\..\\etc\\passwd", "/a%00.js", "//etc/passwd.txt",
                     "/api/v1/../../etc/passwd", "/etc/passwd.txt", "/api/v1/records/../records"):
            answer = self.server.send(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            self.assertRegex(answer, rb"^HTTP/1\.1 40[04] ", path)
            self.assertNotIn(b"root:", answer)

    def test_cross_site_writes_are_refused(self):
        key = self.server.api("/records", limit=1)["records"][0]["key"]
        body = {"record": key, "verdict": "reject", "author": "Eve"}
        count = len(self.server.api("/reviews")["reviews"])
        for headers in ({"X_Dragoman_Request": None}, {"X_Dragoman_Request": "0"}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"},
                        {"Sec_Fetch_Site": "same-site"}, {"Origin": f"http://localhost.evil.example:{self.server.port}"}):
            self.assertEqual(self.server.write("POST", "/reviews", body, **headers)[0], 403, headers)
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            self.assertEqual(self.server.write("POST", "/reviews", json.dumps(body), Content_Type=kind)[0], 415, kind)
        self.assertEqual(self.server.write("GET", "/reviews/1")[0], 404)
        self.assertEqual(self.server.write("POST", "/records", body)[0], 405)
        self.assertEqual(self.server.write("POST", "/nothing", body)[0], 404)
        self.assertEqual(len(self.server.api("/reviews")["reviews"]), count)
        self.assertEqual(self.server.write("PUT", "/views/own", {"query": "/"}, Origin=f"http://127.0.0.1:{self.server.port}", Sec_Fetch_Site="same-origin")[0], 200)

    def test_hostile_host_is_refused(self):
        for host in ("evil.example", f"evil.example:{self.server.port}", "127.0.0.1.evil.example", "localhost.evil.example", "", "[evil]", "127.0.0.1@evil.example"):
            answer = self.server.send(f"GET /api/v1/records HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            self.assertTrue(answer.startswith(b"HTTP/1.1 421 "), (host, answer[:80]))
        for host in ("localhost", "127.0.0.1", f"LOCALHOST:{self.server.port}", "[::1]"):
            answer = self.server.send(f"GET /healthz HTTP/1.1\r\nHost: {host.lower()}\r\nConnection: close\r\n\r\n".encode())
            self.assertTrue(answer.startswith(b"HTTP/1.1 200 "), (host, answer[:80]))

    def test_oversized_requests_are_refused(self):
        self.assertEqual(self.server.write("POST", "/reviews", b"{" + b" " * 500_000 + b"}")[0], 413)
        answer = self.server.send(b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.assertRegex(answer, rb"^(HTTP/1\.1 4|$)")
        answer = self.server.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(b"X-%d: %s\r\n" % (i, b"y" * 1000) for i in range(200)) + b"\r\n")
        self.assertRegex(answer, rb"^(HTTP/1\.1 4|$)")
        chunks = b"10000\r\n" + b" " * 65536 + b"\r\n"
        answer = self.server.send(b"POST /api/v1/reviews HTTP/1.1\r\nHost: localhost\r\nX-Dragoman-Request: 1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks * 16)
        self.assertNotRegex(answer, rb"^HTTP/1\.1 2")
        self.server.api("/healthz")

    def test_a_second_request_cannot_hide_in_a_body(self):
        hidden = b"GET /api/v1/overview HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for head in (b"GET /healthz", b"POST /api/v1/reviews"):
            for length in (b"Content-Length: %d" % len(hidden), b"Content-Length: 0\r\nTransfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 5"):
                answer = self.server.send(head + b" HTTP/1.1\r\nHost: localhost\r\n" + length + b"\r\n\r\n" + hidden)
                self.assertEqual(answer.count(b"HTTP/1.1 "), 1, (head, length))
                self.assertNotIn(b"top_dyads", answer)

    def test_garbage_does_no_harm(self):
        for data in (b"\0\1\2\3\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n\r\n\r\n", b"GET / HTTP/1.1\r\nHost\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-0,1-1,2-9999999999999999999\r\nConnection: close\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
            self.server.send(data, wait=0.3)
        self.assertEqual(self.server.api("/healthz"), {"status": "ok"})

    def test_slow_requests_hold_up_nobody(self):
        slow = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(40)]
        try:
            for connection in slow:
                connection.sendall(b"GET /api/v1/records HTTP/1.1\r\nHost: local")
            began = time.monotonic()
            self.server.api("/records")
            self.assertLess(time.monotonic() - began, 5 * SLOW)
        finally:
            for connection in slow:
                connection.close()


class TokenTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = pathlib.Path(self.folder.name) / "desk.ledger"
        self.tokens = pathlib.Path(self.folder.name) / "desk.tokens"
        status, _, errors = run("ingest", "-", "--ledger", self.ledger, stdin=support.as_jsonl(support.STORIES, date="2021-03-05"), timeout=300)
        assert status == 0, errors

    def tearDown(self):
        self.folder.cleanup()

    def test_beyond_loopback_tokens_are_required(self):
        status, _, errors = run("serve", "--ledger", self.ledger, "--listen", "0.0.0.0:0")
        self.assertEqual(status, 2)
        self.assertIn(b"--tokens", errors)

    def test_tokens(self):
        made = {}
        for role in ("read", "edit"):
            status, out, _ = run("serve", "--new-token", role, "--tokens", self.tokens)
            self.assertEqual(status, 0)
            made[role] = out.decode().strip()
        kept = self.tokens.read_text()
        self.assertEqual(self.tokens.stat().st_mode & 0o077, 0)
        self.assertNotIn(made["read"], kept)
        self.assertNotIn(made["edit"], kept)
        server = Server(self.ledger, "--tokens", self.tokens)
        try:
            bearer = lambda token: {"Authorization": f"Bearer {token}"}
            review = lambda token: server.write("POST", "/reviews", {"record": key, "verdict": "accept", "author": "A"}, **bearer(token))[0]
            key = server.ask("/api/v1/records", headers=bearer(made["read"]))[2]["records"][0]["key"]
            self.assertEqual(server.ask("/healthz")[0], 200)
            self.assertEqual(server.ask("/")[0], 200)
            for path in ("/api/v1/records", "/api/v1/export", "/api/v1/events-stream", "/metrics", "/api/v1/reviews/gold"):
                self.assertEqual(server.ask(path)[0], 401, path)
            self.assertEqual(server.ask("/api/v1/overview", headers=bearer(made["edit"]))[0], 200)
            self.assertEqual(review(made["read"]), 403)
            self.assertEqual(review(made["edit"]), 201)
            kept_hash = kept.split()[1]
            for wrong in ("", "x", kept_hash, made["read"][:-1], made["read"] + "0", made["read"].upper(), "\xff", "' OR 1=1 --"):
                self.assertEqual(server.ask("/api/v1/records", headers=bearer(wrong))[0], 401, wrong)
            for scheme in ("Basic ", "", "Bearer"):
                self.assertEqual(server.ask("/api/v1/records", headers={"Authorization": scheme + made["read"]})[0], 401, scheme)
            answers = [server.ask("/api/v1/records", headers=bearer("guess"))[0] for _ in range(40)]
            self.assertIn(429, answers)
            self.assertEqual(server.ask("/api/v1/records", headers=bearer(made["read"]))[0], 200)
        finally:
            status, errors = server.stop()
        self.assertEqual((status, errors), (0, ""))

    def test_a_bad_file_of_tokens_is_named_with_its_line(self):
        self.tokens.write_text("# tokens\nread abc\n")
        status, _, errors = run("serve", "--ledger", self.ledger, "--tokens", self.tokens)
        self.assertEqual(status, 1)
        self.assertIn(b"desk.tokens:2:", errors)

    def test_it_stops_in_order_with_streams_open(self):
        server = Server(self.ledger)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", "/api/v1/events-stream")
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        began = time.monotonic()
        status, errors = server.stop()
        self.assertEqual((status, errors), (0, ""))
        self.assertLess(time.monotonic() - began, 5 * SLOW)
        connection.close()

    def test_no_ledger_and_bad_addresses(self):
        self.assertEqual(run("serve", "--ledger", self.ledger.with_name("none"))[0], 1)
        self.assertEqual(run("serve")[0], 2)
        for address in ("8080", "localhost", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:http", "::1:80", ":80"):
            self.assertEqual(run("serve", "--ledger", self.ledger, "--listen", address)[0], 2, address)

    def test_a_taken_port_is_an_error(self):
        server = Server(self.ledger)
        try:
            status, _, errors = run("serve", "--ledger", self.ledger, "--listen", f"127.0.0.1:{server.port}")
            self.assertEqual(status, 1)
            self.assertIn(b"cannot listen", errors)
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(unittest.main())
