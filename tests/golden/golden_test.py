# SPDX-License-Identifier: Apache-2.0
"""Golden tests: a story in, the records of a careful coder out.

    golden_test.py              compare; exit 1 on a difference
    golden_test.py --show       print every case that differs with what the program gives
    golden_test.py --update     rewrite known_misses.txt: new misses get a reason to fill in, cases that pass go

`*.golden` hold cases: `case: NAME`, `date: YYYY-MM-DD`, the story, then the expected records, one a line:

    = TYPE mode | actors > recipients | date | place | attribution | modality | trigger | numbers

`-` is none, `*` anything. A party is a country code with sectors after it, of which the first is compared where it is given;
REB, UAF and other sectors alone are a party whose country does not matter. Attribution is `CODE stance`, innermost first, with `; ` between;
modality may be followed by `historical`. The trigger must lie in the program's or the other way round; `/` separates
words that a coder could choose between. A line that begins with `?` may be
missing. The expected records are what docs/data-model.md asks for, never what the program prints. What the
program cannot do yet stands in known_misses.txt with the reason; a case there that passes is an error too.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = Path(os.environ.get("DRAGOMAN_SOURCE_DIR", HERE.parent.parent))
BUILD = Path(os.environ.get("DRAGOMAN_BINARY_DIR", ROOT / "build" / "release"))
MISSES = HERE / "known_misses.txt"
SECTORS = set("GOV MIL COP SPY JUD LEG PTY OPP REB PRM UAF CVL REF REL EDU MED JRN BUS LAB AGR CRM ELI SOC PRE UNK".split())


def read_cases():
    cases = {}
    for path in sorted(HERE.glob("*.golden")):
        case = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.name}:{number}"
            if line.startswith("case: "):
                case = {"where": where, "date": None, "text": [], "expected": []}
                name = line[6:].strip()
                if name in cases:
                    sys.exit(f"{where}: a second case {name}")
                cases[name] = case
            elif case is None:
                if line and not line.startswith("#"):
                    sys.exit(f"{where}: not in a case")
            elif line.startswith("date: "):
                case["date"] = line[6:].strip()
            elif line.startswith(("= ", "? ")):
                case["expected"].append(parse_expected(line, where))
            else:
                case["text"].append(line)
    return cases


def parse_expected(line, where):
    fields = [f.strip() for f in line[2:].split("|")]
    if not 7 <= len(fields) <= 8:
        sys.exit(f"{where}: {len(fields)} fields instead of 7 or 8")
    kind, parties, date, place, attribution, modality, trigger = fields[:7]
    actors, arrow, recipients = parties.partition(">")
    if not arrow:
        sys.exit(f"{where}: no '>' between actors and recipients")
    words = kind.split()
    return {"optional": line[0] == "?", "line": line, "type": words[0], "mode": words[1] if len(words) > 1 else "-",
            "actors": actors.split(), "recipients": recipients.split(), "date": date, "place": place,
            "attribution": [] if attribution == "-" else [a.split() for a in attribution.split(";")],
            "modality": modality, "trigger": trigger, "numbers": fields[7] if len(fields) == 8 else "-"}


def party_agrees(wanted, entity):
    code = entity["country"] or ""
    first = entity["sectors"][0] if entity["sectors"] else ""
    if wanted in SECTORS:
        return first == wanted
    return code == wanted[:3] and (len(wanted) == 3 or first == wanted[3:6])


def parties_agree(wanted, entities):
    if wanted == ["*"]:
        return True
    return (all(any(party_agrees(w, e) for e in entities) for w in wanted) and
            all(any(party_agrees(w, e) for w in wanted) for e in entities))


def fold(text):
    import unicodedata
    text = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return text.removeprefix("the ")


def place_agrees(wanted, place):
    if wanted == "*":
        return True
    if wanted == "-" or place is None:
        return (wanted == "-") == (place is None)
    names = {fold(place["name"] or ""), fold(place["text"] or "")}
    return any(fold(wanted) in name for name in names)


def numbers_text(magnitude):
    parts = []
    for key, value in magnitude.items():
        low, high = value["min"], value["max"]
        parts.append(f"{key} {low}" if low == high else f"{key} {'' if low is None else low}-{'' if high is None else high}")
    return ", ".join(sorted(parts)) or "-"


def differences(wanted, record):
    """Names of the fields in which a record differs."""
    out = []
    if wanted["mode"] not in ("*", record["mode"] or "-"):
        out.append("mode")
    if not (parties_agree(wanted["actors"], record["actors"]) and parties_agree(wanted["recipients"], record["recipients"])):
        out.append("parties")
    date = record["date"]
    text = date["start"] if date["start"] == date["end"] else f"{date['start']}..{date['end']}"
    if wanted["date"] not in ("*", text):
        out.append("date")
    if not place_agrees(wanted["place"], record["place"]):
        out.append("place")
    links = record["attribution"]
    if len(links) != len(wanted["attribution"]) or not all(
            party_agrees(code, link["speaker"]) and link["stance"] == stance
            for (code, stance), link in zip(wanted["attribution"], links)):
        out.append("attribution")
    if record["modality"] + (" historical" if record["historical"] else "") != wanted["modality"]:
        out.append("modality")
    if wanted["numbers"] not in ("-", numbers_text(record["magnitude"])):
        out.append("numbers")
    return out


def same_event(wanted, record):
    trigger = record["trigger"]["text"].casefold()
    return wanted["type"] == record["type"] and any(t in trigger or trigger in t for t in wanted["trigger"].casefold().split("/"))


def compare(case, records):
    """What is wrong, one line each; empty when all is right."""
    problems, left = [], list(records)
    for wanted in case["expected"]:
        found = [r for r in left if same_event(wanted, r)]
        if not found:
            if not wanted["optional"]:
                problems.append("missing: " + wanted["line"])
            continue
        best = min(found, key=lambda r: len(differences(wanted, r)))
        left.remove(best)
        wrong = differences(wanted, best)
        if wrong and not wanted["optional"]:
            problems.append(f"wrong {', '.join(wrong)}: {wanted['line']}\n      given: {show(best)}")
    problems += ["too much: " + show(r) for r in left]
    return problems


def entity_text(entity):
    return (entity["country"] or "---") + "".join(entity["sectors"])


def show(record):
    date = record["date"]
    when = date["start"] if date["start"] == date["end"] else f"{date['start']}..{date['end']}"
    place = record["place"]["name"] or record["place"]["text"] if record["place"] else "-"
    said = "; ".join(f"{entity_text(a['speaker'])} {a['stance']}" for a in record["attribution"]) or "-"
    return (f"{record['type']} {record['mode'] or ''} | {' '.join(map(entity_text, record['actors']))} > "
            f"{' '.join(map(entity_text, record['recipients']))} | {when} | {place} | {said} | "
            f"{record['modality']}{' historical' if record['historical'] else ''} | {record['trigger']['text']} | "
            f"{numbers_text(record['magnitude'])}")


def read_misses():
    misses = {}
    for line in MISSES.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, reason = line.partition(":")
            misses[name.strip()] = reason.strip()
    return misses


def main(arguments):
    cases = read_cases()
    stories = "".join(json.dumps({"id": name, "date": case["date"], "text": "\n".join(case["text"]).strip()}) + "\n"
                      for name, case in cases.items())
    done = subprocess.run([str(BUILD / "dragoman"), "code", "--min-confidence", "0", "--from", "jsonl", "--to", "jsonl", "-"], input=stories,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"dragoman code: exit {done.returncode}\n{done.stderr}")
    records = {name: [] for name in cases}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        records[record["story"]["id"]].append(record)

    wrong = {name: problems for name, case in cases.items() if (problems := compare(case, records[name]))}
    misses = read_misses()
    if "--update" in arguments:
        head = [line for line in MISSES.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        MISSES.write_text("\n".join(head + [""] + [f"{n}: {misses.get(n, 'REASON?')}" for n in cases if n in wrong]) + "\n", encoding="utf-8")
        return 0
    failures = 0
    for name in cases:
        if name in wrong and (name not in misses or "--show" in arguments):
            print(f"{cases[name]['where']}: {name}{' (known)' if name in misses else ''}")
            for problem in wrong[name]:
                print("    " + problem)
            failures += name not in misses
        elif name not in wrong and name in misses:
            print(f"{cases[name]['where']}: {name} passes now; take it out of known_misses.txt ({misses[name]})")
            failures += 1
    for name in misses:
        if name not in cases:
            print(f"known_misses.txt: there is no case {name}")
            failures += 1
        elif misses[name] in ("", "REASON?"):
            print(f"known_misses.txt: {name} has no reason")
            failures += 1
    print(f"{len(cases)} cases, {len(cases) - len(wrong)} right, {len(wrong)} not ({len(misses)} known), {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
