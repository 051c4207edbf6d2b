"""Finds photos and the boxes that people drew on them: COCO JSON, or YOLO texts beside the photos or in a folder
"labels". What is wrong with them is said with its file and place, before anything is learned."""

import json
import os
import pathlib
import posixpath
import random
import re

import numpy

import photos as photos_of
import werkbank_images as images

LARGEST_JSON, LARGEST_TEXT = 512 * 2**20, 4 * 2**20
SLACK_PIXELS, SLACK_SHARE = 2, 0.01     # by which a box may stick out of its photo: tools round in their own way
FEWEST_BOXES, FEW_BOXES, FEWEST_PHOTOS = 10, 50, 8
NAME_FILES = ("data.yaml", "dataset.yaml", "classes.txt", "obj.names", "_darknet.labels")
NO_BOXES = ("readme", "license", "licence", "notes", "classes", "labels")      # texts that are no boxes
IDS = {"images": ("foto", "photo"), "annotations": ("kader", "box"), "categories": ("soort", "kind")}


class Photo:
    """One photo: where it is, and its boxes as shares of its sides (left, top, right, bottom) with their kinds."""

    def __init__(self, path, split):
        self.path, self.split, self.boxes, self.labels = path, split, [], []
        self.said_size = None       # the (width, height) that the boxes were drawn on, where the file says it
        self.size = None            # of the photo itself, upright


