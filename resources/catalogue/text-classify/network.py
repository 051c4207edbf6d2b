"""A small network of our own for texts, which learns on an ordinary processor."""

import torch
from torch import nn


class TextNetwork(nn.Module):
    """Words as the sum of their pieces, looked at one by one and three by three, then averaged and at their strongest
    over the whole text. What was filled up at the end of a text counts nowhere, so a text has the same answer in any batch."""

    def __init__(self, pieces, classes, width=64, channels=96, lost_words=0.1):
        super().__init__()
        self.lost_words = lost_words
        self.embedding = nn.EmbeddingBag(pieces, width, mode="sum", padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.1)
        with torch.no_grad():
            self.embedding.weight[0].zero_()
        self.before = nn.Dropout(0.2)
        self.three = nn.Conv1d(width, channels, 3, padding=1)
        self.norm = nn.LayerNorm(channels)
        self.head = nn.Sequential(nn.Dropout(0.5), nn.Linear(width + 2 * channels, classes))

    def forward(self, pieces):
        if self.training:       # a text must be told by more than one of its words
            pieces = pieces * (torch.rand(pieces.shape[:2], device=pieces.device) >= self.lost_words).unsqueeze(2)
        there = (pieces != 0).any(dim=2).unsqueeze(2).float()
        count = there.sum(dim=1).clamp(min=1)
        words = self.embedding(pieces.flatten(0, 1)).view(pieces.shape[0], pieces.shape[1], -1)
        words = self.before(words) * there
        seen = torch.relu(self.norm(self.three(words.transpose(1, 2)).transpose(1, 2))) * there
        return self.head(torch.cat([words.sum(dim=1) / count, seen.sum(dim=1) / count, seen.amax(dim=1)], dim=1))


class Deployed(nn.Module):
    """What is saved for use: takes the numbers of pieces, gives a chance per kind."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, pieces):
        return torch.softmax(self.network(pieces), dim=1)
