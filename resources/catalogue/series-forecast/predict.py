#!/usr/bin/env python3
"""Forecasts what comes after the end of every series:  python3 predict.py new.csv > forecast.csv
new.csv has the same columns as the table that the model learned from, with the newest rows. Columns that are known
beforehand must be filled in for the rows to come too; leave the column to forecast empty there.
Needs torch and numpy; werkbank_table.py, moments.py, series.py, windows.py, model.pt and model.json lie beside this file."""

import csv
import json
import pathlib
import sys

import torch

import moments
import series as tables_of_time
import werkbank_table as tables
import windows


def read(path, about):
    table = tables.Table(path)
    columns = tables_of_time.Columns(**about["columns"])
    columns.check(table)
    horizon = about["look"]["horizon"]
    collection = tables_of_time.Collection(tables_of_time.read_rows(table, columns), columns, horizon, 2, moments.Step(**about["step"]))
    for name, error in collection.problems:
        print(f"left out: {error}", file=sys.stderr)
    short = [one.name for one in collection.series if columns.known and one.future_known < horizon]
    if short:
        raise tables.TableError("no_future", "", f"The columns {', '.join(columns.known)} must be filled in for {horizon} rows after the end of each series; they are not for '{short[0]}'.")
    return collection


def norm_of(one, about):
    """A series that the model did not learn from is measured by itself."""
    return about["series"].get(one.name) or (float(one.values.mean()), float(one.values.std()) or 1.0)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    here = pathlib.Path(__file__).resolve().parent
    about = json.loads((here / "model.json").read_text(encoding="utf-8"))
    try:
        collection = read(sys.argv[1], about)
    except (OSError, tables.TableError) as error:
        sys.exit(str(error))
    network = torch.jit.load(str(here / "model.pt"), map_location="cpu").eval()
    norms = [norm_of(one, about) for one in collection.series]
    panel = windows.Panel(collection.series, collection.step, windows.Look(**about["look"]), norms)
    future = windows.future_rows(panel, collection, norms, network, about["widen"], about["never_below_zero"])
    windows.write_rows(csv.writer(sys.stdout, lineterminator="\n"), future, collection)
    sys.exit(1 if collection.problems else 0)


if __name__ == "__main__":
    main()
