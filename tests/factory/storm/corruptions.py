"""What may be wrong with the bytes: at the far end, on this computer, or in what either of them wrote down. Each must be
found: the transfer says so in a sentence, or sends it anew."""

import os
from pathlib import Path
from random import Random

import data_sets
from far import MIB
from transfers import Transfer, Upload


def files_of(root: Path | None) -> list[bytes]:
    if root is None:
        return []
    return sorted(os.path.join(top, name) for top, _, names in os.walk(os.fsencode(root)) for name in names
                  if os.path.isfile(os.path.join(top, name)) and not os.path.islink(os.path.join(top, name)))


def flip(path: bytes, numbers: Random) -> bool:
    """One bit of it, wherever something is."""
    size = os.path.getsize(path)
    if size == 0:
        return False
    at = numbers.randrange(size)
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << numbers.randrange(8))]))
    return True


def harm(path: bytes, numbers: Random) -> bool:
    """Flips a bit, cuts it short, or makes it longer."""
    size = os.path.getsize(path)
    what = numbers.random()
    if what < 0.7:
        return flip(path, numbers)
    if what < 0.9 and size > 0:
        os.truncate(path, numbers.randrange(size))
        return True
    with open(path, "ab") as file:
        file.write(numbers.randbytes(numbers.randrange(1, 5000)))
    return True


def _harm_one(paths: list[bytes], numbers: Random) -> bool:
    with_content = [path for path in paths if os.path.getsize(path)]
    return bool(with_content) and harm(numbers.choice(with_content), numbers)


def _break_off(transfer: Transfer, numbers: Random) -> None:
    """The first try ends somewhere in the middle, and nothing of it runs on."""
    transfer.start()
    bound = transfer.moved() + int(data_sets.on_the_line(transfer.data) * numbers.uniform(0.15, 0.97))
    if transfer.until(lambda: transfer.moved() >= bound):
        transfer.far.line.tell("cut")
    transfer.wait()
    transfer.far.quiet()


def _content(part: Path | None) -> list[bytes]:
    return [path for path in files_of(part) if b"/data/" in path or (b"/large/" in path and not path.endswith(b".sum"))]


# Each of them: True when something was harmed. Afterwards the transfer is done (again) until it ends.
def far_half(transfer: Upload, numbers: Random) -> bool:
    """In what the broken transfer has brought so far."""
    _break_off(transfer, numbers)
    return _harm_one(_content(transfer.far.part()), numbers)


def far_half_while_it_goes_on(transfer: Upload, numbers: Random) -> bool:
    """In a small file of a transfer that runs: whoever has a hand in that folder is seen until the end."""
    transfer.start()
    return _flip_what_came(transfer, numbers, lambda: transfer.far.part())


