#!/usr/bin/env python3
"""Answers many questions at once:
    python3 predict.py questions.csv > found.csv    a table with a column "question" (or "vraag")
    python3 predict.py - < lines.txt                every line of the input is a question
Needs numpy; an index of a pretrained model needs sentence-transformers too. All other files lie beside this one."""

import csv
import pathlib
import sys

import werkbank_table as tables
from index import Index

QUESTION_NAMES = ("question", "vraag")
BEST = 5


def read_questions(name):
    """(line, question)"""
    if name == "-":
        for line, raw in enumerate(sys.stdin.buffer, 1):
            yield line, raw.decode("utf-8-sig" if line == 1 else "utf-8", "replace").strip()
        return
    table = tables.open_table(name)
    column = next((column for column in table.header if column.casefold() in QUESTION_NAMES), None)
    if column is None:
        sys.exit("The table lacks a column 'question'.")
    place = table.header.index(column)
    for line, row in table.rows():
        yield line, "" if tables.is_missing(row[place]) else row[place].strip()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        index = Index(pathlib.Path(__file__).resolve().parent)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["line", "rank", "score", "title", "file", "file_line", "source", "text"])
        for line, question in read_questions(sys.argv[1]):
            for rank, (score, passage) in enumerate(index.search(question, BEST) if question else [], 1):
                writer.writerow([line, rank, f"{score:.4f}", *(tables.as_text(passage[key]) for key in ("title", "file", "line", "source", "text"))])
    except (OSError, ValueError, KeyError, ImportError, csv.Error, tables.TableError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