class Collection:
    """All photos with boxes: kinds (names), items {"train" | "val" | "test": [Photo]}; counts of what was passed over."""

    def __init__(self, root, seed=42):
        self.root = pathlib.Path(root)
        self.doubles, self.crowds, self.first_double = 0, 0, ""
        if not self.root.is_dir():
            raise images.ImageError("no_boxes", "De map met foto's is niet gevonden.", "The folder of photos was not found.")
        self._files = Files(self.root)
        self.kinds, photos = [], []
        coco = [(place, content) for place, content in map(self._open_coco, self._files.jsons) if content]
        self.how = "coco" if coco else "yolo"
        for place, content in coco:
            photos += self._read_coco(place, content)
        if not coco:
            photos = self._read_yolo()
        if not any(photo.boxes for photo in photos):
            raise images.ImageError("no_boxes", "Er zijn geen kaders gevonden. Zet een COCO-bestand (.json) bij de foto's, of bij elke foto een YOLO-tekst (.txt).",
                                    "No boxes were found. Put a COCO file (.json) with the photos, or a YOLO text (.txt) with each photo.")
        used = {photo.path for photo in photos}
        self.without = [name for name in self._files.photos if name not in used]
        self._drop_doubles(photos)
        self._keep_used_kinds(photos)
        self.items = self._divide(photos, seed)
        self._check_kinds()

    def name_of(self, photo):
        return photo.path

    # -- COCO --

    def _open_coco(self, place):
        """(place, the file's content), or (place, None) where it is JSON of another kind."""
        path = self.root / place
        try:
            if path.stat().st_size > LARGEST_JSON:
                raise ValueError("larger than 512 MB")
            with open(path, "rb") as file:
                content = json.loads(file.read().decode("utf-8-sig"))
        except (OSError, ValueError, RecursionError) as error:
            bad(place, f"het is geen leesbare JSON ({error})", f"it is not readable JSON ({error})", getattr(error, "lineno", None))
        fits = isinstance(content, dict) and isinstance(content.get("annotations"), list)
        return place, content if fits else None

    def _read_coco(self, place, content):
        split = split_of(place)
        kinds = self._coco_kinds(place, content)
        photos = self._coco_photos(place, content, split)
        seen = set()
        for number, one in enumerate(content["annotations"], 1):
            word = f"annotations[{number}]"
            photo, kind, own = (whole(place, word, one, key) for key in ("image_id", "category_id", "id"))
            if own in seen:
                double(place, "annotations", own)
            seen.add(own)
            if photo not in photos:
                raise images.ImageError("unknown_photo", f"In '{place}' hoort {word} bij foto {photo}, maar die staat niet in de lijst 'images'.",
                                        f"In '{place}', {word} belongs to photo {photo}, which is not in the list 'images'.", place)
            if kind not in kinds:
                unknown_kind(place, kind, None, word)
            if one.get("iscrowd") == 1:
                self.crowds += 1
                continue
            photo = photos[photo]
            if photo is None:
                continue
            self._add_coco_box(place, f"{word} (id {own})", one.get("bbox"), photo, kinds[kind])
        return [photo for photo in photos.values() if photo]

    def _coco_kinds(self, place, content):
        """{category id: number of the kind}; a kind with the same name in another file is the same kind."""
        found, names = {}, set()
        for number, one in enumerate(listed(place, content, "categories"), 1):
            own, name = whole(place, f"categories[{number}]", one, "id"), one.get("name")
            if not isinstance(name, str) or not name.strip():
                bad(place, f"categories[{number}] heeft geen naam", f"categories[{number}] has no name")
            name = clean(name)
            if own in found or name in names:
                double(place, "categories", own if own in found else name)
            names.add(name)
            found[own] = self._kind(name)
        return found

    def _coco_photos(self, place, content, split):
        found, paths = {}, set()
        for number, one in enumerate(listed(place, content, "images"), 1):
            word = f"images[{number}]"
            own, name = whole(place, word, one, "id"), one.get("file_name")
            if own in found:
                double(place, "images", own)
            if not isinstance(name, str):
                bad(place, f"{word} heeft geen 'file_name'", f"{word} has no 'file_name'")
            path = self._files.photo_of(place, name)
            if path is None:
                shown = clean(name)[:200]
                raise images.ImageError("no_photo", f"'{place}' noemt de foto '{shown}', maar die is er niet. Zet de foto erbij, of haal hem uit het bestand.",
                                        f"'{place}' names the photo '{shown}', which is not there. Add the photo, or take it out of the file.", place)
            if path in paths or path in self._files.given:
                double(place, "images", path)
            paths.add(path)
            photo = found[own] = Photo(path, split)
            size = one.get("width"), one.get("height")
            if all(isinstance(side, (int, float)) and not isinstance(side, bool) and 0 < side < 1e6 for side in size):
                photo.said_size = int(size[0]), int(size[1])
        self._files.given |= paths
        return found

    def _add_coco_box(self, place, word, numbers, photo, kind):
        fits = isinstance(numbers, list) and len(numbers) == 4 and all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in numbers)
        if not fits:
            bad(place, f"{word} heeft geen 'bbox' van vier getallen", f"{word} has no 'bbox' of four numbers")
        width, height = photo.said_size or self._measure(photo)
        left, top, wide, high = map(float, numbers)
        self._add_box(place, word, None, photo, kind, (left, top, left + wide, top + high), width, height, (width, height))

    def _measure(self, photo):
        photo.said_size = photos_of.look(self.root, photo.path).size
        return photo.said_size

    # -- YOLO --

    def _read_yolo(self):
        names, photos = self._yolo_names(), []
        for path in self._files.photos:
            text = self._files.text_of(path)
            if text is None:
                continue
            photo = Photo(path, split_of(path))
            for line, kind, box in yolo_lines(self.root, text):
                if names is not None and kind >= len(names):
                    unknown_kind(text, kind, line, limit=len(names))
                self._add_box(text, "", line, photo, self._kind(names[kind] if names is not None else str(kind)), box, 1, 1, None)
            photos.append(photo)
        self._check_lost_texts()
        return photos

    def _yolo_names(self):
        place = self._files.names
        if place is None:
            return None
        text = read_text(self.root, place)
        names = yaml_names(text) if place.endswith(".yaml") else [line.strip() for line in text.splitlines() if line.strip()]
        if names is None:
            return None
        names = [clean(name) for name in names]
        if len(set(names)) < len(names):
            double(place, "categories", next(name for name in names if names.count(name) > 1))
        return names

    def _check_lost_texts(self):
        for place in self._files.lost_texts():
            if looks_like_boxes(self.root, place):
                raise images.ImageError("no_photo", f"Bij de kaders in '{place}' is geen foto met die naam. Zet de foto erbij, of haal het bestand weg.",
                                        f"There is no photo of that name for the boxes in '{place}'. Add the photo, or remove the file.", place)

    # -- boxes --

    def _kind(self, name):
        if name not in self.kinds:
            self.kinds.append(name)
        return self.kinds.index(name)

    def _add_box(self, place, word, line, photo, kind, box, width, height, pixels):
        left, top, right, bottom = box
        whole_box = all(abs(value) < 1e9 for value in box) and right > left and bottom > top      # false for what is no number too
        slack_x, slack_y = (max(SLACK_PIXELS, SLACK_SHARE * side) if pixels else SLACK_SHARE for side in (width, height))
        if not (whole_box and left >= -slack_x and top >= -slack_y and right <= width + slack_x and bottom <= height + slack_y):
            shown = ", ".join(f"{value:g}" for value in (left, top, right - left, bottom - top))
            of = f" ({width} x {height})" if pixels else ""
            where = f" {word}" if word else ""
            raise images.ImageError("box_outside", f"In '{place}' is een kader leeg of ligt het buiten de foto{of}:{where} [{shown}]. Teken dit kader opnieuw of haal het weg.",
                                    f"In '{place}' a box is empty or lies outside its photo{of}:{where} [{shown}]. Draw this box anew or remove it.", place, line)
        inside = [min(max(value / side, 0.0), 1.0) for value, side in zip(box, (width, height) * 2)]
        if inside[2] > inside[0] and inside[3] > inside[1]:
            photo.boxes.append(inside)
            photo.labels.append(kind)

    def _drop_doubles(self, photos):
        for photo in photos:
            seen = {}
            for box, label in zip(photo.boxes, photo.labels):
                seen.setdefault((label, *(round(value, 5) for value in box)), box)
            if len(seen) < len(photo.boxes):
                self.first_double = self.first_double or photo.path
                self.doubles += len(photo.boxes) - len(seen)
            photo.labels, photo.boxes = [key[0] for key in seen], list(seen.values())

    def _keep_used_kinds(self, photos):
        """Tools write kinds that nobody used; and names in a fixed order make the same model of the same data."""
        used = sorted({self.kinds[label] for photo in photos for label in photo.labels})
        number = {self.kinds.index(name): place for place, name in enumerate(used)}
        for photo in photos:
            photo.labels = numpy.array([number[label] for label in photo.labels], dtype=numpy.int64)
            photo.boxes = numpy.array(photo.boxes, dtype=numpy.float32).reshape(-1, 4)
        self.kinds = used

    # -- parts --

    def _divide(self, photos, seed):
        given = {photo.split for photo in photos}
        if "train" not in given:
            for photo in photos:
                photo.split = "train"
        parts = {name: [photo for photo in photos if (photo.split or "train") == name] for name in ("train", "val", "test")}
        for name in ("test", "val"):
            if not parts[name]:
                random.Random(f"{seed}/{name}").shuffle(parts["train"])
                count = max(1, round(images.SHARES[name] * len(photos)))
                parts[name], parts["train"] = sorted(parts["train"][:count], key=lambda photo: photo.path), parts["train"][count:]
        if len(parts["train"]) < FEWEST_PHOTOS:
            raise images.ImageError("too_few_images", f"Er blijven maar {len(parts['train'])} foto's over om van te leren. Minstens 50 zijn nodig, liever 500.",
                                    f"Only {len(parts['train'])} photos are left to learn from. At least 50 are needed, preferably 500.")
        parts["train"].sort(key=lambda photo: photo.path)
        return parts

    def counts(self, part):
        """How many boxes of each kind a part holds."""
        return numpy.bincount(numpy.concatenate([photo.labels for photo in self.items[part]] or [[]]).astype(int), minlength=len(self.kinds))

    def _check_kinds(self):
        for name, count in zip(self.kinds, self.counts("train")):
            if count < FEWEST_BOXES:
                raise images.ImageError("too_few_boxes", f"Van '{name}' zijn er maar {count} kaders om van te leren. Minstens {FEWEST_BOXES} zijn nodig, liever {FEW_BOXES} of meer.",
                                        f"There are only {count} boxes of '{name}' to learn from. At least {FEWEST_BOXES} are needed, preferably {FEW_BOXES} or more.", None)
        for part in ("val", "test"):
            if not self.counts(part).any():
                raise images.ImageError("too_few_boxes", f"Bij de foto's voor '{part}' is geen enkel kader. Zonder kaders valt er niets te meten.",
                                        f"The photos for '{part}' have no box at all. Without boxes nothing can be measured.")


