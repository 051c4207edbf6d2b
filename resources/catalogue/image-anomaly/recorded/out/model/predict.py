#!/usr/bin/env python3
"""Looks at new photos:  python3 predict.py [--heat FOLDER] photo1.jpg photo2.jpg > verdicts.csv
A score above 1 is off. With --heat, a picture of every photo that shows where it is odd is put in that folder.
Needs torch, numpy and Pillow; werkbank_images.py, werkbank_table.py, heat.py, model.pt and model.json lie beside this file."""

import argparse
import csv
import json
import pathlib
import sys

import torch

import heat as heats
import werkbank_images as images
from werkbank_table import as_text

HEAT_SIDE = 384


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", nargs="+")
    parser.add_argument("--heat", type=pathlib.Path)
    chosen = parser.parse_args()
    here = pathlib.Path(__file__).resolve().parent
    about = json.loads((here / "model.json").read_text(encoding="utf-8"))
    model = torch.jit.load(str(here / "model.pt"), map_location="cpu").eval()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["file", "verdict", "score"])
    failed = 0
    for number, name in enumerate(chosen.photos, 1):
        try:
            values = images.open_photo(name, about["image_size"], about["channels"])
        except Exception as error:      # one broken photo may not end the rest
            failed += 1
            print(f"{name}: {error}", file=sys.stderr)
            continue
        with torch.no_grad():
            score, heat = model(torch.from_numpy(values.copy())[None].float() / 255)
        writer.writerow([as_text(name), "off" if float(score) > 1 else "good", f"{float(score):.4f}"])
        if chosen.heat:
            chosen.heat.mkdir(parents=True, exist_ok=True)
            # Photos of two folders may share a name, so the number goes first.
            heats.tinted(values, heat[0].numpy(), HEAT_SIDE).save(chosen.heat / f"{number:04d}-{pathlib.Path(name).stem}.png")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
