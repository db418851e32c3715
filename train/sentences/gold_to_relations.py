#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes training sentences for `train_relations` from gold stories, such as the corrections exported by the desk.

    gold_to_relations.py GOLD.jsonl [OUT.tsv]

One line for each event whose first actor and first recipient both stand in the sentence of its anchor:
type, mode (- for none), the sentence with <s>actor</s> and <t>recipient</t>, the story's id.
Exit status 1 when a line of the input is not gold; the rest is written all the same.
"""
import json
import re
import sys

END = re.compile(r"""(?<=[.!?])["”']?\s+(?=["“']?[A-Z])|\n+""")


def sentence_at(text, position):
    start = 0
    for gap in END.finditer(text):
        if gap.start() >= position:
            return text[start:gap.start()].strip()
        start = gap.end()
    return text[start:].strip()


def anchor_position(text, event):
    position = -1
    for _ in range(event.get("occurrence", 1)):
        position = text.find(event["anchor"], position + 1)
        if position < 0:
            return -1
    return position


def marked(sentence, actor, recipient):
    """The sentence with both marked; None where one of them is not in it or the two overlap."""
    begin, other = sentence.find(actor), sentence.find(recipient)
    if not actor or not recipient or begin < 0 or other < 0:
        return None
    spans = sorted([(begin, begin + len(actor), "s"), (other, other + len(recipient), "t")])
    if spans[0][1] > spans[1][0]:
        return None
    for start, end, tag in reversed(spans):
        sentence = f"{sentence[:start]}<{tag}>{sentence[start:end]}</{tag}>{sentence[end:]}"
    return re.sub(r"\s+", " ", sentence)


def lines(story):
    for event in story["events"]:
        position = anchor_position(story["text"], event)
        if position < 0 or not event["actors"] or not event["recipients"]:
            continue
        text = marked(sentence_at(story["text"], position), event["actors"][0]["text"], event["recipients"][0]["text"])
        if text:
            yield "\t".join([event["type"], event.get("mode") or "-", text, story["id"]])


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    status = 0
    with open(sys.argv[1], encoding="utf-8") as source:
        out = open(sys.argv[2], "w", encoding="utf-8") if len(sys.argv) == 3 else sys.stdout
        for number, line in enumerate(source, 1):
            try:
                for row in lines(json.loads(line)):
                    print(row, file=out)
            except (ValueError, KeyError, TypeError) as error:
                print(f"{sys.argv[1]}:{number}: no gold story: {error!r}", file=sys.stderr)
                status = 1
        if out is not sys.stdout:
            out.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
