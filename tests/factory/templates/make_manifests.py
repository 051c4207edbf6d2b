#!/usr/bin/env python3
"""Writes the manifest.json of each test template, with the hashes of its files. Run it after a change to a script.

With --check it only says which manifests no longer fit (exit code 1)."""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def both(dutch: str, english: str) -> dict:
    return {"nl": dutch, "en": english}


# id: title, summary, default of `seconds`, GPUs
TEMPLATES = {
    "test-ok": (both("Proef: gaat goed", "Test: ends well"),
                both("Klaar na een paar tellen.", "Done after a few seconds."), 3, 0),
    "test-sleep": (both("Proef: duurt lang", "Test: takes long"),
                   both("Werkt door tot de tijd om is.", "Works until time is up."), 600, 1),
    "test-fail": (both("Proef: gaat stuk", "Test: crashes"),
                  both("Stopt met een fout.", "Stops with an error."), 3, 0),
    "test-liar": (both("Proef: zegt niets", "Test: says nothing"),
                  both("Stopt zonder einde te melden.", "Stops without reporting an end."), 3, 0),
    "test-resume": (both("Proef: gaat verder", "Test: goes on"),
                    both("Bewaart zijn werk als de tijd om is.", "Saves its work when time is up."), 200, 0),
    "test-stuck": (both("Proef: komt niet verder", "Test: gets no further"),
                   both("Blijft steken op zijn eerste stap.", "Is stuck at its first step."), 100, 0),
    "test-sweep": (both("Proef: meerdere instellingen", "Test: several settings"),
                   both("Is het best bij zes tellen.", "Is best at six seconds."), 9, 0),
    "test-many": (both("Proef: op meer computers", "Test: on several computers"),
                  both("Werkt met acht tegelijk.", "Works with eight at once."), 2, 1),
}
MANY = {"test-many": (4, 2)}  # and the GPUs of each machine, and the machines, that they can use besides
SWEEPS = {"test-sweep": [4, 6, 8, 12]}  # and the values of `seconds` that they try
GO_ON = ("test-resume", "test-stuck")  # those that save their work and may be started again


def hashed(folder: Path, path: str) -> dict:
    return {"path": path, "sha256": hashlib.sha256((folder / path).read_bytes()).hexdigest()}


def parameter(default: int) -> dict:
    return {"key": "seconds", "type": "integer", "group": "basic", "label": both("Duur", "Duration"),
            "help": both("Hoelang de proef werkt.", "How long the test works."), "default": default, "min": 1,
            "max": 3600, "step": 1, "unit": both("seconden", "seconds"), "source": "chosen for the tests"}


def resources(seconds: int, gpus: int, goes_on: bool, many: tuple | None) -> dict:
    tier = {"if_mem_gib_below": 1000000, "gpus": gpus, "nodes": 1, "cpus": 1, "memory_gib": 1, "launcher": "python",
            "strategy": "single", "cpu_only": gpus == 0}
    tiers = [tier]
    if many:
        tiers.append({**tier, "gpus": many[0], "nodes": many[1], "launcher": "torchrun", "strategy": "ddp", "cpus": 4})
    return {"estimator": "fixed_v1", "constants": {"seconds": seconds}, "tiers": tiers, "resumable": goes_on,
            "grace_seconds": 60, "max_requeues": 5 if goes_on else 0, "default_walltime_minutes": 10, "shm_gb": 0}


def metrics() -> dict:
    return {"file": "out/metrics.jsonl",
            "primary": {"name": "accuracy", "split": "test", "goal": "max", "label": both("Juist", "Correct"),
                        "good": 0.8, "baseline": "most_frequent",
                        "baseline_label": both("Steeds het meest voorkomende antwoord", "Always the most common answer")},
            "charts": [{"title": both("Leercurve", "Learning curve"), "values": ["loss"], "splits": ["train"]}]}


def manifest(name: str) -> dict:
    title, summary, seconds, gpus = TEMPLATES[name]
    folder = HERE / name
    sweep = {"sweep": {"vary": [{"parameter": "seconds", "values": SWEEPS[name]}]}} if name in SWEEPS else {}
    return {
        "schema": 1, "id": name, "version": "1.0.0", "title": title, "summary": summary,
        "when_to_use": both("Alleen om het programma te beproeven.", "Only to test the program."),
        "when_not": both("Nooit voor echt werk.", "Never for real work."),
        "icon": "table", "have": "table", "sectors": ["any"],
        "examples": [{"sector": "any", "text": both("Een proef.", "A test.")}],
        "task": "tabular-prediction", "level": "expert",
        "licences": [{"component": name, "kind": "code", "spdx": "GPL-3.0-or-later", "commercial_ok": "yes",
                      "note": both("Hoort bij het programma.", "Part of the program.")}],
        "models": [],
        "data": [{"key": "table", "kind": "file", "format": "csv", "pack": "as-is", "label": both("Tabel", "Table"),
                  "help": both("Een tabel met een kopregel.", "A table with a header line."),
                  "checks": [{"rule": "has_header", "args": {}, "severity": "error",
                              "message": both("{file} heeft geen kopregel.", "{file} has no header line."),
                              "advice": both("Zet namen boven de kolommen.", "Put names above the columns.")}]}],
        "parameters": [parameter(seconds)],
        "resources": resources(seconds, gpus, name in GO_ON, MANY.get(name)),
        "environment": [{"kind": "any", "needs": ["json"]}],
        "entry": {"script": "train.py", "args_style": "config-json",
                  "files": [hashed(folder, "train.py"), hashed(folder, "../shared/records.py")],
                  "smoke_args": {"seconds": 1}, "smoke_seconds": 5},
        "outputs": [{"path": "out/model/model.txt", "label": both("Model", "Model"), "download": "always",
                     "keep_days": 1}],
        "metrics": metrics(),
        "safety": {"personal_data": "unlikely", "ai_act_note": both("Niet van toepassing.", "Not applicable."),
                   "network": "none"},
        **sweep,
    }


def main() -> int:
    stale = 0
    for name in TEMPLATES:
        file = HERE / name / "manifest.json"
        text = json.dumps(manifest(name), indent=2, ensure_ascii=False) + "\n"
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv:
            print(f"{name}: manifest.json does not fit its files; run make_manifests.py")
            stale = 1
        else:
            file.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
