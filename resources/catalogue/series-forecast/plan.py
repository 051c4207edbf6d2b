"""What is decided before the training: the season, how far back to look, and which part of the time is for what."""

import math

import numpy
import torch

import moments
import werkbank_table as tables
from windows import Look

TEST_SHARE = 0.15           # of the time, at the end, for the test; as much before it for choosing the best round
LONGEST_CONTEXT = 512
MOST_VALUES = {"val": 200_000, "test": 1_000_000}       # that are forecast to choose and to test: memory stays bounded
SEASON_SERIES, SEASON_ROWS = 50, 5_000      # so much is looked at to find the season
SEASON_NAMES = ("day", "week", "year")


class Plan:
    """Times are the whole numbers of the grid. learned: per series, how many of its values the model may learn from
    before it is tested; norms: their mean and spread; scales: the naive error on them, the unit of the score (MASE)."""

    def __init__(self, job, collection):
        self.horizon, series, self.step = collection.horizon, collection.series, collection.step
        self.kept = max(self.horizon, int(TEST_SHARE * numpy.median([len(one) for one in series])))
        self.test_begin = int(numpy.median([one.first + len(one) for one in series])) - self.kept
        self.val_begin = self.test_begin - self.kept
        self.learned = [int(numpy.clip(self.val_begin - one.first, min(2 * self.horizon, len(one)), len(one))) for one in series]
        parts = [one.values[:count] for one, count in zip(series, self.learned)]
        self.norms = [(float(part.mean()), float(part.std()) if part.std() > 1e-9 * max(1.0, abs(part.mean())) else 1.0) for part in parts]
        self.usual = int(numpy.median(self.learned))
        self.seasons = {name: lag for name, lag in self.step.seasons().items() if lag + self.horizon <= 0.6 * self.usual}
        self.season_name, self.season = self._find_season(job, parts)
        self.scales = [naive_scale(one.values[:count], one.observed[:count], self.season) for one, count in zip(series, self.learned)]
        if not any(scale > 0 for scale in self.scales):
            raise tables.TableError("constant", "In de reeksen staat steeds dezelfde waarde. Er valt dan niets te voorspellen.",
                                    "The series hold the same value all the time. There is nothing to forecast then.")
        self.look = self._look(job, collection)

    def _find_season(self, job, parts):
        """(name, steps): what was asked for, or else the one by which a naive forecast is best on what is learned from."""
        wanted = job.parameter("season", "auto")
        if wanted == "none":
            return "none", 1
        if wanted in self.seasons:
            return wanted, self.seasons[wanted]
        if wanted in SEASON_NAMES:
            job.warn("no_season", "Wat u bij 'Herhaalt het zich?' koos, past niet bij deze gegevens: ze zijn te grof of te kort. Het programma kijkt zelf.",
                     "What you chose under 'Does it repeat?' does not fit these data: they are too coarse or too short. The program looks for itself.")
        parts = [(part[-SEASON_ROWS:] - mean) / spread for part, (mean, spread) in list(zip(parts, self.norms))[:SEASON_SERIES]]
        found = {"none": 1, **self.seasons}
        other = strongest_round(parts)
        if other and other not in found.values():
            found["other"] = other
        return min(found.items(), key=lambda item: (naive_error(parts, item[1], self.horizon), item[1]))

    def _look(self, job, collection):
        repeats = job.parameter("season", "auto") != "none"
        lags = sorted({*self.seasons.values(), self.season} - {1}) if repeats else []
        short = max([lag for lag in lags if lag <= LONGEST_CONTEXT // 2], default=1)
        context = int(job.parameter("context", 0)) or min(LONGEST_CONTEXT, max(14, 2 * self.horizon, 2 * short))
        parts = moments.calendar_parts(self.step, self.usual * self.step.seconds()) if repeats else []
        extra = numpy.concatenate([one.extra[:count] for one, count in zip(collection.series, self.learned)])
        measured = [column[numpy.isfinite(column)] for column in extra.T]
        means, spreads = [float(column.mean()) if len(column) else 0.0 for column in measured], [float(column.std()) if len(column) else 0.0 for column in measured]
        return Look(max(2, min(context, self.usual // 2)), self.horizon, lags, parts, len(collection.columns.known), means, [spread if spread > 0 else 1.0 for spread in spreads])

    def origins(self, panel, purpose):
        """(flat places of the first step ahead, where their series begin, their numbers of the series), for "train",
        "val", "test" or "all" (to learn from everything at the end)."""
        stride = max(1, self.horizon // 4) if purpose in MOST_VALUES else 1
        most = MOST_VALUES[purpose] // self.horizon if purpose in MOST_VALUES else math.inf
        while True:
            found = [self._origins(panel, number, purpose, stride) for number in range(len(panel.series))]
            if sum(map(len, found)) <= max(most, len(found)):
                break
            stride *= 2
        numbers = numpy.repeat(numpy.arange(len(found)), [len(part) for part in found])
        places = numpy.concatenate(found).astype(numpy.int64) + panel.begins[numbers]
        return torch.from_numpy(places), torch.from_numpy(panel.begins[numbers]), torch.from_numpy(numbers)

    def _origins(self, panel, number, purpose, stride):
        one, horizon = panel.series[number], self.horizon
        val, test, length = self.val_begin - one.first, self.test_begin - one.first, len(one)
        soonest = max(2, self.look.context // 2)
        first, end = {"train": (soonest, min(val, length)), "all": (soonest, length), "val": (max(val, self.learned[number], soonest), min(test, length)),
                      "test": (max(test, self.learned[number], soonest), length)}[purpose]
        return numpy.arange(end - horizon, first - 1, -stride)[::-1]


def naive_error(parts, lag, horizon):
    """The mean error of repeating the last season over all steps ahead."""
    total, weight = 0.0, 0
    for rounds in range(1, -(-horizon // lag) + 1):
        steps = min(horizon, rounds * lag) - (rounds - 1) * lag
        for part in parts:
            if len(part) > rounds * lag:
                total += steps * float(abs(part[rounds * lag:] - part[:-rounds * lag]).mean())
                weight += steps
    return total / weight if weight else float("inf")


def naive_scale(values, observed, season):
    """The mean naive error, season by season, of what was really measured; 0 where there is none."""
    for lag in (season, 1):
        both = observed[lag:] & observed[:-lag] if len(values) > lag else numpy.zeros(0, dtype=bool)
        error = float(abs(values[lag:] - values[:-lag])[both].mean()) if both.any() else 0.0
        if error > 0:                       # what repeats itself exactly is measured by its changes
            return error
    return 0.0


def strongest_round(parts):
    """The lag with the highest peak of the autocorrelation, for what goes round in its own time (a machine's cycle)."""
    longest = min(len(part) for part in parts) // 3
    if longest < 3:
        return None
    total = numpy.zeros(longest + 1)
    for part in parts:
        part = part - part.mean()
        spectrum = numpy.fft.rfft(part, 2 * len(part))
        total += numpy.fft.irfft(abs(spectrum) ** 2)[:longest + 1] / numpy.arange(len(part), len(part) - longest - 1, -1)
    if total[0] <= 0:
        return None
    total /= total[0]
    peaks = [lag for lag in range(2, longest) if total[lag] >= total[lag - 1] and total[lag] > total[lag + 1] and total[lag] > 0.3]
    highest = max((total[lag] for lag in peaks), default=0)
    return next((lag for lag in peaks if total[lag] >= 0.9 * highest), None)        # twice round is a peak too
