#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes marked training sentences of patterns.txt: expand.py PATTERNS OUT.tsv [PER_PATTERN]. The same input gives the same output."""
import itertools
import random
import re
import sys

STATES = ("France Turkey Iran Japan Kenya Peru Egypt Syria Chad Poland Cuba Nepal Greece Ghana Libya Brazil Norway Russia China Israel Jordan Sudan "
          "Serbia Georgia Angola Bolivia Thailand Myanmar Pakistan India Iraq Lebanon Tunisia Nigeria Ethiopia Somalia Ukraine Hungary Mexico Chile "
          "Vietnam Zambia Armenia Cyprus Morocco Yemen Qatar").split() + ["South Korea", "Sri Lanka", "the United States", "Britain", "Saudi Arabia", "North Korea"]
CITIES = "Paris Ankara Tehran Tokyo Nairobi Lima Cairo Damascus Warsaw Havana Athens Tripoli Moscow Beijing Baghdad Beirut Kabul Kiev Belgrade Tbilisi".split()
ADJ = ("French Turkish Iranian Japanese Kenyan Peruvian Egyptian Syrian Polish Cuban Nepali Greek Libyan Brazilian Norwegian Russian Chinese Israeli "
       "Jordanian Sudanese Serbian Georgian Angolan Thai Pakistani Indian Iraqi Lebanese Tunisian Nigerian Ethiopian Somali Ukrainian Hungarian").split()
NAMES = "Karim Haddad|Maria Lopes|Ivan Petrenko|Joseph Mensah|Anna Lindqvist|Chen Bo|Omar Farouk|Pedro Salas|Nino Beridze|Tariq Aziz Khan|David Okello|Elena Rossi".split("|")
KINDS = {
    "state": ["{state}", "{state}", "{city}", "the {adj} government", "{state}'s foreign ministry", "{adj} authorities", "the government of {state}", "the military rulers of {state}"],
    "leader": ["{adj} President {name}", "{name}", "Prime Minister {name}", "{state}'s foreign minister", "the {adj} prime minister", "{adj} Foreign Minister {name}",
               "UN envoy {name}", "opposition leader {name}", "the president of {state}"],
    "org": ["the United Nations", "the European Union", "the Red Cross", "NATO", "the African Union", "the UN Security Council", "Human Rights Watch", "UN inspectors",
            "aid agencies", "the Arab League", "the relief group Doctors for Peace"],
    "group": ["the rebels", "{adj} guerrillas", "Hezbollah", "the Taliban", "Hamas", "the separatists", "an armed group", "the main opposition party", "Kurdish fighters", "the guerrilla movement", "al-Shabab"],
    "captives": ["dozens of prisoners", "two {adj} hostages", "the captured soldiers", "{num} political prisoners", "a {adj} journalist", "the kidnapped engineers", "{num} detainees"],
    "place": ["{state}", "northern {state}", "the disputed border region", "the town of Karosh", "{city}", "the eastern province", "the valley", "southern {state}"],
    "goods": ["{adj} beef", "{adj} steel", "{adj} goods", "imports from {state}"],
    "company": ["the mining company", "the oil firm Petrosul", "the national airline", "the railways", "Telnor", "the car maker"],
    "pair": ["{state} and {state2}", "the government and the rebels", "the two sides"],
    "act": ["{state}'s decision to join the pact", "the peace plan", "the UN resolution", "the {adj} proposal", "{state}'s efforts to end the war", "the accord", "the election in {state}", "{state}'s territorial integrity"],
    "badact": ["the bombing in {city}", "the killing of civilians in {state}", "{state}'s decision", "the {adj} raid", "the attack on a mosque", "{state}'s human rights record", "the coup in {state}"],
    "crowd": ["thousands of demonstrators", "teachers", "{num} workers", "students", "opposition supporters", "dock workers", "farmers", "the trade union", "residents"],
    "army": ["{adj} troops", "the {adj} army", "government forces", "{adj} warplanes", "{state}'s navy", "the {adj} military", "{adj} soldiers"],
    "court": ["a {adj} court", "the Supreme Court", "a court in {city}", "a federal judge", "the high court of {state}", "a military tribunal"],
    "suspect": ["{name}", "former minister {name}", "a {adj} businessman", "{num} suspected militants", "an opposition politician", "the bank", "the former {adj} president", "two journalists", "a {adj} man"],
    "minister": ["his interior minister", "the army chief", "Finance Minister {name}", "his deputy"],
    "police": ["{adj} police", "police in {city}", "federal agents", "the security forces", "customs officers", "the intelligence service"],
    "prosecutor": ["{adj} prosecutors", "the public prosecutor", "a UN prosecutor"],
    "envoy": ["the {adj} ambassador", "{num} {adj} diplomats", "a {adj} diplomat", "aid workers", "UN officials", "a {adj} reporter"],
    "parliament": ["the {adj} parliament", "the Senate", "{state}'s parliament"],
    "offer": ["the {adj} offer", "a {adj} demand", "the election result", "the peace proposal of {state}", "the possibility of talks", "{state}'s ultimatum"],
    "refugees": ["refugees from {state}", "{num} {adj} refugees", "flood victims", "thousands of {adj} migrants", "displaced families"],
    "prisoners": ["{num} prisoners", "jailed activist {name}", "asylum seekers"],
    "party": ["the opposition party", "the Islamist movement", "trade unions", "a separatist party", "public meetings"],
    "paper": ["the daily Al-Fajr", "two newspapers", "an opposition weekly", "the television station", "a news website"],
    "audience": ["the police", "a jury", "investigators", "reporters", "CNN", "the court", "the newspaper", "lawmakers", "his lawyers", "foreign agents"],
    "adj": ["{adj}"],
    "city": ["{city}"],
    "name": ["{name}"],
    "person": ["him", "her", "them"],
    "they": ["they", "he", "she", "his men", "its forces", "the two"],
    "weapon": ["a bomb", "a car bomb", "the rockets", "mortar shells", "a drone", "two missiles", "explosives", "{adj} tanks", "a suicide bomber", "a grenade"],
    "attacker": ["the gunman", "two attackers", "a masked man", "the bombers", "a former soldier", "the killers", "a teenager with a rifle", "armed men", "{adj} gunmen"],
    "spot": ["a bar in {city}", "the station", "a bus in {city}", "the market of Karosh", "a hotel", "the {adj} embassy", "a crowded cafe", "the airport", "a school"],
    "family": ["his daughter", "her parents", "the boy's mother", "his lawyer", "an old friend", "the widow", "his brother {name}"],
    "officials": ["{adj} officials", "{adj} diplomats", "senior {adj} generals", "a spokesman for {state}'s foreign ministry", "members of the {adj} cabinet"],
    "civilians": ["{num} civilians", "a {adj} aid worker", "{num} villagers", "two {adj} tourists", "a judge", "a local journalist", "{num} people in {city}", "an opposition activist"],
}
BEFORE = ["", "", "", "", "On Monday , ", "Last week , ", "In March , ", "Meanwhile , ", "{CITY} -- ", "{CITY} (Agencies) - ", "According to officials , ", "Earlier , "]
AFTER = ["", "", "", "", " on Tuesday", " , state media reported", " , officials said", " , a spokesman said on Friday", " , according to witnesses", " last week", " , in the latest turn of a long dispute", " amid rising tension"]


