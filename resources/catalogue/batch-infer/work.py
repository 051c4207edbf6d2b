"""The work in shards, and the process that does one: the model's own predict.py, by the contract that NEW_TEMPLATE.md
describes. A shard that breaks off is cut in two, so that one file that breaks the model costs one file."""

import csv
import hashlib
import os
import re
import signal
import subprocess
import sys
import time

import werkbank_table as tables

FILES_A_SHARD, ROWS_A_SHARD = 500, 20_000
MOST_PATH_BYTES = 200_000       # of a command line; Linux takes some 2 MB
MOST_CUTS = 60                  # of shards in two, for the whole job: a model that always breaks is not tried forever
LOOK_S = 0.1
REASON_LIMIT = 200


class Shard:
    """`items`: what it says of each in the result, in order. What predict.py gets is made when it is its turn."""

    def __init__(self, number, source, items, paths=None, rows=None):
        self.number, self.source, self.items, self.paths, self.rows = number, source, items, paths, rows

    def halves(self):
        middle = len(self.items) // 2
        for part in (slice(None, middle), slice(middle, None)):
            yield Shard(self.number, self.source, self.items[part], self.paths and self.paths[part], self.rows and self.rows[part])


class Plan:
    def __init__(self, takes):
        self.takes, self.shards, self.total = takes, [], 0
        self._digest = hashlib.sha256(takes.encode())

    def add(self, source, items, **what):
        self.shards.append(Shard(len(self.shards) + 1, source, items, **what))
        self.total += len(items)
        for item in items:
            self._digest.update(str(item).encode("utf-8", "replace") + b"\0")
        self._digest.update(source.encode("utf-8", "replace"))

    @property
    def digest(self):
        """What the shards are made of: work that was done for another plan does not count."""
        return self._digest.hexdigest()

    def is_hopeless(self, done):
        """The first shards gave nothing at all: the model does not fit this data, and the rest would go the same way."""
        return done.count() >= min(3, len(self.shards)) and done.items() == done.errors()


class RowShards:
    """The rows of one table from `first` to `last`, read again when they are needed: a table need not fit in memory."""

    def __init__(self, table, first, last):
        self.table, self.first, self.last = table, first, last

    def __getitem__(self, part):
        start, stop, _ = part.indices(self.last - self.first)
        return RowShards(self.table, self.first + start, self.first + stop)

    def write(self, path):
        """As a table of its own; {line in it: line in the whole table}."""
        lines, at = {}, 1
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(self.table.header)
            at += _line_ends(self.table.header)
            for number, (line, row) in enumerate(self.table.rows()):
                if number >= self.last:
                    break
                if number >= self.first:
                    writer.writerow(row)
                    at += 1 + _line_ends(row)
                    lines[at] = line
        return lines


def _line_ends(row):
    return sum(len(re.findall(r"\r\n|\r|\n", cell)) for cell in row)


def make_plan(found, model, shard_items):
    plan = Plan(model.takes)
    if model.takes == "files":
        size, start = shard_items or FILES_A_SHARD, 0
        while start < len(found):
            end, room = start, MOST_PATH_BYTES
            while end < len(found) and end - start < size and (end == start or room > 0):
                room -= len(os.fsencode(os.path.abspath(found[end][0]))) + 1
                end += 1
            plan.add("", [name for _, name in found[start:end]], paths=[os.path.abspath(path) for path, _ in found[start:end]])
            start = end
        return plan
    for path, name in found:
        if model.takes == "table":
            plan.add(name, [name], paths=[os.path.abspath(path)])
            continue
        table = tables.Table(path)
        lines = [line for line, _ in table.rows()]
        size = shard_items or ROWS_A_SHARD
        for first in range(0, len(lines), size):
            last = min(first + size, len(lines))
            plan.add(name, lines[first:last], rows=RowShards(table, first, last))
    return plan


class Outcome:
    """`rows`: the model's answers, each beginning with its item. `errors`: [(item, reason)]."""

    def __init__(self, header, rows, errors, items, seconds):
        self.header, self.rows, self.errors, self.items, self.seconds = header, rows, errors, items, seconds


