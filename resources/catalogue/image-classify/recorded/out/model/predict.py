#!/usr/bin/env python3
"""Sorts new photos with the trained model:  python3 predict.py photo1.jpg photo2.jpg > result.csv
Needs torch, numpy and Pillow; werkbank_images.py, werkbank_table.py, model.pt and labels.json lie beside this file."""

import csv
import json
import pathlib
import sys

import torch

import werkbank_images as images
from werkbank_table import as_text


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    here = pathlib.Path(__file__).resolve().parent
    about = json.loads((here / "labels.json").read_text(encoding="utf-8"))
    model = torch.jit.load(str(here / "model.pt"), map_location="cpu").eval()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["file", "class", "certainty"])
    failed = 0
    for name in sys.argv[1:]:
        try:
            values = images.open_photo(name, about["image_size"], about["channels"])
        except Exception as error:      # one broken photo may not end the rest
            failed += 1
            print(f"{name}: {error}", file=sys.stderr)
            continue
        with torch.no_grad():
            chances = model(torch.from_numpy(values.copy())[None].float() / 255)[0]
        writer.writerow([as_text(name), as_text(about["classes"][int(chances.argmax())]), f"{float(chances.max()):.4f}"])
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
