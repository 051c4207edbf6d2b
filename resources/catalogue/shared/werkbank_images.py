"""Finds and reads a folder of photos, one folder per class, and hands them out as small tensors."""

import concurrent.futures
import io
import math
import os
import pathlib
import random
import warnings

import numpy
import torch
from PIL import Image, ImageOps

EXTENSIONS = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"}
SPLITS = {"train": "train", "val": "val", "valid": "val", "validation": "val", "test": "test"}
SHARES = {"val": 0.15, "test": 0.15}    # of the photos, where the data brings no such folder itself
SIDES = (28, 32, 48, 64, 96, 128, 160, 224, 288, 384)
CACHE_BYTES = 2 * 2**30                 # decoded photos that may stay in memory
GREY_MODES = {"1", "L", "LA", "I", "F", "I;16", "I;16B"}
warnings.simplefilter("error", Image.DecompressionBombWarning)


class ImageError(Exception):
    """The photos cannot be used: a code, a sentence in Dutch and English, and the file and line where they are known."""

    def __init__(self, code, nl, en, file=None, line=None):
        super().__init__(en)
        self.code, self.nl, self.en, self.file, self.line = code, nl, en, file, line


# ---- which photos there are -----------------------------------------------------------------------------

def folders_in(folder):
    return sorted((p for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "__MACOSX"))), key=lambda p: p.name)


def photos_in(folder):
    """(photos, number of other files) below a folder, in a fixed order."""
    photos, strays = [], 0
    for place, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith((".", "__MACOSX")))
        for name in sorted(files):
            if name.startswith(".") or name.lower() in ("thumbs.db", "desktop.ini"):
                continue
            path = pathlib.Path(place, name)
            if path.suffix.lower() in EXTENSIONS:
                photos.append(path)
            else:
                strays += 1
    return photos, strays


class Collection:
    """All photos: classes (names), items {"train"|"val"|"test": [(path, class number)]}, strays."""

    def __init__(self, root, seed=42):
        self.root, self.strays = pathlib.Path(root), 0
        if not self.root.is_dir():
            raise ImageError("no_images", "De map met foto's is niet gevonden.", "The folder of photos was not found.")
        top = self._top()
        given = {SPLITS[f.name.lower()]: f for f in folders_in(top) if f.name.lower() in SPLITS}
        found = {name: self._read(folder) for name, folder in given.items()} if "train" in given else {"train": self._read(top)}
        self.classes = sorted(found["train"])
        self._check(found)
        self.items = {name: [(p, self.classes.index(c)) for c in sorted(per_class) for p in per_class[c]] for name, per_class in found.items()}
        for name in ("test", "val"):
            if not self.items.get(name):
                self.items["train"], self.items[name] = self._cut(self.items["train"], SHARES[name], f"{seed}/{name}")

    def _top(self):
        """A zip often wraps everything in one more folder."""
        top = self.root
        while True:
            inside = folders_in(top)
            if len(inside) != 1 or inside[0].name.lower() in SPLITS or not folders_in(inside[0]):
                return top
            top = inside[0]

    def _read(self, folder):
        per_class = {}
        for inside in folders_in(folder):
            photos, strays = photos_in(inside)
            self.strays += strays
            if photos:
                per_class[inside.name.encode("utf-8", "replace").decode("utf-8")] = photos
        return per_class

    def _check(self, found):
        if not self.classes:
            raise ImageError("no_images", "Er zijn geen foto's gevonden. Maak voor elke soort een map en zet de foto's daarin.",
                             "No photos were found. Make a folder for every kind and put the photos in it.")
        if len(self.classes) < 2:
            raise ImageError("one_class", f"Er is maar één map met foto's ('{self.classes[0]}'). Minstens twee soorten zijn nodig om te leren onderscheiden.",
                             f"There is only one folder of photos ('{self.classes[0]}'). At least two kinds are needed to learn the difference.")
        for name, per_class in found.items():
            for other in sorted(set(per_class) - set(self.classes)):
                raise ImageError("unknown_class", f"De map '{other}' staat wel bij {name}, maar niet bij train.", f"The folder '{other}' is in {name}, but not in train.", other)
        for name in self.classes:
            if len(found["train"][name]) < 4:
                raise ImageError("too_few_images", f"De map '{name}' heeft maar {len(found['train'][name])} foto's. Minstens 20 per soort is nodig, liever 100.",
                                 f"The folder '{name}' has only {len(found['train'][name])} photos. At least 20 of each kind are needed, preferably 100.", name)

    @staticmethod
    def _cut(items, share, seed):
        """Splits off a share of every class, by chance but the same each time."""
        kept, cut = [], []
        for number in sorted({label for _, label in items}):
            own = [item for item in items if item[1] == number]
            random.Random(f"{seed}/{number}").shuffle(own)
            count = max(1, round(share * len(own)))
            cut += own[:count]
            kept += own[count:]
        return kept, cut

    def name_of(self, path):
        try:
            return str(path.relative_to(self.root))
        except ValueError:
            return path.name


# ---- reading one photo ----------------------------------------------------------------------------------

def decode(path, channels, side):
    """The photo as a picture of Pillow, upright, without transparency; JPEG no finer than `side` needs."""
    with Image.open(path) as image:
        if image.format == "JPEG":
            image.draft("L" if channels == 1 else "RGB", (side, side))      # decodes only as finely as needed
        image = ImageOps.exif_transpose(image)                              # phones store which way is up beside the pixels
        if image.mode in ("I", "F", "I;16", "I;16B"):                       # 16-bit measuring cameras
            values = numpy.asarray(image, dtype=numpy.float64)
            image = Image.fromarray((values / (256 if values.max() > 255 else 1)).clip(0, 255).astype(numpy.uint8))
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
        return image.convert("L" if channels == 1 else "RGB")


