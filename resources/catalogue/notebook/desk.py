"""The folder in which the notebooks of a job live: copies of the person's own notebooks and programs, and a way to all
of the data beside them. What is there at the end comes home."""

import os
import pathlib
import shutil

COPIED = {".ipynb", ".py"}
MOST_COPIED, LARGEST_COPIED = 2000, 50 << 20
DATA = "data"
MOST_LISTED = 500


class Desk:
    def __init__(self, data, folder):
        self._data, self.folder = pathlib.Path(data), pathlib.Path(folder)

    def prepare(self):
        """Names what was left out because it is too large or too much; it stays to be read in the folder data."""
        self.folder.mkdir(parents=True, exist_ok=True)
        left_out, copied = [], 0
        for path in self._own_files():
            target = self.folder / path.relative_to(self._data)
            if copied >= MOST_COPIED or path.stat().st_size > LARGEST_COPIED:
                left_out.append(_shown(path.relative_to(self._data)))
                continue
            copied += 1
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        link = self.folder / DATA
        if not link.exists() and not link.is_symlink():
            link.symlink_to(os.path.abspath(self._data))
        return left_out

    def tidy(self):
        """Takes the way to the data away: at home it leads nowhere."""
        link = self.folder / DATA
        if link.is_symlink():
            link.unlink()

    def files(self):
        """[(name, bytes)] of what is there, at most MOST_LISTED."""
        found = []
        for root, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if name not in (".ipynb_checkpoints", "__pycache__"))
            for name in sorted(names)[:MOST_LISTED - len(found)]:
                path = pathlib.Path(root) / name
                found.append([_shown(path.relative_to(self.folder)), path.lstat().st_size])
        return found

    def _own_files(self):
        for root, folders, names in os.walk(self._data):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = pathlib.Path(root) / name
                if path.suffix in COPIED and path.is_file():
                    yield path


def _shown(path):
    return os.fsencode(path).decode("utf-8", "replace")
