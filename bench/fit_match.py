#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the weights of the match score of events, and shows how far the score is a probability.

    bench/fit_match.py BUILD [--write] [--judged LEDGER]

BUILD is a build directory with `dragoman` and `event_pairs`. The pairs are those that the matcher looks at (same key, not
incompatible) of marked words of tests/ledger/corpus: tuning.txt to fit, heldout.txt to report. Few pairs cannot tell 23 weights,
so these are drawn to what a person would say: a logistic regression with a normal prior around kPrior (deviation 1); after it,
slope and intercept are refitted by themselves (Platt), so that the strong prior does not spoil the calibration.
--judged takes a ledger of the real stories as well (news that is not in the repository) and the judgements of bench/judged_pairs.tsv
on it: they are fitted with as well, and reported with weights that were fitted without a fifth of them each time.
--write writes src/ledger/event_weights.h."""
import argparse
import json
import math
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from events_eval import ROOT, read_corpus  # noqa: E402

PRIOR = {"bias": -5.2, "same_type": 1.5, "other_type": -0.6, "other_speech_act": -2, "same_mode": 0.7, "other_mode": -0.8, "parties": 1.2,
         "parties_differ": -1.5, "party_missing": -0.1, "same_name": 0.8, "same_day": 0.9, "next_day": -0.7, "second_day": -1.8, "same_place": 1.8,
         "near_place": 0.3, "other_place": -1.5, "same_number": 1.0, "other_number": -0.3, "words": 5.0, "same_trigger": 0.6, "same_group": 0.8,
         "same_story": 0.5, "other_modality": -1.2}
NAMES = list(PRIOR)
DEVIATION = 1.0
FOLDS = 5
BINS = [0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0001]


def pairs_of(build, ledger):
    out = subprocess.run([os.path.join(build, "bench", "event_pairs"), ledger], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in out.splitlines():
        a, b, score, *terms = line.split("\t")
        yield int(a), int(b), float(score), [float(t) for t in terms]


def corpus_pairs(build, part):
    """Terms, label and score of the pairs of records of marked words."""
    stories, mentions = read_corpus(part)
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "events.ledger")
        lines = "".join(json.dumps({k: s[k] for k in ("id", "source", "date", "text")}) + "\n" for s in stories)
        subprocess.run([os.path.join(build, "dragoman"), "ingest", "-", "--quiet", "--ledger", ledger], input=lines, text=True, check=True)
        gold = {}
        with sqlite3.connect(ledger) as database:
            for record, text in database.execute("SELECT record, json FROM records"):
                r = json.loads(text)
                for story, event, start, end, _ in mentions:
                    if story == r["story"]["id"] and r["trigger"]["start"] < end and start < r["trigger"]["end"]:
                        gold[record] = event
        return [(terms, int(gold[a] == gold[b]), score) for a, b, score, terms in pairs_of(build, ledger) if a in gold and b in gold]


def judged_pairs(build, ledger):
    with open(os.path.join(ROOT, "bench/judged_pairs.tsv"), encoding="utf-8") as lines:
        judged = {tuple(sorted(line.split("\t")[:2])): int(line.split("\t")[2]) for line in lines if not line.startswith("#")}
    with sqlite3.connect(ledger) as database:
        ids = dict(database.execute("SELECT record, id FROM records"))
    found = []
    for a, b, score, terms in pairs_of(build, ledger):
        key = tuple(sorted((ids[a], ids[b])))
        if key in judged:
            found.append((key, (terms, judged[key], score)))
    return [pair for _, pair in sorted(found)]


def probability(weights, terms):
    odds = sum(w * t for w, t in zip(weights, terms))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def solve(matrix, right):
    n = len(right)
    rows = [row[:] + [value] for row, value in zip(matrix, right)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            for c in range(i, n + 1):
                rows[r][c] -= factor * rows[i][c]
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (rows[i][n] - sum(rows[i][c] * out[c] for c in range(i + 1, n))) / rows[i][i]
    return out


def fit(pairs, prior, deviation):
    """Newton's method on the posterior."""
    weights, precision, n = list(prior), 1 / deviation ** 2, len(prior)
    for _ in range(50):
        gradient = [-precision * (w - p) for w, p in zip(weights, prior)]
        hessian = [[precision if i == j else 0.0 for j in range(n)] for i in range(n)]
        for terms, label, *_ in pairs:
            p = probability(weights, terms)
            for i in range(n):
                if terms[i] == 0:
                    continue
                gradient[i] += (label - p) * terms[i]
                for j in range(n):
                    hessian[i][j] += p * (1 - p) * terms[i] * terms[j]
        step = solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step)]
        if max(abs(s) for s in step) < 1e-8:
            break
    return weights


