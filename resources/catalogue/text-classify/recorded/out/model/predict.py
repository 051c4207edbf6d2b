#!/usr/bin/env python3
"""Sorts new texts with the trained model:
    python3 predict.py new.csv > kinds.csv      a table that has the column of texts
    python3 predict.py - < lines.txt            every line of the input is a text
Needs what the model was made with (see model.json): scikit-learn in the same version, torch, or transformers."""

import csv
import json
import pathlib
import sys

import numpy

import texts
import werkbank_table as tables

HERE = pathlib.Path(__file__).resolve().parent
AT_ONCE = 64


def open_words(about):
    import joblib
    import scipy.sparse
    kept = joblib.load(HERE / "words.joblib")

    def chances(found):
        counted = [vectorizer.transform(text[:texts.CHARACTERS_FOR_PARTS] if vectorizer.analyzer != "word" else text for text in found) for vectorizer in kept["vectorizers"]]
        scores = scipy.sparse.hstack(counted, format="csr") @ kept["weights"].T + kept["intercepts"]
        each = numpy.clip(1 / (1 + numpy.exp(-numpy.clip(scores, -50, 50))), 1e-12, 1)      # of each kind by itself
        if each.shape[1] == 1:      # of two kinds only the second has a score
            return numpy.hstack([1 - each, each])
        return each / each.sum(axis=1, keepdims=True)
    return chances


def open_network(about):
    import torch
    model = torch.jit.load(str(HERE / "network.pt"), map_location="cpu").eval()
    vocabulary = {piece: number + 1 for number, piece in enumerate(json.loads((HERE / "vocabulary.json").read_text(encoding="utf-8")))}

    def chances(found):
        with torch.no_grad():
            return model(torch.from_numpy(texts.pad(list(texts.encode(found, vocabulary, about["max_length"]))))).numpy()
    return chances


def open_pretrained(about):
    import torch
    import transformers
    tokenizer = transformers.AutoTokenizer.from_pretrained(str(HERE / "pretrained"), local_files_only=True)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(str(HERE / "pretrained"), local_files_only=True).eval()

    def chances(found):
        batch = tokenizer(found, truncation=True, max_length=about["max_length"], padding=True, return_tensors="pt")
        with torch.no_grad():
            return torch.softmax(model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits.float(), dim=1).numpy()
    return chances


OPENERS = {"words": open_words, "network": open_network, "pretrained": open_pretrained}


def read_input(name, column):
    """(line, text) of every text; an empty one is ''."""
    if name == "-":
        for line, raw in enumerate(sys.stdin.buffer, 1):
            yield line, texts.hide(raw.decode("utf-8-sig" if line == 1 else "utf-8", "replace"))
        return
    table = tables.Table(name)
    if column not in table.header:
        sys.exit(f"The table lacks the column of texts: {column}")
    place = table.header.index(column)
    for line, row in table.rows():
        yield line, "" if tables.is_missing(row[place]) else texts.hide(row[place])


def blocks(items, size):
    block = []
    for item in items:
        block.append(item)
        if len(block) == size:
            yield block
            block = []
    if block:
        yield block


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    about = json.loads((HERE / "model.json").read_text(encoding="utf-8"))
    try:
        chances = OPENERS[about["model"]](about)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["line", "kind", "certainty"])
        for block in blocks(read_input(sys.argv[1], about["text_column"]), AT_ONCE):
            found = numpy.asarray(chances([text for _, text in block]))
            for (line, text), row in zip(block, found):     # of an empty text nothing can be said
                writer.writerow([line, tables.as_text(about["kinds"][int(row.argmax())]), f"{row.max():.4f}"] if text else [line, "", ""])
    except (OSError, csv.Error, tables.TableError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
