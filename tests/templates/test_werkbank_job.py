"""The module that every training script shares: records, whole files, stopping, checkpoints, endings, the report."""

import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import support
import werkbank_job
import werkbank_report


class FakeClock:
    def __init__(self, now=1000.0):
        self.now = now

    def __call__(self):
        return self.now


class InFolder(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="werkbank-test-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.metrics = self.folder / "metrics.jsonl"

    def lines(self):
        return [support.strict_json(line) for line in self.metrics.read_text(encoding="utf-8").splitlines()]


class Records(InFolder):
    def test_nan_and_infinity_become_null(self):
        emitter = werkbank_job.Emitter(self.metrics)
        emitter.emit("metric", values={"loss": math.nan, "a": math.inf, "b": [-math.inf, 1.5]})
        self.assertEqual(self.lines()[0]["values"], {"loss": None, "a": None, "b": [None, 1.5]})

    @support.needs("numpy")
    def test_numpy_numbers_are_numbers(self):
        import numpy
        line = werkbank_job.encode_line({"a": numpy.float32(0.5), "b": numpy.int64(3), "c": numpy.array([1.0, numpy.nan]), "d": numpy.bool_(True)})
        self.assertEqual(support.strict_json(line.decode()), {"a": 0.5, "b": 3, "c": [1.0, None], "d": True})

    def test_a_line_is_never_longer_than_4096_bytes(self):
        hostile = [{"message": "é" * 100_000}, {"values": {f"class {i} {'x' * 50}": i for i in range(500)}}, {"list": list(range(5000)), "message": "\n\"\\" * 3000},
                   {"type": "error", "deep": {"a": {"b": ["y" * 9000] * 50}}}, {"message": "\x00" * 4000}]
        for record in hostile:
            line = werkbank_job.encode_line({"v": 1, "type": "x", **record})
            self.assertLessEqual(len(line), 4096)
            self.assertEqual(line.count(b"\n"), 1)
            self.assertEqual(support.strict_json(line.decode())["v"], 1)

    def test_names_that_are_not_utf8_still_make_a_line(self):
        line = werkbank_job.encode_line({"file": os.fsdecode(b"foto-\xff\n.png")})
        self.assertEqual(json.loads(line)["file"], "foto-?\n.png")

    def test_a_torn_last_line_of_a_killed_attempt_swallows_nothing(self):
        self.metrics.write_bytes(b'{"v":1,"t":1,"type":"start"}\n{"v":1,"t":2,"ty')
        werkbank_job.Emitter(self.metrics, attempt=1).emit("resume", step=3)
        last = self.metrics.read_text().splitlines()
        self.assertEqual(len(last), 3)
        self.assertEqual(json.loads(last[2])["type"], "resume")

    def test_lines_of_two_writers_never_mix(self):
        program = (f"import sys; sys.path.insert(0, {str(support.SHARED)!r}); sys.dont_write_bytecode = True; import werkbank_job\n"
                   f"e = werkbank_job.Emitter({str(self.metrics)!r})\nfor i in range(300): e.emit('sample', who=sys.argv[1], text=sys.argv[1] * 3000)\n")
        writers = [subprocess.Popen([sys.executable, "-c", program, who]) for who in "abc"]
        self.assertEqual([writer.wait(60) for writer in writers], [0, 0, 0])
        lines = self.lines()
        self.assertEqual(len(lines), 900)
        self.assertTrue(all(set(line["text"]) == {line["who"]} for line in lines))

    def test_at_most_one_metric_a_second_but_always_the_last_of_an_epoch(self):
        clock = FakeClock()
        emitter = werkbank_job.Emitter(self.metrics, clock=clock)
        for step in range(100):
            clock.now += 0.1
            emitter.metric(step=step, last=step == 95)
        steps = [line["step"] for line in self.lines()]
        self.assertIn(95, steps)
        self.assertLessEqual(len(steps), 12)

    def test_only_the_first_process_of_several_writes(self):
        job = werkbank_job.Job({}, self.folder, {"RANK": "1"})
        job.start(steps_total=1)
        self.assertFalse((self.folder / "out" / "metrics.jsonl").exists())

    def test_a_full_disk_does_not_end_the_training(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full on this system")
        emitter = werkbank_job.Emitter("/dev/full")
        self.assertFalse(emitter.emit("metric", step=1))


class WholeFiles(InFolder):
    def test_the_old_file_stays_when_writing_fails(self):
        target = self.folder / "model.bin"
        werkbank_job.atomic_write(target, b"old")
        with self.assertRaises(ZeroDivisionError):
            with werkbank_job.atomic_open(target) as file:
                file.write(b"half")
                1 / 0
        self.assertEqual(target.read_bytes(), b"old")
        self.assertEqual(list(self.folder.iterdir()), [target])

    def test_kill_9_at_any_moment_leaves_the_old_or_the_new_file(self):
        target = self.folder / "last.bin"
        program = (f"import sys; sys.path.insert(0, {str(support.SHARED)!r}); sys.dont_write_bytecode = True; import werkbank_job\nprint('ready', flush=True)\ni = 0\n"
                   f"while True:\n    i += 1\n    werkbank_job.atomic_write({str(target)!r}, bytes([i % 256]) * 3_000_000)\n")
        for wait in (0.0, 0.011, 0.023, 0.04, 0.07, 0.1):
            writer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
            writer.stdout.readline()
            end = time.monotonic() + 20
            while not target.exists() and time.monotonic() < end:
                time.sleep(0.002)
            time.sleep(wait)        # not synchronisation: the moment of death is what is varied
            writer.kill()
            writer.wait()
            writer.stdout.close()
            data = target.read_bytes()
            self.assertEqual((len(data), len(set(data))), (3_000_000, 1))

    @support.needs("torch")
    def test_the_temporary_name_suits_torch(self):
        import torch
        with werkbank_job.atomic_open(self.folder / "last.pt") as file:
            torch.save({"a": torch.ones(2)}, file.name)     # torch 1.13 refuses names like ".tmp-x"
        self.assertEqual(float(torch.load(self.folder / "last.pt")["a"].sum()), 2.0)


class Checkpoints(InFolder):
    def test_the_newest_whole_one_counts_and_two_are_kept(self):
        kept = werkbank_job.Checkpoints(self.folder, "t@1")
        for step in (5, 10, 2000):
            kept.save(step, b"state %d" % step)
        self.assertEqual(len(list(self.folder.iterdir())), 2)
        self.assertEqual(kept.newest()[:2], (2000, b"state 2000"))
        newest = kept.newest()[2]
        newest.write_bytes(newest.read_bytes()[:-3])        # a quota cut it short
        self.assertEqual(kept.newest()[:2], (10, b"state 10"))

    def test_one_of_another_version_is_not_used(self):
        werkbank_job.Checkpoints(self.folder, "t@1.0.0").save(3, b"x")
        self.assertIsNone(werkbank_job.Checkpoints(self.folder, "t@2.0.0").newest())

    def test_rubbish_is_not_used(self):
        (self.folder / "step-000000009.ckpt").write_bytes(b"\x00\xff rubbish")
        (self.folder / "step-000000008.ckpt").write_bytes(b'["not a head"]\npayload')
        self.assertIsNone(werkbank_job.Checkpoints(self.folder).newest())


class Stopping(InFolder):
    def job(self, clock, **environment):
        return werkbank_job.Job({"template": "t", "version": "1", "language": "en"}, self.folder, environment, clock)

    def test_the_stop_file_is_seen_and_believed_for_good(self):
        clock = FakeClock()
        job = self.job(clock)
        self.assertFalse(job.should_stop())
        (self.folder / "out" / "STOP").write_text("user\n")
        clock.now += 1
        self.assertTrue(job.should_stop())
        (self.folder / "out" / "STOP").unlink()
        self.assertTrue(job.should_stop())

    def test_it_stops_a_grace_before_the_deadline(self):
        clock = FakeClock(1000)
        job = self.job(clock, WERKBANK_DEADLINE="1100", WERKBANK_GRACE_S="30")
        clock.now = 1069
        self.assertFalse(job.should_stop())
        clock.now = 1070.5
        self.assertTrue(job.should_stop())

    def test_a_deadline_that_makes_no_sense_is_no_deadline(self):
        for text in ("", "N/A", "UNLIMITED", "inf"):
            self.assertFalse(self.job(FakeClock(), WERKBANK_DEADLINE=text).should_stop(), text)

    def test_the_reason_is_written(self):
        clock = FakeClock(1000)
        job = self.job(clock, WERKBANK_DEADLINE="1001")
        job.should_stop()
        with self.assertRaises(SystemExit) as left:
            job.stop(7)
        self.assertEqual(left.exception.code, 85)
        record = json.loads((self.folder / "out" / "metrics.jsonl").read_text())
        self.assertEqual((record["type"], record["reason"], record["step"]), ("stopped", "time_limit", 7))


class Endings(InFolder):
    def run_program(self, body, language="en"):
        folder = self.folder / "job"
        job = support.JobFolder(folder, script="", language=language)
        program = f"import sys; sys.path.insert(0, {str(support.SHARED)!r}); sys.dont_write_bytecode = True\nimport werkbank_job\njob = werkbank_job.Job.load()\n{body}\n"
        process = subprocess.run([sys.executable, "-c", program], cwd=folder, env=job.environment(WERKBANK_CONFIG=str(folder / "config.json")), capture_output=True, text=True, timeout=60)
        return process, job.records()

    def test_an_exception_that_nobody_caught_becomes_an_error_record(self):
        cases = {"1 / 0": "exception", "import no_such_module_x": "missing_module", "raise MemoryError()": "memory", "import errno; raise OSError(errno.ENOSPC, 'full')": "disk_full",
                 "raise RuntimeError('CUDA out of memory. Tried to allocate')": "gpu_memory"}
        for body, code in cases.items():
            with self.subTest(body):
                process, records = self.run_program(body)
                self.assertNotEqual(process.returncode, 0)
                self.assertEqual([(r["type"], r["code"]) for r in records], [("error", code)])
                self.assertIn("Traceback", process.stderr)
            self.remove_job()

    def remove_job(self):
        shutil.rmtree(self.folder / "job")

    def test_a_data_error_names_file_and_line_in_the_users_language(self):
        process, records = self.run_program("job.data_error('x', 'Regel fout.', 'Line wrong.', file='a b.csv', line=7)", "nl")
        self.assertEqual(process.returncode, 65)
        self.assertEqual({k: records[0][k] for k in ("type", "message", "file", "line")}, {"type": "data_error", "message": "Regel fout.", "file": "a b.csv", "line": 7})

    def test_term_lets_the_script_save_first(self):
        body = "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\nassert job.should_stop()\njob.save_checkpoint(4, b'x')\njob.stop(4)"
        process, records = self.run_program(body)
        self.assertEqual(process.returncode, 85)
        self.assertEqual([r["type"] for r in records], ["checkpoint", "stopped"])
        self.assertEqual(records[1]["reason"], "signal")

    def test_seeds_are_set(self):
        drawn = set()
        for _ in range(2):
            drawn.add(self.run_program("import random; print(random.random())")[0].stdout)
            self.remove_job()
        self.assertEqual(len(drawn), 1)


class ReportPage(unittest.TestCase):
    def page(self, language):
        report = werkbank_report.Report(language, werkbank_report.both("Kop <b>", "Head <b>"))
        evil = "<script>alert('x')</script>\"&"
        report.paragraph(werkbank_report.both(evil, evil))
        report.facts([(evil, evil), ("n", 1234.5), ("nan", math.nan)])
        report.lines(werkbank_report.both("t", "t"), "x", [(evil, [(1, 0.5), (2, math.nan), (3, 0.25)]), ("empty", [])])
        report.lines(werkbank_report.both("t", "t"), "x", [("flat", [(1, 2.0)])])
        report.bars("b", [(evil, 0.3), ("neg", -1.0)])
        report.matrix([evil, "b"], [[3, 1], [0, 4]], "c")
        report.pictures([(werkbank_report.both(evil, evil), b"png")])
        return report.page()

    def test_everything_is_escaped(self):
        page = self.page("nl")
        self.assertNotIn("<script", page)
        self.assertNotIn("<b>", page)

    def test_it_needs_nothing_from_outside(self):
        page = self.page("nl").replace('xmlns="http://www.w3.org/2000/svg"', "")
        for word in ("http:", "https:", "url(", "@import", "<link", "<script", "<iframe"):
            self.assertNotIn(word, page)

    def test_both_languages_are_there_and_the_chosen_one_shows_first(self):
        for language, other in (("nl", "en"), ("en", "nl")):
            page = self.page(language)
            self.assertIn(f'id="show-{language}" checked', page)
            self.assertNotIn(f'id="show-{other}" checked', page)
            self.assertIn('lang="nl"', page)
            self.assertIn('lang="en"', page)

    def test_it_is_well_formed(self):
        import html.parser
        stack, void = [], {"meta", "input", "img", "br"}

        class Checker(html.parser.HTMLParser):
            def handle_starttag(self, tag, _):
                if tag not in void:
                    stack.append(tag)

            def handle_startendtag(self, tag, _):
                pass

            def handle_endtag(self, tag):
                assert stack and stack[-1] == tag, (tag, stack[-3:])
                stack.pop()
        Checker().feed(self.page("nl"))
        self.assertEqual(stack, [])

    def test_numbers_are_written_as_people_do(self):
        self.assertEqual(werkbank_report.number(1234.5, "nl", 1), "1.234,5")
        self.assertEqual(werkbank_report.number(1234.5, "en", 1), "1,234.5")
        self.assertEqual(werkbank_report.number(math.nan, "nl"), "–")
        self.assertEqual(werkbank_report.percent(0.956, "nl"), "95,6 %")

    def test_ticks_are_round(self):
        self.assertEqual(werkbank_report.nice_ticks(0, 1), [0, 0.2, 0.4, 0.6, 0.8, 1.0])
        self.assertEqual(werkbank_report.nice_ticks(5, 5), [5])


if __name__ == "__main__":
    unittest.main()
