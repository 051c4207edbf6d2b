#!/usr/bin/env python3
"""Runs the templates for real on example data and keeps the runs as resources/catalogue/<id>/recorded/, from which
the practice factory plays them where a computer cannot run them:  make_recorded.py [template ...]"""

import datetime
import json
import pathlib
import shutil
import sys
import tempfile

import support

RUNS = {"tabular-boost": ("wine", [], "Welke druif? (178 wijnen)"), "image-classify": ("fashion-mnist", ["--per-class", "250"], "Kleding herkennen (2.500 foto's)"),
        "text-classify": ("help-pages", [], "Bij welk programma hoort de uitleg? (1.700 bladzijden)"),
        "series-forecast": ("weather", [], "Hoe warm wordt het? (vier jaar weer)"),
        "image-anomaly": ("sneakers", [], "Welke schoen hoort er niet bij? (200 goede foto's)"),
        "image-detect": ("scenes", [], "Kleding vinden op gemaakte taferelen (320 beelden)"),
        "speech-asr": ("commands", [], "Opdrachten verstaan (360 opnames, voorgelezen door een programma)"),
        "llm-sft": ("example", [], "Antwoorden als een fietsenmaker (100 verzonnen vragen, klein model)"),
        "batch-infer": ("a model and new rows", [], "Welke druif? Het model over 178 nieuwe wijnen"),
        "notebook": ("example/eerste-notebook", [], "Een eerste notebook"),
        "own-script": ("example/temperatuur", [], "Een lijn door temperaturen (eigen programma)"),
        "embed-index": ("help-documents", [], "Zoeken in de hulp bij LibreOffice (2.300 bladzijden)"),
        "text-mark": ("help-marks", [], "Wat moet u kiezen, typen of indrukken? (2.900 alinea's uitleg)")}
# Answers that differ from the defaults: what is long enough for small data, and a notebook that is left alone, so that it ends.
ANSWERS = {"image-detect": {"epochs": 30}, "speech-asr": {"epochs": 30}, "notebook": {"unused_minutes": 0.1}}
# Large, and nobody opens them in a practice run.
LARGEST = 300_000
LEFT_OUT = {"model.onnx", "words.joblib", "network.pt", "vocabulary.json", "index.npy", "chunks.jsonl", "words.npz", "meaning.npz", "search.html", "model.npz", "weights.pt", "adapter.pt"}


def shifted(path):
    """The records with their time counted from the first one."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for record in records[::-1]:
        record["t"] = round(record["t"] - records[0]["t"], 3)
    return "".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records)


def model_and_rows(folder):
    """A model that tabular-boost learned, beside a table to take it over."""
    wine = support.CATALOGUE / "tabular-boost" / "example" / "wine.csv"
    learned = support.JobFolder(folder.parent / "learned", "tabular-boost", data=wine.parent, language="nl")
    if learned.run(timeout=900) != 0:
        raise SystemExit(learned.log())
    shutil.copytree(learned.out / "model", folder / "model")
    shutil.copy(wine, folder / "wine.csv")
    return folder


def data_of(template, name, folder, arguments):
    """Data that comes with the template, or is made."""
    if name == "a model and new rows":
        return model_and_rows(folder)
    own = support.CATALOGUE / template / name
    return own if own.is_dir() else support.example_data(name, folder, *arguments)


def record(template):
    data, arguments, title = RUNS[template]
    target = support.CATALOGUE / template / "recorded"
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        job = support.JobFolder(place / "job", template, data=data_of(template, data, place / "data", arguments), language="nl", title=title, parameters=ANSWERS.get(template))
        code = job.run(timeout=3600)
        if code != 0:
            raise SystemExit(f"{template} ended with {code}\n{job.log()}")
        shutil.rmtree(target, ignore_errors=True)
        (target / "out" / ("model" if any((job.out / "model").iterdir()) else "")).mkdir(parents=True)
        (target / "metrics.jsonl").write_text(shifted(job.out / "metrics.jsonl"), encoding="utf-8")
        (target / "job.log").write_text(job.log(), encoding="utf-8")
        for path in [*job.out.glob("*.html"), *job.out.glob("*.json"), *job.out.glob("*.csv"), *(job.out / "model").iterdir(), *(job.out / "results").glob("*"), *(job.out / "notebooks").glob("*")]:
            if path.is_file() and path.name not in LEFT_OUT and path.stat().st_size <= LARGEST:
                (target / path.relative_to(job.path)).parent.mkdir(exist_ok=True)
                shutil.copyfile(path, target / path.relative_to(job.path))
        about = {"recorded_on": datetime.date.today().isoformat(), "data": data, "title": title, "seconds": round(job.records("end")[0]["seconds"], 1), "device": job.records("start")[0]["device"]}
        (target / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(chosen):
    for template in chosen or RUNS:
        record(template)
        print(f"recorded {template}")


if __name__ == "__main__":
    main(sys.argv[1:])
