#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Many stories out of a few real ones, to measure a ledger of a size that no archive at hand has.

    bench/vary_stories.py STORIES.jsonl[.gz] --count 100000 > many.jsonl

Each round over the input changes what tells stories apart: days (by whole weeks, so that weekdays stay true; dates in the text
with them), countries with their people and capitals (exchanged against each other), names of persons (drawn from all names of
the input), numbers, and which of the later paragraphs are there. The output depends on the input and --count alone. It is real
in its language and in nothing else."""
import argparse
import datetime
import gzip
import json
import random
import re
import sys

COUNTRIES = [line.split() for line in """
Iraq Iraqi Baghdad
Iran Iranian Tehran
Sudan Sudanese Khartoum
Somalia Somali Mogadishu
Ethiopia Ethiopian Asmara
Lebanon Lebanese Beirut
Syria Syrian Damascus
Egypt Egyptian Cairo
Jordan Jordanian Amman
Turkey Turkish Ankara
Russia Russian Moscow
Ukraine Ukrainian Kiev
Georgia Georgian Tbilisi
China Chinese Beijing
Japan Japanese Tokyo
India Indian Delhi
Pakistan Pakistani Islamabad
Nepal Nepalese Kathmandu
Indonesia Indonesian Jakarta
Malaysia Malaysian Manila
Cuba Cuban Havana
Mexico Mexican Lima
Colombia Colombian Bogota
Venezuela Venezuelan Caracas
Nigeria Nigerian Abuja
Kenya Kenyan Nairobi
Chad Chadian Kampala
France French Paris
Germany German Berlin
Italy Italian Rome
Britain British London
Israel Israeli Jerusalem
""".strip().split("\n")]
MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
MONTH_NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
FULL_DATE = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? (\d{1,2}), ((?:19|20)\d\d)\b")
PERSON = re.compile(r"\b([A-Z][a-z]{2,}) ([A-Z][a-z]{3,})\b(?=,| said| told|'s)")
NUMBER = re.compile(r"(?<![\d,.])([1-9]\d{0,2})(?= (?:people|civilians|soldiers|troops|police|others|militants|rebels|dead|killed|wounded|injured|arrested))")
COUNTRY = re.compile(r"\b(" + "|".join(word for words in COUNTRIES for word in words) + r")\b")
ROUNDS_OF_DAYS = 520  # ten years of weeks


def read(paths):
    for path in paths:
        with (gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")) as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def moved(match, days):
    month = MONTHS[match[1][:3].lower()]
    try:
        day = datetime.date(int(match[3]), month, int(match[2])) + days
    except ValueError:
        return match[0]
    return f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"


def varied(story, number, rng, exchange, names, round_number):
    days = datetime.timedelta(weeks=(round_number * 37 + rng.randrange(37)) % ROUNDS_OF_DAYS)
    people = {}

    def change(text):
        text = FULL_DATE.sub(lambda m: moved(m, days), text)
        text = COUNTRY.sub(lambda m: exchange[m[1]], text)
        text = PERSON.sub(lambda m: people.setdefault(m[0], rng.choice(names)), text)
        return NUMBER.sub(lambda m: str(max(1, int(int(m[1]) * rng.uniform(0.5, 2)))), text)

    first, *rest = story["text"].split("\n\n")
    paragraphs = [first] + rest[:1] + [p for p in rest[1:] if rng.random() < 0.8]
    return {"id": f"V{number:07d}", "source": story.get("source"), "date": (datetime.date.fromisoformat(story["date"]) + days).isoformat(),
            "title": change(story.get("title") or ""), "text": "\n\n".join(change(p) for p in paragraphs)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("stories", nargs="+")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--skip", type=int, default=0, help="leave out so many of the first ones")
    options = parser.parse_args()
    stories = [s for s in read(options.stories) if s.get("date") and s.get("text")]
    names = sorted({m[0] for s in stories for m in PERSON.finditer(s["text"]) if not COUNTRY.search(m[0])})
    order = random.Random(1)
    number, round_number = 0, 0
    while number < options.count:
        places = list(range(len(COUNTRIES)))
        if round_number > 0:
            order.shuffle(places)
        exchange = {word: COUNTRIES[places[i]][k] for i, words in enumerate(COUNTRIES) for k, word in enumerate(words)}
        for index in order.sample(range(len(stories)), len(stories)):
            if number >= options.count:
                break
            if number >= options.skip:
                rng = random.Random(number)
                print(json.dumps(varied(stories[index], number, rng, exchange, names, round_number), ensure_ascii=False))
            number += 1
        round_number += 1


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
