"""The figures that somebody's own program writes, a JSON object a line: {"step": 20, "loss": 0.31}. Passed on to the
job's records; whatever else stands in that file cannot harm them. `werkbank_job` writes there as well."""

import json
import math
import os
import time

BLOCK = 1 << 20
LONGEST_LINE = 1 << 16
FREE_LINES = 2000               # that are all passed on; from there on one a second for each split
MOST_CURVES, MOST_POINTS = 40, 2000
NOT_VALUES = {"v", "t", "attempt", "step", "epoch", "progress", "lr"}


class OwnRecords:
    def __init__(self, job, path):
        self._job, self._path = job, path
        self._offset = path.stat().st_size if path.exists() else 0      # the rest is of earlier attempts
        self._rest, self._line, self._is_long, self._bad = b"", 0, False, 0
        self._passed, self._passed_at, self._waiting = 0, {}, {}
        self.step, self.last_values, self.curves = 0, {}, {}
        self.primary = None
        self.has_ended = self.has_stopped = self.has_failed = False

    def read_all(self, last=False):
        """What is new in the file; `last` also takes a line without an end."""
        while True:
            block = self._block()
            if not block:
                break
            *lines, self._rest = (self._rest + block).split(b"\n")
            for line in lines:
                self._take(line)
            if len(self._rest) > LONGEST_LINE:
                self._rest, self._is_long = b"", True
        if not last:
            return
        if self._rest:
            self._take(self._rest)
        for split in list(self._waiting):
            self._pass_on(split)
        if self._bad:
            self._job.warn("own_metrics", f"In metrics.jsonl van uw programma zijn {self._bad} regels niet te lezen; de eerste is regel {self._first_bad}. Schrijf per regel één JSON-object met getallen.",
                           f"In your program's metrics.jsonl {self._bad} lines cannot be read; the first is line {self._first_bad}. Write one JSON object with numbers a line.",
                           file="results/metrics.jsonl", line=self._first_bad)

    def _block(self):
        try:
            with open(self._path, "rb") as file:
                if os.fstat(file.fileno()).st_size < self._offset:      # it was begun anew
                    self._offset, self._rest = 0, b""
                file.seek(self._offset)
                block = file.read(BLOCK)
        except OSError:
            return b""
        self._offset += len(block)
        return block

    def _take(self, line):
        self._line += 1
        if self._is_long:
            self._is_long = False
            return self._refuse()
        if not line.strip():
            return None
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            return self._refuse()
        if not isinstance(record, dict):
            return self._refuse()
        kind = record.get("type", "metric")
        take = {"metric": self._metric, "checkpoint": self._checkpoint, "warning": self._note, "error": self._note, "data_error": self._note, "end": self._end}.get(kind)
        if take:
            return take(record)
        self.has_stopped = self.has_stopped or kind == "stopped"
        return None

    def _refuse(self):
        self._bad += 1
        if self._bad == 1:
            self._first_bad = self._line

    # -- the kinds --

    def _metric(self, record):
        given = record.get("values") if isinstance(record.get("values"), dict) else record
        values = {str(key)[:80]: float(value) for key, value in given.items() if key not in NOT_VALUES and _is_number(value)}
        if not values:
            return None if record.get("type") == "metric" else self._refuse()
        split = str(record.get("split", "train"))[:40]
        step = record.get("step", record.get("epoch"))
        step = int(step) if _is_number(step) and 0 <= step < 2**53 else self.step + 1
        self.step = step
        more = {key: record[key] for key in ("epoch", "progress", "lr") if _is_number(record.get(key))}
        if split == "baseline":
            return self._job.metric(0, "baseline", values, last=True)
        self.last_values.update(values)
        self._draw(split, step, values)
        self._waiting[split] = (step, values, more)
        if self._passed < FREE_LINES or time.monotonic() - self._passed_at.get(split, -math.inf) >= 1:
            self._pass_on(split)
        return None

    def _pass_on(self, split):
        step, values, more = self._waiting.pop(split)
        self._passed += 1
        self._passed_at[split] = time.monotonic()
        self._job.metric(step, split, values, last=True, **more)

    def _draw(self, split, step, values):
        for name, value in values.items():
            key = (name, split)
            if key not in self.curves and len(self.curves) >= MOST_CURVES:
                continue
            points = self.curves.setdefault(key, [])
            if len(points) >= MOST_POINTS:
                del points[1::2]
            points.append((step, value))

    def _checkpoint(self, record):
        step = record.get("step")
        if _is_number(step) and 0 <= step < 2**53:
            self.step = int(step)
            self._job.emit("checkpoint", step=self.step, path=str(record.get("path", ""))[:300])

    def _note(self, record):
        if record["type"] != "warning":
            self.has_failed = True
        where = {key: record[key] for key in ("file", "line") if isinstance(record.get(key), (str, int))}
        self._job.emit(record["type"], code=str(record.get("code", "own"))[:80], message=str(record.get("message", ""))[:1000], **where)

    def _end(self, record):
        self.has_ended = record.get("status", "completed") == "completed"
        primary = record.get("primary")
        if isinstance(primary, dict) and primary.get("name") and _is_number(primary.get("value")):
            self.primary = {"name": str(primary["name"])[:80], "value": float(primary["value"]), "goal": "min" if primary.get("goal") == "min" else "max"}


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300 and math.isfinite(value)