def open_photo(path, side, channels):
    """The photo as an array of bytes [channels, side, side], upright, without transparency."""
    image = decode(path, channels, side)
    if image.size != (side, side):
        image = image.resize((side, side), Image.BILINEAR)
    values = numpy.asarray(image, dtype=numpy.uint8)
    return values[None] if channels == 1 else values.transpose(2, 0, 1)


def read_photo(collection, path, side, channels):
    try:
        return open_photo(path, side, channels)
    except Exception as error:      # Pillow's decoders raise many kinds for a broken file; none may pass unnamed
        if isinstance(error, MemoryError):
            raise
        name = collection.name_of(path)
        raise ImageError("corrupt_image", f"De foto '{name}' is beschadigd of geen echte foto. Verwijder of vervang dit bestand.",
                         f"The photo '{name}' is damaged or not a real photo. Remove or replace this file.", name) from error


def look_at(collection, limit=60):
    """(usual longest side in pixels, channels) of a sample."""
    items = collection.items["train"]
    sides, channels = [], 1
    for path, _ in items[::max(1, len(items) // limit)]:
        try:
            with Image.open(path) as image:
                sides.append(max(image.size))
                channels = max(channels, 1 if image.mode in GREY_MODES else 3)
        except Exception:           # the reading proper names the broken file
            continue
    return (sorted(sides)[len(sides) // 2] if sides else 64), channels


def choose_side(wanted, usual, on_gpu):
    """The side to train at: as asked, or the photos' own size up to what this machine does in reasonable time."""
    if wanted != "auto":
        return int(wanted)
    limit = min(usual, 224 if on_gpu else 96)
    return max([side for side in SIDES if side <= limit], default=SIDES[0])


class Store:
    """Photos by number as byte tensors; keeps them decoded when they all fit in memory. Of a `group` each process decodes
    a part of those."""

    def __init__(self, collection, items, side, channels, cache_bytes=CACHE_BYTES, group=None):
        self._collection, self._items, self._side, self._channels = collection, items, side, channels
        self.labels = torch.tensor([label for _, label in items], dtype=torch.long)
        workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._pool = concurrent.futures.ThreadPoolExecutor(max_workers=max(1, min(16, workers)))
        self._cache = None
        if len(items) * channels * side * side <= cache_bytes:
            self._cache = group.collect(self._read(group.rows(len(items))), len(items)) if group else self._read(range(len(items)))

    def __len__(self):
        return len(self._items)

    def path(self, index):
        return self._items[index][0]

    def get(self, indices):
        """Byte tensor [n, channels, side, side]."""
        if self._cache is not None:
            return self._cache[torch.as_tensor(indices, dtype=torch.long)]
        return self._read(indices)

    def _read(self, indices):
        one = lambda i: read_photo(self._collection, self._items[i][0], self._side, self._channels)
        found = torch.empty((len(indices), self._channels, self._side, self._side), dtype=torch.uint8)
        for place, values in enumerate(self._pool.map(one, indices)):
            found[place] = torch.from_numpy(values.copy())
        return found


# ---- small changes, so that no photo is seen twice the same ---------------------------------------------

def augment(batch, strength, generator, places=None, of=0):
    """batch: floats [n, c, side, side]. low: mirror and shift. med: also turn, zoom and brightness. places: which rows of
    a batch of so many (`of`) these are, so that each changes as it would in the whole batch."""
    if strength == "none":
        return batch
    side = batch.shape[3]
    if places is None:
        places, of = range(len(batch)), len(batch)
    places = torch.as_tensor(places, dtype=torch.long)
    drawn = lambda *more: torch.rand(of, *more, generator=generator)[places]
    mirror = drawn() < 0.5
    if strength == "low":
        batch = torch.where(mirror.view(-1, 1, 1, 1).to(batch.device), batch.flip(3), batch)
        reach = max(1, side // 14)
        padded = torch.nn.functional.pad(batch, (reach,) * 4, mode="replicate")
        moves = torch.randint(0, 2 * reach + 1, (of, 2), generator=generator)[places].tolist()
        return torch.stack([padded[i, :, y:y + side, x:x + side] for i, (y, x) in enumerate(moves)])
    turn = (drawn() - 0.5) * math.radians(20)
    zoom = 1 + (drawn() - 0.5) * 0.2
    shift = (drawn(2) - 0.5) * 0.2
    flip = torch.where(mirror, -1.0, 1.0)
    rows = [torch.stack([flip * zoom * turn.cos(), -zoom * turn.sin(), shift[:, 0]], 1), torch.stack([flip * zoom * turn.sin(), zoom * turn.cos(), shift[:, 1]], 1)]
    grid = torch.nn.functional.affine_grid(torch.stack(rows, 1).to(batch), list(batch.shape), align_corners=False)
    batch = torch.nn.functional.grid_sample(batch, grid, padding_mode="border", align_corners=False)
    light = 1 + (drawn(1, 1, 1) - 0.5) * 0.3
    return (batch * light.to(batch)).clamp(0, 1)


def to_png(values, side=96):
    """PNG bytes of a byte tensor [c, h, w], at most `side` pixels wide."""
    values = values.numpy()
    image = Image.fromarray(values[0] if values.shape[0] == 1 else values.transpose(1, 2, 0))
    image.thumbnail((side, side))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
