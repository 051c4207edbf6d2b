#!/usr/bin/env python3
"""Finds things in new photos:  python3 predict.py [--from CERTAINTY] [--draw FOLDER] photo1.jpg photo2.jpg > boxes.csv
A row for every box, in pixels of the photo from its upper left corner; a photo in which nothing was found has one row
without a kind. With --draw, every photo with its boxes is put in that folder.
Needs torch, numpy and Pillow; photos.py, finding.py, werkbank_images.py, werkbank_table.py, model.pt and model.json lie
beside this file."""

import argparse
import csv
import json
import pathlib
import sys

import torch
from PIL import Image, ImageDraw

import photos
import werkbank_images as images
from finding import find
from werkbank_table import as_text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", nargs="+")
    parser.add_argument("--from", dest="certainty", type=float)
    parser.add_argument("--draw", type=pathlib.Path)
    chosen = parser.parse_args()
    here = pathlib.Path(__file__).resolve().parent
    about = json.loads((here / "model.json").read_text(encoding="utf-8"))
    model = torch.jit.load(str(here / "model.pt"), map_location="cpu").eval()
    least = about["certainty"] if chosen.certainty is None else chosen.certainty
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["file", "kind", "left", "top", "width", "height", "certainty"])
    failed = 0
    for number, name in enumerate(chosen.photos, 1):
        try:
            rows = boxes_in(model, about, name, least)
        except Exception as error:      # one broken photo may not end the rest
            failed += 1
            print(f"{name}: {error}", file=sys.stderr)
            continue
        for kind, box, chance in rows:
            writer.writerow([as_text(name), as_text(kind), *(f"{value:.1f}" for value in box), f"{chance:.4f}"])
        if not rows:
            writer.writerow([as_text(name), *[""] * 6])
        if chosen.draw:
            # Photos of two folders may share a name, so the number goes first.
            draw(name, rows, chosen.draw, f"{number:04d}-{pathlib.Path(name).stem}.png")
    sys.exit(1 if failed else 0)


def boxes_in(model, about, name, least):
    """[(kind, (left, top, width, height), certainty)] of a photo."""
    seen = photos.look(pathlib.Path(), name).size
    values, size = photos.fit(name, about["image_size"], about["channels"], seen), photos.size_within(seen, about["image_size"])
    with torch.no_grad():
        sure, reach = model(torch.from_numpy(values)[None].float() / 255)
    scale = max(seen) / about["image_size"]
    found = zip(*(one.tolist() for one in find(sure[0], reach[0], size)))
    return [(about["kinds"][kind], tuple(scale * value for value in (left, top, right - left, bottom - top)), chance) for (left, top, right, bottom), kind, chance in found if chance >= least]


def draw(name, rows, folder, called):
    folder.mkdir(parents=True, exist_ok=True)
    size = photos.look(pathlib.Path(), name).size
    image = images.decode(name, 3, max(size)).resize(size)
    pen = ImageDraw.Draw(image)
    wide = max(2, max(image.size) // 200)
    for kind, (left, top, width, height), chance in rows:
        pen.rectangle((left, top, left + width, top + height), outline=(255, 176, 0), width=wide)
        pen.text((left + wide + 1, top + wide), f"{kind} {chance:.2f}".encode("latin-1", "replace").decode("latin-1"), fill=(255, 176, 0))
    image.save(folder / called)


if __name__ == "__main__":
    main()
