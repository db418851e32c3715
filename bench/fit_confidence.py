#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the confidence of records to gold stories, and shows how far it is a probability.

    bench/fit_confidence.py BUILD GOLD.jsonl... [--held-out GOLD.jsonl...] [--bias X] [--write]

BUILD is a build directory with `dragoman` and `confidence_features`. Each record that the coder makes of the stories (all of them, however doubtful) is right
when a gold event of its type stands in its sentence and the countries of actors and recipients agree; records that match an optional event are left out, as in
`dragoman evaluate`. A logistic regression with a normal prior around 0 (deviation 0.5) tells what is right from the features of src/coding/confidence.h.
Printed: the area under the curve and the calibration, for GOLD with weights that were fitted without a fifth of its stories each time, and for the stories held out.
--bias is added to the intercept before it is written: gold stories that the rules were made with flatter. --write writes src/coding/confidence_weights.h."""
import argparse
import json
import math
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECIPROCAL = ("CONSULT", "COOPERATE")
DEVIATION = 0.5
FOLDS = 5
EDGES = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 1.01]


def countries(entities):
    return {(entity.get("country") or "UNK") for entity in entities or []}


def same_parties(gold, record):
    """As in the scorer: countries of both roles, joint acts by the union of theirs."""
    actors, recipients = countries(gold["actors"]), countries(gold["recipients"])
    mine, theirs = countries(record["actors"]), countries(record["recipients"])
    if (actors, recipients) == (mine, theirs):
        return True
    if len(gold["actors"]) > 1 and not gold["recipients"] and mine | theirs == actors:
        return True
    return gold["type"] in RECIPROCAL and len(record["actors"]) > 1 and not record["recipients"] and actors | recipients == mine


def judged(story, records):
    """(record, right) of each record that no optional event explains."""
    pairs = []
    for e, event in enumerate(story["events"]):
        at = -1
        for _ in range(event.get("occurrence", 1)):
            at = story["text"].find(event["anchor"], at + 1)
        for r, record in enumerate(records):
            if record["type"] != event["type"] or not record["sentence"]["start"] <= at < record["sentence"]["end"]:
                continue
            overlap = record["trigger"]["start"] < at + len(event["anchor"]) and at < record["trigger"]["end"]
            pairs.append(((overlap, same_parties(event, record), not event.get("optional"), -abs(record["trigger"]["start"] - at)), e, r))
    verdict, taken = {}, set()
    for (_, right, required, _), e, r in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if e in taken or r in verdict:
            continue
        taken.add(e)
        verdict[r] = right if required else None
    for r, record in enumerate(records):
        right = verdict.get(r, False)
        if right is not None:
            yield record, right


def samples(build, path):
    """(story, features, right) of the records of a gold file, and the names of the features."""
    stories = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                story = json.loads(line)
                stories[story["id"]] = story
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for story in stories.values():
            file.write(json.dumps({key: value for key, value in story.items() if key != "events"}, ensure_ascii=False) + "\n")
        file.flush()
        coded = subprocess.run([build / "dragoman", "code", "--to", "jsonl", "--quiet", "--min-confidence", "0", file.name], stdout=subprocess.PIPE, text=True, check=True).stdout
        told = subprocess.run([build / "bench" / "confidence_features", build, file.name], stdout=subprocess.PIPE, text=True, check=True).stdout
    header, *rows = told.splitlines()
    names = header.split("\t")[3:]
    features = {}
    for row in rows:
        story, start, kind, *values = row.split("\t")
        features[story, int(start), kind] = [i for i, value in enumerate(values, 1) if value == "1"]
    records = {}
    for line in coded.splitlines():
        record = json.loads(line)
        records.setdefault(record["story"]["id"], []).append(record)
    out = []
    for key, story in stories.items():
        for record, right in judged(story, records.get(key, [])):
            out.append((key, features[key, record["trigger"]["start"], record["type"]], right))
    return names, out


def probability(weights, features):
    """`features`: the numbers of those that hold, from 1."""
    z = weights[0] + sum(weights[i] for i in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def fit(data, width, steps=200):
    """Gradient steps of the penalised likelihood, each feature with its own rate (AdaGrad)."""
    weights, squares = [0.0] * width, [1e-8] * width
    for _ in range(steps):
        gradient = [0.0] + [weight / DEVIATION ** 2 for weight in weights[1:]]
        for _, features, right in data:
            error = probability(weights, features) - right
            gradient[0] += error
            for i in features:
                gradient[i] += error
        for i, slope in enumerate(gradient):
            squares[i] += slope * slope
            weights[i] -= 0.3 * slope / math.sqrt(squares[i])
    return weights


def report(name, judgements):
    right = [p for p, truth in judgements if truth]
    wrong = [p for p, truth in judgements if not truth]
    area = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / max(1, len(right) * len(wrong))
    print(f"\n{name}: {len(judgements)} records, {len(right) / max(1, len(judgements)):.3f} right, area under the curve {area:.3f}")
    print("confidence  records  mean  right")
    for low, high in zip(EDGES, EDGES[1:]):
        chosen = [(p, truth) for p, truth in judgements if low <= p < high]
        if chosen:
            print(f"{low:.1f} - {min(high, 1):.1f} {len(chosen):8d} {sum(p for p, _ in chosen) / len(chosen):6.2f} {sum(truth for _, truth in chosen) / len(chosen):6.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--held-out", nargs="+", default=[])
    parser.add_argument("--bias", type=float, default=0)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    data, names = [], []
    for path in arguments.gold:
        names, more = samples(arguments.build, path)
        data += more
    keys = sorted({story for story, _, _ in data})
    fold_of = {story: i % FOLDS for i, story in enumerate(keys)}
    crossed = []
    for fold in range(FOLDS):
        weights = fit([sample for sample in data if fold_of[sample[0]] != fold], len(names) + 1)
        crossed += [(probability(weights, features), right) for story, features, right in data if fold_of[story] == fold]
    report("cross-validated by story", crossed)
    weights = fit(data, len(names) + 1)
    weights[0] += arguments.bias
    for path in arguments.held_out:
        _, held_out = samples(arguments.build, path)
        report(f"held out: {path}", [(probability(weights, features), right) for _, features, right in held_out])
    print()
    for name, weight in sorted(zip(names, weights[1:]), key=lambda pair: -abs(pair[1])):
        print(f"{weight:+.2f} {name}")
    if arguments.write:
        values = ", ".join(f"{weight:.2f}" for weight in weights[1:])
        with open(ROOT / "src" / "coding" / "confidence_weights.h", "w", encoding="utf-8") as out:
            out.write("// SPDX-License-Identifier: Apache-2.0\n// Written by bench/fit_confidence.py. One weight for each of kConfidenceNames.\n#pragma once\n\n"
                      "#include <array>\n\nnamespace dragoman {\n"
                      f"inline constexpr double kConfidenceBias = {weights[0]:.2f};\n"
                      f"inline constexpr std::array<double, {len(names)}> kConfidenceWeights = {{\n    {values}}};\n}}  // namespace dragoman\n")


if __name__ == "__main__":
    main()
