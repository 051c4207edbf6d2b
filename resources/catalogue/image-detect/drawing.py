"""Photos with boxes drawn on them, for the report: what was found with a full line, what was missed with a broken one."""

import io

import torch
from PIL import Image, ImageDraw

from finding import overlaps

WIDE = 256                  # pixels of a picture in the report
FOUND, WRONG, MISSED = (255, 176, 0), (255, 64, 96), (80, 220, 255)
GOOD_ENOUGH = 0.5           # overlap


def judge(found, there, certainty):
    """What of one photo is right, wrong and missed: lists of (box, label, certainty or None)."""
    boxes, labels, chances = found
    true_boxes, true_labels = there
    free, right, wrong = [True] * len(true_boxes), [], []
    shared = overlaps(boxes, true_boxes)
    for number in range(len(boxes)):
        if float(chances[number]) < certainty:
            continue
        fits = [(float(shared[number, one]), one) for one in range(len(true_boxes)) if free[one] and true_labels[one] == labels[number]]
        best = max(fits, default=(0.0, -1))
        (right if best[0] >= GOOD_ENOUGH else wrong).append((boxes[number].tolist(), int(labels[number]), float(chances[number])))
        if best[0] >= GOOD_ENOUGH:
            free[best[1]] = False
    missed = [(true_boxes[one].tolist(), int(true_labels[one]), None) for one in range(len(true_boxes)) if free[one]]
    return right, wrong, missed


def examples(training, found, there, certainty, most=6):
    """{"found" | "missed" | "wrong": [(file, right, wrong, missed, png)]}, the photos that show most first."""
    judged = [judge(*pair, certainty) for pair in zip(found, there)]
    order = {"missed": lambda one: (len(one[2]), -len(one[1])), "wrong": lambda one: (len(one[1]), -len(one[2])), "found": lambda one: (not one[1] and not one[2], len(one[0]))}
    groups, shown = {}, set()
    for group, rank in order.items():
        numbers = [number for number in sorted(range(len(judged)), key=lambda number: rank(judged[number]), reverse=True) if number not in shown and judged[number][("found", "wrong", "missed").index(group)]][:most]
        shown.update(numbers)
        groups[group] = [(training.stores["test"].photos[number].path, *named(judged[number], training.collection.kinds), draw(training.stores["test"], number, judged[number])) for number in numbers]
    return groups


def named(judged, kinds):
    return [[(kinds[label], chance) for _, label, chance in part] for part in judged]


def draw(store, number, judged):
    """PNG bytes of a photo of the test with its boxes."""
    pixels = store.get([number])[0][0].numpy()
    width, height = store.size(number)
    image = Image.fromarray(pixels[0] if len(pixels) == 1 else pixels.transpose(1, 2, 0)).crop((0, 0, width, height)).convert("RGB")
    scale = WIDE / max(width, height)
    image = image.resize((max(1, round(width * scale)), max(1, round(height * scale))), Image.NEAREST if scale > 1.5 else Image.BILINEAR)
    pen = ImageDraw.Draw(image)
    for part, colour, broken in zip(judged, (FOUND, WRONG, MISSED), (False, False, True)):
        for box, _, chance in part:
            corners = [value * scale for value in box]
            rectangle(pen, corners, colour, broken)
            if part is judged[1]:           # a cross: wrong can be told without its colour
                pen.line(corners, fill=colour)
                pen.line([corners[2], corners[1], corners[0], corners[3]], fill=colour)
    file = io.BytesIO()
    image.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


def rectangle(pen, box, colour, broken):
    left, top, right, bottom = box
    for ends in ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom), (right, top, right, bottom)):
        for part in pieces(*ends) if broken else [ends]:
            pen.line(part, fill=colour, width=2)


def pieces(x, y, to_x, to_y, dash=6):
    """Every other piece of a line."""
    length = max(abs(to_x - x), abs(to_y - y), 1e-9)
    count = max(1, int(length // dash))
    for number in range(0, count, 2):
        begin, end = number / count, min(1.0, (number + 1) / count)
        yield x + (to_x - x) * begin, y + (to_y - y) * begin, x + (to_x - x) * end, y + (to_y - y) * end
