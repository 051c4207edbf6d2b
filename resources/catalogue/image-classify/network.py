"""The networks: a small one of our own that learns on an ordinary processor, and ResNet-18."""

import torch
from torch import nn


class Small(nn.Module):
    """Stages of 3x3 convolutions, each at half the size of the one before. GroupNorm, because a short training gives
    batch statistics no time to settle and the validation would be by chance."""

    def __init__(self, channels, classes, side):
        super().__init__()
        layers, width, size = [], 24, side
        if side >= 96:              # the first look at a large photo may be coarse
            layers += [nn.Conv2d(channels, width, 5, stride=2, padding=2, bias=False), nn.GroupNorm(8, width), nn.ReLU(inplace=True)]
            channels, size = width, (side + 1) // 2
        while True:
            layers += [nn.Conv2d(channels, width, 3, padding=1, bias=False), nn.GroupNorm(8, width), nn.ReLU(inplace=True)]
            channels = width
            if size <= 7:
                break
            layers.append(nn.MaxPool2d(2))
            size, width = size // 2, min(2 * width, 256)
        self.features = nn.Sequential(*layers)
        self.head = nn.Sequential(nn.Dropout(0.2), nn.Linear(2 * channels, classes))

    def forward(self, x):
        x = self.features(x)
        return self.head(torch.cat([x.mean(dim=(2, 3)), x.amax(dim=(2, 3))], dim=1))


def make_resnet18(channels, classes, side):
    """torchvision's ResNet-18 with random weights; small photos keep their size in the first layers."""
    from torchvision.models import resnet18
    network = resnet18(weights=None, num_classes=classes)
    if side < 64:
        network.conv1 = nn.Conv2d(channels, 64, 3, padding=1, bias=False)
        network.maxpool = nn.Identity()
    elif channels != 3:
        network.conv1 = nn.Conv2d(channels, 64, 7, stride=2, padding=3, bias=False)
    return network


def make_network(name, channels, classes, side):
    return make_resnet18(channels, classes, side) if name == "resnet18" else Small(channels, classes, side)


class Deployed(nn.Module):
    """What is saved for use: takes pixels from 0 to 1, gives a chance per class."""

    def __init__(self, network, mean, deviation):
        super().__init__()
        self.network = network
        self.register_buffer("mean", torch.tensor(mean).view(1, -1, 1, 1))
        self.register_buffer("deviation", torch.tensor(deviation).view(1, -1, 1, 1))

    def forward(self, x):
        return torch.softmax(self.network((x - self.mean) / self.deviation), dim=1)
