"""Learns to sort texts into kinds. A simple model on counted words is always trained; beside it a small network of our own
or a pretrained language model. Works on a processor, one GPU or several, stops and continues at any
batch.

A trivial guess is scored first. The texts that are kept apart for the test are used once, at the end."""

import numpy

import werkbank_group
import werkbank_job
import werkbank_table as tables
from reading import Examples
from report import write_model_card, write_report
from texts import shorten
from werkbank_scores import class_scores, confusion, macro_f1, write_confusion

MISTAKES = 20               # in the report
MISTAKE_CHARACTERS = 80


def score_baseline(job, examples):
    """Always the kind with the most texts to learn from."""
    kinds, truths = len(examples.kinds), examples.truths("test")
    common = int(numpy.bincount(examples.truths("train"), minlength=kinds).argmax())
    value = macro_f1(class_scores(confusion(truths, numpy.full(len(truths), common), kinds)))
    job.baseline("macro_f1", value)
    return value


def find_mistakes(examples, chances):
    """The mistakes that the model was surest of come first: there the table itself is most often wrong."""
    guesses, truths, rows = chances.argmax(axis=1), examples.truths("test"), examples.parts["test"]
    wrong = sorted(numpy.flatnonzero(guesses != truths), key=lambda i: (-chances[i, guesses[i]], i))[:MISTAKES]
    return [{"line": examples.lines[rows[i]], "text": shorten(examples.texts[rows[i]], MISTAKE_CHARACTERS), "truth": examples.kinds[truths[i]],
             "guess": examples.kinds[guesses[i]], "certainty": float(chances[i, guesses[i]])} for i in wrong]


def finish(job, training, baseline):
    examples, kept = training.examples, training.choose()
    tested = {}
    for learner in training.learners:
        learner.take_best()
        tested[learner.name] = training.evaluate(learner, "test")
    values, chances = tested[kept.name]
    job.metric(training.steps_done(), "test", values, last=True, progress=0.98)
    counts = confusion(examples.truths("test"), chances.argmax(axis=1), len(examples.kinds))
    write_confusion(job.out / "confusion_matrix.csv", examples.kinds, counts)
    words, files = training.learners[0], training.export(kept)
    summary = {"template": job.template, "version": job.version, "text_column": examples.text_column, "label_column": examples.label_column, "rows": examples.rows, "classes": examples.kinds,
               "n_train": len(examples.parts["train"]), "n_val": len(examples.parts["val"]), "n_test": len(examples.parts["test"]), "asked": job.parameter("model", "auto"), "model": kept.name,
               "models": {learner.name: {"val": learner.val(), "test": tested[learner.name][0], "numbers": learner.size, "epochs": learner.epochs, "best_epoch": learner.best_round()} for learner in training.learners},
               "device": kept.device.type, "test": values, "per_class": dict(zip(examples.kinds, class_scores(counts))), "primary": {"name": "macro_f1", "value": values["macro_f1"], "goal": "max"},
               "baseline": {"name": "most_frequent", "value": baseline}, "telling_words": words.telling_words(), "files": files, "seed": job.seed,
               "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, {learner.name: learner.history for learner in training.learners}, counts, find_mistakes(examples, chances))
    write_model_card(job, summary)
    job.end("macro_f1", values["macro_f1"], "max", ("most_frequent", baseline), ("macro_f1", kept.val()["macro_f1"], "max"))


def read_examples(job, look):
    path = None
    try:
        path = tables.find_table(job.data)
        examples = Examples(job, path, look)
    except tables.TableError as error:
        job.data_error(error.code, error.nl, error.en, file=path and path.name, line=error.line)
    except OSError as error:
        job.data_error("unreadable", f"De tabel kan niet worden gelezen: {error}", f"The table cannot be read: {error}", file=path and path.name)
    print(f"[werkbank] {len(examples.texts)} texts, {len(examples.kinds)} kinds", flush=True)
    return examples


def main():
    job = werkbank_job.Job.load()
    found = job.load_checkpoint()

    def look():         # before anything was learned there is nothing new to save
        if job.should_stop():
            job.stop(found[0] if found else 0)
    examples = read_examples(job, look)
    from training import Training       # loading torch takes seconds: a table that cannot be used is refused before that
    group = werkbank_group.join(job)
    training = Training(job, examples, look, group)
    parts, last = {f"n_{name}": len(rows) for name, rows in examples.parts.items()}, training.learners[-1]
    job.start(steps_total=training.steps_total, **parts, classes=len(examples.kinds), params=last.size, world_size=group.size, device=last.device.type)
    baseline = score_baseline(job, examples)
    training.resume(found)
    training.run()
    group.the_first_goes_on(job)
    finish(job, training, baseline)


if __name__ == "__main__":
    main()