class Files:
    """What lies in the folder, by paths from it on with '/'."""

    def __init__(self, root):
        self.photos, self.jsons, self.texts, self.given, self.names = [], [], [], set(), None
        named = {}
        for place, folders, files in os.walk(root):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")) and not os.path.islink(os.path.join(place, name)))
            for name in sorted(files):
                if name.startswith("."):
                    continue
                path, ending = pathlib.PurePath(place, name).relative_to(root).as_posix(), os.path.splitext(name)[1].lower()
                if name in NAME_FILES:
                    named.setdefault(name, path)
                if ending in images.EXTENSIONS:
                    self.photos.append(path)
                elif ending == ".json":
                    self.jsons.append(path)
                elif ending == ".txt":
                    self.texts.append(path)
        self.names = next((named[name] for name in NAME_FILES if name in named), None)
        self._photos, self._texts, self._used = set(self.photos), set(self.texts), set()
        self._by_name = {}
        for path in self.photos:
            self._by_name.setdefault(posixpath.basename(path), []).append(path)

    def photo_of(self, place, name):
        """The photo that a file at `place` calls `name`: beside it, in a folder images, above it, or anywhere by its name alone."""
        name, folder = name.replace("\\", "/"), posixpath.dirname(place)
        for base in (folder, f"{folder}/images", posixpath.dirname(folder), posixpath.dirname(folder) + "/images", "", "images"):
            path = posixpath.normpath(posixpath.join(base.lstrip("/"), name)) if not name.startswith("/") else name
            if path in self._photos:
                return path
        same = self._by_name.get(posixpath.basename(name), [])
        return same[0] if len(same) == 1 else None

    def text_of(self, photo):
        """The YOLO text of a photo: of the same name beside it, or in the folder labels that stands for the folder images."""
        stem, parts = posixpath.splitext(photo)[0], photo.split("/")
        beside = [f"{stem}.txt"]
        for number in range(len(parts) - 2, -1, -1):
            if parts[number].lower() == "images":
                beside += [posixpath.splitext("/".join([*parts[:number], word, *parts[number + 1:]]))[0] + ".txt" for word in ("labels", "Labels")]
                break
        found = next((text for text in beside if text in self._texts), None)
        if found:
            self._used.add(found)
        return found

    def lost_texts(self):
        return [text for text in self.texts if text not in self._used and posixpath.basename(text).rsplit(".", 1)[0].lower() not in NO_BOXES and text != self.names]


