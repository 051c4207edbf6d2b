"""Draws defects on good photos, to have something to measure with where there are no photos of real ones."""

import math

import numpy
import torch
from PIL import Image, ImageDraw

KINDS = ("drawn scratch", "drawn spot", "drawn patch")
VISIBLE = 12            # levels of brightness by which the changed pixels must differ on average


def draw(values, number, seed):
    """(byte tensor [c, h, w] with a defect, number of its kind). The same for the same number and seed."""
    kind = number % len(KINDS)
    chance = numpy.random.default_rng([seed, number])
    before = values.numpy()
    for _ in range(20):
        after = (scratch, spot, patch)[kind](before, chance)
        changed = (after != before).any(0)
        if changed.any() and numpy.abs(after.astype(int) - before)[:, changed].mean() >= VISIBLE:
            break
    return torch.from_numpy(after), kind


def scratch(values, chance):
    side = values.shape[-1]
    angle, reach, (x, y) = chance.uniform(0, math.pi), side * chance.uniform(0.12, 0.3), chance.uniform(0.25, 0.75, 2) * side
    ends = (x - reach * math.cos(angle), y - reach * math.sin(angle), x + reach * math.cos(angle), y + reach * math.sin(angle))
    return blend(values, lambda drawing: drawing.line(ends, fill=255, width=max(1, side // 64)), chance)


def spot(values, chance):
    side = values.shape[-1]
    (x, y), wide, high = chance.uniform(0.2, 0.8, 2) * side, *(side * chance.uniform(0.03, 0.08, 2))
    return blend(values, lambda drawing: drawing.ellipse((x - wide, y - high, x + wide, y + high), fill=255), chance)


def blend(values, shape, chance):
    """Lighter or darker where the shape is, with soft edges."""
    side = values.shape[-1]
    drawn = Image.new("L", (side, side), 0)
    shape(ImageDraw.Draw(drawn))
    mask = numpy.asarray(drawn, dtype=float) / 255
    inside = values[:, mask > 0]
    brightness = inside.mean() if inside.size else values.mean()
    colour = numpy.clip(brightness + (-1 if brightness > 127 else 1) * chance.uniform(50, 110, (len(values), 1, 1)), 0, 255)
    return numpy.round(values * (1 - 0.8 * mask) + colour * 0.8 * mask).astype(numpy.uint8)


def patch(values, chance):
    """A piece from elsewhere in the photo, turned: it looks right, but not in that place."""
    side = values.shape[-1]
    size = max(3, round(side * chance.uniform(0.12, 0.25)))
    fx, fy, tx, ty = chance.integers(0, side - size + 1, 4)
    made = values.copy()
    made[:, ty:ty + size, tx:tx + size] = numpy.rot90(values[:, fy:fy + size, fx:fx + size], 1, (1, 2))
    return made


class DrawnStore:
    """The photos of another store, each with a defect drawn on it."""

    def __init__(self, store, seed, first_kind):
        self._store, self._seed = store, seed
        self.labels = torch.tensor([first_kind + number % len(KINDS) for number in range(len(store))], dtype=torch.long)

    def __len__(self):
        return len(self._store)

    def path(self, index):
        return self._store.path(index)

    def get(self, indices):
        numbers = torch.as_tensor(indices, dtype=torch.long)
        return torch.stack([draw(values, int(number), self._seed)[0] for values, number in zip(self._store.get(numbers), numbers)])