def _flip_what_came(transfer: Transfer, numbers: Random, place) -> bool:
    """In a small file of what is there while a part of the data is still to come: for that moment all stands still."""
    begun = transfer.moved()
    whole = data_sets.on_the_line(transfer.data)
    bound = begun + int(whole * numbers.uniform(0.3, 0.7))
    if not transfer.until(lambda: transfer.moved() >= bound):
        return False
    pids = transfer.far.freeze()
    try:
        folder = place()
        found = [path for path in files_of(folder and folder / "data") if 0 < os.path.getsize(path) < 5 * MIB]
        oldest = sorted(found, key=os.path.getmtime)[:max(1, len(found) * 3 // 4)]
        # Near the end it may be verified already, and what is harmed then is harmed later.
        return bool(oldest) and transfer.moved() < begun + whole * 0.8 and flip(numbers.choice(oldest), numbers)
    finally:
        transfer.far.thaw(pids)


def far_marks(transfer: Upload, numbers: Random) -> bool:
    """In what says which parcels have arrived: there it says more than is true."""
    _break_off(transfer, numbers)
    part = transfer.far.part()
    if part is None or not (part / "arrived").is_dir():
        return False
    for number in numbers.sample(range(12), 3):
        (part / "arrived" / str(number)).touch()
    (part / "arrived" / f"{numbers.randrange(6)}+").write_text("99999999 bytes (100 MB) copied\n")
    return True


def far_finished(transfer: Upload, numbers: Random) -> bool:
    """In data that was verified long ago."""
    transfer.start()
    transfer.wait()
    places = transfer.far.datasets()
    if not places:
        return False
    what = numbers.random()
    paths = files_of(places[-1])
    if what < 0.15:
        os.unlink(numbers.choice(paths))
    elif what < 0.3:
        data_sets.put(places[-1], "one more", b"that nobody sent")
    else:
        return _harm_one(paths, numbers)
    return True


def source_while_it_is_sent(transfer: Upload, numbers: Random) -> bool:
    transfer.start()
    transfer.to_moment(numbers)
    return _harm_one(files_of(transfer.source), numbers)


def source_unseen(transfer: Upload, numbers: Random) -> bool:
    """A bit of the source, with its size and its time as they were."""
    transfer.start()
    transfer.to_moment(numbers)
    paths = [path for path in files_of(transfer.source) if os.path.getsize(path)]
    path = numbers.choice(paths)
    before = os.stat(path)
    flipped = flip(path, numbers)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return flipped


def source_between_tries(transfer: Upload, numbers: Random) -> bool:
    _break_off(transfer, numbers)
    return _harm_one(files_of(transfer.source), numbers)


def source_gone(transfer: Upload, numbers: Random) -> bool:
    transfer.start()
    transfer.to_moment(numbers)
    os.unlink(numbers.choice(files_of(transfer.source)))
    return True


def _second_version(transfer: Upload, numbers: Random) -> None:
    path = numbers.choice([path for path in files_of(transfer.source)])
    with open(path, "ab") as file:
        file.write(b"a new row\n")
    transfer.data = data_sets.look(transfer.source)


def earlier_version(transfer: Upload, numbers: Random) -> bool:
    """In an earlier version that the new one shares files with."""
    transfer.start()
    transfer.wait()
    places = transfer.far.datasets()
    harmed = bool(places) and _harm_one(files_of(places[-1]), numbers)
    _second_version(transfer, numbers)
    return harmed


def list_of_earlier_version(transfer: Upload, numbers: Random) -> bool:
    """In the list that says what the earlier version holds."""
    transfer.start()
    transfer.wait()
    places = transfer.far.datasets()
    lists = [os.fsencode(one) for one in (transfer.far.work / "datasets").glob("*.manifest")]
    harmed = bool(places) and _harm_one(lists, numbers)
    _second_version(transfer, numbers)
    return harmed


def staging(transfer: Transfer, numbers: Random) -> bool:
    """In what has come so far, on this computer."""
    _break_off(transfer, numbers)
    here = transfer.staging()
    return _harm_one(files_of(here and here / "data"), numbers)


def staging_while_it_goes_on(transfer: Transfer, numbers: Random) -> bool:
    """In a small file that has come, before all has."""
    transfer.start()
    return _flip_what_came(transfer, numbers, transfer.staging)


def journal(transfer: Transfer, numbers: Random) -> bool:
    """In what says on this computer which parcels have come."""
    _break_off(transfer, numbers)
    here = transfer.staging()
    if here is None or not (here / "arrived").is_file():
        return False
    file = os.fsencode(here / "arrived")
    if numbers.random() < 0.5:
        return _harm_one([file], numbers)
    with open(file, "ab") as lines:
        lines.write(numbers.choice([b"1\n", b"2\n3\n4\n", b"0\n1\n2\n3\n4\n5\n6\n7\n", b"\xff\x00\n5\n", b"1" * 3 + b"\n"]))
    return True


def far_results_while_they_come(transfer: Transfer, numbers: Random) -> bool:
    """A job goes on writing while its results are brought home."""
    transfer.start()
    transfer.to_moment(numbers)
    return _harm_one(files_of(transfer.source), numbers)


def far_results_between_tries(transfer: Transfer, numbers: Random) -> bool:
    _break_off(transfer, numbers)
    return _harm_one(files_of(transfer.source), numbers)


# Of one file there is no earlier version to share with, and of large ones no small one.
SHAPES_FOR = {"far earlier version": ("many small files", "large and small", "tables"),
              "far list of earlier version": ("many small files", "large and small", "tables"),
              "far .part, while it runs": ("many small files", "many small files", "odd names"),
              "staging, while it runs": ("many small files", "many small files", "odd names")}
WAYS = {
    "up": {"far .part, between tries": far_half, "far .part, while it runs": far_half_while_it_goes_on,
           "far list of arrived": far_marks, "far data in place": far_finished,
           "source, while it is sent": source_while_it_is_sent, "source, time set back": source_unseen,
           "source, between tries": source_between_tries, "source taken away": source_gone,
           "far earlier version": earlier_version, "far list of earlier version": list_of_earlier_version},
    "down": {"staging, between tries": staging, "staging, while it runs": staging_while_it_goes_on,
             "journal here": journal, "far results, while they come": far_results_while_they_come,
             "far results, between tries": far_results_between_tries}}
