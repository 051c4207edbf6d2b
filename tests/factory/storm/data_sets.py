"""Data for the storm, made from a seed, and what a folder of it is: read and summed by the test itself."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

MIB = 1 << 20
BOOKKEEPING = (b".DS_Store", b"Thumbs.db", b"desktop.ini")


# Made once: the same bytes at other places are as good as new ones, and much sooner there.
_NOISE = Random(0).randbytes(16 * MIB)
_ROWS = b"".join(b"%d,%d,good\n" % (number * 7 % 97, number * 31 % 1013) for number in range(100_000))


def noise(numbers: Random, size: int) -> bytes:
    """Nothing makes it smaller."""
    parts = []
    while size > 0:
        at = numbers.randrange(len(_NOISE))
        parts.append(_NOISE[at:at + min(size, 3 * MIB)])
        size -= len(parts[-1])
    return b"".join(parts)


@dataclass(frozen=True)
class Seen:
    """What stands in a folder: of each file its size and SHA-256."""

    files: dict

    @property
    def bytes(self) -> int:
        return sum(size for size, _ in self.files.values())

    @property
    def hash(self) -> str:
        """The identity of the data, as a receipt gives it: lines as `sha256sum` prints them, in the order of the names."""
        whole = hashlib.sha256()
        for path in sorted(self.files):
            escaped = path.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
            whole.update((b"\\" if escaped != path else b"") + self.files[path][1].encode() + b"  " + escaped + b"\n")
        return whole.hexdigest()

    def differs(self, other: "Seen") -> str:
        """Names the first files that are not the same in both; empty when all are."""
        names = sorted(path for path in self.files.keys() | other.files.keys()
                       if self.files.get(path) != other.files.get(path))
        return ", ".join(repr(name) for name in names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def look(root: Path) -> Seen:
    """Reads every regular file under `root`, or `root` itself when it is one."""
    if root.is_file():
        return Seen({os.fsencode(root.name): _sum(os.fsencode(root))})
    files = {}
    top = os.fsencode(root)
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.islink(path):
                files[os.path.relpath(path, top)] = (0, "a link")
            elif name not in BOOKKEEPING and not name.startswith(b"._"):
                files[os.path.relpath(path, top)] = _sum(path)
    return Seen(files)


def _sum(path: bytes) -> tuple[int, str]:
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256") if hasattr(hashlib, "file_digest") else hashlib.sha256(file.read())
        return os.fstat(file.fileno()).st_size, digest.hexdigest()


def put(root: Path, name, content: bytes) -> None:
    path = os.path.join(os.fsencode(root), name if isinstance(name, bytes) else os.fsencode(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def _one_large(root: Path, numbers: Random, scale: float) -> None:
    put(root, "all.bin", noise(numbers, int(numbers.uniform(40, 90) * MIB * scale)))


def _many_small(root: Path, numbers: Random, scale: float) -> None:
    for number in range(int(numbers.randint(800, 2500) * scale)):
        put(root, f"class-{number % 7}/{number:05}.dat", noise(numbers, numbers.randint(0, 12_000)))


def _mixed(root: Path, numbers: Random, scale: float) -> None:
    for number in range(numbers.randint(2, 4)):
        put(root, f"large/{number}.bin", noise(numbers, int(numbers.uniform(5, 25) * MIB * scale)))
    for number in range(int(numbers.randint(200, 600) * scale)):
        put(root, f"small/{number // 50}/{number}.dat", noise(numbers, numbers.randint(0, 40_000)))
    (root / "empty/inner").mkdir(parents=True)


def _odd_names(root: Path, numbers: Random, scale: float) -> None:
    names = [b"-rf", b"--help/-x", b"new\nline", b"cr\r", b"back\\slash\\n", b"$(touch evil)`id`", b"it's \"quoted\"",
             b"\xff\xfe not utf8 \x80", b" space ", b"*?[a]", b"tab\tand\x01\x7f", b"n" * 255, b"p" * 200 + b"/" + b"q" * 200,
             b".hidden", b"a/b/c/d", b"arrived/0", b"arrived/1+", "\u00e9\u20ac".encode()]
    for name in names:
        put(root, name, noise(numbers, numbers.randint(0, 200_000)))
    put(root, b"-large\n\"one\"", noise(numbers, int(numbers.uniform(6, 30) * MIB * scale)))


def _sparse(root: Path, numbers: Random, scale: float) -> None:
    size = int(numbers.uniform(30, 80) * MIB * scale)
    with open(root / "holes.bin", "wb") as file:
        file.truncate(size)
        for _ in range(20):
            file.seek(numbers.randrange(size))
            file.write(noise(numbers, 5000))
        file.truncate(size)


def _tables(root: Path, numbers: Random, scale: float) -> None:
    for number in range(numbers.randint(1, 3)):
        begin = numbers.randrange(len(_ROWS))
        put(root, f"table-{number}.csv", (_ROWS[begin:] + _ROWS * 40)[:int(numbers.uniform(6, 40) * MIB * scale)])
    for number in range(100):
        begin = numbers.randrange(len(_ROWS) - 20_000)
        put(root, f"rows/{number}.csv", _ROWS[begin:begin + numbers.randrange(20_000)])


SHAPES = {"one large file": _one_large, "many small files": _many_small, "large and small": _mixed,
          "odd names": _odd_names, "with holes": _sparse, "tables": _tables}
# What nothing makes smaller: only there the bytes on the line say how much was sent twice.
AS_THEY_ARE = ("one large file", "many small files", "large and small", "odd names")


def make(root: Path, shape: str, numbers: Random, scale: float = 1.0) -> Seen:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    SHAPES[shape](root, numbers, scale)
    return look(root)


def on_the_line(seen: Seen) -> int:
    """What the data takes on the line, generously: each file has its name in front, twice, and its folders' names."""
    return int(seen.bytes * 1.006) + sum(1600 + 5 * len(path) for path in seen.files)
