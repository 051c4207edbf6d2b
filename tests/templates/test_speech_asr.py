"""The template speech-asr, run by the job wrapper on tones, on commands that a program reads aloud, on real Dutch clips and on
awkward data."""

import csv
import io
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import unittest
import unittest.mock

import support

TEMPLATE = "speech-asr"
sys.path.append(str(support.CATALOGUE / TEMPLATE))
RATE = 16_000
TONES = {"a": 400, "b": 900, "c": 2000, " ": 0}      # a language of three letters, which can be learned in seconds


def wav(samples, rate=RATE, bits=16, code=1, channels=1, said=None, before=b""):
    """The bytes of a WAV file. samples: numbers between -1 and 1, those of all channels after each other."""
    import numpy
    samples = numpy.asarray(samples, dtype=float)
    if code == 3:
        data = samples.astype(f"<f{bits // 8}").tobytes()
    elif bits == 8:
        data = (numpy.round(samples * 127) + 128).astype(numpy.uint8).tobytes()
    elif bits == 24:
        data = b"".join(int(one).to_bytes(3, "little", signed=True) for one in numpy.round(samples * (2**23 - 1)))
    else:
        data = numpy.round(samples * (2 ** (bits - 1) - 1)).astype(f"<i{bits // 8}").tobytes()
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", code, channels, rate, rate * frame, frame, bits)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + before + b"data" + struct.pack("<I", len(data) if said is None else said) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def tones(text, chance, rate=RATE):
    """Each letter as a tone of a tenth of a second, in noise."""
    import numpy
    time = numpy.arange(rate // 8) / rate
    spoken = numpy.concatenate([0.3 * numpy.sin(2 * numpy.pi * TONES[letter] * chance.uniform(0.97, 1.03) * time) for letter in text])
    return numpy.concatenate([numpy.zeros(rate // 10), spoken, numpy.zeros(rate // 10)]) + chance.normal(0, 0.002, len(spoken) + 2 * (rate // 10))


def make_tones(folder, count=60, seed=1, speakers=6, rate=RATE):
    """[(path, text)]; a folder with recordings and metadata.csv."""
    import numpy
    chance, rows = numpy.random.default_rng(seed), []
    (folder / "clips").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = "".join("ab c"[one] for one in chance.integers(0, 4, chance.integers(3, 7))).strip() or "abc"
        text = "".join(letter for place, letter in enumerate(text) if place == 0 or letter != text[place - 1])
        (folder / "clips" / f"{number:03d}.wav").write_bytes(wav(tones(text, chance, rate), rate))
        rows.append((f"clips/{number:03d}.wav", text, f"s{number % speakers}"))
    write_list(folder, rows)
    return rows


def write_list(folder, rows, header=("path", "text", "speaker"), name="metadata.csv"):
    with open(folder / name, "w", newline="", encoding="utf-8", errors="surrogateescape") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


@support.needs("numpy", "torch")
class Speech(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my recordings"
        self.data.mkdir()

    def job(self, name="job", language="en", **parameters):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters={"epochs": 2, **parameters}, language=language)

    def finished(self, job, **environment):
        self.assertEqual(job.run(timeout=900, **environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        end = job.records("end")[-1]
        self.assertIsInstance(end["choice"]["value"], float)        # by which a sweep chooses between its variants
        return end

    def codes(self, job, kind="warning"):
        return [record["code"] for record in job.records(kind)]

    def predict(self, job, *names):
        made = subprocess.run([sys.executable, "-B", str(job.out / "model" / "predict.py"), *map(str, names)], capture_output=True,
                              env={**os.environ, "PYTHONIOENCODING": "utf-8:surrogateescape", "OMP_NUM_THREADS": "1"}, cwd="/")
        return made, list(csv.reader(made.stdout.decode("utf-8", "surrogateescape").splitlines()))


class Runs(Speech):
    def test_a_language_of_tones_is_learned_and_read_back(self):
        rows = make_tones(self.data, count=150)
        job = self.job(language="nl", epochs=14, batch_size=4)
        end = self.finished(job)
        summary = job.summary()
        print(f"\ntones: CER {summary['test']['cer']:.3f}, WER {summary['test']['wer']:.3f}; guess {summary['baseline']['cer']:.3f}")
        self.assertLess(summary["test"]["cer"], 0.35)
        self.assertLess(summary["test"]["cer"], 0.6 * summary["baseline"]["cer"])
        self.assertEqual((end["primary"]["name"], end["primary"]["goal"], end["baseline"]["name"]), ("wer", "min", "one_text"))
        self.assertEqual((summary["split_by"], summary["letters"], summary["n_train"] + summary["n_val"] + summary["n_test"]), ("speaker", " abc", 150))
        with open(job.out / "heard.csv", newline="", encoding="utf-8") as file:
            heard = {row["file"]: row["heard"] for row in csv.DictReader(file)}
        self.assertEqual(len(heard), summary["n_test"])

        # Used by itself, alone and not among others, the model hears the same as in the test.
        made, found = self.predict(job, *(self.data / name for name in sorted(heard)))
        self.assertEqual((made.returncode, found[0]), (0, ["file", "text", "certainty"]), made.stderr)
        same = sum(row[1] == heard[name] for row, name in zip(found[1:], sorted(heard)))
        self.assertGreaterEqual(same, 0.95 * len(heard))

        # A folder, a long recording, a broken one.
        pile = self.folder / "pile"
        pile.mkdir()
        shutil.copy(self.data / rows[0][0], pile / "a $(touch INJECTED).wav")
        import numpy
        (pile / "long.wav").write_bytes(wav(numpy.concatenate([tones("abc", numpy.random.default_rng(3)), numpy.zeros(5 * RATE)] * 7)))
        (pile / "notes.txt").write_text("no recording")
        made, found = self.predict(job, pile, self.folder / "gone.wav", self.data / "metadata.csv")
        self.assertEqual(([pathlib.Path(row[0]).name for row in found[1:]], made.returncode), (["a $(touch INJECTED).wav", "long.wav"], 1))
        self.assertEqual(len(made.stderr.decode().strip().splitlines()), 2)
        self.assertFalse(list(self.folder.rglob("INJECTED")))
        self.look_at_report(job)

    def look_at_report(self, job):
        page = (job.out / "report.html").read_text(encoding="utf-8")
        for words in ("van de woorden fout", "of the words wrong", "Leercurve", "Learning curve", "Wat u ervan mag verwachten", "per spreker"):
            self.assertIn(words, page)
        self.assertEqual(page.count("<svg"), 4)         # two figures, in two languages
        self.assertNotIn("<script", page)
        self.assertNotIn("http://", page.replace("http://www.w3.org/2000/svg", ""))
        card = (job.out / "model" / "README.md").read_text(encoding="utf-8")
        for words in ("Waarvoor niet", "What not for", "BSD-3-Clause", "predict.py"):
            self.assertIn(words, card)

    def test_a_stopped_training_goes_on_and_ends_as_if_it_had_never_stopped(self):
        make_tones(self.data, count=48)
        whole = self.job("whole", epochs=4)
        self.finished(whole)
        steps = whole.records("start")[0]["steps_total"]
        for place in (11, 19):
            job = self.job(f"stopped {place}", epochs=4)
            job.stop_at_look(place)
            self.assertEqual(job.run(), 85, job.log())
            step = job.records("checkpoint")[0]["step"]
            self.assertTrue(0 < step < steps, step)
            job.use_script("train.py")
            self.finished(job, WERKBANK_ATTEMPT="1")
            self.assertEqual(job.records("resume")[0]["step"], step)
            mine, its = job.summary(), whole.summary()
            for key in ("test", "best_epoch", "baseline", "right"):
                self.assertEqual(mine[key], its[key], key)
            self.assertEqual((job.out / "heard.csv").read_bytes(), (whole.out / "heard.csv").read_bytes())
            import torch
            weights = [torch.jit.load(str(one.out / "model" / "model.pt")).state_dict() for one in (job, whole)]
            self.assertTrue(all(torch.equal(weights[0][key], weights[1][key]) for key in weights[1]))

    def test_a_job_that_is_stopped_while_it_reads_begins_again(self):
        make_tones(self.data, count=48)
        job = self.job(epochs=1)
        job.stop_at_look(2)
        self.assertEqual(job.run(), 1, job.log())           # the wrapper says that it got no further
        self.assertEqual((job.records("checkpoint"), job.records("stopped")[0]["step"]), ([], 0))
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")

    def test_a_checkpoint_of_other_settings_is_left_alone(self):
        make_tones(self.data, count=48)
        job = self.job(batch_size=8)
        job.stop_at_look(10)
        self.assertEqual(job.run(), 85, job.log())
        config = json.loads((job.path / "config.json").read_text())
        config["parameters"]["batch_size"] = 12
        (job.path / "config.json").write_text(json.dumps(config))
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")
        self.assertIn("checkpoint_ignored", self.codes(job))

    def test_hostile_names_and_texts_do_no_harm(self):
        self.data = pathlib.Path(os.fsdecode(os.fsencode(self.folder) + b"/d\xff \n$(touch INJECTED)"))
        rows = make_tones(self.data, count=40)
        shutil.copy(self.data / rows[0][0], self.data / "=HYPERLINK(1).wav")
        shutil.copy(self.data / rows[0][0], self.data / "clips" / "<b>x.wav")
        rows = [(name, f"<b>{text}</b> =\x07", speaker) for name, text, speaker in rows]
        write_list(self.data, [(name, text, speaker) for name, text, speaker in rows[:38]] + [("=HYPERLINK(1).wav", "a", "s1"), ("clips/<b>x.wav", "b & <i>c", "s2")])
        job = self.job(epochs=1)
        self.finished(job)
        page = (job.out / "report.html").read_text(encoding="utf-8")
        self.assertNotIn("<b>x", page)
        self.assertNotIn("\n=HYPERLINK", (job.out / "heard.csv").read_text())
        self.assertIn("same_recordings", self.codes(job))
        self.assertFalse(list(self.folder.rglob("INJECTED")))

    def test_batch_infer_takes_the_model(self):
        make_tones(self.data, count=40)
        learned = self.job(epochs=1)
        self.finished(learned)
        pile = self.folder / "pile"
        shutil.copytree(learned.out / "model", pile / "model")
        make_tones(pile / "new", count=3)
        (pile / "new" / "metadata.csv").unlink()
        (pile / "new" / "broken.wav").write_bytes(b"no sound")
        job = support.JobFolder(self.folder / "batch", "batch-infer", data=pile)
        self.assertEqual(job.run(), 0, job.log())
        with open(job.out / "result.csv", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(rows[0], ["file", "text", "certainty"])
        self.assertEqual({row[0] for row in rows[1:]}, {f"new/clips/{number:03d}.wav" for number in range(3)})
        self.assertEqual((job.summary()["items"], job.summary()["errors"]), (4, 1))

    def test_a_pretrained_model_needs_software_and_a_folder(self):
        make_tones(self.data, count=40)
        job = self.job(model="pretrained", pretrained_folder=str(self.folder / "none"))
        self.assertEqual(job.run(), 70, job.log())
        import importlib.util
        self.assertEqual(self.codes(job, "error"), ["no_pretrained_model" if importlib.util.find_spec("transformers") else "no_transformers"])


class RealSpeech(Speech):
    """Figures that are printed, so that a change in them is seen."""

    def say(self, name, summary):
        print(f"\n{name}: {summary['n_train']} recordings ({summary['minutes']['train']:.1f} min) learned from, {summary['n_test']} tested, kept apart by {summary['split_by']}; "
              f"CER {summary['test']['cer']:.3f} (guess {summary['baseline']['cer']:.3f}), WER {summary['test']['wer']:.3f} (guess {summary['baseline']['value']:.3f}), "
              f"{summary['right']} all right; {summary['seconds']:.0f} s")

    @support.long_run(1)                                   # on the lab's Slurm it is part of every whole run
    def test_made_commands_are_understood_from_voices_that_were_never_learned(self):
        support.example_data("commands", self.data)         # read aloud by a program, not spoken
        job = self.job(epochs=COMMAND_EPOCHS)
        self.finished(job)
        summary = job.summary()
        self.say("commands read aloud by espeak-ng", summary)
        self.assertEqual(summary["split_by"], "speaker")
        self.assertLess(summary["test"]["wer"], 0.6)
        self.assertLess(summary["test"]["cer"], 0.5 * summary["baseline"]["cer"])

    @support.long_run(3)
    @support.needs("soundfile")
    def test_real_dutch_clips_are_heard_better_than_a_guess_in_letters_not_in_words(self):
        support.example_data("clips", self.data, "--longest", "3", "--voice", "small")
        job = self.job(epochs=CLIP_EPOCHS)
        self.finished(job)
        summary = job.summary()
        self.say("real Dutch clips of one voice", summary)
        # Ten minutes teach no language from nothing. That something was learned, the letters show.
        self.assertLess(summary["test"]["cer"], summary["baseline"]["cer"] - 0.05)
        page = (job.out / "report.html").read_text(encoding="utf-8")
        if summary["test"]["wer"] >= summary["baseline"]["value"]:
            self.assertIn("It cannot be used like this", page)


COMMAND_EPOCHS, CLIP_EPOCHS = 16, 20


class FakeJob:
    """What reading asks of a job."""

    seed = 42

    def __init__(self, data):
        self.data = data


class Reading(Speech):
    """Data that cannot be used, read as the job reads it."""

    def read(self):
        import recordings
        return recordings.Recordings(FakeJob(self.data), lambda: None)

    def refused(self, code, line=None):
        import recordings
        with self.assertRaises(recordings.DataError) as caught:
            self.read()
        error = caught.exception
        self.assertEqual((error.code, error.line), (code, line), error.en)
        self.assertTrue(error.nl and error.en and "\n" not in error.en)
        return error

    def test_the_job_says_where_the_data_is_wrong(self):
        rows = make_tones(self.data, count=40)
        write_list(self.data, [*rows[:5], (rows[6][0], "", "s1"), *rows[7:]])
        job = self.job()
        self.assertEqual(job.run(), 65, job.log())
        record = job.records("data_error")[0]
        self.assertEqual((record["code"], record["file"], record["line"]), ("no_text", "metadata.csv", 7))
        self.assertEqual(job.records("end"), [])

    def test_every_fault_of_a_row_is_named(self):
        rows = make_tones(self.data, count=40)
        (self.folder / "secret.wav").write_bytes(wav([0.1] * 2000))
        for path, text, code in (("../secret.wav", "a", "outside"), (str(self.folder / "secret.wav"), "a", "outside"), ("C:\\x.wav", "a", "outside"), ("clips/../../x.wav", "a", "outside"),
                                 ("clips/gone.wav", "a", "no_recording"), ("", "a", "no_recording"), ("clips", "a", "no_recording"), (rows[3][0], "a", "listed_twice"), ("./clips//003.wav", "a", "listed_twice"),
                                 (rows[39][0], " ?! ", "no_text"), (rows[39][0], "\x00\x07", "no_text")):
            with self.subTest(path=path, text=text):
                write_list(self.data, [*rows[:39], (path, text, "s1")])
                self.refused(code, 41)
        write_list(self.data, [(*row, "") for row in rows[:39]] + [(*rows[39], "both")], ("path", "text", "speaker", "split"))
        self.refused("unknown_part", 41)

    def test_every_fault_of_a_recording_is_named(self):
        rows = make_tones(self.data, count=40)
        good = wav([0.1] * 4000)

        def with_number(place, value, size):
            return good[:place] + value.to_bytes(size, "little") + good[place + size:]
        for content, code in ((b"", "broken_recording"), (b"no sound at all", "broken_recording"), (b"RIFF....WAVE", "broken_recording"), (good[:3000], "broken_recording"),
                              (with_number(22, 0, 2), "broken_recording"), (with_number(24, 0, 4), "broken_recording"), (with_number(24, 2**32 - 1, 4), "broken_recording"), (with_number(32, 0, 2), "broken_recording"),
                              (with_number(34, 12, 2), "broken_recording"), (with_number(20, 6, 2), "broken_recording"), (with_number(16, 2**32 - 1, 4), "broken_recording"), (good[:36], "broken_recording"),
                              (wav([]), "no_sound"), (wav([0.0] * 8 * 31, rate=8), "too_long"), (wav([0.1] * 4000, rate=4000), "low_rate"), (wav([0.1] * 3000, channels=3), "many_channels")):
            with self.subTest(content[:40]):
                (self.data / rows[7][0]).write_bytes(content)
                self.refused(code, 9)

    def test_every_fault_of_the_table_is_named(self):
        rows = make_tones(self.data, count=40)
        (self.data / "metadata.csv").unlink()
        self.refused("no_list")
        write_list(self.data, rows, name="one.csv")
        write_list(self.data, rows, name="two.csv")
        self.refused("several_lists")
        write_list(self.data, rows)
        self.assertEqual(sum(map(len, self.read().parts.values())), 40)
        (self.data / "one.csv").unlink()
        (self.data / "two.csv").unlink()
        write_list(self.data, rows, ("path", "words", "speaker"))
        self.refused("no_column", 1)
        (self.data / "metadata.csv").write_text("path,text\nclips/000.wav,a, b\n")
        self.refused("column_count", 2)
        (self.data / "metadata.csv").write_text("")
        self.refused("empty")
        write_list(self.data, rows[:20])
        self.refused("too_few_recordings")

    def test_other_names_signs_and_encodings_are_read(self):
        rows = make_tones(self.data, count=40)
        lines = ["Bestand;Tekst"] + [f"{name.replace('/', chr(92))};{text} \u00e9" for name, text, _ in rows]
        for encoding in ("utf-8-sig", "cp1252", "utf-16"):
            (self.data / "metadata.csv").write_bytes("\r\n".join(lines).encode(encoding))
            read = self.read()
            self.assertEqual((sum(map(len, read.parts.values())), read.split_by), (40, "recording"), encoding)
            self.assertTrue(all(one.text.endswith("e") for one in read.parts["test"]))

    def test_a_text_that_does_not_fit_is_left_out_and_told(self):
        rows = make_tones(self.data, count=40)
        write_list(self.data, [*rows[:39], (rows[39][0], "abcabc " * 40, "s1")])
        read = self.read()
        self.assertEqual(([one.line for one in read.squeezed], sum(map(len, read.parts.values()))), ([41], 39))

    def test_nothing_lies_in_two_parts(self):
        rows = make_tones(self.data, count=60, speakers=6)
        for name in ("000", "001", "002"):                  # the same recording under another name, of another speaker
            shutil.copy(self.data / "clips" / f"{name}.wav", self.data / "clips" / f"{name} again.wav")
        write_list(self.data, [*rows, *((f"clips/{name} again.wav", "abc", "s5") for name in ("000", "001", "002"))])
        for speakers in (True, False):
            if not speakers:
                write_list(self.data, [(*row[:2], "") for row in rows] + [(f"clips/{name} again.wav", "abc", "") for name in ("000", "001", "002")])
            read = self.read()
            self.assertEqual(read.split_by, "speaker" if speakers else "recording")
            parts = list(read.parts.values())
            contents = [{one.content for one in part} for part in parts]
            self.assertFalse(contents[0] & contents[1] or contents[0] & contents[2] or contents[1] & contents[2])
            if speakers:
                names = [{one.speaker for one in part} for part in parts]
                self.assertFalse(names[0] & names[1] or names[0] & names[2] or names[1] & names[2])
            self.assertEqual(self.read().texts("test"), read.texts("test"))      # the same each time

    def test_a_given_split_is_used_and_what_sounds_the_same_is_not_learned(self):
        rows = make_tones(self.data, count=60)
        shutil.copy(self.data / rows[0][0], self.data / rows[59][0])
        write_list(self.data, [(*row, "train" if number < 40 else "dev" if number < 50 else "test") for number, row in enumerate(rows)], ("path", "text", "speaker", "split"))
        read = self.read()
        self.assertEqual([len(read.parts[name]) for name in ("train", "val", "test")], [39, 10, 10])
        self.assertEqual((read.split_by, read.same), ("column", 1))
        write_list(self.data, [(*row, "test" if number < 10 else "") for number, row in enumerate(rows)], ("path", "text", "speaker", "split"))
        read = self.read()
        self.assertEqual((len(read.parts["test"]), len(read.parts["val"])), (10, 5))


@support.needs("numpy")
class Sounds(unittest.TestCase):
    def samples(self, raw):
        import sounds
        path = pathlib.Path(self.enterContext(__import__("tempfile").TemporaryDirectory())) / "x"
        path.write_bytes(raw)
        return sounds.read(path)

    def test_every_kind_of_wav_gives_the_same_numbers(self):
        import numpy
        wave = 0.5 * numpy.sin(numpy.arange(800) / 7)
        for bits, code, near in ((8, 1, 0.01), (16, 1, 1e-4), (24, 1, 1e-6), (32, 1, 1e-6), (32, 3, 1e-6), (64, 3, 1e-6)):
            samples, rate = self.samples(wav(wave, 22_050, bits, code))
            self.assertEqual((len(samples), rate), (800, 22_050))
            self.assertLess(float(numpy.abs(samples - wave).max()), near, (bits, code))
        both = numpy.stack([wave, -0.5 * wave], axis=1).ravel()
        samples, _ = self.samples(wav(both, channels=2, before=b"LIST" + struct.pack("<I", 3) + b"abc\0"))
        self.assertLess(float(numpy.abs(samples - 0.25 * wave).max()), 1e-4)
        for said in (0, 0xFFFFFFFF):                        # the writer never said how much it was
            self.assertEqual(len(self.samples(wav(wave, said=said))[0]), 800)
        wild = numpy.array([float("nan"), float("inf"), -1e30, 0.25] * 100, dtype="<f4")
        samples, _ = self.samples(wav(wild, bits=32, code=3))
        self.assertTrue(numpy.isfinite(samples).all() and abs(samples).max() <= 1)

    def test_any_bytes_are_refused_or_read(self):
        import random
        import sounds
        chance, good = random.Random(4), wav([0.1] * 200)
        for number in range(3000):
            raw = bytearray(good[:chance.randrange(len(good) + 1)])
            for _ in range(chance.randrange(6)):
                if raw:
                    raw[chance.randrange(min(len(raw), 60))] = chance.choice((0, 1, 255, chance.randrange(256)))
            try:
                samples, rate = sounds.read_wav(bytes(raw)) if raw[:4] == b"RIFF" else sounds.read_packed(bytes(raw))
            except sounds.SoundError as error:
                self.assertTrue(error.nl and error.en)
            else:
                self.assertTrue(samples.ndim == 2 and rate > 0, number)

    @support.needs("soundfile")
    def test_packed_recordings_give_nearly_the_same(self):
        import numpy
        import soundfile
        import sounds
        wave = (0.4 * numpy.sin(2 * numpy.pi * 440 * numpy.arange(RATE) / RATE)).astype("float32")
        for kind, subtype in (("FLAC", None), ("OGG", "VORBIS"), ("MP3", None)):
            if kind not in soundfile.available_formats():
                continue
            made = io.BytesIO()
            soundfile.write(made, wave, RATE, format=kind, subtype=subtype)
            samples, rate = self.samples(made.getvalue())
            self.assertEqual(rate, RATE)
            self.assertAlmostEqual(float(numpy.sqrt((samples[2000:14_000] ** 2).mean())), 0.4 / 2**0.5, 1, kind)
            with self.assertRaises(Exception) as caught:
                self.samples(made.getvalue()[:60])
            self.assertTrue(hasattr(caught.exception, "nl"), kind)
            with unittest.mock.patch("sounds.MOST_SAMPLES", 1000), self.assertRaises(sounds.SoundError) as caught:
                self.samples(made.getvalue())               # silence packs to nearly nothing
            self.assertIn("too long", caught.exception.en)

    def test_without_soundfile_the_next_step_is_told(self):
        import sounds
        kept = sys.modules.get("soundfile")
        sys.modules["soundfile"] = None                     # as if it were not there
        try:
            with self.assertRaises(sounds.SoundError) as caught:
                sounds.read_packed(b"fLaC" + bytes(100))
        finally:
            if kept is None:
                del sys.modules["soundfile"]
            else:
                sys.modules["soundfile"] = kept
        self.assertEqual(caught.exception.code, "no_soundfile")
        self.assertIn("WAV", caught.exception.en)
        self.assertIn("helpdesk", caught.exception.nl)

    def test_another_rate_keeps_the_tone(self):
        import numpy
        import sounds
        for rate in (8000, 11_025, 22_050, 44_100, 48_000):
            time = numpy.arange(6 * rate) / rate            # longer than a block
            made = sounds.resample(numpy.sin(2 * numpy.pi * 1000 * time).astype("float32"), rate)
            self.assertEqual(len(made), 6 * RATE)
            wanted = numpy.sin(2 * numpy.pi * 1000 * numpy.arange(6 * RATE) / RATE)
            self.assertLess(float(numpy.abs(made - wanted)[1000:-1000].max()), 0.02, rate)
        high = numpy.sin(2 * numpy.pi * 15_000 * numpy.arange(44_100) / 44_100).astype("float32")
        self.assertLess(float(numpy.abs(sounds.resample(high, 44_100)[1000:-1000]).max()), 0.01)      # and does not come back as another one

    def test_features_tell_pitches_apart_and_leave_out_silence(self):
        import numpy
        import sounds
        tops = []
        for hertz in (300, 1000, 3000):
            tone = 0.3 * numpy.sin(2 * numpy.pi * hertz * numpy.arange(RATE) / RATE)
            quiet = numpy.random.default_rng(1).normal(0, 1e-4, RATE)
            heard = sounds.features(numpy.concatenate([quiet, tone, quiet]).astype("float32"), RATE)
            self.assertTrue(100 <= len(heard) <= 130, len(heard))
            tops.append(int((heard[20:-20].mean(0) - heard[:5].mean(0)).argmax()))
        self.assertEqual(tops, sorted(set(tops)))
        for length in (0, 1, 399, 400, 401, 16_000):
            self.assertTrue(numpy.isfinite(sounds.features(numpy.zeros(length, "float32"), RATE)).all())


class Words(unittest.TestCase):
    def test_texts_become_what_is_spoken(self):
        from words import normalise
        for text, wanted in (("Zet de pers AAN!", "zet de pers aan"), ("Één café, hè?", "een cafe he"), ("zo’n foto's 's avonds", "zo'n foto's 's avonds"), ("a-b_c / d", "a b c d"), ("12 keer", "twaalf keer"),
                             ("€ 5 & 10%", "euro vijf en tien procent"), ("3,5 mm", "drie komma vijf mm"), ("1.250 kg", "twaalfhonderdvijftig kg"), ("007", "nul nul zeven"), ("ﬁjn", "fijn"), ("'", ""), (" \x00\n ", ""),
                             ("مرحبا", "مرحبا"), ("x²", "x twee"), ("٣", "drie")):
            self.assertEqual(normalise(text), wanted, text)
            self.assertEqual(normalise(normalise(text)), normalise(text), text)

    def test_numbers(self):
        from words import in_words, spell
        for number, wanted in ((0, "nul"), (13, "dertien"), (21, "eenentwintig"), (32, "tweeendertig"), (100, "honderd"), (101, "honderdeen"), (999, "negenhonderdnegenennegentig"), (1000, "duizend"),
                               (1100, "elfhonderd"), (2000, "tweeduizend"), (2026, "tweeduizendzesentwintig"), (1984, "negentienhonderdvierentachtig"), (100_000, "honderdduizend")):
            self.assertEqual(in_words(number), wanted)
        self.assertEqual(spell("1234567"), "een twee drie vier vijf zes zeven")

    def test_what_is_wrong_is_counted(self):
        from words import edits, error_rates, steps
        for said, heard, count in (("abc", "abc", 0), ("abc", "", 3), ("", "ab", 2), ("kat", "kast", 1), ("abcd", "acbd", 2)):
            self.assertEqual((edits(said, heard), sum(a != b for a, b in steps(said, heard))), (count, count))
        self.assertEqual(error_rates(["zet de pers aan", "stop"], ["zet pers aan nu", "stop"]), {"wer": 2 / 5, "cer": edits("zet de pers aan", "zet pers aan nu") / 19})
        self.assertGreater(error_rates(["a"], ["a b c"])["wer"], 1)
        self.assertEqual(steps(["a", "b"], ["a", "c"]), [("a", "a"), ("b", "c")])


@support.needs("numpy", "torch")
class Network(unittest.TestCase):
    def test_a_recording_sounds_the_same_alone_and_among_others(self):
        import torch
        import network
        torch.manual_seed(1)
        listener = network.Listener("small", 5).eval()
        some = [torch.randn(length, network.MELS) for length in (37, 120, 64, 7)]
        padded = torch.nn.utils.rnn.pad_sequence(some, batch_first=True)
        with torch.no_grad():
            together, lengths = listener(padded, torch.tensor([len(one) for one in some]))
            traced = torch.jit.trace(network.Deployed(listener, torch.ones(network.MELS).numpy()).eval(), some[0][None], check_trace=False)
            for one, chances, length in zip(some, together, lengths):
                alone = traced(one[None])
                self.assertEqual(len(alone), int(length))
                self.assertLess(float((alone - chances[:length]).abs().max()), 1e-4)

    def test_letters_are_read_off_once(self):
        import torch
        from network import fits, read_off
        best = torch.tensor([0, 1, 1, 0, 1, 2, 2, 3, 0])
        chances = torch.full((9, 4), -9.0)
        chances[torch.arange(9), best] = -0.01
        self.assertEqual(read_off(chances, ["a", " ", "b"])[0], "aa b")
        self.assertEqual(read_off(torch.tensor([[0.0, -9, -9, -9]]), ["a", " ", "b"]), ("", 0.0))
        self.assertTrue(fits("abc", 9) and not fits("abc", 8) and not fits("aab", 12) and fits("aab", 13))


@support.needs("transformers")
class Pretrained(Speech):
    """Where transformers is missing, none of this has been run."""

    def test_wav2vec2_is_taught_from_a_folder_and_measured_before_and_after(self):
        import transformers
        make_tones(self.data, count=40)
        folder = self.folder / "wav2vec2"
        folder.mkdir()
        (folder / "vocab.json").write_text(json.dumps({"[PAD]": 0, "[UNK]": 1, "|": 2, "a": 3, "b": 4, "c": 5}))
        tokenizer = transformers.Wav2Vec2CTCTokenizer(str(folder / "vocab.json"), unk_token="[UNK]", pad_token="[PAD]", word_delimiter_token="|")
        extractor = transformers.Wav2Vec2FeatureExtractor(feature_size=1, sampling_rate=RATE, padding_value=0.0, do_normalize=True, return_attention_mask=True)
        transformers.Wav2Vec2Processor(feature_extractor=extractor, tokenizer=tokenizer).save_pretrained(str(folder))
        config = transformers.Wav2Vec2Config(vocab_size=6, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64, conv_dim=(16,) * 7, num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2,
                                             feat_extract_norm="layer", do_stable_layer_norm=True, pad_token_id=0, mask_time_prob=0.0)
        transformers.Wav2Vec2ForCTC(config).save_pretrained(str(folder))
        job = self.job(model="pretrained", pretrained_folder=str(folder), epochs=1)
        self.finished(job)
        summary = job.summary()
        self.assertEqual(summary["model"], "pretrained")
        self.assertIn("wer", summary["before"])
        made, found = self.predict(job, self.data / "clips" / "000.wav")
        self.assertEqual((made.returncode, len(found)), (0, 2), made.stderr)


if __name__ == "__main__":
    unittest.main()