PLURAL = re.compile(r"(?:s|people|police)(?: of .*| in .*| for .*)?$")
SINGULAR = re.compile(r"(?:United Nations|United States|Honduras|Cyprus|Lopes|Salas|Athens|Petrosul|Damascus|press|Cross)$|\\b(?:a|an) |^Hamas$")
PAIRS = {"is": "are", "was": "were", "has": "have"}


def agree(text):
    """Makes the verb after a marked party agree with it, as far as that can be told from the party's last letters."""
    def mend(m):
        plural = bool(PLURAL.search(m[1])) and not SINGULAR.search(m[1]) and "'s " not in m[1] and not re.match("(?i)the (government|president)", m[1])
        for one, many in PAIRS.items():
            if m[3] in (one, many):
                return f"{m[1]}{m[2]} {many if plural else one} "
        return m[0]
    return re.sub(r"(?<=>)([^<>]+)(</[st]>) (is|are|was|were|has|have) ", mend, text)


def alternatives(text):
    parts = [p[1:-1].split("|") if p.startswith("[") else [p] for p in re.split(r"(\[[^\]]*\])", text) if p]
    return ["".join(c) for c in itertools.product(*parts)]


def party(kind, rng, used):
    state, state2 = rng.sample([s for s in STATES if s not in used], 2)
    used.add(state)
    number = rng.choice(["12", "dozens of", "several", "three", "about 200", "40", "at least 15"])
    return rng.choice(KINDS[kind]).format(state=state, state2=state2, adj=rng.choice(ADJ), city=rng.choice(CITIES), name=rng.choice(NAMES), num=number)


def main():
    per = int(sys.argv[3]) if len(sys.argv) > 3 else 28
    lines = ["# SPDX-License-Identifier: Apache-2.0", "# Made by expand.py from patterns.txt. No sentence reports a fact."]
    for line in open(sys.argv[1], encoding="utf-8"):
        if not line.strip() or line.startswith("#"):
            continue
        head, clause = line.rstrip("\n").split(" | ", 1)
        kind, mode = head.split()
        rng = random.Random(clause)
        every = alternatives(clause)
        rng.shuffle(every)
        for text in (every * per)[:max(8, min(per, 3 * len(every)))]:
            used = set()
            for slot in re.findall(r"\b([ST]):(\w+)", text):
                mark = slot[0].lower()
                text = text.replace(f"{slot[0]}:{slot[1]}", f"<{mark}>{party(slot[1], rng, used)}</{mark}>", 1)
            text = agree(re.sub(r"\bN:(\w+)", lambda m: party(m[1], rng, used), text))
            before = rng.choice(BEFORE).format(CITY=rng.choice(CITIES).upper())
            if not before:
                text = re.sub(r"^(<s>|<t>)?(\w)", lambda m: (m[1] or "") + m[2].upper(), text)
            elif not before.endswith(("-- ", "- ")):
                text = text[0].lower() + text[1:]
            sentence = " ".join((before + text + rng.choice(AFTER).format(city=rng.choice(CITIES), state=rng.choice(STATES)) + " .").split())
            sentence = re.sub(r"\b([Aa]) (?=(?:<[st]>)?[AEIOaeio])", r"\1n ", re.sub(r" (?=[,.]|'s )", "", sentence))
            lines.append(f"{kind}\t{mode}\t{sentence}\t{clause.split('[')[0].strip()}|{len(clause)}")
    open(sys.argv[2], "w", encoding="utf-8").write("\n".join(lines) + "\n")


main()
