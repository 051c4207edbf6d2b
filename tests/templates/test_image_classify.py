"""The template image-classify, run by the job wrapper on real and on awkward photos."""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import support

TEMPLATE = "image-classify"


def make_photos(folder, classes=("circle", "square"), count=24, size=(40, 32), mode="RGB", suffix=".png"):
    """Small drawn photos: a shape of random place and colour on a random ground."""
    from PIL import Image, ImageDraw
    chance = random.Random(3)
    for name in classes:
        (folder / name).mkdir(parents=True)
        for number in range(count):
            image = Image.new("RGB", size, tuple(chance.randrange(90) for _ in range(3)))
            x, y, r = chance.randrange(8, size[0] - 12), chance.randrange(8, size[1] - 12), chance.randrange(5, 9)
            draw = ImageDraw.Draw(image)
            (draw.ellipse if name == classes[0] else draw.rectangle)((x - r, y - r, x + r, y + r), fill=tuple(chance.randrange(150, 256) for _ in range(3)))
            image.convert(mode).save(folder / name / f"{number}{suffix}")
    return folder


@support.needs("numpy", "torch", "PIL")
class Images(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my photos"
        self.data.mkdir()

    def job(self, name="job", **parameters):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters={"epochs": 1, "image_size": "28", **parameters})

    def finished(self, job, **environment):
        self.assertEqual(job.run(**environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        end = job.records("end")[-1]
        self.assertIsInstance(end["choice"]["value"], float)        # by which a sweep chooses between its variants
        return end

    def refused(self, code, name="job"):
        job = self.job(name)
        self.assertEqual(job.run(), 65, job.log())
        record = job.records("data_error")[0]
        self.assertEqual(record["code"], code, record)
        self.assertEqual(job.records("end"), [])
        return record

    # -- photos that cannot be used --

    def test_a_damaged_photo_is_named(self):
        make_photos(self.data)
        whole = (self.data / "circle" / "7.png").read_bytes()
        name = os.fsdecode(b"de 'foto' $(touch INJECTED) \xc3\xa9.png")
        for number, rubbish in enumerate((b"", b"not a photo", whole[:60], whole[:20] + b"\xff" * 40 + whole[60:])):
            with self.subTest(rubbish[:12]):
                (self.data / "circle" / name).write_bytes(rubbish)
                record = self.refused("corrupt_image", str(number))
                self.assertEqual(record["file"], f"circle/{name}")
                self.assertIn(name, record["message"])
        self.assertFalse(list(self.folder.rglob("INJECTED")))

    def test_folders_that_teach_nothing_are_refused(self):
        self.refused("no_images", "a")
        make_photos(self.data, classes=("only",))
        self.assertIn("only", self.refused("one_class", "b")["message"])
        make_photos(self.data, classes=("few",), count=2)
        self.assertEqual(self.refused("too_few_images", "c")["file"], "few")

    def test_a_class_that_is_only_in_the_test_folder_is_refused(self):
        make_photos(self.data / "train")
        make_photos(self.data / "test", classes=("circle", "star"), count=5)
        self.assertEqual(self.refused("unknown_class")["file"], "star")

    # -- photos as people have them --

    def test_every_kind_of_photo_is_read(self):
        from PIL import Image
        make_photos(self.data, count=12)
        images = self.data / "circle"
        for mode, suffix in (("L", ".jpg"), ("RGBA", ".png"), ("P", ".gif"), ("1", ".bmp"), ("LA", ".png"), ("CMYK", ".jpg"), ("I;16", ".tif")):
            photo = Image.new("I;16", (40, 32), 40_000) if mode == "I;16" else Image.new("RGB", (40, 32), (200, 10, 10)).convert(mode)
            photo.save(images / f"mode {mode.replace(';', '')}{suffix}")
        (images / "notes.docx").write_bytes(b"x")
        (images / ".DS_Store").write_bytes(b"x")
        job = self.job()
        self.finished(job)
        self.assertEqual([r["code"] for r in job.records("warning")], ["stray_files"])
        self.assertEqual(job.summary()["channels"], 3)

    def test_given_train_val_and_test_folders_are_used_inside_a_wrapping_folder(self):
        make_photos(self.data / "photos 2026" / "Train", count=12)
        make_photos(self.data / "photos 2026" / "valid", count=5)
        make_photos(self.data / "photos 2026" / "test", count=6)
        job = self.job()
        self.finished(job)
        summary = job.summary()
        self.assertEqual((summary["n_train"], summary["n_val"], summary["n_test"], summary["classes"]), (24, 10, 12, ["circle", "square"]))

    def test_grey_photos_stay_grey_and_auto_takes_their_size(self):
        make_photos(self.data, count=12, mode="L", size=(64, 64))
        job = self.job(image_size="auto", augment="med")
        self.finished(job)
        self.assertEqual((job.summary()["channels"], job.summary()["image_size"]), (1, 64))

    @support.needs("torchvision")
    def test_resnet18_learns_too(self):
        make_photos(self.data, count=8)
        self.finished(self.job(model="resnet18", augment="none", batch_size=6))

    # -- stopping --

    def test_a_stopped_training_goes_on_and_ends_as_if_it_had_never_stopped(self):
        make_photos(self.data)
        whole = self.job("whole", epochs=3, batch_size=8)
        self.finished(whole)
        job = self.job("stopped", epochs=3, batch_size=8)
        job.stop_at_look(8)                 # five batches an epoch, and a look before it ends: in the middle of the second
        self.assertEqual(job.run(), 85, job.log())
        self.assertEqual(job.records("checkpoint")[0]["step"], 6)
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")
        self.assertEqual(job.records("resume")[0]["step"], 6)
        self.assertEqual(max(r["step"] for r in job.records("metric")), whole.records("metric")[-1]["step"], "no batch was counted twice")
        self.assertEqual(job.summary()["test"], whole.summary()["test"])

    def test_a_checkpoint_of_other_settings_is_left_alone(self):
        make_photos(self.data)
        job = self.job(batch_size=8)
        job.stop_at_look(3)
        self.assertEqual(job.run(), 85, job.log())
        config = json.loads((job.path / "config.json").read_text())
        config["parameters"]["batch_size"] = 4
        (job.path / "config.json").write_text(json.dumps(config))
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")
        self.assertEqual([r["code"] for r in job.records("warning")], ["time_up", "checkpoint_ignored"])

    def test_a_training_that_goes_off_the_rails_says_so(self):
        make_photos(self.data)
        job = self.job(learning_rate=0.5)
        with open(job.path / "code" / "train.py", "r+") as file:
            text = file.read().replace("loss = nn.functional.cross_entropy(guess, truth)\n", "loss = nn.functional.cross_entropy(guess, truth) * float('nan')\n", 1)
            file.seek(0)
            file.write(text)
        self.assertEqual(job.run(), 70)
        self.assertEqual(job.records("error")[0]["code"], "diverged")

    # -- real photos --

    def test_clothing_is_learned_with_the_defaults_in_90_seconds_on_one_core(self):
        support.example_data("fashion-mnist", self.data, "--per-class", "250")
        job = support.JobFolder(self.folder / "job", TEMPLATE, data=self.data)
        end = self.finished(job)
        print(f"\n    clothing: {end['primary']['value']:.3f} in {end['seconds']} s", file=sys.stderr)
        self.assertGreaterEqual(end["primary"]["value"], 0.75)
        self.assertLess(end["seconds"], 90)
        self.assertLess(abs(end["baseline"]["value"] - 0.1), 0.02)
        for output in support.manifest_of(TEMPLATE)["outputs"]:
            self.assertTrue((job.path / output["path"]).exists(), output["path"])
        page = (job.out / "report.html").read_text()
        self.assertIn("data:image/png;base64,", page)
        self.assertIn("ankle-boot", page)
        photos = sorted(str(path) for path in (self.data / "trouser").iterdir())[:20]
        made = subprocess.run([sys.executable, str(job.out / "model" / "predict.py"), *photos], capture_output=True, text=True, check=True)
        self.assertGreater(sum(",trouser," in line for line in made.stdout.splitlines()), 15)


@support.needs("numpy", "torch", "PIL")
class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import werkbank_images
        cls.images = werkbank_images

    def test_a_phones_photo_is_turned_upright(self):
        from PIL import Image
        with tempfile.TemporaryDirectory() as folder:
            photo = Image.new("L", (40, 20), 0)
            photo.paste(255, (0, 0, 20, 20))            # the left half is white
            exif = Image.Exif()
            exif[0x0112] = 6                            # stored lying on its side
            photo.save(f"{folder}/a.png", exif=exif)
            upright = self.images.open_photo(f"{folder}/a.png", 28, 1)[0]
        self.assertGreater(upright[:12].mean(), 200)
        self.assertLess(upright[16:].mean(), 50)

    def test_sides(self):
        choose = self.images.choose_side
        self.assertEqual([choose("auto", 28, False), choose("auto", 4000, False), choose("auto", 4000, True), choose("auto", 10, False), choose("128", 28, False)], [28, 96, 224, 28, 128])

    def test_augmentation_keeps_shape_and_range_and_repeats_with_its_seed(self):
        import torch
        batch = torch.rand(5, 3, 28, 28, generator=torch.Generator().manual_seed(1))
        for strength in ("none", "low", "med"):
            first, second = (self.images.augment(batch, strength, torch.Generator().manual_seed(2)) for _ in range(2))
            self.assertEqual(first.shape, batch.shape)
            self.assertTrue(torch.equal(first, second))
            self.assertTrue(0 <= float(first.min()) and float(first.max()) <= 1)
            self.assertEqual(torch.equal(first, batch), strength == "none")

    def test_photos_that_do_not_fit_in_memory_are_read_each_time(self):
        import torch
        with tempfile.TemporaryDirectory() as folder:
            make_photos(pathlib.Path(folder), count=8)
            collection = self.images.Collection(folder)
            items = collection.items["train"]
            kept, read = (self.images.Store(collection, items, 28, 3, cache_bytes=limit) for limit in (2**30, 0))
            self.assertTrue(torch.equal(kept.get([0, 3, 5]), read.get([0, 3, 5])))


if __name__ == "__main__":
    unittest.main()
