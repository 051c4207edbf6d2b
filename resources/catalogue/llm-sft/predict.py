#!/usr/bin/env python3
"""Answers new questions with the model that was taught:
    python3 predict.py questions.csv > answers.csv      a table; its column question, vraag, prompt or instruction, else its first
    python3 predict.py questions.txt                    every line is a question
    python3 predict.py questions.jsonl                  conversations; what is asked last is answered
    python3 predict.py --base /models/mistral questions.csv
A pretrained model that was taught with LoRA needs the model that it began with: --base says where that lies here.
Needs torch and numpy; a pretrained model also transformers and peft. Every answer may be wrong: read it before you use it."""

import argparse
import csv
import json
import pathlib
import sys

import conversations
import werkbank_table as tables

HERE = pathlib.Path(__file__).resolve().parent


def open_small(about, base):
    import network
    model = network.open_model(HERE, about)
    return lambda turns: network.write_answer(model, turns, about["answer_length"])


def open_pretrained(about, base):
    import torch
    import chat
    device = "cuda" if torch.cuda.is_available() else "cpu"
    precision = torch.bfloat16 if device == "cuda" and torch.cuda.is_bf16_supported() else torch.float32
    if about["method"] == "full":
        tokenizer, model = chat.open_folder(HERE / "model", precision)
    else:
        import peft
        tokenizer, model = chat.open_folder(base or about["base"], precision)
        model = peft.PeftModel.from_pretrained(model, str(HERE / "adapter"))
    model = model.to(device)
    return lambda turns: chat.write_answer(tokenizer, model, turns, about["answer_length"], about["longest"])


def asked_in_table(name):
    table = tables.open_table(name)
    small = [one.lower() for one in table.header]
    place = next((small.index(one) for one in ("question", "vraag", "prompt", "instruction") if one in small), 0)
    for line, row in table.rows():
        yield line, [] if tables.is_missing(row[place]) else [("user", row[place])]


def asked_in_lines(name, is_json):
    """(line, turns) of every question; no turns where there is none, None where it cannot be read."""
    with open(name, encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            yield number, turns_of(line) if is_json else [("user", line.strip())]


def turns_of(line):
    """A conversation up to what was asked last."""
    try:
        turns = conversations.parse(line, answered=False)
    except conversations.Fault:
        return None
    while turns and turns[-1][0] != "user":
        turns.pop()
    return turns


def questions(name):
    ending = pathlib.Path(name).suffix.lower()
    return asked_in_lines(name, ending == ".jsonl") if ending in (".jsonl", ".txt") else asked_in_table(name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", help="the folder of the model that was begun with")
    parser.add_argument("input")
    chosen = parser.parse_args()
    about = json.loads((HERE / "model.json").read_text(encoding="utf-8"))
    failed = 0
    try:
        answer = {"small": open_small, "pretrained": open_pretrained}[about["model"]](about, chosen.base)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["line", "answer"])
        for line, turns in questions(chosen.input):
            if turns is None:
                failed += 1
                print(f"{chosen.input}: line {line} holds no question", file=sys.stderr)
            else:
                writer.writerow([line, tables.as_text(answer(turns)) if turns else ""])
    except (OSError, csv.Error, tables.TableError) as error:
        sys.exit(str(error))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
