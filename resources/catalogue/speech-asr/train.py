"""Learns to write down speech: recordings with a table of what is said in them. A small network of our own, or a pretrained
one. Works on a processor, one GPU or several, stops and continues at any batch.

A trivial guess is scored first. The recordings that are kept apart for the test are used once, at the end (a pretrained
model also listens to them before it learns, to tell what that was worth)."""

import csv
import io

import werkbank_group
import werkbank_job
from recordings import DataError, Recordings
from report import write_model_card, write_report
from werkbank_table import as_text
from words import edits, error_rates, normalise

WORST = 20                  # in the report
GUESSED_FROM = 200          # texts by which a guess is chosen


def read_recordings(job, look):
    try:
        found = Recordings(job, look, with_features=job.parameter("model", "small") != "pretrained")
    except DataError as error:
        job.data_error(error.code, error.nl, error.en, file=error.file, line=error.line)
    warn_about(job, found)
    counts = ", ".join(f"{name} {len(some)}" for name, some in found.parts.items())
    print(f"[werkbank] {counts} recordings, {found.seconds() / 60:.1f} minutes, {len(found.letters)} letters, divided by {found.split_by}", flush=True)
    return found


def warn_about(job, found):
    if found.squeezed:
        one = found.squeezed[0]
        job.warn("words_fit", f"Bij {len(found.squeezed)} opnames, zoals '{one.path}', past de tekst niet in zo korte tijd. Ze zijn niet gebruikt. Hoort de tekst wel bij de opname?",
                 f"The text of {len(found.squeezed)} recordings, such as '{one.path}', does not fit in so short a time. They were not used. Does the text belong to the recording?", file=found.name, line=one.line)
    if found.same:
        job.warn("same_recordings", f"{found.same} opnames klinken precies als een andere. Dezelfde opname wordt nooit tegelijk geleerd en getest.",
                 f"{found.same} recordings sound exactly like another. The same recording is never both learned and tested.")
    if found.split_by == "column":
        learned = {one.speaker for one in found.parts["train"] if one.speaker}
        both = sorted(learned & {one.speaker for one in found.parts["test"]})
        if both:
            job.warn("speaker_in_parts", f"{len(both)} sprekers, zoals '{both[0]}', zitten in het leren én in de test. Het cijfer geldt dan niet voor nieuwe sprekers.",
                     f"{len(both)} speakers, such as '{both[0]}', are both in the learning and in the test. The figure then does not hold for new speakers.")


def choose_guess(recordings):
    """One text for every recording: of the texts that were learned from, the one that is least wrong as the answer to all; or
    no text at all, when that is better."""
    texts = sorted(recordings.texts("train"))
    some = texts[::max(1, len(texts) // GUESSED_FROM)]
    total = sum(map(len, some))
    wrong = {guess: sum(edits(text, guess) for text in some) for guess in dict.fromkeys(some)}
    guess = min(wrong, key=lambda one: (wrong[one], one))
    return guess if wrong[guess] < total else ""


def score_baseline(job, recordings):
    guess, said = choose_guess(recordings), recordings.texts("test")
    scores = error_rates(said, [guess] * len(said))
    job.metric(0, "baseline", scores, last=True)
    return {"guess": guess, **scores}


def compare(recordings, heard):
    """[{file, said, heard, certainty, wrong}] of the test; the worst first."""
    rows = [{"file": one.path, "line": one.line, "said": one.text, "heard": text, "certainty": sure, "wrong": edits(one.text, text)}
            for one, (text, sure) in zip(recordings.parts["test"], heard)]
    return sorted(rows, key=lambda row: (-row["wrong"] / max(1, len(row["said"])), -row["wrong"], row["file"]))


def write_heard(path, rows):
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["file", "line", "said", "heard", "wrong_letters", "certainty"])
    for row in sorted(rows, key=lambda row: row["file"]):
        writer.writerow([as_text(row["file"]), row["line"], as_text(row["said"]), as_text(row["heard"]), row["wrong"], "" if row["certainty"] is None else f"{row['certainty']:.4f}"])
    werkbank_job.atomic_write(path, file.getvalue())


def finish(job, training, baseline):
    recordings, learner = training.recordings, training.learner
    learner.best.take(learner.network)
    values, heard = training.evaluate("test")
    job.metric(training.steps_done(), "test", values, last=True, progress=0.98)
    rows = compare(recordings, heard)
    write_heard(job.out / "heard.csv", rows)
    files = training.export()
    parts = recordings.parts
    summary = {"template": job.template, "version": job.version, **{f"n_{part}": len(some) for part, some in parts.items()}, "minutes": {part: recordings.seconds(part) / 60 for part in parts},
               "speakers": {part: len({one.speaker for one in some if one.speaker}) for part, some in parts.items()}, "split_by": recordings.split_by, "letters": "".join(recordings.letters),
               "test_texts_also_learned": recordings.heard_before(), "not_used": len(recordings.squeezed), "normalised": sum(one.written.strip() != one.text for some in parts.values() for one in some),
               "model": learner.name, "size": str(job.parameter("size", "small")), "parameters": learner.size(), "epochs": learner.epochs, "best_epoch": learner.best.epoch, "test": values, "right": sum(not row["wrong"] for row in rows),
               "before": training.before, "primary": {"name": "wer", "value": values["wer"], "goal": "min"}, "baseline": {"name": "one_text", "value": baseline["wer"], "cer": baseline["cer"], "guess": baseline["guess"]},
               "files": files, "device": training.device.type, "seed": job.seed, "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, learner.history, [row for row in rows if row["wrong"]][:WORST])
    write_model_card(job, summary)
    chosen = learner.history[learner.best.epoch - 1]["val"]
    job.end("wer", values["wer"], "min", ("one_text", baseline["wer"]), ("cer", chosen["cer"], "min"))


def main():
    job = werkbank_job.Job.load()
    found = job.load_checkpoint()

    def look():         # before anything was learned there is nothing new to save
        if job.should_stop():
            job.stop(found[0] if found else 0)
    recordings = read_recordings(job, look)
    from training import Training       # loading torch takes seconds: recordings that cannot be used are refused before that
    group = werkbank_group.join(job)
    training = Training(job, recordings, look, group)
    learner = training.learner
    job.start(steps_total=training.steps_total, **{f"n_{part}": len(some) for part, some in recordings.parts.items()}, params=learner.size(), world_size=group.size, device=learner.device.type)
    baseline = score_baseline(job, recordings)
    training.resume(found)
    training.listen_before()
    training.run()
    group.the_first_goes_on(job)
    finish(job, training, baseline)


if __name__ == "__main__":
    main()
