#!/usr/bin/env python3
"""Writes down what is said in new recordings:  python3 predict.py recording.wav folder ... > texts.csv
Every recording gets a row: its file, the text, and how sure the model is (0 to 1; empty where it does not say). Of a folder
all recordings are taken. Texts have small letters and no punctuation, and numbers are words.
WAV needs torch and numpy; FLAC, Ogg and MP3 also soundfile; a pretrained model also transformers."""

import csv
import json
import pathlib
import sys

import torch

import sounds
from werkbank_table import as_text

HERE = pathlib.Path(__file__).resolve().parent


def open_small(about):
    from network import read_off
    model = torch.jit.load(str(HERE / "model.pt"), map_location="cpu").eval()

    def write_down(samples, rate):
        heard = torch.from_numpy(sounds.features(samples, rate).astype("float16").astype("float32"))    # as it was learned
        with torch.no_grad():
            return read_off(model(heard[None]), about["letters"])
    return write_down


def open_pretrained(about):
    from heard_by import open_model
    model = open_model(HERE / "pretrained")
    model.network.eval()
    return lambda samples, rate: model.write_down([sounds.resample(samples, rate)], "cpu")[0]


def recordings(names):
    """Each file, and those in a folder."""
    for name in names:
        path = pathlib.Path(name)
        if path.is_dir():
            yield from (str(one) for one in sorted(path.rglob("*")) if one.suffix.lower().lstrip(".") in sounds.ENDINGS and one.is_file())
        else:
            yield name


def pieces(samples, rate, longest=30):
    """A long recording in parts of at most half a minute, cut where it is quietest near the end of each."""
    while len(samples) > longest * rate:
        begin, step = (longest - 5) * rate, max(1, rate // 50)
        last = samples[begin:longest * rate]
        loud = [float((last[i:i + step] ** 2).mean()) for i in range(0, len(last) - step, step)]
        cut = begin + loud.index(min(loud)) * step + step // 2
        yield samples[:cut]
        samples = samples[cut:]
    yield samples


def main():
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    about = json.loads((HERE / "model.json").read_text(encoding="utf-8"))
    write_down = {"small": open_small, "pretrained": open_pretrained}[about["model"]](about)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["file", "text", "certainty"])
    failed = 0
    for name in recordings(sys.argv[1:]):
        try:
            samples, rate = sounds.read(name)
            found = [write_down(part, rate) for part in pieces(samples, rate)]
        except Exception as error:      # one broken recording may not end the rest
            failed += 1
            print(f"{name}: {error}", file=sys.stderr)
            continue
        sure = [one for _, one in found if one is not None]
        writer.writerow([as_text(name), as_text(" ".join(text for text, _ in found if text)), f"{sum(sure) / len(sure):.4f}" if sure else ""])
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
