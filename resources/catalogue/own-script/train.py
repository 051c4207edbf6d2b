"""Runs somebody's own program in the job: as a child process, with its arguments as they were typed, and an honest end.

What the program may count on stands in its environment (see README.md in the example): WERKBANK_DATA (its own folder,
to read), WERKBANK_OUT (where it works; what it leaves there comes home), WERKBANK_METRICS (lines of JSON with figures),
WERKBANK_STOP_FILE (appears when it should stop), WERKBANK_DEADLINE and WERKBANK_GRACE_S."""

import os
import pathlib
import shlex
import sys

import child
import others
import own_records
import workplace
import werkbank_job
from report import write_report

OTHERS_END_S = 60           # the programs of one job end at about the same time
RUNNERS = {".py": [sys.executable, "-u"], ".sh": ["bash"]}


def main():
    job = werkbank_job.Job.load()
    job.is_together = True          # each looks whether to stop: what its program then does is the program's own business
    words = arguments_of(job)
    program = program_of(job)
    place = workplace.Workplace(job.data, job.out / "results")
    job.start(device=device_of(job), program=program.name, world_size=job.size)
    metrics = place.metrics if job.rank == 0 else pathlib.Path(os.devnull)
    records = own_records.OwnRecords(job, metrics)
    place.prepare()
    run = child.Child([*RUNNERS[program.suffix], str(program), *words], place.folder, environment_of(job, place, metrics))
    all_of_us = others.Others(job)
    try:
        code = run.to_the_end(job, records)
        all_of_us.tell("ended")
        if job.rank > 0:
            leave(job, run, records, code, all_of_us)
        all_of_us.wait("ended", range(1, job.size), OTHERS_END_S)
    finally:
        if job.rank == 0:
            place.tidy()
    records.read_all(last=True)
    for line in place.changed_data():
        job.warn("data_changed", f"Het programma heeft een bestand in de map met gegevens veranderd: {line}. Laat het schrijven in de map waar het werkt.",
                 f"The program changed a file in the folder with data: {line}. Let it write in the folder it works in.")
    try:
        finish(job, run, records, code, place, words, program)
    finally:
        all_of_us.tell("left")


def leave(job, run, records, code, all_of_us):
    """The end of a process that is not the first: that one says how the job ended."""
    if code not in (0, werkbank_job.EXIT_STOPPED) and not run.was_asked_to_stop and not run.was_terminated:
        fail(job, run, records, code)
    if run.was_asked_to_stop or code != 0:
        all_of_us.wait("left", [0], max(2.0, float(os.environ.get("WERKBANK_GRACE_S") or 120)))
        sys.exit(werkbank_job.EXIT_STOPPED)
    sys.exit(0)


def arguments_of(job):
    """The arguments as words, by the rules of a shell but without one: nothing in them is ever run."""
    text = str(job.parameter("arguments", ""))
    try:
        return shlex.split(text)
    except ValueError:
        job.fail("arguments", f"De argumenten zijn niet te lezen: er mist een aanhalingsteken in {text!r}. Verbeter ze en start opnieuw.",
                 f"The arguments cannot be read: a quotation mark is missing in {text!r}. Correct them and start again.")


def program_of(job):
    typed = str(job.parameter("main_file", "main.py")).replace("\\", "/")
    parts = pathlib.PurePosixPath(typed)
    if parts.is_absolute() or ".." in parts.parts or "\0" in typed:
        job.data_error("main_file", f"Het bestand {typed} ligt niet in uw map. Kies een bestand in de map zelf.",
                       f"The file {typed} does not lie in your folder. Choose a file in the folder itself.", file=typed)
    path = job.data / parts
    if not path.is_file():
        there = ", ".join(sorted(p.name for p in job.data.glob("*") if p.suffix in RUNNERS)[:8]) or "-"
        job.data_error("main_file", f"Het bestand {typed} staat niet in uw map. Wel gevonden: {there}.",
                       f"The file {typed} is not in your folder. Found instead: {there}.", file=typed)
    if path.suffix not in RUNNERS:
        job.data_error("main_file", f"{typed} is geen programma dat hier kan draaien. Kies een bestand dat eindigt op .py of .sh.",
                       f"{typed} is no program that can run here. Choose a file that ends in .py or .sh.", file=typed)
    return path


def device_of(job):
    has_gpu = os.path.exists("/dev/nvidia0") or os.path.exists("/dev/kfd")
    return "gpu" if has_gpu and str(job.parameter("gpus", "0")) != "0" else "cpu"


def environment_of(job, place, metrics):
    words = dict(os.environ)
    words.update(WERKBANK_DATA=str(job.data), WERKBANK_OUT=str(place.folder), WERKBANK_METRICS=str(metrics), WERKBANK_STOP_FILE=str(stop_file_of(job)))
    # These let a program that is written for several run as it is where it is started once.
    for name, value in (("RANK", "0"), ("LOCAL_RANK", "0"), ("WORLD_SIZE", "1"), ("MASTER_ADDR", "127.0.0.1"), ("MASTER_PORT", str(child.free_port()))):
        words.setdefault(name, value)
    if str(job.parameter("gpus", "0")) == "0":
        words["CUDA_VISIBLE_DEVICES"] = ""
    # `import werkbank_job` works, and a module of the person's own of that name comes first.
    words["PYTHONPATH"] = os.pathsep.join(part for part in (words.get("PYTHONPATH"), str(job.code)) if part)
    return words


def stop_file_of(job):
    return pathlib.Path(os.environ.get("WERKBANK_STOP_FILE") or job.out / "STOP")


def finish(job, run, records, code, place, words, program):
    """0, or an `end` of its own, is finished; stopped when it was asked to; all else has failed."""
    if run.was_terminated:
        job.emit("stopped", reason="signal", step=records.step)
        sys.exit(143)
    if records.has_ended and code == 0:
        return complete(job, run, records, place, words, program)
    if run.was_asked_to_stop or code == werkbank_job.EXIT_STOPPED or records.has_stopped:
        run.say_how_it_stopped(job, records.step)
        job.stop(records.step)
    if code == 0:
        return complete(job, run, records, place, words, program)
    fail(job, run, records, code)


def complete(job, run, records, place, words, program):
    summary = {"program": program.name, "arguments": words, "exit_code": 0, "seconds": round(job.elapsed(), 1), "files": place.files(), "figures": records.last_values, "primary": records.primary}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, records.curves, run.tail_text())
    fields = {"primary": records.primary} if records.primary else {}
    if not job.emit("end", status="completed", seconds=round(job.elapsed(), 1), **fields):
        sys.exit(werkbank_job.EXIT_FAILED)


def fail(job, run, records, code):
    reason = run.reason(code, job.data)
    if not records.has_failed:
        job.emit("error", code=reason.code, message=job.say(reason.nl, reason.en), **reason.place)
    print(f"[werkbank] {job.say(reason.nl, reason.en)}", file=sys.stderr, flush=True)
    # The wrapper gives 85, 86 and 143 a meaning, and no shell knows negative codes.
    sys.exit(code if 0 < code < 126 and code not in (85, 86) else werkbank_job.EXIT_FAILED)


if __name__ == "__main__":
    main()
