"""The network: a small one that looks at a whole window at once and answers for all steps ahead at once."""

import torch
from torch import nn


class Network(nn.Module):
    """A straight line from the window to each step, and beside it two hidden layers for what is not straight. It begins
    as the naive forecast: the feature `naive` of each step, or the last value. The three quantiles cannot cross: the low
    and the high one are the middle one minus and plus something positive."""

    def __init__(self, context, horizon, extra, step_features, naive=None, hidden=64, width=8, dropout=0.1):
        super().__init__()
        self.horizon, self.width, narrow = horizon, width, min(extra, 4)
        self.narrow = nn.Linear(extra, narrow) if extra else None
        self.enter = nn.Linear(context * (1 + narrow) + 2, hidden)
        self.inside = nn.Sequential(nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, hidden))
        self.leave = nn.Linear(hidden, horizon * width)
        self.each = nn.Sequential(nn.Linear(width + step_features, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, 3))
        self.straight = nn.Linear(context, horizon)
        self.straight_steps = nn.Linear(step_features, 3)
        for layer in (self.straight, self.straight_steps, self.each[-1]):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        with torch.no_grad():
            if naive is None:
                self.straight.weight[:, -1] = 1
            else:
                self.straight_steps.weight[0, naive] = 1
            self.each[-1].bias[1:] = -1.0

    def forward(self, past, extra, state, steps):
        seen = [past, state]
        if self.narrow is not None:
            seen.append(self.narrow(extra).flatten(1))
        hidden = torch.relu(self.enter(torch.cat(seen, 1)))
        hidden = hidden + self.inside(hidden)
        each = torch.cat([self.leave(hidden).view(-1, self.horizon, self.width), steps], 2)
        said = self.each(each) + self.straight_steps(steps)
        middle = said[..., 0] + self.straight(past)
        spread = nn.functional.softplus(said[..., 1:])
        return torch.stack([middle - spread[..., 0], middle, middle + spread[..., 1]], 2)
