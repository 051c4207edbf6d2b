"""Learns to mark names and facts in texts. Works on a processor, stops and continues at any sentence or so.

The plainest way, the usual tag of every word, is scored first. The sentences that are kept apart for the test are used once,
at the end."""

import shutil

import numpy

import werkbank_job
import werkbank_table as tables
from learning import Training
from marking import pack_names, spans
from reading import Examples, find_file
from report import write_model_card, write_report
from scoring import Usual, score
from werkbank_table import as_text

MISTAKES = 20               # in the report


def find_mistakes(sentences, found):
    """[{line, text, missed, wrong}] of the sentences that went wrong: marks as "text (kind)"."""
    mistakes = []
    for sentence, tags in zip(sentences, found):
        truth, guess = spans(sentence.tags), spans(tags)
        if truth != guess and len(mistakes) < MISTAKES:
            named = lambda marks: ", ".join(f"{' '.join(sentence.words[begin:end])} ({kind})" for begin, end, kind in sorted(marks))
            mistakes.append({"line": sentence.line, "text": " ".join(sentence.words), "missed": named(truth - guess), "wrong": named(guess - truth)})
    return mistakes


def save_model(job, tagger):
    """Returns the names of the files that were made. What no tag ever gained or lost by is left out."""
    used = numpy.flatnonzero(numpy.abs(tagger.weights).max(axis=1) > 1e-4)
    names = list(tagger.seen)
    with werkbank_job.atomic_open(job.model / "model.npz") as file:
        numpy.savez_compressed(file, seen=pack_names([names[i] for i in used]), weights=tagger.weights[used].astype(numpy.float16), steps=tagger.steps)
    werkbank_job.write_json(job.model / "model.json", {"tags": tagger.tags, "template": job.template, "version": job.version})
    for name in ("marking.py", "predict.py"):
        shutil.copyfile(job.code / name, job.model / name)
    return ["model.npz", "model.json"]


def write_kinds(path, per_kind):
    show = lambda value: "" if value is None else f"{value:.4f}"
    quote = lambda text: '"' + as_text(text).replace('"', '""') + '"'
    rows = [",".join([quote(kind), str(one["n"]), show(one["precision"]), show(one["recall"]), show(one["f1"])]) for kind, one in per_kind.items()]
    werkbank_job.atomic_write(path, "\n".join(["kind,marks,precision,recall,f1", *rows]) + "\n")


def finish(job, examples, training, baseline):
    tagger, sentences = training.best_tagger(), examples.part("test")
    found = training.tag_all(tagger, "test")
    result = score(sentences, found, examples.kinds)
    values = {name: result[name] for name in ("entity_f1", "precision", "recall", "accuracy")}
    job.metric(training.step, "test", values, last=True, progress=0.98)
    write_kinds(job.out / "kinds.csv", result["per_kind"])
    marks = {kind: sum(tag == f"B-{kind}" for sentence in examples.sentences for tag in sentence.tags) for kind in examples.kinds}
    summary = {"template": job.template, "version": job.version, "kinds": examples.kinds, "sentences": len(examples.sentences), "words": sum(len(sentence.words) for sentence in examples.sentences), "marks": marks,
               "n_train": len(examples.parts["train"]), "n_val": len(examples.parts["val"]), "n_test": len(sentences), "epochs": training.epochs, "best_epoch": training.best_epoch, "seen": len(training.model.seen),
               "test": values, "per_kind": result["per_kind"], "usual": baseline, "primary": {"name": "entity_f1", "value": values["entity_f1"], "goal": "max"}, "baseline": {"name": "usual_tag", "value": baseline["entity_f1"]},
               "files": save_model(job, tagger), "seed": job.seed, "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, training.history, find_mistakes(sentences, found))
    write_model_card(job, summary)
    job.end("entity_f1", values["entity_f1"], "max", ("usual_tag", baseline["entity_f1"]), ("entity_f1", training.best_f1, "max"))


def read_examples(job, look):
    path = None
    try:
        path = find_file(job.data)
        examples = Examples(job, path, look)
    except tables.TableError as error:
        job.data_error(error.code, error.nl, error.en, file=path and path.name, line=error.line)
    except OSError as error:
        job.data_error("unreadable", f"Het bestand kan niet worden gelezen: {error}", f"The file cannot be read: {error}", file=path and path.name)
    print(f"[werkbank] {len(examples.sentences)} sentences, {len(examples.kinds)} kinds", flush=True)
    return examples


def score_baseline(job, examples):
    usual, sentences = Usual(examples.part("train")), examples.part("test")
    result = score(sentences, [usual.tag(sentence.words) for sentence in sentences], examples.kinds)
    job.baseline("entity_f1", result["entity_f1"])
    return {name: result[name] for name in ("entity_f1", "precision", "recall", "accuracy")}


def main():
    job = werkbank_job.Job.load()
    found = job.load_checkpoint()

    def look():         # before anything was learned there is nothing new to save
        if job.should_stop():
            job.stop(found[0] if found else 0)
    examples = read_examples(job, look)
    training = Training(job, examples, look)
    parts = {f"n_{name}": len(rows) for name, rows in examples.parts.items()}
    job.start(steps_total=training.steps_total, **parts, kinds=len(examples.kinds), params=training.weights.size, world_size=1, device="cpu")
    baseline = score_baseline(job, examples)
    training.resume(found)
    training.run()
    finish(job, examples, training, baseline)


if __name__ == "__main__":
    main()
