"""Fits a line through temperatures: an example of a program of one's own. Only Python's standard library."""

import argparse
import csv
import json
import os


def read_points(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [(float(row["day"]), float(row["temperature"])) for row in csv.DictReader(file)]


def write_figures(**figures):
    """One line of JSON: Werkbank draws it as a curve."""
    path = os.environ.get("WERKBANK_METRICS", "metrics.jsonl")
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(figures) + "\n")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--steps", type=int, default=200)
    options.add_argument("--rate", type=float, default=0.5)
    options = options.parse_args()
    points = read_points("temperatures.csv")        # lies beside this program
    scale = max(day for day, _ in points)
    slope = start = 0.0
    for step in range(1, options.steps + 1):
        errors = [(start + slope * day / scale - degrees, day / scale) for day, degrees in points]
        start -= options.rate * sum(error for error, _ in errors) / len(errors)
        slope -= options.rate * sum(error * x for error, x in errors) / len(errors)
        loss = sum(error * error for error, _ in errors) / len(errors)
        write_figures(step=step, loss=loss, progress=step / options.steps)
        if step % 50 == 0:
            print(f"step {step}: error {loss:.3f}", flush=True)
        if os.path.exists(os.environ.get("WERKBANK_STOP_FILE", "STOP")):
            break
    with open("line.json", "w", encoding="utf-8") as file:     # what is written here comes home
        json.dump({"start": start, "degrees_per_day": slope / scale, "error": loss}, file)


if __name__ == "__main__":
    main()
