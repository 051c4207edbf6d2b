"""What a training leaves: scores of the test, the forecast of what comes, the model with the program that uses it."""

import csv
import io
import math
import shutil

import numpy
import torch

import werkbank_job
from windows import QUANTILES, future_rows, write_rows

SHOWN_SERIES = 50           # in summary.json
DRAWN_SERIES = 3


class Lowest:
    """What was never below zero is not forecast below zero either."""

    def __init__(self, collection, norms):
        self.is_zero = all(float(one.values.min()) >= 0 for one in collection.series)
        self._floors = torch.tensor([-mean / spread if self.is_zero else -math.inf for mean, spread in norms], dtype=torch.float32)

    def clip(self, said, numbers):
        return torch.maximum(said, self._floors[numbers][:, None, None].to(said.device))


# ---- scores ---------------------------------------------------------------------------------------------

def _in_own_measure(training):
    """(means, spreads) of the series of every test window, as columns."""
    numbers = training.origins["test"][2]
    means, spreads = torch.tensor(training.plan.norms, dtype=torch.float64, device=training.device)[numbers.to(training.device)].unbind(1)
    return means[:, None], spreads[:, None]


def error_by_step(training, middle):
    """The mean error in the series' own measure, for each step ahead."""
    truth, observed = training.truth(training.origins["test"][0])
    errors = (truth - middle).abs().double() * _in_own_measure(training)[1] * observed
    return (errors.sum(0) / observed.sum(0).clamp(min=1)).tolist()


def test_scores(training, said):
    """({mase, wql, mae, coverage, loss}, {number of the series: MASE}). wql: the pinball loss as a share of the values."""
    truth, observed = training.truth(training.origins["test"][0])
    means, spreads = _in_own_measure(training)
    values = training.values("test", said)
    error = (truth[..., None] - said).double() * spreads[..., None]
    quantiles = torch.tensor(QUANTILES, dtype=torch.float64, device=said.device)
    pinball = torch.maximum(quantiles * error, (quantiles - 1) * error)[observed]
    size = float((truth.double() * spreads + means).abs()[observed].sum())
    inside = ((truth >= said[..., 0]) & (truth <= said[..., 2]))[observed]
    values.update(mae=float(error[..., 1].abs()[observed].mean()), wql=2 * float(pinball.sum()) / len(QUANTILES) / size if size else None, coverage=float(inside.double().mean()))
    return values, training.mase(said[..., 1], "test")[1]


def summarise(job, training, values, per_series, baseline, widen, dropped):
    plan, collection = training.plan, training.collection
    worst = sorted(per_series, key=lambda number: -per_series[number])[:SHOWN_SERIES]
    return {"template": job.template, "version": job.version, "target": collection.columns.target, "time": collection.columns.time, "series_column": collection.columns.series,
            "columns": collection.columns.extra, "known_columns": collection.columns.known, "dropped": dropped, "series": len(collection.series),
            "skipped": [name for name, _ in collection.problems[:SHOWN_SERIES]], "rows": sum(map(len, collection.series)), "step": dict(zip(("nl", "en"), plan.step.words())),
            "season": {"name": plan.season_name, "steps": plan.season}, "horizon": plan.horizon, "context": plan.look.context, "kept_apart": plan.kept,
            "n_train": len(training.origins["train"][0]), "n_val": len(training.origins["val"][0]), "n_test": len(training.origins["test"][0]),
            "parameters": sum(p.numel() for p in training.network.parameters()), "epochs": training.epochs, "best_epoch": training.best.epoch, "last_rounds": training.last_rounds, "widen": widen, "device": str(training.device),
            "test": values, "primary": {"name": "mase", "value": values["mase"], "goal": "min"}, "baseline": {"name": "seasonal_naive", "value": baseline["value"]},
            "worst_series": [{"name": collection.series[number].name, "mase": per_series[number], "naive": baseline["per_series"].get(number)} for number in worst],
            "torch": torch.__version__, "seed": job.seed, "seconds": round(job.elapsed(), 1)}


# ---- what to draw ---------------------------------------------------------------------------------------

def shown_series(training, said, future, per_series):
    """Of the best, the middle and the worst series: {name, times, truth [(place, value)], tested and coming [(place, low,
    middle, high)]}; times[place] is when that was."""
    order = sorted(per_series, key=lambda number: per_series[number])
    chosen = sorted({order[0], order[len(order) // 2], order[-1]})[:DRAWN_SERIES]
    return [_shown(training, said, future[number], number) for number in chosen]


def _shown(training, said, coming, number):
    collection, plan, (origins, _, of) = training.collection, training.plan, training.origins["test"]
    one, horizon, (mean, spread) = collection.series[number], plan.horizon, plan.norms[number]
    tested, free = [], len(one)
    for i in torch.nonzero(of == number).flatten().tolist()[::-1]:      # the newest windows that do not overlap
        first = int(origins[i] - training.panel.begins[number])
        if first + horizon <= free and len(tested) < max(60, 3 * horizon):
            quantiles = (said[i].double().cpu() * spread + mean).tolist()
            tested, free = [(first + step, *quantiles[step]) for step in range(horizon)] + tested, first
    begin = max(0, free - 2 * horizon)
    times = collection.step.times(numpy.arange(one.first + begin, one.first + len(one) + horizon), one.phase).tolist()
    shift = lambda rows: [(row[0] - begin, *row[1:]) for row in rows]
    truth = [(place, float(one.values[place])) for place in range(begin, len(one)) if one.observed[place]]
    return {"name": one.name, "times": times, "with_clock": collection.with_clock, "truth": shift(truth), "tested": shift(tested),
            "coming": [(len(one) - begin + step, *row) for step, row in enumerate(coming)]}


# ---- files ----------------------------------------------------------------------------------------------

def write_forecast(path, future, collection):
    """forecast.csv: what comes after the end of every series."""
    text = io.StringIO()
    write_rows(csv.writer(text, lineterminator="\n"), future, collection)
    werkbank_job.atomic_write(path, werkbank_job.clean(text.getvalue()))


def save_model(job, training, network, widen, never_below_zero):
    plan, collection, look = training.plan, training.collection, training.plan.look
    example = (torch.zeros(2, look.context), torch.zeros(2, look.context, len(look.extra_mean)), torch.zeros(2, 2), torch.zeros(2, look.horizon, look.step_features()))
    with torch.no_grad():
        traced = torch.jit.trace(network.cpu(), example)
    werkbank_job.atomic_write(job.model / "model.pt", werkbank_job.dump(lambda file: torch.jit.save(traced, file)))
    werkbank_job.write_json(job.model / "model.json", {
        "columns": collection.columns.facts(), "step": collection.step.facts(), "look": look.facts(), "widen": widen, "never_below_zero": never_below_zero,
        "series": {one.name: norm for one, norm in zip(collection.series, plan.norms)}})
    for name in ("werkbank_table.py", "moments.py", "series.py", "windows.py", "predict.py"):
        shutil.copyfile(job.code / name, job.model / name)