# ---- small parts ----------------------------------------------------------------------------------------

def clean(name):
    """A name of one line."""
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())


def bad(place, nl, en, line=None):
    raise images.ImageError("bad_annotations", f"Het bestand '{place}' is niet te lezen: {nl}.", f"The file '{place}' cannot be read: {en}.", place, line)


def double(place, what, value):
    nl, en = IDS[what]
    raise images.ImageError("double_id", f"In '{place}' komt {nl} '{value}' twee keer voor. Geef elk een eigen nummer.", f"In '{place}' the {en} '{value}' occurs twice. Give each its own number.", place)


def unknown_kind(place, kind, line, word="", limit=None):
    of, there = (f" ({word})", f" ({word})") if word else ("", "")
    known = (f" Er zijn {limit} namen, van 0 af geteld.", f" There are {limit} names, counted from 0.") if limit is not None else ("", "")
    raise images.ImageError("unknown_kind", f"In '{place}' staat soort {kind}{of}, maar die is niet bekend.{known[0]}", f"'{place}' uses kind {kind}{there}, which is not known.{known[1]}", place, line)


def whole(place, word, one, key):
    value = one.get(key) if isinstance(one, dict) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        bad(place, f"{word} heeft geen heel getal als '{key}'", f"{word} has no whole number as '{key}'")
    return value


