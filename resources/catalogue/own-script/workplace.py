"""The folder in which somebody's own program works: what is in its own folder appears there by name, what it writes
stays there and comes home."""

import contextlib
import os
import pathlib

RESERVED = {"metrics.jsonl", "ckpt"}
MOST_WATCHED = 20_000           # files of the data whose change would be noticed
MOST_LISTED = 500


class Workplace:
    def __init__(self, data, folder):
        self.data, self.folder = pathlib.Path(data), pathlib.Path(folder)
        self.metrics = self.folder / "metrics.jsonl"
        self._before = {}

    def prepare(self):
        """Links to what is in the program's folder: `open("table.csv")` finds it, though the program works elsewhere."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._before = self._state()
        source = os.fsencode(os.path.abspath(self.data))
        for name in sorted(os.listdir(source)):
            link = os.path.join(os.fsencode(self.folder), name)
            if os.fsdecode(name) not in RESERVED:
                with contextlib.suppress(FileExistsError):      # of an earlier attempt, or of another process of this job
                    os.symlink(os.path.join(source, name), link)

    def tidy(self):
        """Takes the links away again: they point to nothing at home."""
        source = os.fsencode(os.path.abspath(self.data))
        for entry in os.scandir(os.fsencode(self.folder)):
            if entry.is_symlink() and os.path.dirname(os.readlink(entry.path)) == source:
                os.unlink(entry.path)

    def changed_data(self):
        """Of the first few files of the data that are not as they were: their names."""
        now = self._state()
        changed = [path for path, state in self._before.items() if now.get(path) != state]
        added = [path for path in now if path not in self._before]
        return [os.fsencode(path).decode("utf-8", "replace") for path in sorted(changed + added)[:3]]

    def _state(self):
        found = {}
        for path in _files(self.data):
            if len(found) >= MOST_WATCHED:
                break
            if "__pycache__" in path.parts:
                continue
            try:
                facts = path.stat()
            except OSError:
                continue
            found[str(path.relative_to(self.data))] = (facts.st_size, facts.st_mtime_ns)
        return found

    def files(self):
        """[(name, bytes)] of what the program left, at most MOST_LISTED."""
        found = []
        for path in _files(self.folder):
            if path == self.metrics or len(found) >= MOST_LISTED:
                continue
            found.append([str(path.relative_to(self.folder)), path.lstat().st_size])
        return found


def _files(root):
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            yield pathlib.Path(folder) / name
