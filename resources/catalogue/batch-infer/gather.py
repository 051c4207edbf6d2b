"""One table of all answers, one of what went wrong, and the page that says how it went."""

import collections
import csv

import werkbank_job
from werkbank_report import Report, both, number, percent

MOST_KINDS, MOST_SHOWN, MOST_ERRORS = 12, 10, 50
RESULT, ERRORS = "result.csv", "errors.csv"


def write_results(job, plan, done):
    """Joins the shards, in their order, a row at a time."""
    totals = {"items": 0, "errors": 0, "done": 0, "rows": 0, "seconds": round(done.seconds(), 1), "first_reason": "", "header": None}
    kinds, first_rows = collections.Counter(), []
    with werkbank_job.atomic_open(job.out / RESULT) as result, werkbank_job.atomic_open(job.out / ERRORS) as errors:
        result_writer, errors_writer = (csv.writer(_Utf8(file), lineterminator="\n") for file in (result, errors))
        errors_writer.writerow(["item", "reason"])
        for shard in plan.shards:
            if not done.has(shard):
                continue
            totals["items"] += 1 if plan.takes == "table" else len(shard.items)
            with open(done.path(shard, "csv"), encoding="utf-8", newline="") as file:
                for place, row in enumerate(csv.reader(file)):
                    if place == 0:
                        if totals["header"] is None:
                            totals["header"] = row
                            result_writer.writerow(row)
                        continue
                    totals["rows"] += 1
                    result_writer.writerow(row)
                    _count(kinds, totals["header"], row)
                    if len(first_rows) < MOST_SHOWN:
                        first_rows.append(row)
            with open(done.path(shard, "errors"), encoding="utf-8", newline="") as file:
                for row in csv.reader(file):
                    totals["errors"] += 1
                    totals["first_reason"] = totals["first_reason"] or row[1]
                    errors_writer.writerow(row)
    totals["done"] = totals["items"] - totals["errors"]
    totals["kinds"] = kinds.most_common(MOST_KINDS) if len(kinds) <= 200 else []
    totals["first_rows"] = first_rows
    werkbank_job.write_json(job.out / "summary.json", {key: value for key, value in totals.items() if key != "first_rows"})
    return totals


class _Utf8:
    """What csv writes, as bytes for a file that appears only when it is whole."""

    def __init__(self, file):
        self._file = file

    def write(self, text):
        self._file.write(text.encode("utf-8", "replace"))


def _count(kinds, header, row):
    """How often each answer was given, where the answer is a kind: the column before its certainty, or a verdict. A dash
    stands for a file in which nothing was found."""
    for name in ("class", "kind", "verdict"):
        if name in header:
            kinds[row[header.index(name)] or "–"] += 1
            return
    if "certainty" in header and header.index("certainty") > 0:
        kinds[row[header.index("certainty") - 1]] += 1


def write_report(job, totals, model):
    report = Report(job.language, job.title)
    report.paragraph(both(f"{number(totals['done'], 'nl')} verwerkt", f"{number(totals['done'], 'en')} done"), "big")
    what = {"files": both("bestanden", "files"), "rows": both("rijen", "rows"), "table": both("tabellen", "tables")}[model.takes]
    allowed = str(job.parameter("minutes", "30"))
    speed = totals["items"] / max(1e-6, totals["seconds"])
    report.facts([(both("Aangeboden", "Offered"), both(f"{number(totals['items'], 'nl')} {what['nl']}", f"{number(totals['items'], 'en')} {what['en']}")),
                  (both("Niet gelukt", "Not done"), both(f"{number(totals['errors'], 'nl')} ({percent(totals['errors'] / max(1, totals['items']), 'nl')})", f"{number(totals['errors'], 'en')} ({percent(totals['errors'] / max(1, totals['items']), 'en')})")),
                  (both("Snelheid", "Speed"), both(f"{number(speed, 'nl', 1)} per seconde", f"{number(speed, 'en', 1)} a second")),
                  (both("Mocht duren", "Was allowed"), both(f"{allowed} minuten", f"{allowed} minutes"))])
    report.paragraph(both(f"Alle antwoorden staan in {RESULT}.", f"All answers are in {RESULT}."), "note")
    if totals["kinds"]:
        report.bars(both("Hoe vaak elk antwoord", "How often each answer"), totals["kinds"])
    if totals["first_rows"]:
        report.heading(both("De eerste antwoorden", "The first answers"))
        report.facts([(" · ".join(row[:-1])[:120], row[-1]) for row in [totals["header"], *totals["first_rows"]]])
    if totals["errors"]:
        report.heading(both("Wat niet lukte", "What could not be done"))
        with open(job.out / ERRORS, encoding="utf-8", newline="") as file:
            report.facts([(row[0], row[1]) for _, row in zip(range(MOST_ERRORS + 1), csv.reader(file))][1:])
        report.paragraph(both(f"Alle {number(totals['errors'], 'nl')} staan in {ERRORS}.", f"All {number(totals['errors'], 'en')} are in {ERRORS}."), "note")
    report.paragraph(both("Hoe goed het model is, staat in het verslag van de taak die het maakte. Hier is niets nagekeken.",
                          "How good the model is stands in the report of the job that made it. Nothing has been checked here."), "note")
    report.write(job.out / "report.html")
