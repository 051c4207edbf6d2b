"""What is done already: a file of answers and one of errors for each shard, and a mark NNNN.done that comes last."""

import csv
import io
import json
import pathlib

import werkbank_job


class Finished:
    def __init__(self, folder, plan):
        self.folder, self._plan = pathlib.Path(folder), plan
        self.folder.mkdir(parents=True, exist_ok=True)
        self._marks = {}
        self._keep_only_this_plan()
        for shard in plan.shards:
            mark = self._read_mark(shard)
            if mark:
                self._marks[shard.number] = mark

    def _keep_only_this_plan(self):
        path = self.folder / "plan.json"
        try:
            known = json.loads(path.read_text(encoding="utf-8"))["digest"]
        except (OSError, ValueError, KeyError, TypeError):
            known = None
        if known == self._plan.digest:
            return
        for old in self.folder.glob("[0-9]*.*"):
            old.unlink()
        werkbank_job.write_json(path, {"digest": self._plan.digest, "shards": len(self._plan.shards), "items": self._plan.total})

    def _read_mark(self, shard):
        try:
            mark = json.loads(self.path(shard, "done").read_text(encoding="utf-8"))
            whole = mark["items"] == len(shard.items) and self.path(shard, "csv").stat().st_size == mark["bytes"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return mark if whole else None

    def path(self, shard, ending):
        return self.folder / f"{shard.number:04d}.{ending}"

    def has(self, shard):
        return shard.number in self._marks

    def keep(self, shard, outcome):
        """First the answers, then the mark that says they are whole."""
        answers = _as_csv(([outcome.header] if outcome.header else []) + outcome.rows)
        werkbank_job.atomic_write(self.path(shard, "csv"), answers)
        werkbank_job.atomic_write(self.path(shard, "errors"), _as_csv(outcome.errors))
        mark = {"items": outcome.items, "errors": len(outcome.errors), "bytes": len(answers), "seconds": round(outcome.seconds, 3), "rows": len(outcome.rows)}
        werkbank_job.write_json(self.path(shard, "done"), mark)
        self._marks[shard.number] = mark

    def count(self):
        return len(self._marks)

    def items(self):
        return sum(mark["items"] for mark in self._marks.values())

    def errors(self):
        return sum(mark["errors"] for mark in self._marks.values())

    def seconds(self):
        return sum(mark["seconds"] for mark in self._marks.values())


def _as_csv(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "replace")
