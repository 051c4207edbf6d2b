"""A small network that listens: two layers that look at a tenth of a second and keep an answer for every 40 ms, and blocks
that each look a quarter of a second further to both sides. For every 40 ms it says how likely each letter is, or none (CTC).
Beside networks with a memory (GRU) it learned from ten minutes of speech in a third of the time, and better."""

import torch
from torch import nn

from sounds import MELS

REACH = 7                   # answers of 40 ms that a layer looks at
SIZES = {"small": (96, 3), "medium": (192, 4), "large": (320, 6)}       # width, blocks


class Block(nn.Module):
    """Adds to what was seen what its surroundings tell."""

    def __init__(self, width, dropout):
        super().__init__()
        self.layers = nn.ModuleList([nn.Conv1d(width, width, REACH, padding=REACH // 2) for _ in range(2)])
        self.norms, self.forget = nn.ModuleList([nn.BatchNorm1d(width) for _ in range(2)]), nn.Dropout(dropout)

    def forward(self, seen, inside):
        further = self.forget(torch.relu(self.norms[0](self.layers[0](seen))) * inside)
        return torch.relu(seen + self.norms[1](self.layers[1](further))) * inside


class Listener(nn.Module):
    def __init__(self, size, letters, dropout=0.1):
        super().__init__()
        width, blocks = SIZES[size]
        self.first, self.second = nn.Conv1d(MELS, width, 5, stride=2, padding=2), nn.Conv1d(width, width, 5, stride=2, padding=2)
        self.norms = nn.ModuleList([nn.BatchNorm1d(width), nn.BatchNorm1d(width)])
        self.blocks = nn.ModuleList([Block(width, dropout) for _ in range(blocks)])
        self.forget, self.answer = nn.Dropout(dropout), nn.Conv1d(width, letters + 1, 1)

    def forward(self, heard, lengths):
        """(log chances [n, answers, letters + 1], how many answers each has). heard: padded with zeros behind its length."""
        half, quarter = halved(lengths), halved(halved(lengths))
        # What lies behind the end may not be seen from before it: a recording sounds the same alone and among others.
        return self.listen(heard, within(half, int(half.max()), heard), within(quarter, int(quarter.max()), heard)), quarter

    def listen(self, heard, inside_half, inside):
        seen = torch.relu(self.norms[0](self.first(heard.transpose(1, 2)))) * inside_half
        seen = torch.relu(self.norms[1](self.second(seen))) * inside
        for block in self.blocks:
            seen = block(seen, inside)
        return self.answer(self.forget(seen)).transpose(1, 2).log_softmax(2)


def within(lengths, longest, like):
    """[n, 1, longest]: 1 where a recording is, 0 behind its end."""
    return (torch.arange(longest)[None, None] < lengths[:, None, None]).to(like)


def halved(lengths):
    return torch.div(lengths - 1, 2, rounding_mode="floor") + 1


class Deployed(nn.Module):
    """One recording: [1, frames, MELS] to log chances [answers, letters + 1]."""

    def __init__(self, network, deviation):
        super().__init__()
        self.network = network
        self.register_buffer("deviation", torch.as_tensor(deviation))

    def forward(self, heard):
        every = torch.ones(1, 1, 1)
        return self.network.listen(heard / self.deviation, every, every)[0]


def read_off(chances, letters):
    """(text, certainty) of log chances [answers, letters + 1]: the likeliest letter at every moment, repeats once, 0 is none.
    The certainty is the mean chance of the letters that were written."""
    chances, best = (one.tolist() for one in chances.exp().max(1))
    text, sure, before = [], [], 0
    for letter, chance in zip(best, chances):
        if letter and letter != before:
            text.append(letters[letter - 1])
            sure.append(chance)
        before = letter
    return " ".join("".join(text).split()), sum(sure) / len(sure) if sure else 0.0


def fits(text, frames):
    """Whether so many frames can hold the text: an answer for each letter, and a pause between equal ones."""
    return len(text) + sum(a == b for a, b in zip(text, text[1:])) <= (((frames - 1) // 2 + 1) - 1) // 2 + 1
