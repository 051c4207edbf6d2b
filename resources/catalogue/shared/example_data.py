#!/usr/bin/env python3
"""Makes real example data from Debian's packages, the same files every time.

    example_data.py wine DIR                            wine.csv: 178 wines, 13 measurements, 3 cultivars
    example_data.py penguins DIR [--from FILE]          penguins.csv: 344 penguins, with missing values
    example_data.py fashion-mnist DIR [--per-class N]   one folder of 28x28 grey PNG files per class
    example_data.py sneakers DIR                        good: 200 sneakers; sandal and ankle-boot: 20 photos of each
    example_data.py scenes DIR [--photos N]             320 made scenes: real photos of clothing, put at places and sizes by chance; with boxes (COCO)
    example_data.py commands DIR [--each N]             360 commands and measured values, read aloud by the program espeak-ng: nobody spoke them
    example_data.py clips DIR [--longest S] [--voice V] 1,526 real Dutch clips of two actors, with their texts
    example_data.py weather DIR                         weather.csv: four years of days in Seattle
    example_data.py temperatures DIR                    temperatures.csv: a year of hours in Seattle and San Francisco
    example_data.py help-documents DIR                  help-documents.csv: 2,200 whole Dutch help pages, with title and source
    example_data.py help-marks DIR                      help-marks.conll: sentences of the help pages, with what their writers marked as menu, key, code
    example_data.py help-questions DIR [--most N]       vragen.jsonl: 3,000 questions by a rule, answered by the Dutch help; lezen.txt: other text of it
    example_data.py help-pages DIR                      help-pages.csv: the beginnings of about 1,700 Dutch help pages, 8 kinds

wine needs scikit-learn; fashion-mnist, sneakers and scenes need Pillow, numpy and the package dataset-fashion-mnist;
penguins needs the package r-cran-palmerpenguins (or --from its penguins.csv); help-pages, help-documents, help-marks and help-questions need libreoffice-help-nl;
commands needs espeak-ng; clips needs fillets-ng-data and fillets-ng-data-nl; weather and temperatures need python3-vega-datasets. A package that is only unpacked, in ~/.cache/werkbank/example-data,
will do as well.
"""

import argparse
import csv
import gzip
import html
import html.parser
import json
import os
import pathlib
import re
import sys

UNPACKED = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "werkbank" / "example-data"


def of_package(path):
    """The file or folder of a Debian package, installed or only unpacked."""
    path = pathlib.Path(path)
    return path if path.exists() else UNPACKED / path.relative_to("/")


PENGUINS = of_package("/usr/lib/R/site-library/palmerpenguins/extdata/penguins.csv")
FASHION_FOLDER = pathlib.Path("/usr/share/datasets/fashion-mnist")
FASHION_CLASSES = ("t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot")
# The three grape varieties of the study, in the order of its class numbers.
CULTIVARS = ("Barolo", "Grignolino", "Barbera")
VEGA_FOLDER = of_package("/usr/lib/python3/dist-packages/vega_datasets/_data")
HELP_FOLDER = of_package("/usr/share/libreoffice/help/nl/text")
HELP_KINDS = {"swriter": "tekst", "scalc": "rekenblad", "simpress": "presentatie", "sdraw": "tekening", "smath": "formule", "sbasic": "macro", "sdatabase": "database", "schart": "grafiek"}
# A page that names its own program would be too easy to tell.
HELP_NAMES = re.compile(r"\b(LibreOffice|StarOffice|OpenOffice(\.org)?)\w*|\b(Writer|Calc|Impress|Draw|Math|Basic|Base|Chart)\b", re.IGNORECASE)


