#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Made-up reports for measurements of the desk and the ledger: desk_stories.py COUNT [--seed N] [--first N] > stories.jsonl

Each has four to eight sentences between two states over twelve years; a few dyads have most of the reports, as in real news.
The texts are plain on purpose: what is measured with them is a ledger with many records, not the reading."""
import argparse
import datetime
import json
import random
import sys

# name, adjective, capital, other cities, leader's office
STATES = [
    ("Armenia", "Armenian", "Yerevan", ["Gyumri", "Kapan"], "Prime Minister"), ("Azerbaijan", "Azerbaijani", "Baku", ["Ganja", "Sumqayit"], "President"),
    ("India", "Indian", "New Delhi", ["Srinagar", "Mumbai", "Amritsar"], "Prime Minister"), ("Pakistan", "Pakistani", "Islamabad", ["Lahore", "Karachi", "Quetta"], "Prime Minister"),
    ("Ethiopia", "Ethiopian", "Addis Ababa", ["Mekelle", "Gondar"], "Prime Minister"), ("Eritrea", "Eritrean", "Asmara", ["Massawa", "Assab"], "President"),
    ("Sudan", "Sudanese", "Khartoum", ["Port Sudan", "Nyala"], "President"), ("Chad", "Chadian", "N'Djamena", ["Abeche"], "President"),
    ("Turkey", "Turkish", "Ankara", ["Istanbul", "Diyarbakir", "Izmir"], "President"), ("Syria", "Syrian", "Damascus", ["Aleppo", "Homs", "Idlib"], "President"),
    ("Iran", "Iranian", "Tehran", ["Isfahan", "Bandar Abbas"], "President"), ("Iraq", "Iraqi", "Baghdad", ["Basra", "Mosul", "Kirkuk"], "Prime Minister"),
    ("Israel", "Israeli", "Jerusalem", ["Haifa", "Tel Aviv"], "Prime Minister"), ("Lebanon", "Lebanese", "Beirut", ["Tripoli", "Tyre"], "President"),
    ("Colombia", "Colombian", "Bogota", ["Cali", "Cucuta"], "President"), ("Venezuela", "Venezuelan", "Caracas", ["Maracaibo"], "President"),
    ("Thailand", "Thai", "Bangkok", ["Chiang Mai"], "Prime Minister"), ("Cambodia", "Cambodian", "Phnom Penh", ["Siem Reap"], "Prime Minister"),
    ("Serbia", "Serbian", "Belgrade", ["Nis", "Novi Sad"], "President"), ("Croatia", "Croatian", "Zagreb", ["Split", "Rijeka"], "President"),
    ("Japan", "Japanese", "Tokyo", ["Osaka", "Sapporo"], "Prime Minister"), ("China", "Chinese", "Beijing", ["Shanghai", "Kashgar"], "President"),
    ("Kenya", "Kenyan", "Nairobi", ["Mombasa", "Garissa"], "President"), ("Somalia", "Somali", "Mogadishu", ["Kismayo", "Baidoa"], "President"),
    ("Egypt", "Egyptian", "Cairo", ["Alexandria", "Suez"], "President"), ("Libya", "Libyan", "Tripoli", ["Benghazi", "Sirte"], "Prime Minister"),
    ("Poland", "Polish", "Warsaw", ["Krakow", "Gdansk"], "President"), ("Belarus", "Belarusian", "Minsk", ["Grodno", "Brest"], "President"),
    ("Georgia", "Georgian", "Tbilisi", ["Gori", "Batumi"], "President"), ("Russia", "Russian", "Moscow", ["Rostov", "Murmansk"], "President"),
]
SOURCES = ["Reuters", "AFP", "AP", "Xinhua", "TASS", "dpa", "EFE", "Kyodo", "ANSA", "Interfax"]
SENTENCES = [
    "{a} accused {b} of {charge} near {city} on {day}.",
    "{b} denied the charge, and its foreign ministry called on {a} to show restraint.",
    "The {b_adj} foreign minister met his {a_adj} counterpart in {b_cap} on {day} for talks on {matter}.",
    "{a_adj} soldiers attacked a {b_adj} post near {city} on {day}, killing {n} people and wounding {m}.",
    "{b_adj} artillery shelled {city} on {day}, and {n} civilians were killed, the {a_adj} defence ministry said.",
    "{a} and {b} agreed to a ceasefire on {day}.",
    "{a} and {b} signed an agreement on {matter} in {b_cap} on {day}.",
    "{b} imposed sanctions on {a} over {matter}, the {b_adj} {b_head} said.",
    "The {a_adj} {a_head} threatened to close the border with {b} on {day}.",
    "{a} sent {n} tonnes of food to {b} after the floods near {b_city}.",
    "Thousands of people protested against {matter} in {b_cap} on {day}.",
    "{a} withdrew its troops from {b_city} on {day}.",
    "{b} rejected a proposal of {a} on {matter}.",
    "The {b_adj} government asked {a} to release {n} prisoners.",
    "{a} released {n} {b_adj} prisoners on {day}, officials in {a_cap} said.",
    "Police arrested {n} {b_adj} citizens in {city} on {day}.",
    "{b} expelled two {a_adj} diplomats on {day} over {matter}.",
    "The {a_adj} {a_head} praised {b} for its support in {matter}.",
    "{a} moved {n} tanks to the border with {b} on {day}.",
    "The two sides held talks in {b_city} on {day}, but the {b_adj} delegation refused to sign a statement on {matter}.",
]
CHARGES = ["shelling a village", "an attack on a convoy", "firing on a patrol", "laying mines", "violating the ceasefire", "supporting rebels", "a drone attack"]
MATTERS = ["water", "the return of refugees", "trade", "the border", "fishing", "gas supplies", "prisoners", "the elections", "visas", "a railway", "overflights", "grain exports"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FIRST_DAY = datetime.date(2012, 1, 1)
DAYS = 12 * 365


def story(rng, number):
    # Dyads of neighbours in the list have most, and the first of them most of all.
    i = min(int(rng.expovariate(0.22)), len(STATES) // 2 - 1) * 2
    pair = [STATES[i], STATES[i + 1]] if rng.random() < 0.8 else rng.sample(STATES, 2)
    rng.shuffle(pair)
    a, b = pair
    date = FIRST_DAY + datetime.timedelta(days=int(DAYS * rng.random() ** 0.7))
    words = {"a": a[0], "a_adj": a[1], "a_cap": a[2], "a_head": a[4].lower(), "b": b[0], "b_adj": b[1], "b_cap": b[2], "b_head": b[4].lower()}

    def sentence(text):
        day = WEEKDAYS[(date - datetime.timedelta(days=rng.randrange(5))).weekday()]
        return text.format(**words, day=day, city=rng.choice(a[3]), b_city=rng.choice(b[3]), n=rng.randrange(2, 90), m=rng.randrange(3, 200),
                           charge=rng.choice(CHARGES), matter=rng.choice(MATTERS))

    body = [sentence(text) for text in rng.sample(SENTENCES, rng.randrange(4, 9))]
    source = rng.choice(SOURCES)
    text = f"{a[2].upper()} ({source}) - " + " ".join(body[:2]) + "\n\n" + " ".join(body[2:])
    return {"id": f"made-{number:06}", "source": source, "date": date.isoformat(), "title": f"{a[0]}, {b[0]}: {rng.choice(MATTERS)}", "url": f"https://news.invalid/{number}", "text": text}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=1, help="number of the first story")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    for number in range(arguments.first, arguments.first + arguments.count):
        sys.stdout.write(json.dumps(story(rng, number)) + "\n")


if __name__ == "__main__":
    main()
