"""The template image-detect, run by the job wrapper on made scenes, on drawn ones and on awkward data."""

import csv
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import support

TEMPLATE = "image-detect"
sys.path.append(str(support.CATALOGUE / TEMPLATE))
KINDS = ("circle", "square")


def make_photos(folder, count=40, size=(64, 48), mode="RGB", suffix=".png", seed=3):
    """Photos with one or two shapes; [(name, [(kind, left, top, width, height)])]."""
    from PIL import Image, ImageDraw
    chance, made = random.Random(seed), []
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        image, boxes = Image.new("RGB", size, tuple(chance.randrange(90) for _ in range(3))), []
        for side in range(chance.choice((1, 2))):
            kind, r = chance.randrange(2), chance.randrange(6, 11)
            x, y = chance.randrange(r, size[0] // 2 - r) + side * size[0] // 2, chance.randrange(r, size[1] - r)
            draw = ImageDraw.Draw(image)
            (draw.rectangle if kind else draw.ellipse)((x - r, y - r, x + r - 1, y + r - 1), fill=tuple(chance.randrange(150, 256) for _ in range(3)))
            boxes.append((kind, x - r, y - r, 2 * r, 2 * r))
        image.convert(mode).save(folder / f"{number:02d}{suffix}")
        made.append((f"{number:02d}{suffix}", boxes))
    return made


def coco(made, size=(64, 48), prefix=""):
    photos = [{"id": number, "file_name": prefix + name, "width": size[0], "height": size[1]} for number, (name, _) in enumerate(made)]
    boxes = [(number, box) for number, (_, of_photo) in enumerate(made) for box in of_photo]
    return {"images": photos, "categories": [{"id": 7, "name": "square"}, {"id": 3, "name": "circle"}, {"id": 9, "name": "never drawn"}],
            "annotations": [{"id": number, "image_id": photo, "category_id": (3, 7)[box[0]], "bbox": list(box[1:]), "iscrowd": 0} for number, (photo, box) in enumerate(boxes)]}


def yolo(folder, made, size=(64, 48)):
    folder.mkdir(parents=True, exist_ok=True)
    for name, boxes in made:
        lines = [f"{kind} {(x + w / 2) / size[0]:.6f} {(y + h / 2) / size[1]:.6f} {w / size[0]:.6f} {h / size[1]:.6f}\n" for kind, x, y, w, h in boxes]
        (folder / f"{name.rsplit('.', 1)[0]}.txt").write_text("".join(lines))


@support.needs("numpy", "torch", "PIL")
class Detecting(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my photos"
        self.data.mkdir()

    def write(self, content, place="boxes.json"):
        (self.data / place).parent.mkdir(parents=True, exist_ok=True)
        (self.data / place).write_text(json.dumps(content))

    def job(self, name="job", **parameters):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters={"epochs": 1, "image_size": "64", **parameters})

    def finished(self, job, **environment):
        self.assertEqual(job.run(timeout=400, **environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        end = job.records("end")[-1]
        self.assertIsInstance(end["choice"]["value"], float)        # by which a sweep chooses between its variants
        return end

    def warnings(self, job):
        return [record["code"] for record in job.records("warning")]


class Runs(Detecting):
    def test_a_stopped_training_goes_on_and_ends_as_if_it_had_never_stopped(self):
        self.write(coco(make_photos(self.data / "images"), prefix="images/"))
        whole = self.job("whole", epochs=3)
        self.finished(whole)
        job = self.job("stopped", epochs=3)
        job.stop_at_look(5)                 # two batches and a look at the others a round: in the midst of the second
        self.assertEqual(job.run(), 85, job.log())
        step = job.records("checkpoint")[0]["step"]
        self.assertTrue(0 < step < whole.records("start")[0]["steps_total"], step)
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")
        self.assertEqual(job.records("resume")[0]["step"], step)
        mine, its = job.summary(), whole.summary()
        for key in ("test", "per_kind", "certainty", "best_epoch"):
            self.assertEqual(mine[key], its[key], key)
        self.assertEqual((job.out / "boxes.csv").read_bytes(), (whole.out / "boxes.csv").read_bytes())
        import torch
        weights = [torch.jit.load(str(one.out / "model" / "model.pt")).state_dict() for one in (job, whole)]
        self.assertTrue(all(torch.equal(weights[0][key], weights[1][key]) for key in weights[1]))

    def test_a_checkpoint_of_other_settings_is_left_alone(self):
        self.write(coco(make_photos(self.data)))
        job = self.job()
        job.stop_at_look(2)
        self.assertEqual(job.run(), 85, job.log())
        config = json.loads((job.path / "config.json").read_text())
        config["parameters"]["batch_size"] = 8
        (job.path / "config.json").write_text(json.dumps(config))
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")
        self.assertIn("checkpoint_ignored", self.warnings(job))

    def test_yolo_texts_with_hostile_names_and_every_kind_of_photo(self):
        from PIL import Image
        self.data = pathlib.Path(os.fsdecode(os.fsencode(self.folder) + b"/d\xff \n$(touch INJECTED)"))
        made = make_photos(self.data / "images")
        yolo(self.data / "labels", made)
        (self.data / "data.yaml").write_text("names: ['=HYPERLINK(\"x\")', \"<b>square</b> 'é'\"]\n", encoding="utf-8")
        for mode, name in (("L", "l.jpg"), ("RGBA", "rgba.png"), ("P", "p.gif"), ("1", "1.bmp"), ("CMYK", "cmyk.jpg"), ("I;16", "i.tif")):
            photo = Image.new("I;16", (64, 48), 40_000) if mode == "I;16" else Image.new("RGB", (64, 48), (200, 10, 10)).convert(mode)
            photo.save(self.data / "images" / name)
            (self.data / "labels" / name).with_suffix(".txt").write_text("")         # nothing is in it
        awkward = self.data / "images" / os.fsdecode(b"caf\xe9 $(touch INJECTED).png")
        shutil.copy(self.data / "images" / "00.png", awkward)
        job = self.job(augment="med", batch_size=8)
        self.finished(job)
        summary = job.summary()
        self.assertEqual(summary["kinds"], sorted(["=HYPERLINK(\"x\")", "<b>square</b> 'é'"]))
        self.assertEqual((summary["channels"], summary["n_train"] + summary["n_val"] + summary["n_test"]), (3, 46))
        self.assertIn("photos_without_boxes", self.warnings(job))
        self.assertNotIn("<b>square", (job.out / "report.html").read_text())
        self.assertFalse(list(self.folder.rglob("INJECTED")))
        made = subprocess.run([sys.executable, "-B", str(job.out / "model" / "predict.py"), "--from", "0", str(awkward), str(self.folder / "none.png")],
                              capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8:surrogateescape", "OMP_NUM_THREADS": "1"})
        self.assertEqual(made.returncode, 1, made.stderr)
        self.assertIn(b"none.png: ", made.stderr)
        self.assertNotIn(b",=HYPERLINK", made.stdout)

    def test_given_parts_are_used_and_what_is_not_used_is_told(self):
        for part, count in (("train", 30), ("valid", 6), ("test", 7)):
            content = coco(make_photos(self.data / "all" / part, count=count, seed=count))
            content["annotations"] += [dict(content["annotations"][0], id=1000), dict(content["annotations"][0], id=1001, iscrowd=1, bbox=[])]
            self.write(content, f"all/{part}/_annotations.coco.json")
        make_photos(self.data / "all" / "unused", count=3)
        (self.data / "all" / "labelme.json").write_text('{"shapes": []}')
        job = self.job()
        self.finished(job)
        summary = job.summary()
        self.assertEqual((summary["n_train"], summary["n_val"], summary["n_test"], summary["kinds"]), (30, 6, 7, ["circle", "square"]))
        self.assertEqual(self.warnings(job), ["photos_without_boxes", "same_box", "crowds_ignored", "boxes_per_kind", "boxes_per_kind"])

    def test_batch_infer_takes_the_model(self):
        self.write(coco(make_photos(self.data)))
        learned = self.job()
        self.finished(learned)
        pile = self.folder / "pile"
        shutil.copytree(learned.out / "model", pile / "model")
        about = json.loads((pile / "model" / "model.json").read_text())
        (pile / "model" / "model.json").write_text(json.dumps({**about, "certainty": 0.0}))      # hardly trained: show all it has
        make_photos(pile / "new", count=3)
        (pile / "new" / "broken.jpg").write_bytes(b"no photo")
        job = support.JobFolder(self.folder / "batch", "batch-infer", data=pile)
        self.assertEqual(job.run(), 0, job.log())
        with open(job.out / "result.csv", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(rows[0], ["file", "kind", "left", "top", "width", "height", "certainty"])
        self.assertEqual({row[0] for row in rows[1:]}, {f"new/{number:02d}.png" for number in range(3)})
        self.assertEqual((job.summary()["items"], job.summary()["errors"]), (4, 1))

    def test_clothing_in_made_scenes_is_found_with_small_settings(self):
        support.example_data("scenes", self.data)
        job = support.JobFolder(self.folder / "job", TEMPLATE, data=self.data, parameters={"epochs": 10})
        self.assertEqual(job.run(timeout=900), 0, job.log())
        end, summary = job.records("end")[0], job.summary()
        print(f"\n    clothing in made scenes: mAP50 {end['primary']['value']:.3f} in {end['seconds']} s", file=sys.stderr)
        self.assertGreaterEqual(end["primary"]["value"], 0.65)
        self.assertLess(end["baseline"]["value"], 0.2)
        self.assertEqual(summary["n_test"], 48)
        for output in support.manifest_of(TEMPLATE)["outputs"]:
            self.assertTrue((job.path / output["path"]).exists(), output["path"])
        page = (job.out / "report.html").read_text()
        for words in ("data:image/png;base64,", "ankle-boot", "Een onderbroken lijn", "A broken line"):
            self.assertIn(words, page)
        truth = json.loads((self.data / "annotations.coco.json").read_text())
        photos = [str(self.data / "images" / one["file_name"]) for one in truth["images"][:20]]
        made = subprocess.run([sys.executable, "-B", str(job.out / "model" / "predict.py"), "--draw", str(self.folder / "drawn"), *photos], capture_output=True, text=True, check=True)
        found = {(row[0], row[1]) for row in csv.reader(made.stdout.splitlines())}
        names = {one["id"]: one["name"] for one in truth["categories"]}
        there = {(photos[one["image_id"] - 1], names[one["category_id"]]) for one in truth["annotations"] if one["image_id"] <= 20}
        self.assertGreater(len(found & there), 0.6 * len(there))
        self.assertEqual(len(list((self.folder / "drawn").iterdir())), 20)


@support.needs("numpy", "torch", "PIL")
class Reading(Detecting):
    """Data that cannot be used, read as the job reads it."""

    def read(self):
        import annotations
        import photos
        collection = annotations.Collection(self.data)
        photos.look_at_all(collection)
        return collection

    def refused(self, code):
        import werkbank_images
        with self.assertRaises(werkbank_images.ImageError) as caught:
            self.read()
        self.assertEqual(caught.exception.code, code, caught.exception.en)
        return caught.exception

    def test_the_job_says_where_the_data_is_wrong(self):
        made = make_photos(self.data, count=40)
        yolo(self.data, made)
        (self.data / "03.txt").write_text("0 0.5 0.5 0.2 0.2\n0 0.5 0.5 0.0 0.2\n")
        job = self.job()
        self.assertEqual(job.run(), 65, job.log())
        record = job.records("data_error")[0]
        self.assertEqual((record["code"], record["file"], record["line"]), ("box_outside", "03.txt", 2))
        self.assertEqual(job.records("end"), [])

    def test_every_fault_of_coco_is_named(self):
        made = make_photos(self.data, count=40)
        spoil = {
            "double_id": [lambda c: c["images"].append(c["images"][0]), lambda c: c["annotations"].append(c["annotations"][0]), lambda c: c["categories"].append({"id": 3, "name": "x"}),
                          lambda c: c["categories"].append({"id": 30, "name": " circle"}), lambda c: c["images"].append(dict(c["images"][0], id=99))],
            "unknown_kind": [lambda c: c["annotations"][2].update(category_id=5)], "unknown_photo": [lambda c: c["annotations"][2].update(image_id=500)],
            "no_photo": [lambda c: c["images"][1].update(file_name="gone.png"), lambda c: c["images"][1].update(file_name="/etc/passwd")],
            "photo_size": [lambda c: [one.update(width=128, height=96) for one in c["images"]]],
            "box_outside": [lambda c, sides=sides: c["annotations"][0].update(bbox=sides)
                            for sides in ([1, 1, 0, 5], [5, 5, -2, 5], [60, 1, 10, 10], [-9, 1, 20, 20], [1, 40, 10, 20], [float("nan"), 1, 5, 5], [1, 1, float("inf"), 5], [1e300, 1, 5, 5])],
            "bad_annotations": [lambda c, one=one: one(c) for one in (
                lambda c: c["annotations"][0].pop("bbox"), lambda c: c["annotations"][0].update(bbox=[1, 2, 3]), lambda c: c["annotations"][0].update(bbox=["1", 2, 3, 4]),
                lambda c: c["annotations"][0].update(id="a"), lambda c: c["annotations"][0].update(image_id=True), lambda c: c["annotations"].append(7), lambda c: c["images"].append([]),
                lambda c: c["images"][0].pop("file_name"), lambda c: c["categories"][0].update(name=" "), lambda c: c.pop("images"), lambda c: c.pop("categories"))],
            "no_boxes": [lambda c: c["annotations"].clear()],
            "too_few_boxes": [lambda c: c["annotations"][0].update(category_id=9)]}
        for code, changes in spoil.items():
            for number, change in enumerate(changes):
                with self.subTest(f"{code} {number}"):
                    content = coco(made)
                    change(content)
                    self.write(content)
                    error = self.refused(code)
                    self.assertTrue(error.nl and error.en and "\n" not in error.en)

    def test_broken_files_are_named(self):
        make_photos(self.data, count=3)
        for content in (b"", b"{", b'{"annotations": [' * 100_000, b'{"a": "\xff"}', b"[1, 2"):
            (self.data / "boxes.json").write_bytes(content)
            self.assertEqual(self.refused("bad_annotations").file, "boxes.json")

    def test_every_fault_of_a_yolo_line_is_named(self):
        yolo(self.data, make_photos(self.data, count=40))
        (self.data / "classes.txt").write_text("circle\nsquare\n")
        for line, code in (("0 0.5 0.5 0.2", "bad_annotations"), ("0 0.5 0.5 0.2 0.2 0.2", "bad_annotations"), ("-1 0.5 0.5 0.2 0.2", "bad_annotations"), ("0 0,5 0,5 0,2 0,2", "bad_annotations"),
                           ("0 nan 0.5 0.2 0.2", "bad_annotations"), ("circle 0.5 0.5 0.2 0.2", "bad_annotations"), ("2 0.5 0.5 0.2 0.2", "unknown_kind"), ("0 16 16 5 5", "box_outside")):
            with self.subTest(line):
                (self.data / "05.txt").write_text(f"\n{line}\n")
                error = self.refused(code)
                self.assertEqual((error.file, error.line), ("05.txt", 2))
        (self.data / "05.txt").write_bytes(b"0 0.5 0.5 0.2 0.2\n\xff\n")
        self.assertEqual(self.refused("bad_annotations").line, 2)
        (self.data / "05.txt").write_text("")
        (self.data / "lost.txt").write_text("0 0.5 0.5 0.2 0.2\n")
        self.assertEqual(self.refused("no_photo").file, "lost.txt")

    def test_a_damaged_photo_and_too_little_are_named(self):
        made = make_photos(self.data, count=40)
        self.write(coco(made))
        whole = (self.data / "04.png").read_bytes()
        (self.data / "04.png").write_bytes(b"no photo")
        self.assertEqual(self.refused("corrupt_image").file, "04.png")
        (self.data / "04.png").write_bytes(whole)
        self.write(coco(made[:6]))
        self.refused("too_few_images")
        self.data = self.folder / "empty"
        self.refused("no_boxes")
        self.data.mkdir()
        self.refused("no_boxes")

    def test_photos_are_found_where_tools_put_them_and_never_outside(self):
        made = make_photos(self.data / "train2017", count=40)
        content = coco(made)
        for one, name in zip(content["images"], ("..\\elsewhere\\00.png", "train2017/01.png", "../../../../etc/02.png")):
            one["file_name"] = name
        self.write(content, "annotations/instances_train2017.json")
        collection = self.read()
        self.assertTrue(all(photo.path.startswith("train2017/") for part in collection.items.values() for photo in part))

    def test_boxes_on_a_photo_that_is_stored_lying_down_are_turned_with_it(self):
        import numpy
        import photos
        from PIL import Image
        made = make_photos(self.data, count=40)
        for orientation in (5, 6, 7, 8):
            pixels = numpy.zeros((48, 64), dtype=numpy.uint8)
            pixels[4:20, 8:40] = 255
            exif = Image.Exif()
            exif[0x0112] = orientation
            Image.fromarray(pixels).save(self.data / "00.png", exif=exif)
            made[0] = ("00.png", [(0, 8, 4, 32, 16)])
            self.write(coco(made))
            photo = next(photo for part in self.read().items.values() for photo in part if photo.path == "00.png")
            seen, size = photos.fit(self.data / "00.png", 64, 1, photo.size), photos.size_within(photo.size, 64)
            rows, columns = (seen[0, :size[1], :size[0]] > 200).any(1).nonzero()[0], (seen[0, :size[1], :size[0]] > 200).any(0).nonzero()[0]
            there = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
            self.assertTrue(numpy.allclose(photo.boxes[0] * [*size, *size], there, atol=0.01), (orientation, photo.boxes, there))


@support.needs("numpy", "torch", "PIL")
class Measuring(unittest.TestCase):
    """Against cases that were worked out by hand."""

    def setUp(self):
        import torch
        self.torch = torch

    def pair(self, found, there):
        torch = self.torch
        boxes = lambda rows: torch.tensor([row[1] for row in rows], dtype=torch.float32).reshape(-1, 4)
        labels = lambda rows: torch.tensor([row[0] for row in rows], dtype=torch.long)
        return (boxes(found), labels(found), torch.tensor([row[2] for row in found])), (boxes(there), labels(there))

    def test_overlap(self):
        import finding
        one, other = self.torch.tensor([[0.0, 0, 10, 10]]), self.torch.tensor([[0.0, 0, 10, 10], [5, 0, 15, 10], [10, 0, 20, 10], [0, 0, 5, 5]])
        self.assertEqual([round(value, 4) for value in finding.overlaps(one, other)[0].tolist()], [1, 0.3333, 0, 0.25])

    def test_average_precision(self):
        from scoring import average_precision
        self.assertIsNone(average_precision([True], 0))
        self.assertEqual(average_precision([], 3), 0)
        self.assertEqual(average_precision([True, True], 2), 1)
        self.assertEqual(average_precision([False, False], 2), 0)
        # Right, wrong, right, of two: up to half found all is right, beyond it two of three.
        self.assertAlmostEqual(average_precision([True, False, True], 2), (51 + 50 * 2 / 3) / 101)
        # One of four found, surest: a quarter of the way, so 26 of 101 places.
        self.assertAlmostEqual(average_precision([True], 4), 26 / 101)

    def test_a_box_is_found_once_by_the_surest_and_only_as_its_own_kind(self):
        from scoring import compare, kind_scores, matches, mean_precision
        there = [(0, (0, 0, 10, 10)), (0, (20, 0, 30, 10))]
        found = [(0, (0, 0, 10, 10), 0.6), (0, (1, 0, 10, 10), 0.9), (1, (20, 0, 30, 10), 0.8), (0, (21, 0, 30, 10), 0.3)]
        pairs = [[one] for one in self.pair(found, there)]
        chances, right, total = matches(compare(*pairs, 2)[0], 0.5)
        self.assertEqual(([round(float(one), 2) for one in chances], right.tolist(), total), ([0.9, 0.6, 0.3], [True, False, True], 2))
        values = mean_precision(*pairs, 2)
        self.assertAlmostEqual(values["map50"], (51 + 50 * 2 / 3) / 101)        # kind 1 is not there: it does not count
        self.assertEqual(values["per_kind"][1], None)
        scores = kind_scores(*pairs, ["a", "b"], 0.5)
        self.assertEqual((scores["a"]["found"], scores["a"]["said"], scores["a"]["recall"], scores["a"]["precision"]), (1, 2, 0.5, 0.5))
        self.assertEqual((scores["b"]["recall"], scores["b"]["precision"]), (None, 0))

    def test_the_mean_over_overlaps(self):
        from scoring import mean_precision
        # 10 x 10 found as 10 x 7.2: right up to an overlap of 0.70, which is five of the ten.
        values = mean_precision(*[[one] for one in self.pair([(0, (0, 0, 10, 7.2), 0.9)], [(0, (0, 0, 10, 10))])], 1)
        self.assertEqual((values["map50"], values["map50_95"]), (1, 0.5))

    def test_the_certainty_that_balances_best(self):
        from scoring import best_certainty
        there = [(0, (0, 0, 10, 10)), (0, (20, 0, 30, 10))]
        found = [(0, (0, 0, 10, 10), 0.9), (0, (20, 0, 30, 10), 0.5), (0, (50, 0, 60, 10), 0.4)]
        self.assertAlmostEqual(best_certainty(*[[one] for one in self.pair(found, there)], 1), 0.5)
        self.assertAlmostEqual(best_certainty(*[[one] for one in self.pair(found[2:], there)], 1), 0.3)

    def test_the_usual_box_of_each_kind(self):
        from scoring import usual_boxes
        there = [self.pair([], [(0, (0.1, 0.1, 0.3, 0.3)), (1, (0.5, 0.5, 0.9, 0.9))])[1], self.pair([], [(0, (0.11, 0.1, 0.3, 0.3))])[1], self.pair([], [(0, (0.7, 0.7, 0.8, 0.8))])[1]]
        boxes, labels, chances = usual_boxes(there, 3)
        self.assertEqual((labels.tolist(), [round(one, 2) for one in chances.tolist()]), ([0, 1], [1, 0.33]))
        self.assertAlmostEqual(float(boxes[0][3]), 0.3, 5)

    def test_boxes_go_into_the_targets_and_come_out_of_them_again(self):
        import finding
        import network
        torch = self.torch
        boxes, labels = torch.tensor([[4.0, 4, 40, 28], [50, 50, 62, 60], [10, 8, 20, 18]]), torch.tensor([0, 1, 0])
        sure, wanted, counts = network.hills(boxes, labels, 2, 16)
        self.assertEqual(int((sure == 1).sum()), 3)
        places = (torch.arange(16) + 0.5) * 4
        reach = torch.stack([places - wanted[0], places[:, None] - wanted[1], wanted[2] - places, wanted[3] - places[:, None]])
        found, kinds, chances = finding.find(sure, reach, (64, 64))
        self.assertEqual(sorted(zip(found.tolist(), kinds.tolist())), sorted(zip(boxes.tolist(), labels.tolist())))
        self.assertAlmostEqual(float(network.box_loss(reach[None], wanted[None], counts[None])[0]), 0, 4)
        missed, places = network.box_loss(reach[None] + 8, wanted[None], counts[None])
        self.assertGreater(float(missed / places), 0.3)

    def test_changes_move_boxes_with_their_photo_and_repeat_with_their_seed(self):
        import photos
        torch = self.torch
        pixels, box = torch.zeros(1, 1, 64, 64), torch.tensor([[16.0, 24, 40, 36]])
        pixels[0, 0, 24:36, 16:40] = 1
        for strength in ("none", "low", "med"):
            for seed in range(6):
                first, second = (photos.change(pixels, [box], [torch.tensor([0])], strength, torch.Generator().manual_seed(seed)) for _ in range(2))
                self.assertTrue(torch.equal(first[0], second[0]) and torch.equal(first[1][0], second[1][0]))
                light = first[0][0, 0] > 0.4
                rows, columns = light.any(1).nonzero().flatten(), light.any(0).nonzero().flatten()
                seen = torch.tensor([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]).float()
                self.assertLess(float((first[1][0][0] - seen).abs().max()), 1.6, (strength, seed))

    def test_a_box_that_leaves_the_photo_is_forgotten(self):
        import photos
        boxes = self.torch.tensor([[0.0, 0, 10, 10], [40, 40, 50, 50]])
        kept, labels = photos.move(boxes, self.torch.tensor([4, 5]), 64, (1.0, 1.0), (0.25, 0.0))      # eight pixels to the left
        self.assertEqual((kept.tolist(), labels.tolist()), ([[32, 40, 42, 50]], [5]))

    def test_sides(self):
        from photos import choose_side
        self.assertEqual([choose_side("auto", 4000, True), choose_side("auto", 4000, False), choose_side("auto", 100, False), choose_side("auto", 10, False), choose_side("1024", 10, False)],
                         [640, 256, 96, 64, 1024])

    def test_names_in_a_yaml(self):
        from annotations import yaml_names
        for text, names in (("nc: 2\nnames: [dent, 'big, scratch']  # two\n", ["dent", "big, scratch"]), ("names: {0: dent, 1: scratch}", ["dent", "scratch"]),
                            ("names:\n- dent\n- scratch # small\n\nval: x", ["dent", "scratch"]), ("names:\r\n  0: dent\r\n  # no\r\n  1: 'scratch: deep'\r\ntrain: x", ["dent", "scratch: deep"]),
                            ("names:\n  0: dent\n  2: scratch\n", None), ("train: x\n", None), ("names: [dent", None)):
            self.assertEqual(yaml_names(text), names, text)


if __name__ == "__main__":
    unittest.main()
