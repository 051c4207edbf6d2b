"""From what the network says of every place to a short list of boxes: the tops of its hills, each thing once."""

import torch

MOST = 100                  # boxes of one photo
LEAST_SURE = 0.05
SAME_THING = 0.6            # overlap of two boxes of one kind that are taken for one thing
STEP = 4                    # as network.STEP


def find(sure, reach, size):
    """One photo: certainties [kinds, h, w] and reach [4, h, w] to (boxes [n, 4] within width and height `size`, labels,
    certainties), the surest first."""
    tops = torch.nn.functional.max_pool2d(sure[None], 3, stride=1, padding=1)[0] == sure
    scores = torch.where(tops, sure, torch.zeros_like(sure)).flatten()
    chances, places = scores.topk(min(MOST * 3, scores.numel()))
    kept = chances >= LEAST_SURE
    chances, places = chances[kept], places[kept]
    high, wide = sure.shape[1:]
    labels, row, column = places // (high * wide), places % (high * wide) // wide, places % wide
    x, y = (column + 0.5) * STEP, (row + 0.5) * STEP
    left, up, right, down = reach[:, row, column]
    limit = torch.tensor([*size, *size], dtype=torch.float32)
    boxes = torch.minimum(torch.stack([x - left, y - up, x + right, y + down], 1).clamp(min=0), limit)
    whole = (boxes[:, 2] - boxes[:, 0] >= 1) & (boxes[:, 3] - boxes[:, 1] >= 1)
    boxes, labels, chances = boxes[whole], labels[whole], chances[whole]
    once = each_once(boxes, labels)[:MOST]
    return boxes[once], labels[once], chances[once]


def each_once(boxes, labels):
    """The numbers of the boxes, surest first, that overlap no surer one of their own kind too much."""
    same = (overlaps(boxes, boxes) > SAME_THING) & (labels[:, None] == labels[None])
    kept = []
    gone = torch.zeros(len(boxes), dtype=torch.bool)
    for number in range(len(boxes)):
        if not gone[number]:
            kept.append(number)
            gone |= same[number]
    return kept


def overlaps(one, other):
    """What two boxes share as a part of what they cover together, for all pairs [n, m]."""
    corners = torch.minimum(one[:, None, 2:], other[None, :, 2:]) - torch.maximum(one[:, None, :2], other[None, :, :2])
    cross = corners.clamp(min=0).prod(2)
    areas = [(boxes[:, 2:] - boxes[:, :2]).clamp(min=0).prod(1) for boxes in (one, other)]
    return cross / (areas[0][:, None] + areas[1][None] - cross).clamp(min=1e-9)