def listed(place, content, key):
    found = content.get(key)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        bad(place, f"de lijst '{key}' ontbreekt", f"the list '{key}' is missing")
    return found


def split_of(path):
    """train, val or test by the folders that a file lies in, or by a word of a JSON file's own name; None without."""
    parts = path.split("/")
    for part in parts[:-1]:
        if part.lower() in images.SPLITS:
            return images.SPLITS[part.lower()]
    words = re.findall(r"[a-z]+", posixpath.splitext(parts[-1])[0].lower()) if parts[-1].lower().endswith(".json") else []
    return next((images.SPLITS[word] for word in words if word in images.SPLITS), None)


def read_text(root, place):
    try:
        with open(root / place, "rb") as file:
            content = file.read(LARGEST_TEXT + 1)
        if len(content) > LARGEST_TEXT:
            bad(place, "het is groter dan 4 MB", "it is larger than 4 MB")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad(place, "het is geen tekst in UTF-8", "it is not text in UTF-8", error.object[:error.start].count(b"\n") + 1)
    except OSError as error:
        bad(place, f"het gaat niet open ({error.strerror})", f"it does not open ({error.strerror})")


def yolo_lines(root, place):
    """(line, number of the kind, box) of every line; a line with more points is an outline, of which the box around it counts."""
    for line, text in enumerate(read_text(root, place).split("\n"), 1):
        words = text.split()
        if not words:
            continue
        box = yolo_box(words)
        if box is None:
            bad(place, f"regel {line} is geen kader (soort, midden x, midden y, breedte, hoogte)", f"line {line} is not a box (kind, centre x, centre y, width, height)", line)
        yield line, int(words[0]), box


def yolo_box(words):
    """The box of a line's words as shares (left, top, right, bottom); None where it is none."""
    if not re.fullmatch(r"[0-9]{1,6}", words[0]) or not (len(words) == 5 or len(words) >= 7 and len(words) % 2):
        return None
    try:
        numbers = [float(word) for word in words[1:] if re.fullmatch(r"[-+0-9.eE]{1,40}", word)]
    except ValueError:
        return None
    if len(numbers) != len(words) - 1:
        return None
    if len(numbers) == 4:
        x, y, wide, high = numbers
        return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def looks_like_boxes(root, place):
    try:
        with open(root / place, "rb") as file:
            first = file.read(4096).decode("utf-8", "replace").split("\n", 1)[0].split()
    except OSError:
        return False
    return bool(first) and yolo_box(first) is not None


def yaml_names(text):
    """The names of a data.yaml: a list on one line, or one name a line, with or without its number."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if re.match(r"names\s*:", line)), None)
    if start is None:
        return None
    rest = lines[start].split(":", 1)[1].strip()
    if rest.startswith(("[", "{")):
        return inline_names(rest + " " + " ".join(line.strip() for line in lines[start + 1:]))
    found = {}
    for line in lines[start + 1:]:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.match(r"\s*(?:-|(\d{1,6})\s*:)\s+(.*)$", line)
        if not match:
            break
        found[int(match[1]) if match[1] else len(found)] = unquoted(match[2])
    return [found[number] for number in sorted(found)] if found and sorted(found) == list(range(len(found))) else None


def inline_names(text):
    closes = text.find("]" if text[0] == "[" else "}")
    if closes < 0:
        return None
    parts = [part for part in parts_of(text[1:closes]) if part]
    if text[0] == "{":
        parts = [part.split(":", 1)[1] for part in parts if ":" in part]
    return [unquoted(part) for part in parts]


def parts_of(text):
    """The parts between commas; a comma between quotes is part of a name."""
    parts, quote = [""], None
    for letter in text:
        if letter == "," and quote is None:
            parts.append("")
            continue
        if letter in "'\"":
            quote = letter if quote is None else None if quote == letter else quote
        parts[-1] += letter
    return [part.strip() for part in parts]


def unquoted(text):
    text = text.strip()
    if len(text) > 1 and text[0] in "'\"" and text.endswith(text[0]):
        return text[1:-1]
    return text.split(" #")[0].strip()
