"""What the model sees: a window of the last values, each on the window's own scale, and for every step ahead the
calendar, the value of one season before, and the columns that are known beforehand."""

import numpy
import torch

import moments
from werkbank_table import as_text

QUANTILES = (0.1, 0.5, 0.9)
FLOOR = 0.1                 # of a series' own spread: a quiet window may not blow up noise


class Look:
    """How far back the model looks and what it looks at; goes with the model."""

    def __init__(self, context, horizon, lags, parts, known, extra_mean, extra_spread):
        self.context, self.horizon, self.lags, self.parts, self.known = context, horizon, list(lags), list(parts), known
        self.extra_mean, self.extra_spread = list(extra_mean), list(extra_spread)

    def facts(self):
        return {"context": self.context, "horizon": self.horizon, "lags": self.lags, "parts": self.parts, "known": self.known, "extra_mean": self.extra_mean, "extra_spread": self.extra_spread}

    def naive_feature(self, season):
        """Where windows() puts the value of one season before among the features of a step."""
        return 2 * self.lags.index(season) if season in self.lags else None

    def step_features(self):
        return 2 * len(self.lags) + 1 + len(moments.calendar_values(self.parts, numpy.zeros(1, numpy.int64))[0]) + self.known


class Panel:
    """All series behind each other in flat arrays, each with `horizon` empty places after its end for what is to come."""

    def __init__(self, series, step, look, norms, device="cpu"):
        self.series, self.look, self.device = series, look, device
        self.lengths = [len(one) for one in series]
        self.begins = numpy.concatenate([[0], numpy.cumsum([length + look.horizon for length in self.lengths])]).astype(numpy.int64)[:-1]
        pad = numpy.zeros(look.horizon)
        join = lambda parts, kind: torch.from_numpy(numpy.concatenate(parts).astype(kind)).to(device)
        self.values = join([part for one, (mean, spread) in zip(series, norms) for part in ((one.values - mean) / spread, pad)], numpy.float32)
        self.observed = join([part for one in series for part in (one.observed, pad)], numpy.bool_)
        self.extra = join([self._scaled(one) for one in series], numpy.float32)
        self.calendar = join([moments.calendar_values(look.parts, step.times(numpy.arange(one.first, one.first + len(one) + look.horizon), one.phase)) for one in series], numpy.float32)

    def _scaled(self, one):
        extra = self._carried(one, one.extra.copy())
        return numpy.nan_to_num((extra - self.look.extra_mean) / self.look.extra_spread).clip(-5, 5)

    def _carried(self, one, extra):
        """A known column whose future was not given repeats its last season, or its last value."""
        length, lag = len(one), min(self.look.lags, default=1)
        for place in range(length, len(extra)):
            missing = numpy.isnan(extra[place])
            extra[place, missing] = extra[place - (lag if lag <= length else 1), missing]
        return extra

    def windows(self, origins, begins):
        """origins: flat places of the first step ahead; begins: where their series begin. A dict of tensors; `level` and
        `scale` turn what the model says back into the series' own measure."""
        look, origins, begins = self.look, origins.to(self.device), begins.to(self.device)
        back = torch.arange(-look.context, 0, device=self.device)
        past = torch.maximum(origins[:, None] + back, begins[:, None])      # a short series repeats its first value
        values = self.values[past]
        level, scale = values.mean(1, keepdim=True), values.std(1, unbiased=False, keepdim=True) + FLOOR
        ahead = torch.arange(look.horizon, device=self.device)
        places = origins[:, None] + ahead
        steps = []
        for lag in look.lags:
            before = places - (ahead // lag + 1) * lag
            there = before >= begins[:, None]
            found = self.values[torch.where(there, before, origins[:, None] - 1)]
            steps.append(torch.stack([((found - level) / scale).clamp(-10, 10), there.float()], dim=2))
        steps += [(ahead / look.horizon).expand(len(origins), -1)[..., None], self.calendar[places], self.extra[places][..., :look.known]]
        return {"past": (values - level) / scale, "extra": self.extra[past], "state": torch.cat([level.clamp(-4, 4), scale.log()], 1), "steps": torch.cat(steps, 2),
                "level": level, "scale": scale, "truth": self.values[places], "observed": self.observed[places]}


def naive(panel, origins, begins, season):
    """The value of one season before (the last value, where there is none): [windows, steps], on the panel's scale."""
    ahead = torch.arange(panel.look.horizon, device=panel.device)
    origins, begins = origins.to(panel.device)[:, None], begins.to(panel.device)[:, None]
    before = origins + ahead - (ahead // season + 1) * season
    return panel.values[torch.where(before >= begins, before, origins - 1)]


def forecast(network, panel, origins, begins, widen=1.0, batch=1024):
    """[windows, steps, 3] on the panel's scale: low, middle and high, the band made `widen` times as wide."""
    found = []
    with torch.no_grad():
        for cut in range(0, len(origins), batch):
            seen = panel.windows(origins[cut:cut + batch], begins[cut:cut + batch])
            said = network(seen["past"], seen["extra"], seen["state"], seen["steps"]) * seen["scale"][..., None] + seen["level"][..., None]
            middle = said[..., 1:2]
            found.append(middle + (said - middle) * widen)
    return torch.cat(found)


# ---- what comes after the end ---------------------------------------------------------------------------

def future_rows(panel, collection, norms, network, widen, never_below_zero):
    """Per series, for every step after its end: (low, middle, high) in its own measure."""
    origins = panel.begins + panel.lengths
    said = forecast(network, panel, torch.from_numpy(origins), torch.from_numpy(panel.begins), widen).double().cpu().numpy()
    found = []
    for number in range(len(collection.series)):
        mean, spread = norms[number]
        values = said[number] * spread + mean
        found.append((values.clip(0) if never_below_zero else values).tolist())
    return found


def write_rows(writer, future, collection):
    """The forecast as rows of a CSV file."""
    writer.writerow(["series", "time", "p10", "p50", "p90"])
    for one, rows in zip(collection.series, future):
        times = collection.step.times(one.first + len(one) + numpy.arange(len(rows)), one.phase)
        for time, values in zip(times.tolist(), rows):
            writer.writerow([as_text(one.name), moments.write_moment(time, collection.with_clock, collection.in_utc), *(f"{value:.6g}" for value in values)])
