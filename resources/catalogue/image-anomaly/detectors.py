"""Two ways to say how far a photo lies from the good ones: a bell curve for every place (after PaDiM), or a memory of
good patches (after PatchCore). Both are written here from their papers and use nobody's weights."""

import math

import torch
from torch import nn

SHRINK = 0.5            # share of the average of all places in each place's own spread; 0.2 to 0.7 measured the same
RIDGE = 0.01            # keeps directions in which the good photos do not vary from counting without end
FLOOR = 0.05            # likewise for places that never vary, such as an even background
WIDEST = 100            # numbers per place that the bell curves look at, as PaDiM does: their cost grows with the square
TOP_SHARE = 0.01        # of the places, whose average is the photo's score: one odd place is enough
PLACE_WEIGHT = 1.0      # of where a patch lies, beside what it looks like
PROJECTED = 32          # numbers per patch while choosing the memory


def rows_of(features):
    """[n, d, grid, grid] as [n, places, d]."""
    return features.flatten(2).transpose(1, 2)


class Moments:
    """Sums of the features and of their products, from which mean and spread follow. Does not grow with the photos."""

    def __init__(self, width, places, aligned, seed, device):
        self.aligned, self.count = aligned, 0
        chosen = torch.randperm(width, generator=torch.Generator().manual_seed(seed))[:WIDEST].sort().values
        self.chosen = chosen.to(device)
        own = places if aligned else 1
        self.sum = torch.zeros(own, len(chosen), dtype=torch.float64, device=device)
        self.products = torch.zeros(own, len(chosen), len(chosen), dtype=torch.float64, device=device)

    def add(self, features):
        x = by_place(rows_of(features)[..., self.chosen].double(), self.aligned)
        self.count += x.shape[1]
        self.sum += x.sum(1)
        self.products += x.transpose(1, 2) @ x

    def mean_and_spread(self):
        """([own places, d], covariances [own places, d, d])"""
        mean = self.sum / self.count
        return mean, self.products / self.count - mean[:, :, None] * mean[:, None, :]

    def overall(self):
        """The same for all places together: ([d], [d, d])."""
        mean = self.sum.mean(0) / self.count
        return mean, self.products.mean(0) / self.count - mean[:, None] * mean[None, :]


def by_place(x, aligned):
    """[n, places, d] as [places, n, d], or as [1, n x places, d] where a place means nothing."""
    return x.transpose(0, 1) if aligned else x.reshape(1, -1, x.shape[-1])


def whitening(spread):
    """The triangle that makes features of this spread independent and equally wide."""
    one = torch.eye(spread.shape[-1], dtype=spread.dtype, device=spread.device)
    return torch.linalg.solve_triangular(torch.linalg.cholesky(spread + RIDGE * one), one.expand_as(spread), upper=False)


class Gaussian(nn.Module):
    """How many times the usual deviation each place is away from its mean, over all features together."""

    def __init__(self, moments, grid):
        super().__init__()
        self.aligned, self.grid = moments.aligned, grid
        mean, spread = moments.mean_and_spread()
        variance = torch.diagonal(spread, dim1=1, dim2=2).clamp(min=0)
        deviation = (variance + FLOOR * variance.mean(0, keepdim=True) + 1e-9).sqrt()
        alike = spread / (deviation[:, :, None] * deviation[:, None, :])
        triangle = whitening((1 - SHRINK) * alike + SHRINK * alike.mean(0, keepdim=True))
        width = triangle.shape[-1]
        rows, columns = torch.tril_indices(width, width)
        self.register_buffer("chosen", moments.chosen)
        self.register_buffer("mean", mean.float())
        self.register_buffer("deviation", deviation.float())
        self.register_buffer("rows", rows.to(mean.device))
        self.register_buffer("columns", columns.to(mean.device))
        # By far the largest part of the model: half as many bytes, and the threshold is set with these very numbers.
        self.register_buffer("triangle", triangle[:, rows, columns].half())

    def forward(self, features):
        """(score per photo [n], deviation per place [n, grid, grid])"""
        x = rows_of(features)[..., self.chosen]
        x = by_place((x - self.mean) / self.deviation, self.aligned)
        full = torch.zeros(self.triangle.shape[0], x.shape[-1], x.shape[-1], device=x.device)
        full[:, self.rows, self.columns] = self.triangle.float()
        x = (x @ full.transpose(1, 2)).square().mean(-1).sqrt()
        heat = (x.transpose(0, 1) if self.aligned else x).reshape(-1, self.grid * self.grid)
        top = max(1, round(TOP_SHARE * self.grid * self.grid))
        return heat.topk(top, dim=1).values.mean(1), heat.view(-1, self.grid, self.grid)


