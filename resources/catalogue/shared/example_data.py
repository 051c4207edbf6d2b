#!/usr/bin/env python3
"""Makes real example data from Debian's packages, the same files every time.

    example_data.py wine DIR                            wine.csv: 178 wines, 13 measurements, 3 cultivars
    example_data.py penguins DIR [--from FILE]          penguins.csv: 344 penguins, with missing values
    example_data.py fashion-mnist DIR [--per-class N]   one folder of 28x28 grey PNG files per class

wine needs scikit-learn; fashion-mnist needs Pillow, numpy and the package dataset-fashion-mnist;
penguins needs the package r-cran-palmerpenguins (or --from its penguins.csv).
"""

import argparse
import csv
import gzip
import pathlib
import sys

PENGUINS = ("/usr/lib/R/site-library/palmerpenguins/extdata/penguins.csv",
            "/usr/lib/R/library/palmerpenguins/extdata/penguins.csv")
FASHION_FOLDER = pathlib.Path("/usr/share/datasets/fashion-mnist")
FASHION_CLASSES = ("t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot")
# The three grape varieties of the study, in the order of its class numbers.
CULTIVARS = ("Barolo", "Grignolino", "Barbera")


def make_wine(folder):
    from sklearn.datasets import load_wine
    wine = load_wine()
    names = [name.replace("/", "_") for name in wine.feature_names]
    with open(folder / "wine.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*names, "class"])
        for row, target in zip(wine.data, wine.target):
            writer.writerow([*(repr(float(value)) for value in row), CULTIVARS[target]])
    return 178


def make_penguins(folder, source=None):
    found = [path for path in ([source] if source else PENGUINS) if pathlib.Path(path).is_file()]
    if not found:
        raise FileNotFoundError("penguins.csv was not found; install the package r-cran-palmerpenguins or use --from FILE")
    text = pathlib.Path(found[0]).read_text(encoding="utf-8")
    (folder / "penguins.csv").write_text(text, encoding="utf-8")
    return text.count("\n") - 1


def read_idx(path):
    """An idx.gz file as a numpy array of bytes: magic number, sizes (big endian), then the values."""
    import numpy
    with gzip.open(path, "rb") as file:
        raw = file.read()
    dimensions = raw[3]
    shape = [int.from_bytes(raw[4 + 4 * i:8 + 4 * i], "big") for i in range(dimensions)]
    return numpy.frombuffer(raw, numpy.uint8, offset=4 + 4 * dimensions).reshape(shape)


def make_fashion(folder, per_class):
    from PIL import Image
    images, labels = (read_idx(FASHION_FOLDER / f"train-{name}-ubyte.gz") for name in ("images-idx3", "labels-idx1"))
    made = 0
    for number, name in enumerate(FASHION_CLASSES):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for index in (labels == number).nonzero()[0][:per_class]:
            Image.fromarray(images[index]).save(folder / name / f"{name}-{index:05d}.png", optimize=False)
            made += 1
    return made


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=("wine", "penguins", "fashion-mnist"))
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--per-class", type=int, default=250)
    parser.add_argument("--from", dest="source")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    try:
        if chosen.name == "wine":
            made = make_wine(chosen.folder)
        elif chosen.name == "penguins":
            made = make_penguins(chosen.folder, chosen.source)
        else:
            made = make_fashion(chosen.folder, chosen.per_class)
    except (ImportError, OSError) as error:
        print(f"example_data: {error}", file=sys.stderr)
        return 1
    print(f"{made} examples in {chosen.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
