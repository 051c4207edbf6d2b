"""The network: no boxes are laid out beforehand. At every fourth pixel it says how sure it is that the middle of a thing
of each kind is there, and how far that thing reaches to the left, up, right and down."""

import math

import torch
from torch import nn

STEP = 4                    # pixels between two places that are asked
WIDTHS = {"small": (24, 48, 96, 128, 160), "medium": (32, 64, 128, 256, 384)}
REACH = 16.0                # pixels that one unit of the network's answer means
NARROWEST = 0.34            # of a hill, in places: its top is then one place
SPREAD = 0.09               # of a hill, as a share of the box


def layer(into, out, stride=1):
    """GroupNorm: a few photos give batch statistics no time to settle."""
    return nn.Sequential(nn.Conv2d(into, out, 3, stride=stride, padding=1, bias=False), nn.GroupNorm(8, out), nn.ReLU(inplace=True))


class Down(nn.Module):
    """Half the size, and a second look that only adds what the first missed."""

    def __init__(self, into, out):
        super().__init__()
        self.first, self.second = layer(into, out, 2), layer(out, out)

    def forward(self, x):
        x = self.first(x)
        return x + self.second(x)


class Finder(nn.Module):
    def __init__(self, size, channels, kinds):
        super().__init__()
        widths = WIDTHS[size]
        shared = widths[1]
        self.stem = layer(channels, widths[0], 2)
        self.downs = nn.ModuleList([Down(into, out) for into, out in zip(widths, widths[1:])])
        self.sides = nn.ModuleList([nn.Conv2d(width, shared, 1) for width in widths[1:]])
        self.joined = layer(shared, shared)
        self.head = layer(shared, shared)
        self.sure, self.reach = nn.Conv2d(shared, kinds, 1), nn.Conv2d(shared, 4, 1)
        # At first nothing is anywhere, so that the many empty places do not drown the few full ones.
        nn.init.constant_(self.sure.bias, -math.log(99))

    def forward(self, x):
        """(how sure per kind, as logits [n, kinds, h, w]; reach in pixels [n, 4, h, w])"""
        x, seen = self.stem(x), []
        for down in self.downs:
            x = down(x)
            seen.append(x)
        # From coarse to fine: what is far away helps to know what is near.
        merged = self.sides[3](seen[3])
        for number in (2, 1, 0):
            merged = self.sides[number](seen[number]) + nn.functional.interpolate(merged, scale_factor=2.0, mode="nearest")
        x = self.head(self.joined(merged))
        return self.sure(x), nn.functional.softplus(self.reach(x)) * REACH


class Deployed(nn.Module):
    """What is saved for use: takes pixels from 0 to 1, gives certainties and boxes per place."""

    def __init__(self, network, mean, deviation):
        super().__init__()
        self.network = network
        self.register_buffer("mean", torch.tensor(mean).view(1, -1, 1, 1))
        self.register_buffer("deviation", torch.tensor(deviation).view(1, -1, 1, 1))

    def forward(self, x):
        sure, reach = self.network((x - self.mean) / self.deviation)
        return torch.sigmoid(sure), reach


# ---- what it should have said ---------------------------------------------------------------------------

def hills(boxes, labels, kinds, places):
    """For one photo: (target per kind [kinds, places, places], a hill with its top of 1 in the middle of each box;
    boxes [4, places, places] to reach for; how much each place counts for that)."""
    target, wanted, counts = torch.zeros(kinds, places, places), torch.zeros(4, places, places), torch.zeros(places, places)
    if not len(boxes):
        return target, wanted, counts
    # The smallest box last, so that it keeps its places within a larger one.
    order = ((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).argsort(descending=True, stable=True)
    boxes, labels = boxes[order], labels[order]
    middles = torch.stack([boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]], 1) / (2 * STEP)
    tops = middles.floor().clamp(0, places - 1)
    spreads = (torch.stack([boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]], 1) * SPREAD / STEP).clamp(min=NARROWEST)
    place = torch.arange(places, dtype=torch.float32)
    across, down = (torch.exp(-((place - tops[:, axis:axis + 1]) / spreads[:, axis:axis + 1]) ** 2 / 2) for axis in (0, 1))
    for number in range(len(boxes)):
        hill = down[number][:, None] * across[number][None]
        kind = int(labels[number])
        target[kind] = torch.maximum(target[kind], hill)
        near = hill > 0.3
        counts = torch.where(near, hill, counts)
        wanted = torch.where(near, boxes[number].view(4, 1, 1), wanted)
    return target, wanted, counts


def targets(boxes, labels, kinds, places):
    return [torch.stack(one) for one in zip(*(hills(*pair, kinds, places) for pair in zip(boxes, labels)))]


# ---- how far it is off ----------------------------------------------------------------------------------

def certainty_loss(sure, target):
    """(sum, what to divide it by). Places that are the middle of a thing pull up, all others down; less so on the slopes of
    a hill, and less where it is right already."""
    up, down = nn.functional.logsigmoid(sure), nn.functional.logsigmoid(-sure)
    chance = up.exp()
    top = target >= 1
    loss = torch.where(top, -(1 - chance) ** 2 * up, -((1 - target) ** 4) * chance**2 * down)
    return loss.sum(), top.sum()


def box_loss(reach, wanted, counts):
    """(sum, what to divide it by): one minus the overlap of the boxes, less the share of the box around both that neither
    covers."""
    found = to_boxes(reach)
    cross = torch.minimum(found[:, 2:], wanted[:, 2:]) - torch.maximum(found[:, :2], wanted[:, :2])
    cross = cross.clamp(min=0).prod(1)
    together = size_of(found) + size_of(wanted) - cross
    around = (torch.maximum(found[:, 2:], wanted[:, 2:]) - torch.minimum(found[:, :2], wanted[:, :2])).prod(1)
    overlap = cross / together.clamp(min=1e-6) - (around - together) / around.clamp(min=1e-6)
    return ((1 - overlap) * counts).sum(), counts.sum()


def size_of(boxes):
    return (boxes[:, 2:] - boxes[:, :2]).prod(1)


def to_boxes(reach):
    """Corners in pixels [n, 4, h, w] of what reaches that far from every place."""
    across = (torch.arange(reach.shape[3], device=reach.device, dtype=reach.dtype) + 0.5) * STEP
    down = ((torch.arange(reach.shape[2], device=reach.device, dtype=reach.dtype) + 0.5) * STEP).view(-1, 1)
    left, top, right, bottom = reach.unbind(1)
    return torch.stack([across - left, down - top, across + right, down + bottom], 1)