class Patches(nn.Module):
    """Makes features comparable: own filters are whitened; pretrained features are only scaled, as PatchCore has them.
    Where the photos are aligned, the place of a patch is part of it."""

    def __init__(self, moments, candidates, grid, own_filters):
        super().__init__()
        device = candidates.device
        self.aligned = moments.aligned
        if own_filters:
            mean, spread = moments.overall()
            deviation = (torch.diagonal(spread).clamp(min=0) + 1e-9).sqrt()
            triangle = whitening(spread / (deviation[:, None] * deviation[None, :])) / deviation[None, :] / math.sqrt(len(mean))
        else:
            mean, triangle = torch.zeros(candidates.shape[1], device=device), 1 / candidates.norm(dim=1).mean()
        self.register_buffer("mean", mean.float())
        self.register_buffer("triangle", triangle.float())
        steps = torch.linspace(-1, 1, grid, device=device)
        self.register_buffer("places", PLACE_WEIGHT * torch.stack(torch.meshgrid(steps, steps, indexing="ij"), -1).view(grid * grid, 2))

    def forward(self, x, place=None):
        """x: [..., d]; place: the number of each one's place."""
        x = x - self.mean
        x = x @ self.triangle.T if self.triangle.dim() else x * self.triangle
        if not self.aligned:
            return x
        places = self.places if place is None else self.places[place]
        return torch.cat([x, places.expand(*x.shape[:-1], 2)], -1)


def start_choice(patches, seed):
    """What choosing the memory begins with: {projected, distance, chosen, next}."""
    chance = torch.Generator().manual_seed(seed)
    width = min(PROJECTED, patches.shape[1])
    projected = patches @ (torch.randn(patches.shape[1], width, generator=chance) / math.sqrt(width)).to(patches.device)
    return {"projected": projected, "squares": projected.square().sum(1), "distance": torch.full((len(patches),), math.inf, device=patches.device), "chosen": [],
            "next": int(torch.randint(len(patches), (1,), generator=chance))}


def choose_next(state):
    """Takes the patch that lies farthest from all that were chosen: a small memory without gaps."""
    latest = state["next"]
    state["chosen"].append(latest)
    distance = torch.addmv(state["squares"], state["projected"], state["projected"][latest], alpha=-2) + state["squares"][latest]
    state["distance"] = torch.minimum(state["distance"], distance)
    state["next"] = int(state["distance"].argmax())


def partial_squares(x, memory):
    """The squared distances between each row of one and each row of the other, less the square of x itself, which does
    not change which is nearest. Much quicker than pair by pair."""
    return torch.addmm(memory.square().sum(1)[None, :], x, memory.T, alpha=-2)


def whole_distance(partial, x):
    return (partial + x.square().sum(-1)).clamp(min=0).sqrt()


class Memory(nn.Module):
    """How far each place is from the nearest good patch. The photo's score is that of its oddest place, which weighs
    less where the memory itself is thin (PatchCore's reweighting)."""

    def __init__(self, patches, kept, grid, neighbours):
        super().__init__()
        self.patches, self.grid, self.neighbours = patches, grid, min(neighbours, len(kept))
        self.register_buffer("kept", kept.half())

    def forward(self, features):
        x, memory = self.patches(rows_of(features)), self.kept.float()
        nearest, which = partial_squares(x.reshape(-1, x.shape[-1]), memory).view(-1, self.grid * self.grid, memory.shape[0]).min(2)
        nearest = whole_distance(nearest, x)
        heat = nearest.view(-1, self.grid, self.grid)
        score, oddest = nearest.max(1)
        if self.neighbours > 1:
            pick = oddest[:, None]
            own = x.gather(1, pick[:, :, None].expand(-1, -1, x.shape[-1]))
            around = partial_squares(memory[which.gather(1, pick)[:, 0]], memory).topk(self.neighbours, dim=1, largest=False).indices
            score = score * (1 - torch.softmax((own - memory[around]).norm(dim=2), 1)[:, 0])
        return score, heat


class Deployed(nn.Module):
    """What is saved for use: takes pixels from 0 to 1, gives score and heat, both with 1 for the threshold."""

    def __init__(self, features, detector, threshold):
        super().__init__()
        self.features, self.detector, self.threshold = features, detector, threshold

    def forward(self, x):
        score, heat = self.detector(self.features(x))
        return score / self.threshold, heat / self.threshold


def set_threshold(scores, wanted):
    """(threshold, the share of new good photos expected above it). The n good scores and the next one can come in any
    order alike, so the k-th smallest is passed by (n + 1 - k) / (n + 1) of new ones; beyond the largest nothing is known."""
    ordered = sorted(float(score) for score in scores)
    n = len(ordered)
    k = min(n, math.ceil((n + 1) * (1 - wanted) - 1e-9))
    return max(ordered[max(1, k) - 1], 1e-9), (n + 1 - max(1, k)) / (n + 1)
