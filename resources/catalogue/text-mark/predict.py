#!/usr/bin/env python3
"""Marks names and facts in new texts:
    python3 predict.py new.txt > marks.jsonl                    every line of the file is a text
    python3 predict.py --html marks.html new.txt > marks.jsonl  and a page to read, with the marks in colour
    python3 predict.py - < new.txt                              from another program
Needs numpy; marking.py, model.json and model.npz lie beside this file."""

import argparse
import html
import json
import pathlib
import sys

import numpy

import marking

COLOURS = ("#cfe3f7", "#f9dcc4", "#cdebd9", "#e6d5ee", "#f6efb0", "#d9dde1")
MAX_CHARACTERS = 100_000        # of one text; the rest is not read


def open_model(folder):
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with numpy.load(folder / "model.npz", allow_pickle=False) as kept:
        seen = {name: row for row, name in enumerate(marking.unpack_names(kept["seen"]))}
        return marking.Tagger(about["tags"], seen, kept["weights"].astype(numpy.float32), kept["steps"])


def marks_of(tagger, text):
    """[{kind, text, begin, end}]: places in the text, counted in characters."""
    found = []
    for pieces in marking.sentences_of(marking.pieces_of(text)):
        for begin, end, kind in sorted(marking.spans(tagger.tag([word for word, _, _ in pieces]))):
            first, last = pieces[begin][1], pieces[end - 1][2]
            found.append({"kind": kind, "text": text[first:last], "begin": first, "end": last})
    return found


def page(texts, kinds):
    colour = {kind: COLOURS[i % len(COLOURS)] for i, kind in enumerate(kinds)}
    rows = []
    for text, marks in texts:
        row, place = "", 0
        for mark in marks:
            row += html.escape(text[place:mark["begin"]]) + f'<mark style="background:{colour[mark["kind"]]}">{html.escape(mark["text"])} <small>{html.escape(mark["kind"])}</small></mark>'
            place = mark["end"]
        rows.append(f"<p>{row}{html.escape(text[place:])}</p>")
    return ('<!DOCTYPE html>\n<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">'
            "<title>marks</title><style>body{font:16px/1.7 system-ui,Arial,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}"
            "mark{padding:.1rem .3rem;border-radius:3px}small{color:#333}</style></head>\n<body>" + "\n".join(rows) + "</body></html>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts")
    parser.add_argument("--html", type=pathlib.Path)
    chosen = parser.parse_args()
    here = pathlib.Path(__file__).resolve().parent
    shown = []
    try:
        tagger = open_model(here)
        with open(0 if chosen.texts == "-" else chosen.texts, "rb") as file:
            for line, raw in enumerate(file, 1):
                text = raw.decode("utf-8-sig" if line == 1 else "utf-8", "replace").strip()[:MAX_CHARACTERS]
                marks = marks_of(tagger, text)
                print(json.dumps({"line": line, "text": text, "marks": marks}, ensure_ascii=False))
                if chosen.html:
                    shown.append((text, marks))
        if chosen.html:
            chosen.html.write_text(page(shown, sorted({tag[2:] for tag in tagger.tags} - {""})), encoding="utf-8")
    except (OSError, ValueError, KeyError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
