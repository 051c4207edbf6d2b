"""Photos as the network sees them: as large as fits in a square, in its upper left corner, the rest grey; and the same
small changes for a photo and its boxes."""

import concurrent.futures
import os

import numpy
import torch
from PIL import Image

import werkbank_images as images

REST = 114                  # the grey of what is not photo
ORIENTATION = 0x0112        # where a phone says which way is up
SIDES = (64, 96, 128, 192, 256, 384, 512, 640, 800, 1024)       # all of them whole at the network's coarsest step
LEAST_VISIBLE = 0.4         # of a box that a change moved partly out of the photo; less, and nobody would know it


class Look:
    """What a photo's header says: its upright size, whether it is stored lying down, and whether it has colours."""

    def __init__(self, size, turned, grey):
        self.size, self.turned, self.grey = size, turned, grey


def look(root, path):
    """The look of a photo; refuses one that cannot be opened."""
    try:
        with Image.open(root / path) as image:
            turned = image.getexif().get(ORIENTATION, 1)
            size = image.size[::-1] if turned in (5, 6, 7, 8) else image.size
            return Look(size, turned, image.mode in images.GREY_MODES)
    except Exception as error:          # Pillow's decoders raise many kinds for a broken file; none may pass unnamed
        raise damaged(str(path)) from error


def damaged(name):
    return images.ImageError("corrupt_image", f"De foto '{name}' is beschadigd of geen echte foto. Verwijder of vervang dit bestand.",
                             f"The photo '{name}' is damaged or not a real photo. Remove or replace this file.", name)


