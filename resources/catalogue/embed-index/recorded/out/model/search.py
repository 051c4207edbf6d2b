#!/usr/bin/env python3
"""Finds the passages that answer a question:
    python3 search.py "how do I number pages?"          the five best, with their file and line
    python3 search.py -n 10 "how do I number pages?"    the ten best
Needs numpy; an index of a pretrained model needs sentence-transformers too. All other files lie beside this one."""

import argparse
import pathlib
import sys
import textwrap

from index import Index


def printable(text):
    """One line without signs that steer a terminal, whatever is in a file or its name."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("question")
    parser.add_argument("-n", "--number", type=int, default=5)
    chosen = parser.parse_args()
    try:
        found = Index(pathlib.Path(__file__).resolve().parent).search(chosen.question, max(1, chosen.number))
    except (OSError, ValueError, KeyError, ImportError) as error:
        sys.exit(f"The index cannot be opened: {error}")
    if not found:
        sys.exit("Nothing was found: no passage holds these words or anything like them.")
    for number, (score, passage) in enumerate(found, 1):
        place = f"{passage['file']}, line {passage['line']}" + (f", {passage['source']}" if passage["source"] else "")
        print(f"{number}. {printable(passage['title'])}   ({printable(place)}; {score:.2f})")
        print(textwrap.fill(printable(passage["text"]), 100, initial_indent="   ", subsequent_indent="   "), end="\n\n")


if __name__ == "__main__":
    main()
