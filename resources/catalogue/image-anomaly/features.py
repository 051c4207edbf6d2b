"""Describes every place of a photo by a row of numbers. Nothing is learned here: the filters are fixed, or the weights
come from a file that the user points at."""

import torch
from torch import nn
from torch.nn import functional

SCALES = 3                  # the photo itself, at half and at a quarter of its size
SMALL = 1e-6                # keeps roots away from zero, where rounding would become large


def stride_for(side):
    """How many pixels lie between two places: small photos are looked at more finely."""
    return 2 if side < 64 else 4 if side <= 160 else 8


class Filters(nn.Module):
    """Edges (upright, lying, slanting), spots, brightness, colour and their spread, at three scales. Measured on clothing
    and on drawn materials: as good as twice as many directions, and better than a network with random weights."""

    name = "filters"

    def __init__(self, side, channels):
        super().__init__()
        self.grid = side // stride_for(side)
        self.steps = [(side >> scale) // self.grid for scale in range(SCALES)]      # pixels between two places; 0: fewer pixels than places
        edge = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
        spot = torch.tensor([[1.0, 2, 1], [2, -12, 2], [1, 2, 1]]) / 8
        self.register_buffer("kernels", torch.stack([edge, edge.T, spot])[:, None])
        self.coloured = channels == 3
        self.width = SCALES * (2 * len(self.kernels) + 1 + 2 * channels)

    def forward(self, x):
        """x: floats [n, channels, side, side], 0 to 1. Gives [n, width, grid, grid]."""
        if self.coloured:           # brightness and two differences of colour
            x = torch.stack([x.mean(1), x[:, 0] - x[:, 1], (x[:, 0] + x[:, 1]) / 2 - x[:, 2]], 1)
        found = []
        for step in self.steps:
            edges = functional.conv2d(functional.pad(x[:, :1], (1, 1, 1, 1), mode="replicate"), self.kernels)
            slant = self._average(edges[:, :1] * edges[:, 1:2], step)
            mean = self._average(x, step)
            found += [root(self._average(edges.abs(), step)), root(self._largest(edges.abs(), step)), slant / (slant.abs().sqrt() + 1e-3), mean, root(self._average(x * x, step) - mean * mean)]
            x = functional.avg_pool2d(smooth(x), 2)
        return torch.cat(found, 1)

    def _average(self, x, step):
        """Over twice the distance between places, so that nothing falls between two of them."""
        return self._fit(functional.avg_pool2d(x, 2 * step, step, padding=step // 2, count_include_pad=False) if step > 1 else smooth(x), step)

    def _largest(self, x, step):
        """A scratch is thin: averaged it would be lost."""
        return self._fit(functional.max_pool2d(x, 2 * step, step, padding=step // 2) if step > 1 else functional.max_pool2d(x, 3, 1, 1), step)

    def _fit(self, x, step):
        return x if step else functional.interpolate(x, (self.grid, self.grid), mode="bilinear", align_corners=False)


def smooth(x):
    return functional.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


def root(x):
    """Makes the many small values and the few large ones more alike."""
    return x.clamp(min=SMALL).sqrt()


class Pretrained(nn.Module):
    """The second and third stage of a torchvision network with the user's weights, as PatchCore takes them."""

    def __init__(self, network, name):
        super().__init__()
        self.name = name
        self.first = nn.Sequential(network.conv1, network.bn1, network.relu, network.maxpool, network.layer1)
        self.second, self.third = network.layer2, network.layer3
        # What these networks were trained with.
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1))

    def measure(self, side):
        """Learns how wide its answer is, from an empty photo."""
        with torch.no_grad():
            _, self.width, self.grid, _ = self(torch.zeros(1, 3, side, side, device=self.mean.device)).shape
        return self

    def forward(self, x):
        x = self.first((x.expand(-1, 3, -1, -1) - self.mean) / self.deviation)
        second = self.second(x)
        third = functional.interpolate(smooth(self.third(second)), second.shape[-2:], mode="bilinear", align_corners=False)
        return torch.cat([smooth(second), third], 1)


def load_pretrained(path, side):
    """The network that fits the weights in the file. Raises ValueError where none does, OSError where there is no file."""
    from torchvision import models
    try:
        weights = torch.load(path, map_location="cpu", weights_only=True)       # numbers only: a file may hold no program
        name = "wide_resnet50_2" if "layer1.0.conv3.weight" in weights else "resnet18"
        network = getattr(models, name)(weights=None)
        network.load_state_dict(weights)
    except OSError:
        raise
    except Exception as error:      # whatever is in the file: pickles, zips and texts each break in their own way
        raise ValueError(str(error)) from error
    return Pretrained(network.eval(), name).measure(side)