def look_at_all(collection):
    """Reads the headers of all photos: their usual longest side, and the channels. Boxes that were drawn on a photo as it
    is stored, lying down, are turned with it; boxes of a photo of another size are refused."""
    photos = [photo for part in collection.items.values() for photo in part]
    with concurrent.futures.ThreadPoolExecutor(workers()) as pool:
        looks = list(pool.map(lambda photo: look(collection.root, photo.path), photos))
    for photo, seen in zip(photos, looks):
        photo.size = seen.size
        if photo.said_size and photo.said_size != seen.size:
            if seen.turned < 5 or photo.said_size != seen.size[::-1]:
                raise wrong_size(photo, seen.size)
            photo.boxes = turn(photo.boxes, seen.turned)
    sides = sorted(max(seen.size) for seen in looks)
    return sides[len(sides) // 2], 1 if all(seen.grey for seen in looks) else 3


def wrong_size(photo, size):
    said, real = ("{} x {}".format(*one) for one in (photo.said_size, size))
    return images.ImageError("photo_size", f"De kaders van '{photo.path}' zijn getekend op een foto van {said}, maar de foto is {real}. Gebruik de foto's waarop de kaders zijn getekend.",
                             f"The boxes of '{photo.path}' were drawn on a photo of {said}, but the photo is {real}. Use the photos on which the boxes were drawn.", photo.path)


def turn(boxes, orientation):
    """Boxes on a photo as it is stored, on the photo upright (Exif's orientations 5 to 8)."""
    left, top, right, bottom = boxes.T
    turned = {5: (top, left, bottom, right), 6: (1 - bottom, left, 1 - top, right), 7: (1 - bottom, 1 - right, 1 - top, 1 - left), 8: (top, 1 - right, bottom, 1 - left)}
    return numpy.stack(turned[orientation], 1)


def choose_side(wanted, usual, on_gpu):
    """The side to train at: as asked, or the photos' own size up to what this machine does in reasonable time."""
    if wanted != "auto":
        return int(wanted)
    limit = min(usual, 640 if on_gpu else 256)
    return max([side for side in SIDES if side <= limit], default=SIDES[0])


def size_within(size, side):
    """Width and height of a photo of this size in its square."""
    return tuple(max(1, round(one * side / max(size))) for one in size)


def fit(path, side, channels, size):
    """Bytes [channels, side, side] of a photo of this upright size."""
    image, (width, height) = images.decode(path, channels, side), size_within(size, side)
    if image.size != (width, height):
        image = image.resize((width, height), Image.BILINEAR)
    values = numpy.asarray(image, dtype=numpy.uint8)
    canvas = numpy.full((channels, side, side), REST, dtype=numpy.uint8)
    canvas[:, :height, :width] = values[None] if channels == 1 else values.transpose(2, 0, 1)
    return canvas


def workers():
    return max(1, min(16, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


class Store:
    """Photos by number as byte tensors, with their boxes in pixels of these; keeps them decoded when they all fit in memory.
    Of a `group` each process decodes a part of those."""

    def __init__(self, collection, photos, side, channels, cache_bytes=images.CACHE_BYTES // 3, group=None):
        self._root, self.photos, self._side, self._channels = collection.root, photos, side, channels
        self._pool = concurrent.futures.ThreadPoolExecutor(workers())
        self._cache = None
        if len(photos) * channels * side * side <= cache_bytes:
            self._cache = group.collect(self._read(group.rows(len(photos))), len(photos)) if group else self._read(range(len(photos)))

    def __len__(self):
        return len(self.photos)

    def get(self, numbers):
        """(byte tensor [n, channels, side, side], [boxes], [labels]); a box is left, top, right, bottom."""
        numbers = [int(number) for number in numbers]
        truths = [self.truth(number) for number in numbers]
        return self._cache[numbers] if self._cache is not None else self._read(numbers), [boxes for boxes, _ in truths], [labels for _, labels in truths]

    def size(self, number):
        """Width and height of a photo within its square."""
        return size_within(self.photos[number].size, self._side)

    def truth(self, number):
        """(boxes, labels) that people drew, without reading the photo."""
        photo = self.photos[number]
        return torch.from_numpy(photo.boxes) * torch.tensor([*self.size(number)] * 2, dtype=torch.float32), torch.from_numpy(photo.labels)

    def _read(self, numbers):
        pixels = torch.empty((len(numbers), self._channels, self._side, self._side), dtype=torch.uint8)
        for place, values in enumerate(self._pool.map(self._one, numbers)):
            pixels[place] = torch.from_numpy(values)
        return pixels

    def _one(self, number):
        photo = self.photos[number]
        try:
            return fit(self._root / photo.path, self._side, self._channels, photo.size)
        except MemoryError:
            raise
        except Exception as error:
            raise damaged(photo.path) from error


# ---- small changes, so that no photo is seen twice the same ---------------------------------------------

STRENGTHS = {"low": (0.12, 0.08, 0.0), "med": (0.35, 0.15, 0.25)}      # zoom, shift and light


def change(pixels, boxes, labels, strength, generator, places=None, of=0):
    """pixels: floats [n, c, side, side], zero where there is no photo. Mirrors, zooms and shifts photos and boxes alike.
    places: which rows of a batch of so many (`of`) these are, so that each changes as it would in the whole batch."""
    if strength == "none":
        return pixels, boxes, labels
    zoom, shift, light = STRENGTHS[strength]
    count, _, side, _ = pixels.shape
    places = torch.arange(count) if places is None else torch.as_tensor(places)
    drawn = lambda *more: torch.rand(of or count, *more, generator=generator)[places]
    mirror = torch.where(drawn() < 0.5, -1.0, 1.0)
    scale = 1 + (2 * drawn() - 1) * zoom
    moved = (2 * drawn(2) - 1) * 2 * shift
    brighter = 1 + (2 * drawn(1, 1, 1) - 1) * light
    none = torch.zeros(count)
    # Where each place of the new photo comes from, as numbers from -1 to 1.
    across, down = mirror / scale, 1 / scale
    grid = torch.stack([torch.stack([across, none, moved[:, 0]], 1), torch.stack([none, down, moved[:, 1]], 1)], 1).to(pixels)
    grid = torch.nn.functional.affine_grid(grid, list(pixels.shape), align_corners=False)
    pixels = torch.nn.functional.grid_sample(pixels, grid, align_corners=False) * brighter.to(pixels)
    kept = [move(one, kind, side, (float(across[n]), float(down[n])), moved[n].tolist()) for n, (one, kind) in enumerate(zip(boxes, labels))]
    return pixels, [one for one, _ in kept], [kind for _, kind in kept]


def move(boxes, labels, side, scale, moved):
    """Boxes where the change put them; without those that are mostly outside now."""
    if not len(boxes):
        return boxes, labels
    places = 2 * boxes / side - 1
    x = (places[:, 0::2] - moved[0]) / scale[0]
    y = (places[:, 1::2] - moved[1]) / scale[1]
    found = torch.stack([x.amin(1), y.amin(1), x.amax(1), y.amax(1)], 1)
    inside = found.clamp(-1, 1)
    visible = area(inside) >= LEAST_VISIBLE * area(found)
    return ((inside + 1) * side / 2)[visible], labels[visible]


def area(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