class Worker:
    def __init__(self, job, model, folder):
        self.job, self.model, self.folder, self._cuts = job, model, folder, 0

    def take(self, shard):
        """The outcome of a shard, or None when it was stopped."""
        began = time.monotonic()
        code, output, said = self._predict(shard)
        if code is None:
            return None
        header, answers = _read_answers(output)
        _remove(output)
        broke = code not in (0, 1)
        if broke and shard.paths and len(shard.items) > 1 and self._cuts < MOST_CUTS:
            return self._take_halves(shard)
        return self._judge(shard, code, header, answers, said, time.monotonic() - began)

    def _take_halves(self, shard):
        self._cuts += 1
        parts = []
        for half in shard.halves():
            outcome = self.take(half)
            if outcome is None:
                return None
            parts.append(outcome)
        return Outcome(next((one.header for one in parts if one.header), None), [row for one in parts for row in one.rows], [error for one in parts for error in one.errors],
                       sum(one.items for one in parts), sum(one.seconds for one in parts))

    def _judge(self, shard, code, header, answers, said, seconds):
        last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")[:REASON_LIMIT]
        if code < 0:
            last = f"signal {-code}"
        if self.model.takes == "table":
            rows = [[shard.source, *row] for row in answers]
            errors = [] if rows else [(shard.source, last)]
            return Outcome(header and ["table", *header], rows, errors, 1, seconds)
        keys = dict(zip(shard.paths, shard.items)) if shard.paths else self._lines
        found = {}
        for row in answers:
            item = keys.get(row[0] if shard.paths else _whole(row[0]))
            # Of a file there may be several rows: one for each thing that was found in it.
            if item is not None and (shard.paths or item not in found):
                found.setdefault(item, []).append(row[1:])
        reasons = _reasons(said, keys) if shard.paths else {}
        errors = [(item, reasons.get(item, last)) for item in shard.items if item not in found]
        before = [] if shard.paths else [shard.source]
        rows = [[*before, item, *answer] for item in shard.items for answer in found.get(item, [])]
        if not shard.paths:
            errors = [(f"{shard.source}:{line}", reason) for line, reason in errors]
        return Outcome(header and [*(["table"] if before else []), *header], rows, errors, len(shard.items), seconds)

    def _predict(self, shard):
        """(exit code or None when stopped, the file of answers, what it said of errors)."""
        output, said = self.folder / "answers.tmp", self.folder / "said.tmp"
        given = shard.paths
        if not given:
            table = self.folder / "table.tmp.csv"
            self._lines = shard.rows.write(table)
            given = [str(table)]
        with open(output, "wb") as out, open(said, "wb") as errors:
            process = subprocess.Popen([sys.executable, "-B", str(self.model.predict), *given], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=errors,
                                       start_new_session=True, env=self._environment())
            try:
                code = self._wait(process)
            finally:
                _end_group(process)
        with open(said, "rb") as file:
            text = file.read(1 << 20).decode("utf-8", "surrogateescape")
        _remove(said)
        if not shard.paths:
            _remove(self.folder / "table.tmp.csv")
        return code, output, text

    def _wait(self, process):
        while True:
            try:
                return process.wait(LOOK_S)
            except subprocess.TimeoutExpired:
                if self.job.should_stop():
                    return None

    def _environment(self):
        # A file's name may hold bytes that are not UTF-8; it comes back as it was given.
        words = {**os.environ, "PYTHONIOENCODING": "utf-8:surrogateescape"}
        if str(self.job.parameter("gpus", "0")) == "0":
            words["CUDA_VISIBLE_DEVICES"] = ""
        return words


def _end_group(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def _read_answers(path):
    """(header, rows); a row that was cut off is left out."""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        try:
            rows = [row for row in csv.reader(line.replace("\0", "") for line in file) if row]
        except csv.Error:
            return None, []
    if not rows:
        return None, []
    return rows[0], [row for row in rows[1:] if len(row) == len(rows[0])]


def _reasons(said, keys):
    """predict.py says `file: reason` of each file that it cannot read."""
    found = {}
    for line in said.splitlines():
        for path in keys if len(keys) == 1 else [line[:line.find(": ", place)] for place in _colons(line)]:
            if path in keys and line.startswith(path + ": "):
                found[keys[path]] = line[len(path) + 2:].strip()[:REASON_LIMIT]
    return found


def _colons(line):
    return [match.start() for match in re.finditer(": ", line)][:20]


def _whole(text):
    try:
        return int(text)
    except ValueError:
        return -1


def _remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