def platt(pairs, weights):
    """Weights scaled by the slope, the intercept in the bias; labels smoothed as Platt does."""
    yes = sum(label for _, label, *_ in pairs)
    no = len(pairs) - yes
    soft = [([1.0, sum(w * t for w, t in zip(weights, terms))], (yes + 1) / (yes + 2) if label else 1 / (no + 2)) for terms, label, *_ in pairs]
    intercept, slope = fit(soft, [0.0, 1.0], 1.0)
    out = [w * slope for w in weights]
    out[NAMES.index("bias")] += intercept
    return out


def fitted(sample, prior):
    return platt(sample, fit(sample, prior, DEVIATION))


def report(name, pairs, weights):
    print(f"{name}: {len(pairs)} pairs, {sum(label for _, label, *_ in pairs)} of one event")
    if not pairs:
        return
    scored = [(p if weights is None else probability(weights, terms), label) for terms, label, p in pairs]
    print("  score          pairs  mean score  share of one event")
    for low, high in zip(BINS, BINS[1:]):
        here = [(p, label) for p, label in scored if low <= p < high]
        if here:
            print(f"  {low:.2f} to {min(high, 1):.2f}  {len(here):6d}  {sum(p for p, _ in here) / len(here):10.3f}  {sum(label for _, label in here) / len(here):10.3f}")
    wrong = sum((p >= 0.5) != bool(label) for p, label in scored)
    brier = sum((p - label) ** 2 for p, label in scored) / len(scored)
    loss = -sum(math.log(max(1e-12, p if label else 1 - p)) for p, label in scored) / len(scored)
    print(f"  on the wrong side of 0.5: {wrong}; Brier score {brier:.4f}; log loss {loss:.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--judged")
    options = parser.parse_args()
    tuning, heldout = corpus_pairs(options.build, "tuning"), corpus_pairs(options.build, "heldout")
    prior = [PRIOR[name] for name in NAMES]
    judged = judged_pairs(options.build, options.judged) if options.judged else []
    weights = fitted(tuning + judged, prior)
    folds = []  # each judged pair with the probability that weights fitted without its fifth give
    for k in range(FOLDS):
        part = fitted(tuning + [p for i, p in enumerate(judged) if i % FOLDS != k], prior)
        folds += [([1.0], label, probability(part, terms)) for i, (terms, label, _) in enumerate(judged) if i % FOLDS == k]
    header = os.path.join(ROOT, "src/ledger/event_weights.h")
    with open(header, encoding="utf-8") as lines:
        built = [float(m[1]) for m in re.finditer(r"^\s+(-?[\d.]+),", lines.read(), re.M)]
    for name, pairs in [("tuning", tuning), ("held out", heldout)] + ([("judged real stories", judged)] if judged else []):
        report(f"{name}, weights by hand", pairs, prior)
        report(f"{name}, fitted weights", pairs, weights)
        report(f"{name}, weights of event_weights.h", pairs, built)
    if judged:
        report("judged real stories, each by weights fitted without its fifth", folds, None)
    if options.write:
        lines = "".join(f"    {w:.3f},  // {name}\n" for w, name in zip(weights, NAMES))
        with open(header, encoding="utf-8") as source:
            text = source.read()
        with open(header, "w", encoding="utf-8") as out:
            out.write(re.sub(r"(= \{\n).*?(\};)", lambda m: m[1] + lines + m[2], text, flags=re.S))


if __name__ == "__main__":
    main()
