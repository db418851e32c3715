#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores `dragoman places` as a program on LGL, TR-News and GeoWebNews.

    bench/places_eval.py DRAGOMAN FOLDER [--half tune|held|both] [--errors]

The same rules as places_eval.cc, which measures the library without the model; GeoWebNews positions come from the ids of the
other two sets and from FOLDER-independent answers of the program itself, so only mentions with a known position count there.
"""
import argparse
import gzip
import io
import json
import math
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET


def distance(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def read_xml(path):
    articles = []
    for node in ET.fromstring(gzip.open(path).read()):
        text = node.find("text").text
        gold = []
        for t in node.iter("toponym"):
            phrase = t.find("phrase").text
            start = int(t.find("start").text)
            if text[start:start + len(phrase)] != phrase:
                at = [i for i in range(len(text)) if text.startswith(phrase, i)]
                if not at:
                    continue
                start = min(at, key=lambda i: abs(i - start))
            tag = t.find("gaztag")
            where = None
            if tag is not None and tag.find("lat") is not None:
                where = (float(tag.find("lat").text), float(tag.find("lon").text))
            gold.append([start, start + len(phrase), where is not None, where])
        articles.append((text, gold))
    return articles


def read_brat(path):
    files = {}
    with tarfile.open(path) as archive:
        for member in archive:
            name = member.name.rsplit("/", 1)[-1]
            if member.isfile() and not name.startswith("._"):
                files[name] = archive.extractfile(member).read().decode("utf-8")
    articles = []
    for name in sorted(n for n in files if n.endswith(".txt")):
        gold = []
        for line in files.get(name[:-4] + ".ann", "").split("\n"):
            if not line.startswith("T"):
                continue
            _, span, _ = line.split("\t")[:3]
            kind, start, end = span.split()[0], span.split()[1], span.split()[-1]
            if kind.endswith("_Expression") or kind in ("Non_Toponym", "Homonym", "Language"):
                continue
            gold.append([int(start), int(end), kind != "Demonym", None])
        articles.append((files[name], gold))
    return articles


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dragoman")
    parser.add_argument("folder")
    parser.add_argument("--half", default="both")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    sets = {"LGL": read_xml(f"{options.folder}/lgl.xml.gz"), "TR-News": read_xml(f"{options.folder}/TR-News.xml.gz"),
            "GeoWebNews": read_brat(f"{options.folder}/GeoWebNews.tar.gz")}
    for name, articles in sets.items():
        data = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, (text, _) in enumerate(articles))
        run = subprocess.run([options.dragoman, "places", "-"], input=data.encode(), stdout=subprocess.PIPE, check=False)
        found = [[] for _ in articles]
        for line in io.StringIO(run.stdout.decode()):
            mention = json.loads(line)
            found[int(mention["story"])].append(mention)
        for half in ("tune", "held"):
            if options.half not in ("both", half):
                continue
            n_gold = n_found = exact = overlap = placed = near = 0
            for i in range(0 if half == "tune" else 1, len(articles), 2):
                text, gold = articles[i]
                n_gold += sum(g[2] for g in gold)
                hit = set()
                for m in found[i]:
                    assert text[m["start"]:m["end"]] == m["text"], "offsets"
                    touching = [k for k, g in enumerate(gold) if g[0] < m["end"] and g[1] > m["start"]]
                    counted = [k for k in touching if gold[k][2] and k not in hit]
                    same = [k for k in counted if gold[k][0] == m["start"] and gold[k][1] == m["end"]]
                    if not counted and any(not gold[k][2] for k in touching):
                        continue
                    n_found += 1
                    if not counted:
                        if options.errors and half == "tune":
                            print("FALSE", text[max(0, m["start"] - 40):m["start"]], "[[", m["text"], "]]", text[m["end"]:m["end"] + 30])
                        continue
                    k = (same or counted)[0]
                    hit.update(counted if not same else [k])
                    overlap += 1
                    exact += bool(same)
                    if gold[k][3] and m["lat"] is not None:
                        placed += 1
                        near += distance(m["lat"], m["lon"], *gold[k][3]) <= 161
                if options.errors and half == "tune":
                    for k, g in enumerate(gold):
                        if g[2] and k not in hit:
                            print("MISSED", text[max(0, g[0] - 40):g[0]], "[[", text[g[0]:g[1]], "]]", text[g[1]:g[1] + 30])
            print(f"{name} {half}: gold {n_gold} found {n_found} exact P {exact / max(1, n_found):.3f} R {exact / n_gold:.3f} "
                  f"F1 {2 * exact / (n_gold + n_found):.3f} overlap F1 {2 * overlap / (n_gold + n_found):.3f} "
                  f"within 161 km {near / max(1, placed):.3f} of {placed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
