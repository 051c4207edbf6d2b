"""Learns to forecast time series, all of a table together (torch): for each step ahead a middle value and a band that
should hold 8 of 10 times. Works on a processor or one GPU, stops and continues at any batch.

A trivial forecast is scored first. The time is cut in three: the model learns from the first part, the second tells
which round was best, the last is used once, for the result. Then the best one goes on learning, from everything, and that
model is kept: the newest rows say the most about what comes."""

import numpy
import torch

import results
import series as tables_of_time
import werkbank_job
import werkbank_table as tables
from plan import Plan
from report import write_model_card, write_report
from training import Training, band_width
from windows import forecast, naive

SHORTEST = 4                # times the steps ahead: less history than that cannot be learned from and tested
LEAST_ROWS = 40


# ---- the data -------------------------------------------------------------------------------------------

def load_data(job, path):
    """(Collection, Plan, {column that is not used: why})."""
    table = tables.Table(path)
    if table.encoding == "cp1252":
        job.warn("encoding", "De tabel is niet in UTF-8 bewaard en is gelezen als Windows-tekst.", "The table is not saved as UTF-8 and was read as Windows text.", file=path.name)
    columns, dropped = tables_of_time.choose_columns(table, job.parameter("time", ""), job.parameter("target", ""), job.parameter("series", ""),
                                                     job.parameter("known_columns", ""), job.parameter("ignore_columns", ""))
    horizon = max(1, int(job.parameter("horizon", 14)))
    collection = tables_of_time.Collection(tables_of_time.read_rows(table, columns), columns, horizon, max(LEAST_ROWS, SHORTEST * horizon))
    warn_of_data(job, collection, path.name)
    plan = Plan(job, collection)
    rows = sum(map(len, collection.series))
    print(f"[werkbank] {len(collection.series)} series, {rows} rows, one per {collection.step.words()[1]}, season {plan.season_name} ({plan.season})", flush=True)
    return collection, plan, dropped


def warn_of_data(job, collection, file):
    filled = sum(int((~one.observed).sum()) for one in collection.series)
    if filled:
        job.warn("gaps", f"{filled} ontbrekende waarden zijn langs een rechte lijn aangevuld. Ze tellen niet mee in de score.",
                 f"{filled} missing values were filled in along a straight line. They do not count in the score.", file=file)
    if collection.doubles:
        job.warn("double_hour", f"{collection.doubles} tijden staan twee keer in de tabel door het einde van de zomertijd. Het gemiddelde is gebruikt.",
                 f"{collection.doubles} times occur twice in the table because summer time ended. Their mean was used.", file=file)
    if collection.problems:
        skipped, count, first = len(collection.problems), len(collection.problems) + len(collection.series), collection.problems[0][1]
        job.warn("series_skipped", f"Overgeslagen: {skipped} van de {count} reeksen. {first.nl}", f"Skipped: {skipped} of the {count} series. {first.en}", file=file, line=first.line)
    if collection.columns.known and any(one.future_known < collection.horizon for one in collection.series):
        job.warn("no_future", "De vooraf bekende kolommen zijn niet voor alle stappen vooruit ingevuld. Daar is de vorige waarde gebruikt. Zet die rijen onderaan, met een lege voorspelkolom.",
                 "The columns known beforehand are not filled in for all steps ahead. There the value before was used. Put those rows at the end, with an empty column to forecast.", file=file)


# ---- the run --------------------------------------------------------------------------------------------

def score_baseline(job, training):
    """Scores of repeating the last season."""
    guess = naive(training.panel, *training.origins["test"][:2], training.plan.season)
    value, per_series = training.mase(guess, "test")
    job.baseline("mase", value)
    return {"value": value, "per_series": per_series, "by_step": results.error_by_step(training, guess)}


def finish(job, training, baseline, dropped):
    plan, collection = training.plan, training.collection
    final = training.network.eval()
    lowest = results.Lowest(collection, plan.norms)
    tried = training.best_network()
    widen = band_width(forecast(tried, training.panel, *training.origins["val"][:2]), *training.truth(training.origins["val"][0]))
    said = lowest.clip(forecast(tried, training.panel, *training.origins["test"][:2], widen), training.origins["test"][2])
    values, per_series = results.test_scores(training, said)
    job.metric(training.steps_done(), "test", values, last=True, epoch=training.best.epoch, progress=0.97)
    future = results.future_rows(training.panel, collection, plan.norms, final, widen, lowest.is_zero)
    results.write_forecast(job.out / "forecast.csv", future, collection)
    results.save_model(job, training, final, widen, lowest.is_zero)
    summary = results.summarise(job, training, values, per_series, baseline, widen, dropped)
    werkbank_job.write_json(job.out / "summary.json", summary)
    steps = {"model": results.error_by_step(training, said[..., 1]), "naive": baseline["by_step"]}
    write_report(job, summary, training.history, steps, results.shown_series(training, said, future, per_series))
    write_model_card(job, summary)
    chosen = training.history[training.best.epoch - 1]["val"]
    job.end("mase", values["mase"], "min", ("seasonal_naive", baseline["value"]), ("mase", chosen["mase"], "min"))


def main():
    job = werkbank_job.Job.load()
    path = None
    try:
        path = tables.find_table(job.data)
        collection, plan, dropped = load_data(job, path)
        training = Training(job, collection, plan)
    except tables.TableError as error:
        job.data_error(error.code, error.nl, error.en, file=path and path.name, line=error.line)
    except OSError as error:
        job.data_error("unreadable", f"De tabel kan niet worden gelezen: {error}", f"The table cannot be read: {error}", file=path and path.name)
    job.start(steps_total=training.steps_total, n_train=len(training.origins["train"][0]), n_val=len(training.origins["val"][0]), n_test=len(training.origins["test"][0]),
              series=len(collection.series), params=sum(p.numel() for p in training.network.parameters()), world_size=1, device=training.device.type)
    baseline = score_baseline(job, training)
    training.resume()
    training.run()
    finish(job, training, baseline, dropped)


if __name__ == "__main__":
    main()
