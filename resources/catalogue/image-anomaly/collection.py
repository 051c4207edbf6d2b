"""Finds the good photos and the others, and divides them: most of the good ones to learn from, a part to set the
threshold, a part for the test. Photos that are not good are never learned from."""

import hashlib
import pathlib
import random

import werkbank_images as images

GOOD = {"good", "goed", "ok", "normal", "normaal"}
MASKS = {"mask", "masks", "masker", "maskers", "ground_truth"}
SHARES = {"val": 0.2, "test": 0.2}      # of the good photos
FEWEST_GOOD = 10


def is_good(name):
    return name.lower() in GOOD


class Photos:
    """kinds: names, "good" first. items: {"train" | "val" | "test": good photos, "choice" | "bad": the others, to choose
    a method with and to test with}, each [(path, number of the kind)]. strays, masks: how many files were passed over."""

    def __init__(self, root, seed=42):
        self.root, self.strays, self.masks, self.passed_over = pathlib.Path(root), 0, 0, []
        if not self.root.is_dir():
            raise images.ImageError("no_images", "De map met foto's is niet gevonden.", "The folder of photos was not found.")
        found = self._read(self._top())
        self._check(found)
        good = {split: per_kind["good"] for split, per_kind in found.items() if "good" in per_kind}
        self.kinds = ["good"] + sorted({kind for per_kind in found.values() for kind in per_kind if kind != "good"})
        self.items = {split: [(path, 0) for path in paths] for split, paths in self._divide_good(good, seed).items()}
        self.items["choice"], self.items["bad"] = self._divide_bad(found, seed)

    @property
    def has_bad(self):
        return bool(self.items["bad"])

    def name_of(self, path):
        return str(path.relative_to(self.root))

    # -- which photos there are --

    def _top(self):
        """A zip often wraps everything in one more folder."""
        top = self.root
        while True:
            inside = images.folders_in(top)
            if len(inside) != 1 or is_good(inside[0].name) or inside[0].name.lower() in images.SPLITS or not images.folders_in(inside[0]):
                return top
            top = inside[0]

    def _read(self, top):
        """{split: {kind: photos}}. Without a folder "train", what lies beside "test" and "val" is to learn from."""
        splits, others = {}, []
        for folder in images.folders_in(top):
            split = images.SPLITS.get(folder.name.lower())
            if split and images.folders_in(folder):
                splits.setdefault(split, []).extend(images.folders_in(folder))
            else:
                others.append(folder)
        self._count_loose(top)
        if "train" not in splits:
            splits["train"] = others
        else:
            self._pass_over(others)
        return {split: self._read_kinds(folders) for split, folders in splits.items()}

    def _count_loose(self, top):
        self.strays += sum(1 for path in top.iterdir() if path.is_file() and not path.name.startswith(".") and path.name.lower() not in ("thumbs.db", "desktop.ini"))

    def _pass_over(self, folders):
        for folder in folders:
            if folder.name.lower() in MASKS:
                self.masks += len(images.photos_in(folder)[0])
            else:
                self.passed_over.append(clean_name(folder.name))

    def _read_kinds(self, folders):
        per_kind = {}
        for folder in folders:
            if folder.name.lower() in MASKS:
                self._pass_over([folder])
                continue
            photos, strays = images.photos_in(folder)
            self.strays += strays
            if photos:
                per_kind.setdefault("good" if is_good(folder.name) else clean_name(folder.name), []).extend(photos)
        return per_kind

    # -- whether they can be used --

    def _check(self, found):
        if not any(found.values()):
            raise images.ImageError("no_images", "Er zijn geen foto's in mappen gevonden. Maak een map 'goed' en zet daar de goede foto's in.",
                                    "No photos in folders were found. Make a folder 'good' and put the good photos in it.")
        if "good" not in found["train"]:
            there = ", ".join(sorted({kind for per_kind in found.values() for kind in per_kind})[:8])
            raise images.ImageError("no_good_folder", f"Er is geen map met goede foto's om van te leren. Noem die map 'goed' of 'good'. Wel gevonden: {there}.",
                                    f"There is no folder of good photos to learn from. Call that folder 'good'. Found: {there}.")
        good = found["train"]["good"]
        if len(good) < FEWEST_GOOD:
            folder = self.name_of(good[0].parent)
            raise images.ImageError("too_few_good", f"De map '{folder}' heeft maar {len(good)} goede foto's om van te leren. Minstens 30 zijn nodig, liever 200.",
                                    f"The folder '{folder}' has only {len(good)} good photos to learn from. At least 30 are needed, preferably 200.", folder)
        all_good = [path for per_kind in found.values() for path in per_kind.get("good", [])]
        self._check_contradictions(all_good, [path for per_kind in found.values() for kind, paths in per_kind.items() if kind != "good" for path in paths])
        first = fingerprint(all_good[0])
        if all(fingerprint(path) == first for path in all_good):
            name = self.name_of(all_good[0])
            raise images.ImageError("same_photo", f"De goede foto's zijn allemaal dezelfde foto ('{name}'). Er valt dan niets te leren.",
                                    f"The good photos are all the same photo ('{name}'). There is nothing to learn then.", name)

    def _check_contradictions(self, good, bad):
        """The same file as good and as bad. Only files whose length occurs on both sides are read for it."""
        lengths = {length(path) for path in bad} - {0}
        twins = {fingerprint(path): path for path in good if length(path) in lengths}
        for path in bad if twins else []:
            twin = twins.get(fingerprint(path))
            if twin is not None:
                name, other = self.name_of(path), self.name_of(twin)
                raise images.ImageError("good_and_bad", f"De foto '{name}' staat ook bij de goede foto's ('{other}'). Haal hem op een van de twee plaatsen weg.",
                                        f"The photo '{name}' is also among the good photos ('{other}'). Remove it in one of the two places.", name)

    # -- dividing them --

    @staticmethod
    def _divide_good(good, seed):
        parts = {split: list(good.get(split, [])) for split in ("train", "val", "test")}
        total = len(parts["train"])
        for split in ("test", "val"):
            if not parts[split]:
                random.Random(f"{seed}/{split}").shuffle(parts["train"])
                count = max(2, round(SHARES[split] * total))
                parts[split], parts["train"] = sorted(parts["train"][:count]), parts["train"][count:]
        # The order is by chance, so that the learning curve does not follow the order of the names.
        random.Random(f"{seed}/order").shuffle(parts["train"])
        return parts

    def _divide_bad(self, found, seed):
        """(to choose a method with, to test with): those in "val" and the rest, or the halves of every kind."""
        choice, test = [], []
        for number, kind in enumerate(self.kinds[1:], 1):
            given = found.get("val", {}).get(kind, [])
            rest = [path for split, per_kind in found.items() if split != "val" for path in per_kind.get(kind, [])]
            if not given or not rest:
                rest = sorted(given + rest)
                random.Random(f"{seed}/{kind}").shuffle(rest)
                given, rest = rest[:len(rest) // 2], rest[len(rest) // 2:]
            choice += [(path, number) for path in sorted(given)]
            test += [(path, number) for path in sorted(rest)]
        return choice, test


def clean_name(name):
    return name.encode("utf-8", "replace").decode("utf-8")


def length(path):
    try:
        return path.stat().st_size
    except OSError:         # the reading proper names the file
        return 0


def fingerprint(path):
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return str(path)
