#!/usr/bin/env python3
"""Uses the trained model on a new table:  python3 predict.py new.csv > predictions.csv
Needs scikit-learn in the version the model was trained with (see model.json) and werkbank_table.py beside this file."""

import csv
import pathlib
import sys

import joblib

import werkbank_table as tables


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        model = joblib.load(pathlib.Path(__file__).with_name("model.joblib"))
        table = tables.Table(sys.argv[1])
        missing = [column["name"] for column in model["columns"] if column["name"] not in table.header]
        if missing:
            sys.exit("The table lacks these columns: " + ", ".join(missing))
        values, lines = tables.encode_rows(table, model["columns"])
    except (OSError, tables.TableError) as error:
        sys.exit(str(error))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if model["classes"] is None:
        writer.writerow(["line", model["target"]])
        writer.writerows(zip(lines, model["estimator"].predict(values) if lines else []))
        return
    writer.writerow(["line", model["target"], "certainty"])
    chances = model["estimator"].predict_proba(values) if lines else []
    for line, row in zip(lines, chances):
        writer.writerow([line, tables.as_text(model["classes"][row.argmax()]), f"{row.max():.4f}"])


if __name__ == "__main__":
    main()
