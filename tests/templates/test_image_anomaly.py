"""The template image-anomaly, run by the job wrapper on real photos, on drawn ones, and on awkward and useless ones."""

import csv
import importlib.util
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import support

TEMPLATE = "image-anomaly"
FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")


def module(name):
    """A module of the template under a name of its own: other templates have a report.py too."""
    spec = importlib.util.spec_from_file_location(f"image_anomaly_{name}", support.CATALOGUE / TEMPLATE / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def plate(chance, side):
    """A metal plate with two holes and a label, always in the same place."""
    import numpy
    y, x = numpy.mgrid[0:side, 0:side] / side
    values = numpy.full((side, side, 3), (0.55, 0.55, 0.6)) + chance.normal(0, 0.03, (side, 1, 1))
    for cx in (0.25, 0.75):
        values[(x - cx) ** 2 + (y - 0.3) ** 2 < 0.012] = 0.1
    values[(abs(x - 0.5) < 0.2) & (abs(y - 0.75) < 0.1)] = (0.8, 0.75, 0.3)
    return values


def cloth(chance, side):
    """Woven cloth, lying at any angle."""
    import numpy
    y, x = numpy.mgrid[0:side, 0:side]
    angle = chance.uniform(0, math.pi)
    u, v = (x * math.cos(angle) + y * math.sin(angle)) / 6, (y * math.cos(angle) - x * math.sin(angle)) / 6
    return (0.5 + 0.15 * (numpy.sin(2 * math.pi * u) + numpy.sin(2 * math.pi * v)))[..., None] * (1, 0.9, 0.7)


def scratched(values, chance):
    side = len(values)
    x, y, angle = *chance.uniform(0.25, 0.75, 2) * side, chance.uniform(0, math.pi)
    for step in range(-side // 4, side // 4):
        values[int(y + step * math.sin(angle)) % side, int(x + step * math.cos(angle)) % side] = 0.95
    return values


def make_photos(folder, count, thing=plate, side=64, change=None, seed=1, light=1.0, suffix=".png", mode="RGB"):
    """Drawn photos of one thing, with a camera's noise and changing light."""
    import numpy
    from PIL import Image
    chance = numpy.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        values = thing(chance, side)
        values = values if change is None else change(values, chance)
        values = values * chance.uniform(0.95, 1.05) * light + chance.normal(0, 0.015, values.shape)
        Image.fromarray((values.clip(0, 1) * 255).astype(numpy.uint8)).convert(mode).save(folder / f"{number:03d}{suffix}")
    return folder


def rows_of(text):
    return list(csv.DictReader(text.splitlines(keepends=True)))


@support.needs("numpy", "torch", "PIL")
class Anomalies(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my photos"
        self.data.mkdir()

    def job(self, name="job", language="en", title="a test", **parameters):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters=parameters, language=language, title=title)

    def finished(self, job, **environment):
        self.assertEqual(job.run(timeout=600, **environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        return job.records("end")[-1]

    def refused(self, code):
        job = self.job(method="fast")
        self.assertEqual(job.run(timeout=600), 65, job.log())
        record = job.records("data_error")[0]
        self.assertEqual(record["code"], code, record)
        self.assertEqual(job.records("end"), [])
        return record

    def predicted(self, job, *arguments):
        made = subprocess.run([sys.executable, str(job.out / "model" / "predict.py"), *map(str, arguments)], capture_output=True, text=True, check=True, cwd="/")
        return rows_of(made.stdout)

    # -- real and drawn photos --

    @unittest.skipUnless(FASHION.is_dir(), "the package dataset-fashion-mnist is not installed")
    def test_shoes_that_are_no_sneakers_are_found_with_the_defaults(self):
        support.example_data("sneakers", self.data)
        new = self.new_shoes()
        job = self.job()
        end = self.finished(job)
        summary = job.summary()
        print(f"\n    sneakers: auroc {end['primary']['value']:.3f} against {end['baseline']['value']:.3f} in {end['seconds']} s; {summary['method']}, {summary['chosen_by']}", file=sys.stderr)
        self.assertGreater(end["primary"]["value"], 0.88)
        self.assertGreater(end["primary"]["value"], end["baseline"]["value"] + 0.08)
        self.assertEqual([summary[f"n_{part}"] for part in ("train", "val", "test", "choice", "bad")], [120, 40, 40, 20, 20])
        self.assertFalse(summary["drawn"])
        self.assertEqual(summary["method"], max(summary["chosen_by"], key=summary["chosen_by"].get))
        self.assertAlmostEqual(summary["expected_false_alarms"], 1 / 41)
        self.assertEqual([r["code"] for r in job.records("warning")], ["threshold_small"])
        self.assertEqual({kind: row["n"] for kind, row in summary["per_kind"].items()}, {"sandal": 10, "ankle-boot": 10})
        self.check_outputs(job)
        verdicts = self.predicted(job, "--heat", self.folder / "heat", *new["sneaker"], *new["ankle-boot"])
        off = [row["verdict"] == "off" for row in verdicts]
        self.assertLess(sum(off[:30]), 8)
        self.assertGreater(sum(off[30:]), 12)
        self.assertEqual(len(list((self.folder / "heat").glob("*.png"))), 60)

    def new_shoes(self):
        """{kind: 30 photos} that are not in the example."""
        import example_data
        from PIL import Image
        values, labels = (example_data.read_idx(FASHION / f"t10k-{name}-ubyte.gz") for name in ("images-idx3", "labels-idx1"))
        made = {}
        for kind in ("sneaker", "ankle-boot"):
            made[kind] = [self.folder / f"{kind} {number}.png" for number in range(30)]
            for path, index in zip(made[kind], (labels == example_data.FASHION_CLASSES.index(kind)).nonzero()[0]):
                Image.fromarray(values[index]).save(path)
        return made

    def check_outputs(self, job):
        for output in support.manifest_of(TEMPLATE)["outputs"]:
            self.assertTrue((job.path / output["path"]).exists(), output["path"])
        for chart in support.manifest_of(TEMPLATE)["metrics"]["charts"]:
            for split in chart["splits"]:
                points = [r for r in job.records("metric") if r["split"] == split and set(chart["values"]) <= set(r["values"])]
                self.assertGreater(len(points), 5, (split, chart["values"]))
        progress = [r["progress"] for r in job.records("metric") if "progress" in r]
        self.assertEqual(progress, sorted(progress))
        self.assertGreater(job.records("estimate")[0]["seconds_total"], 0)
        rows = rows_of((job.out / "scores.csv").read_text())
        self.assertEqual(len(rows), 240)
        self.assertTrue(all((float(row["score"]) > 1) == (row["verdict"] == "off") for row in rows))
        page = (job.out / "report.html").read_text()
        self.assertGreater(page.count("data:image/png;base64,"), 8)
        self.assertIn("ankle-boot", page)
        card = (job.out / "model" / "README.md").read_text()
        self.assertLess(card.index("What for"), card.index("Waarvoor"))
        self.assertIn("BSD-3-Clause", card)

    def test_scratches_on_plates_in_the_same_place(self):
        make_photos(self.data / "goed", 60)
        make_photos(self.data / "kras", 24, change=scratched, seed=2)
        job = self.job(method="fast")
        end = self.finished(job)
        self.assertGreater(end["primary"]["value"], 0.97)
        self.assertGreater(end["primary"]["value"], end["baseline"]["value"] + 0.2)
        self.assertGreater(job.summary()["test"]["found"], 0.8)
        # The place that is marked is the scratch: a photo is brought along with one corner spoilt.
        import numpy
        from PIL import Image
        spoilt = numpy.asarray(Image.open(self.data / "goed" / "000.png")).copy()
        spoilt[48:56, 4:12] = 255
        Image.fromarray(spoilt).save(self.folder / "corner.png")
        self.assertEqual([row["verdict"] for row in self.predicted(job, "--heat", self.folder / "heat", self.folder / "corner.png")], ["off"])
        heat = numpy.asarray(Image.open(self.folder / "heat" / "0001-corner.png").convert("RGB")).astype(int)
        tint = heat[..., 0] - heat[..., 2]
        half = len(tint) // 2
        self.assertGreater(tint[half:, :half].max(), 100)
        self.assertLess(tint[:half, half:].max(), 30)

    def test_scratches_on_cloth_at_any_angle(self):
        make_photos(self.data / "OK", 60, cloth, side=48)
        make_photos(self.data / "scratch", 24, cloth, side=48, change=scratched, seed=2)
        for method in ("fast", "precise"):
            job = self.job(method, method=method, aligned="no")
            end = self.finished(job)
            self.assertGreater(end["primary"]["value"], 0.9, method)
            self.assertGreater(end["primary"]["value"], end["baseline"]["value"] + 0.15, method)
            self.assertEqual((job.summary()["method"], job.summary()["aligned"]), (method, False))

    def test_without_bad_photos_it_is_measured_with_drawn_ones_and_says_so(self):
        make_photos(self.data / "normaal", 40)
        job = self.job(sensitivity=0.2)
        end = self.finished(job)
        summary = job.summary()
        self.assertTrue(summary["drawn"])
        self.assertEqual((summary["method"], summary["n_bad"], summary["n_choice"]), ("fast", summary["n_test"], 0))
        self.assertGreater(end["primary"]["value"], max(0.8, end["baseline"]["value"]))
        self.assertEqual([r["code"] for r in job.records("warning")], ["drawn"])
        self.assertLessEqual(summary["expected_false_alarms"], 0.2)
        page = (job.out / "report.html").read_text()
        self.assertIn("geen foto&#x27;s van echte fouten", page)
        self.assertIn("no photos of real faults", page)
        self.assertIn("drawn faults", (job.out / "model" / "README.md").read_text())
        self.assertEqual({row["kind"] for row in rows_of((job.out / "scores.csv").read_text())}, {"good", "drawn scratch", "drawn spot", "drawn patch"})

    @support.needs("torchvision")
    def test_weights_from_a_file_are_used_and_other_files_refused(self):
        import torch
        from torchvision.models import resnet18
        make_photos(self.data / "good", 24)
        make_photos(self.data / "bad", 4, change=scratched, seed=2)
        torch.manual_seed(1)
        torch.save(resnet18(weights=None).state_dict(), self.folder / "weights.pth")
        job = self.job(weights_file=str(self.folder / "weights.pth"))
        self.finished(job)
        self.assertEqual(job.summary()["features"], "resnet18")
        self.assertIn("NOASSERTION", (job.out / "model" / "README.md").read_text())
        self.assertEqual(len(self.predicted(job, self.data / "good" / "000.png")), 1)
        torch.save({"layer1": torch.zeros(3)}, self.folder / "other.pth")
        job = self.job("other", weights_file=str(self.folder / "other.pth"))
        self.assertEqual(job.run(timeout=600), 70, job.log())
        self.assertEqual(job.records("error")[0]["code"], "weights_file")
        self.assertIn("other.pth", job.records("error")[0]["message"])
        with self.assertRaises(FileNotFoundError):
            module("features").load_pretrained(self.folder / "missing.pth", 28)

    # -- stopping, and the same again --

    def test_stopped_three_times_it_ends_as_if_it_had_never_stopped(self):
        make_photos(self.data / "good", 30, side=28)
        make_photos(self.data / "bad", 6, side=28, change=scratched, seed=2)
        whole, again = self.job("whole"), self.job("again")
        self.finished(whole)
        self.finished(again)
        self.assertEqual(self.kept(again), self.kept(whole), "the same seed gives the same result")
        job = self.job("stopped")
        # 18 photos to learn from, two at a time; then the memory, looked after every 25 patches; then the scores.
        stops = [(5, "learning"), (5 + 4, "memory"), (14 + 4, "scoring")]
        for attempt, (look, _) in enumerate(stops):
            job.stop_at_look(look)
            self.assertEqual(job.run(timeout=600, WERKBANK_ATTEMPT=str(attempt)), 85, job.log())
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="3")
        steps = [r["step"] for r in job.records("checkpoint")]
        memory = round(0.1 * 18 * 196) // 25
        self.assertTrue(0 < steps[0] < 18 < steps[1] < 18 + memory < steps[2] < whole.records("metric")[-1]["step"], (steps, memory))
        self.assertEqual([r["step"] for r in job.records("resume")], steps)
        self.assertEqual(self.kept(job), self.kept(whole))

    def kept(self, job):
        return {key: value for key, value in job.summary().items() if key != "seconds"}, (job.out / "scores.csv").read_text(), job.records("metric")[-1]["values"]

    def test_a_checkpoint_of_other_settings_is_left_alone(self):
        make_photos(self.data / "good", 30, side=28)
        job = self.job(method="fast")
        job.stop_at_look(3)
        self.assertEqual(job.run(timeout=600), 85, job.log())
        config = json.loads((job.path / "config.json").read_text())
        config["parameters"]["aligned"] = "no"
        (job.path / "config.json").write_text(json.dumps(config))
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")
        self.assertIn("checkpoint_ignored", [r["code"] for r in job.records("warning")])

    # -- photos as people have them --

    def test_the_folders_of_a_public_data_set_and_every_kind_of_photo(self):
        from PIL import Image
        top = self.data / "cable 2026"
        train = make_photos(top / "train" / "Good", 24, side=40)
        make_photos(top / "test" / "good", 7, side=40, seed=3)
        make_photos(top / "test" / "cut", 4, side=40, seed=4, change=scratched)
        make_photos(top / "ground_truth" / "cut", 4, side=40, seed=5)
        make_photos(top / "old", 2, side=40, seed=6)
        for mode, suffix in (("L", ".jpg"), ("RGBA", ".png"), ("P", ".gif"), ("1", ".bmp"), ("CMYK", ".jpg"), ("I;16", ".tif")):
            photo = Image.new("I;16", (40, 32), 40_000) if mode == "I;16" else Image.open(train / "000.png").convert(mode)
            photo.save(train / f"mode {mode.replace(';', '')}{suffix}")
        (train / "notes.docx").write_bytes(b"x")
        (train / ".DS_Store").write_bytes(b"x")
        (top / "loose.png").write_bytes((train / "000.png").read_bytes())
        job = self.job(method="fast", title="<b>cable</b>")
        self.finished(job)
        summary = job.summary()
        self.assertEqual([summary[f"n_{part}"] for part in ("train", "val", "test", "choice", "bad")], [24, 6, 7, 2, 2])
        self.assertEqual([r["code"] for r in job.records("warning")], ["stray_files", "masks_ignored", "folders_ignored", "threshold_small"])
        self.assertIn("old", job.records("warning")[2]["message"])
        self.assertNotIn("<b>cable", (job.out / "report.html").read_text())

    def test_hostile_names_stay_text(self):
        names = ["<script>alert(1)<", "=cmd|' !A0", "$(touch INJECTED)"]
        good = make_photos(self.data / "good", 30, side=28)
        for number, name in enumerate(names):
            make_photos(self.data / name, 2, side=28, seed=4 + number, change=scratched)
        awkward = os.fsdecode(b'a "quoted",\n<img src=x> \xff.png')
        (good / "000.png").rename(good / awkward)
        job = self.job(method="fast")
        self.finished(job)
        page = (job.out / "report.html").read_text()
        self.assertNotIn("<script", page)
        self.assertNotIn("<img src=x", page)
        rows = rows_of((job.out / "scores.csv").read_text())
        self.assertEqual(len(rows), 36)
        self.assertEqual({row["kind"] for row in rows}, {"good", names[0], "'" + names[1], names[2]})
        self.assertFalse([row for row in rows for cell in row.values() if cell.startswith("=")])
        self.assertEqual([row["file"] for row in rows if "quoted" in row["file"]], ['good/a "quoted",\n<img src=x> ?.png'])
        self.assertFalse(list(self.folder.rglob("INJECTED")))

    # -- photos that cannot be used --

    def test_a_damaged_photo_is_named_also_where_nothing_is_learned(self):
        make_photos(self.data / "good", 30, side=28)
        make_photos(self.data / "bad", 4, side=28, change=scratched, seed=2)
        name = "de 'foto' $(touch INJECTED) é.png"
        (self.data / "bad" / name).write_bytes((self.data / "good" / "007.png").read_bytes()[:60])
        record = self.refused("corrupt_image")
        self.assertEqual(record["file"], f"bad/{name}")
        self.assertIn(name, record["message"])
        self.assertFalse(list(self.folder.rglob("INJECTED")))

    def test_a_folder_without_good_photos_is_refused_and_says_what_to_do(self):
        make_photos(self.data / "kras", 30, side=28)
        record = self.refused("no_good_folder")
        self.assertIn("kras", record["message"])
        self.assertIn("Call that folder 'good'", record["message"])


@support.needs("numpy", "torch", "PIL")
class Parts(support.FolderTest):
    """The modules by themselves."""

    @classmethod
    def setUpClass(cls):
        import werkbank_images
        cls.images = werkbank_images
        cls.collection, cls.detectors, cls.drawn, cls.features, cls.report = map(module, ("collection", "detectors", "drawn", "features", "report"))

    def refusal(self):
        with self.assertRaises(self.images.ImageError) as caught:
            photos = self.collection.Photos(self.folder)
            for items in photos.items.values():
                self.images.Store(photos, items, 28, 3)
        self.assertNotEqual(caught.exception.nl, caught.exception.en)
        return caught.exception.code, caught.exception.file

    def test_folders_that_teach_nothing(self):
        with self.assertRaises(self.images.ImageError) as caught:
            self.collection.Photos(self.folder / "nowhere")
        self.assertEqual(caught.exception.code, "no_images")
        self.assertEqual(self.refusal(), ("no_images", None))
        make_photos(self.folder, 12, side=28)
        self.assertEqual(self.refusal(), ("no_images", None), "loose photos have no kind")
        make_photos(self.folder / "test" / "good", 30, side=28)
        self.assertEqual(self.refusal(), ("no_good_folder", None), "good photos to test with are not to learn from")
        make_photos(self.folder / "train" / "good", 9, side=28)
        self.assertEqual(self.refusal(), ("too_few_good", "train/good"))
        shutil.rmtree(self.folder / "test")
        shutil.rmtree(self.folder / "train")
        good = make_photos(self.folder / "good", 1, side=28)
        for number in range(1, 30):
            shutil.copy(good / "000.png", good / f"{number:03d}.png")
        self.assertEqual(self.refusal(), ("same_photo", "good/000.png"))

    def test_a_photo_that_is_good_and_bad_is_refused(self):
        good = make_photos(self.folder / "good", 12, side=28)
        (self.folder / "dent").mkdir()
        shutil.copy(good / "003.png", self.folder / "dent" / "x.png")
        self.assertEqual(self.refusal(), ("good_and_bad", "dent/x.png"))

    def test_damaged_photos(self):
        from PIL import Image
        good = make_photos(self.folder / "good", 12, side=28)
        whole = (good / "007.png").read_bytes()
        bomb = self.folder / "bomb.png"
        Image.new("1", (20_000, 20_000)).save(bomb)
        for number, rubbish in enumerate((b"", b"not a photo", whole[:60], whole[:40] + b"\xff" * 60 + whole[100:], bomb.read_bytes())):
            with self.subTest(number):
                (good / "odd.png").write_bytes(rubbish)
                self.assertEqual(self.refusal(), ("corrupt_image", "good/odd.png"))
        (good / "odd.png").unlink()
        (good / "odd.png").symlink_to("nowhere.png")
        self.assertEqual(self.refusal(), ("corrupt_image", "good/odd.png"))

    def test_photos_are_divided_without_overlap_and_bad_ones_are_never_learned_from(self):
        make_photos(self.folder / "x" / "good", 50, side=28)
        make_photos(self.folder / "x" / "a", 5, side=28, seed=2)
        make_photos(self.folder / "x" / "b", 1, side=28, seed=3)
        make_photos(self.folder / "x" / "masks", 5, side=28, seed=4)
        photos = self.collection.Photos(self.folder)
        self.assertEqual(photos.kinds, ["good", "a", "b"])
        self.assertEqual({part: len(items) for part, items in photos.items.items()}, {"train": 30, "val": 10, "test": 10, "choice": 2, "bad": 4})
        self.assertEqual(len({path for items in photos.items.values() for path, _ in items}), 56)
        self.assertEqual({kind for part in ("train", "val", "test") for _, kind in photos.items[part]}, {0})
        self.assertEqual(sorted(kind for _, kind in photos.items["bad"]), [1, 1, 1, 2])
        self.assertEqual(photos.masks, 5)
        self.assertEqual(self.collection.Photos(self.folder).items, photos.items)

    def test_the_threshold_keeps_its_promise(self):
        import numpy
        scores = [i / 100 for i in range(1, 100)]
        threshold, expected = self.detectors.set_threshold(scores, 0.05)
        self.assertAlmostEqual(threshold, 0.95)
        self.assertAlmostEqual(expected, 0.05)
        self.assertEqual(self.detectors.set_threshold([3.0, 1.0, 2.0], 0.01), (3.0, 0.25))
        chance = numpy.random.default_rng(1)
        shares = []
        for _ in range(300):
            values = chance.normal(5, 1, 31)
            shares.append((chance.normal(5, 1, 100) > self.detectors.set_threshold(values[:30], 0.1)[0]).mean())
        self.assertAlmostEqual(float(numpy.mean(shares)), self.detectors.set_threshold(list(range(30)), 0.1)[1], delta=0.015)

    def test_sums_give_mean_and_spread(self):
        import numpy
        import torch
        x = torch.rand(20, 5, 3, 3, generator=torch.Generator().manual_seed(1))
        moments = self.detectors.Moments(5, 9, True, 42, "cpu")
        for some in x.split(7):
            moments.add(some)
        mean, spread = moments.mean_and_spread()
        rows = x.flatten(2).permute(2, 0, 1).double().numpy()
        numpy.testing.assert_allclose(mean.numpy(), rows.mean(1), atol=1e-9)
        numpy.testing.assert_allclose(spread[4].numpy(), numpy.cov(rows[4].T, bias=True), atol=1e-9)

    def test_the_memory_leaves_no_gap(self):
        import torch
        patches = torch.cat([torch.zeros(500, 4), torch.ones(2, 4), torch.full((1, 4), 5.0)]) + 0.01 * torch.rand(503, 4, generator=torch.Generator().manual_seed(1))
        state = self.detectors.start_choice(patches, 42)
        for _ in range(3):
            self.detectors.choose_next(state)
        self.assertEqual({min(round(float(patches[number].mean())), 5) for number in state["chosen"]}, {0, 1, 5})

    def test_distances_are_those_between_rows(self):
        import torch
        x, memory = torch.rand(6, 5), torch.rand(4, 5)
        found = self.detectors.whole_distance(self.detectors.partial_squares(x, memory).T, x).T
        self.assertTrue(torch.allclose(found, torch.cdist(x, memory), atol=1e-4))

    def test_filters_describe_every_size_of_photo(self):
        import torch
        for side in self.images.SIDES:
            for channels in (1, 3):
                bank = self.features.Filters(side, channels)
                found = bank(torch.rand(1, channels, side, side))
                self.assertEqual(found.shape, (1, bank.width, bank.grid, bank.grid))
                self.assertTrue(torch.isfinite(found).all())

    def test_drawn_defects_are_visible_small_and_the_same_each_time(self):
        import torch
        photo = (torch.rand(1, 64, 64, generator=torch.Generator().manual_seed(1)) * 40 + 100).to(torch.uint8)
        for number in range(12):
            made, kind = self.drawn.draw(photo, number, 42)
            self.assertEqual(kind, number % 3)
            self.assertTrue(torch.equal(made, self.drawn.draw(photo, number, 42)[0]))
            changed = float((made != photo).double().mean())
            self.assertTrue(0 < changed < 0.1, changed)
        self.assertFalse(torch.equal(made, self.drawn.draw(photo, 11, 43)[0]))

    def test_a_model_that_does_not_beat_brightness_is_called_worthless(self):
        text = self.report.verdict({"primary": {"value": 0.7}, "baseline": {"value": 0.7}})
        self.assertIn("Gebruik het niet", text["nl"])
        self.assertIn("Do not use it", text["en"])
        self.assertIn("70.0 %", text["en"])
        self.assertIn("really learned", self.report.verdict({"primary": {"value": 0.71}, "baseline": {"value": 0.7}})["en"])


if __name__ == "__main__":
    unittest.main()