def make_wine(folder):
    from sklearn.datasets import load_wine
    wine = load_wine()
    names = [name.replace("/", "_") for name in wine.feature_names]
    with open(folder / "wine.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*names, "class"])
        for row, target in zip(wine.data, wine.target):
            writer.writerow([*(repr(float(value)) for value in row), CULTIVARS[target]])
    return 178


def make_penguins(folder, source=None):
    path = pathlib.Path(source or PENGUINS)
    if not path.is_file():
        raise FileNotFoundError("penguins.csv was not found; install the package r-cran-palmerpenguins or use --from FILE")
    text = path.read_text(encoding="utf-8")
    (folder / "penguins.csv").write_text(text, encoding="utf-8")
    return text.count("\n") - 1


def read_idx(path):
    """An idx.gz file as a numpy array of bytes: magic number, sizes (big endian), then the values."""
    import numpy
    with gzip.open(path, "rb") as file:
        raw = file.read()
    dimensions = raw[3]
    shape = [int.from_bytes(raw[4 + 4 * i:8 + 4 * i], "big") for i in range(dimensions)]
    return numpy.frombuffer(raw, numpy.uint8, offset=4 + 4 * dimensions).reshape(shape)


def make_fashion(folder, per_class):
    from PIL import Image
    images, labels = (read_idx(FASHION_FOLDER / f"train-{name}-ubyte.gz") for name in ("images-idx3", "labels-idx1"))
    made = 0
    for number, name in enumerate(FASHION_CLASSES):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for index in (labels == number).nonzero()[0][:per_class]:
            Image.fromarray(images[index]).save(folder / name / f"{name}-{index:05d}.png", optimize=False)
            made += 1
    return made


def make_sneakers(folder):
    """Good photos and two kinds that do not belong among them, from the same photos as fashion-mnist."""
    from PIL import Image
    images, labels = (read_idx(FASHION_FOLDER / f"train-{name}-ubyte.gz") for name in ("images-idx3", "labels-idx1"))
    made = 0
    for name, kind, count in (("good", "sneaker", 200), ("sandal", "sandal", 20), ("ankle-boot", "ankle-boot", 20)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for index in (labels == FASHION_CLASSES.index(kind)).nonzero()[0][:count]:
            Image.fromarray(images[index]).save(folder / name / f"{kind}-{index:05d}.png", optimize=False)
            made += 1
    return made


SCENE_SIDE, SCENE_KINDS = 96, ("trouser", "pullover", "sneaker", "bag", "ankle-boot")


def make_scenes(folder, photos):
    """Scenes that nobody photographed, made of real photos: one to four pieces of clothing on a grey ground."""
    import json
    import numpy
    from PIL import Image
    images, labels = (read_idx(FASHION_FOLDER / f"train-{name}-ubyte.gz") for name in ("images-idx3", "labels-idx1"))
    stock = {kind: iter((labels == FASHION_CLASSES.index(kind)).nonzero()[0]) for kind in SCENE_KINDS}
    chance, boxes = numpy.random.default_rng(5), []
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for photo in range(1, photos + 1):
        ground = numpy.linspace(*chance.uniform(15, 70, 2), SCENE_SIDE)
        canvas = numpy.tile(ground, (SCENE_SIDE, 1)) + chance.normal(0, 4, (SCENE_SIDE, SCENE_SIDE))
        taken = []
        for _ in range(chance.integers(1, 5)):
            kind, side = int(chance.integers(len(SCENE_KINDS))), int(chance.integers(22, 46))
            left, top = (int(one) for one in chance.integers(0, SCENE_SIDE - side + 1, 2))
            if any(left < x + s and x < left + side and top < y + s and y < top + side for x, y, s in taken):
                continue            # things that hide each other are another matter
            taken.append((left, top, side))
            item = numpy.asarray(Image.fromarray(images[next(stock[SCENE_KINDS[kind]])]).resize((side, side), Image.BILINEAR), dtype=float)
            if chance.random() < 0.5:
                item = item[:, ::-1]
            seen = item > 30
            part = canvas[top:top + side, left:left + side]
            canvas[top:top + side, left:left + side] = numpy.where(seen, item, part)
            rows, columns = seen.any(1).nonzero()[0], seen.any(0).nonzero()[0]
            box = [left + int(columns[0]), top + int(rows[0]), int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1]
            boxes.append({"id": len(boxes) + 1, "image_id": photo, "category_id": kind + 1, "bbox": box, "area": box[2] * box[3], "iscrowd": 0})
        Image.fromarray(canvas.clip(0, 255).astype(numpy.uint8)).save(folder / "images" / f"scene-{photo:04d}.png")
    content = {"images": [{"id": photo, "file_name": f"scene-{photo:04d}.png", "width": SCENE_SIDE, "height": SCENE_SIDE} for photo in range(1, photos + 1)],
               "annotations": boxes, "categories": [{"id": number, "name": kind} for number, kind in enumerate(SCENE_KINDS, 1)]}
    (folder / "annotations.coco.json").write_text(json.dumps(content), encoding="utf-8")
    return photos


class PageText(html.parser.HTMLParser):
    """What a reader sees of a help page's own text: no menus around it, nothing hidden."""

    LONE = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}

    def __init__(self):
        super().__init__()
        self.words, self._inside, self._hidden = [], False, 0

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self._inside = self._inside or found.get("id") == "DisplayArea"
        if tag not in self.LONE and (self._hidden or "hidden" in found or tag in ("script", "style", "footer")):
            self._hidden += 1

    def handle_endtag(self, tag):
        if self._hidden and tag not in self.LONE:
            self._hidden -= 1

    def handle_data(self, data):
        if self._inside and not self._hidden:
            self.words += data.split()


class TitledPage(PageText):
    """The same, with the first heading apart."""

    def __init__(self):
        super().__init__()
        self.title, self._heading = [], False

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        self._heading = self._heading or tag == "h1" and self._inside and not self.title

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        self._heading = self._heading and tag != "h1"

    def handle_data(self, data):
        if self._heading:
            self.title += data.split()
        else:
            super().handle_data(data)


def make_help_documents(folder, fewest_words=30):
    if not HELP_FOLDER.is_dir():
        raise FileNotFoundError("the help pages were not found; install the package libreoffice-help-nl")
    rows = {}           # by text: some pages lie in two folders
    for path in sorted(HELP_FOLDER.rglob("*.html")):
        page = TitledPage()
        page.feed(path.read_text(encoding="utf-8"))
        if page.title and len(page.words) >= fewest_words:
            rows.setdefault(" ".join(page.words), [" ".join(page.title), path.relative_to(HELP_FOLDER).as_posix()])
    with open(folder / "help-documents.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["titel", "tekst", "bron"])
        writer.writerows([title, text, source] for text, (title, source) in rows.items())
    return len(rows)


class MarkedPage(PageText):
    """The paragraphs of a page, with what its writers marked: [[(word, tag)]]."""

    MARKS = {"menuitem": "MENU", "keycode": "TOETS", "literal": "CODE", "input": "INVOER"}
    PIECES = re.compile(r"\w+|[^\w\s]")

    def __init__(self):
        super().__init__()
        self.paragraphs, self._paragraph, self._mark, self._depth, self._begun = [], None, None, 0, False

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        if tag == "p":
            self._paragraph = [] if self._inside and not self._hidden else None
        elif tag == "span" and self._mark:
            self._depth += 1
        elif tag == "span":
            self._mark, self._depth, self._begun = self.MARKS.get(dict(attributes).get("class")), 1, False

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        if tag == "span" and self._mark:
            self._depth -= 1
            self._mark = self._mark if self._depth else None
        if tag == "p" and self._paragraph:
            self.paragraphs.append(self._paragraph)
            self._paragraph = None

    def handle_data(self, data):
        if self._paragraph is None or self._hidden:
            return
        for word in self.PIECES.findall(data):
            self._paragraph.append((word, f"{'I' if self._begun else 'B'}-{self._mark}" if self._mark else "O"))
            self._begun = self._mark is not None


def make_help_marks(folder, most=3_000, shortest=5, longest=60):
    """Paragraphs of which a part is marked and a part is not, none twice."""
    if not HELP_FOLDER.is_dir():
        raise FileNotFoundError("the help pages were not found; install the package libreoffice-help-nl")
    found = {}
    for path in sorted(HELP_FOLDER.rglob("*.html")):
        page = MarkedPage()
        page.feed(path.read_text(encoding="utf-8"))
        for paragraph in page.paragraphs:
            marked = sum(tag != "O" for _, tag in paragraph)
            if shortest <= len(paragraph) <= longest and 0 < marked < 0.7 * len(paragraph):
                found.setdefault(" ".join(word for word, _ in paragraph), paragraph)
    chosen = list(found.values())
    chosen = chosen[::max(1, len(chosen) // most)][:most]
    with open(folder / "help-marks.conll", "w", encoding="utf-8") as file:
        for paragraph in chosen:
            file.writelines(f"{word}\t{tag}\n" for word, tag in paragraph)
            file.write("\n")
    return len(chosen)


HELP_PARTS = re.compile(r"<h[1-5][^>]*>(.*?)</h[1-5]>(.*?)(?=<h[1-5]|$)", re.DOTALL)
HELP_ANSWER = re.compile(r'<span class="avis">(.*?)</span>', re.DOTALL)


def without_marks(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split()).replace(" .", ".").replace(" ,", ",")


def make_help_questions(folder, most, longest=160, shortest=25):
    """Questions by a rule: what does the thing do that a piece of the help is about? The answer is the short explanation that
    its writers marked as such. In lezen.txt is other text of the same help, for a model that must first learn to read."""
    if not HELP_FOLDER.is_dir():
        raise FileNotFoundError("the help pages were not found; install the package libreoffice-help-nl")
    asked, other = {}, {}
    for path in sorted(HELP_FOLDER.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        page = page[page.find('id="DisplayArea"'):page.find('id="SearchFrame"')]
        title = ""
        for heading, body in HELP_PARTS.findall(page):
            heading, answers = without_marks(heading), HELP_ANSWER.findall(body)
            title = title or heading
            question = f"Wat doet {heading}?" if heading == title else f"Wat doet {heading} bij {title}?"
            answer = without_marks(answers[0]) if answers else ""
            if shortest <= len(answer) <= longest and answer.endswith(".") and len(question) <= 90:
                asked.setdefault(question, answer)
            for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", body, re.DOTALL):
                text = without_marks(paragraph)
                if len(text) >= 60 and 'class="avis"' not in paragraph:
                    other[text] = None
    chosen = list(asked.items())
    chosen = chosen[::max(1, len(chosen) // most)][:most]
    with open(folder / "vragen.jsonl", "w", encoding="utf-8") as file:
        for question, answer in chosen:
            turns = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
            file.write(json.dumps({"messages": turns}, ensure_ascii=False) + "\n")
    (folder / "lezen.txt").write_text("\n".join(other) + "\n", encoding="utf-8")
    return len(chosen)


def make_help_pages(folder, longest=600, shortest=80):
    if not HELP_FOLDER.is_dir():
        raise FileNotFoundError("the help pages were not found; install the package libreoffice-help-nl")
    kinds = {}          # text -> kind: a page that two programs share belongs to neither alone
    for part, kind in HELP_KINDS.items():
        for path in sorted((HELP_FOLDER / part).rglob("*.html")):
            page = PageText()
            page.feed(path.read_text(encoding="utf-8"))
            text = " ".join(HELP_NAMES.sub(" ", " ".join(page.words)).split())[:longest]
            if len(text) >= shortest:
                kinds[text] = kind if kinds.get(text, kind) == kind else None
    rows = [[text, kind] for text, kind in kinds.items() if kind]
    with open(folder / "help-pages.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["tekst", "soort"])
        writer.writerows(rows)
    return len(rows)


def read_vega(name):
    path = VEGA_FOLDER / f"{name}.csv"
    if not path.is_file():
        raise FileNotFoundError(f"{path} was not found; install the package python3-vega-datasets")
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def make_weather(folder):
    rows = read_vega("seattle-weather")
    with open(folder / "weather.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["date", "precipitation", "wind", "temp_min", "temp_max"])
        writer.writerows([row["date"].replace("/", "-"), row["precipitation"], row["wind"], row["temp_min"], row["temp_max"]] for row in rows)
    return len(rows)


def make_temperatures(folder):
    places = {"Seattle": read_vega("seattle-temps"), "San Francisco": read_vega("sf-temps")}
    with open(folder / "temperatures.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["time", "place", "temperature"])
        for place, rows in places.items():
            writer.writerows([row["date"].replace("/", "-")[:16], place, row["temp"]] for row in rows)
    return sum(map(len, places.values()))


CLIPS_FOLDER = of_package("/usr/share/games/fillets-ng")
CLIP_TEXT = re.compile(r'dialogId\("([^"]+)",\s*"font_(small|big)",\s*"(?:[^"\\]|\\.)*"\)\s*dialogStr\("((?:[^"\\]|\\.)*)"\)')


def seconds_of_ogg(raw):
    """By the last page of an Ogg Vorbis file, which says how many samples there were."""
    last = raw.rfind(b"OggS")
    return int.from_bytes(raw[last + 6:last + 14], "little") / max(1, int.from_bytes(raw[40:44], "little"))


def make_clips(folder, longest, voice):
    """Real Dutch speech: what two actors say in the game Fish Fillets, with its text. The data of the game is under the GPL."""
    scripts = sorted(CLIPS_FOLDER.glob("script/*/dialogs_nl.lua"))
    rows = []
    for script in scripts:
        for name, speaker, text in CLIP_TEXT.findall(script.read_text(encoding="utf-8", errors="replace")):
            source = CLIPS_FOLDER / "sound" / script.parent.name / "nl" / f"{name}.ogg"
            raw = source.read_bytes() if source.is_file() else b""
            if voice in ("all", speaker) and 0.2 < seconds_of_ogg(raw) <= longest:
                (folder / "clips").mkdir(parents=True, exist_ok=True)
                (folder / "clips" / f"{script.parent.name}-{name}.ogg").write_bytes(raw)
                rows.append([f"clips/{script.parent.name}-{name}.ogg", text, speaker])
    if not rows:
        raise FileNotFoundError("the clips were not found; install the packages fillets-ng-data and fillets-ng-data-nl")
    write_list(folder, rows)
    return len(rows)


def write_list(folder, rows):
    with open(folder / "metadata.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "text", "speaker"])
        writer.writerows(rows)


COMMANDS = ("start", "stop", "noodstop", "links", "rechts", "omhoog", "omlaag", "sneller", "langzamer", "pers aan", "pers uit", "lamp aan", "lamp uit", "deur open", "deur dicht", "volgende", "vorige", "opnieuw", "klaar")
DIGITS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
VOICES = tuple(f"nl+{kind}" for kind in ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "f1", "f2", "f3", "f4", "f5"))


def make_commands(folder, each):
    """Speech that nobody spoke: commands and measured values, read aloud by the program espeak-ng in twelve voices, each at
    paces and pitches of chance."""
    import random
    import shutil
    import subprocess
    if not shutil.which("espeak-ng"):
        raise FileNotFoundError("the program espeak-ng was not found; install the package espeak-ng")
    chance, rows = random.Random(8), []
    for voice in VOICES:
        name = voice[3:]
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number in range(each):
            text = chance.choice(COMMANDS) if number % 2 else f"maat {chance.choice(DIGITS)} komma {chance.choice(DIGITS)}"
            path = folder / name / f"{number:03d}.wav"
            subprocess.run(["espeak-ng", "-v", voice, "-s", str(chance.randrange(130, 180)), "-p", str(chance.randrange(35, 65)), "-w", str(path), text], check=True, capture_output=True)
            rows.append([f"{name}/{number:03d}.wav", text, name])
    write_list(folder, rows)
    return len(rows)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    makers = {"wine": make_wine, "penguins": lambda folder: make_penguins(folder, chosen.source), "fashion-mnist": lambda folder: make_fashion(folder, chosen.per_class),
              "sneakers": make_sneakers, "scenes": lambda folder: make_scenes(folder, chosen.photos), "help-pages": make_help_pages, "help-documents": make_help_documents, "help-marks": make_help_marks, "help-questions": lambda folder: make_help_questions(folder, chosen.most), "weather": make_weather,
              "clips": lambda folder: make_clips(folder, chosen.longest, chosen.voice), "commands": lambda folder: make_commands(folder, chosen.each), "temperatures": make_temperatures}
    parser.add_argument("name", choices=makers)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--per-class", type=int, default=250)
    parser.add_argument("--photos", type=int, default=320)
    parser.add_argument("--longest", type=float, default=30, help="seconds of a clip")
    parser.add_argument("--voice", choices=("all", "small", "big"), default="all")
    parser.add_argument("--each", type=int, default=30, help="commands of each voice")
    parser.add_argument("--most", type=int, default=3000, help="questions")
    parser.add_argument("--from", dest="source")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    try:
        made = makers[chosen.name](chosen.folder)
    except (ImportError, OSError) as error:
        print(f"example_data: {error}", file=sys.stderr)
        return 1
    print(f"{made} examples in {chosen.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
