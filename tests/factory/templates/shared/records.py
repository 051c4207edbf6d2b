"""Records for the test templates: out/metrics.jsonl as the contract with the program says, and nothing more."""

import json
import os
import sys
import time

OUT = os.environ["WERKBANK_OUT"]
STOPPED = 85  # the exit code that asks to be started again


def config() -> dict:
    with open(os.environ["WERKBANK_CONFIG"], encoding="utf-8") as file:
        return json.load(file)


def record(kind: str, **fields) -> None:
    line = {"v": 1, "t": time.time(), "type": kind, "attempt": int(os.environ.get("WERKBANK_ATTEMPT", "0")), **fields}
    with open(os.path.join(OUT, "metrics.jsonl"), "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def metric(step: int, steps: int) -> None:
    """A learning curve that rises towards 1."""
    score = 1 - 0.5 / (1 + step)
    record("metric", step=step, epoch=step, split="train", values={"loss": 1 - score, "accuracy": score},
           progress=step / steps, throughput={"samples_per_s": 1.0})


def begin(steps: int) -> None:
    settings = config()
    record("start", template=settings["template"], version=settings["version"], steps_total=steps, n_train=3, n_val=1,
           device="cpu")
    record("metric", step=0, split="baseline", values={"accuracy": 0.5})


def finish(step: int, begun: float) -> None:
    score = 1 - 0.5 / (1 + step)
    record("metric", step=step, split="test", values={"accuracy": score}, progress=1.0)
    model = os.path.join(OUT, "model")
    os.makedirs(model, exist_ok=True)
    with open(os.path.join(model, "model.txt"), "w", encoding="utf-8") as file:
        file.write("a model that knows nothing\n")
    record("end", status="completed", primary={"name": "accuracy", "value": score, "goal": "max"},
           baseline={"name": "most_frequent", "value": 0.5}, seconds=time.time() - begun)


def load(path: str) -> int:
    """The step that an earlier attempt saved; 0 when there was none."""
    try:
        with open(path, encoding="utf-8") as file:
            return int(file.read())
    except FileNotFoundError:
        return 0


def save(path: str, step: int) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".tmp", "w", encoding="utf-8") as file:
        file.write(str(step))
    os.replace(path + ".tmp", path)
    record("checkpoint", step=step)


def stop(step: int) -> None:
    record("stopped", reason="time_limit", step=step)
    sys.exit(STOPPED)
