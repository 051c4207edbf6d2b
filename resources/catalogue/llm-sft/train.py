"""Teaches a language model to answer as in your questions and answers: LoRA, QLoRA or all weights of a pretrained model, or a
small model of our own that is made from nothing, to see the road. Works on a processor, one GPU or several, stops and continues
at any step.

What the model can do before it is taught is measured first, on the same conversations that are kept apart for the test."""

import csv
import io

import werkbank_group
import werkbank_job
from conversations import Conversations, DataError, other_texts
from report import write_model_card, write_report
from werkbank_table import as_text


def read_conversations(job, look):
    try:
        found = Conversations(job.data, look)
    except DataError as error:
        job.data_error(error.code, error.nl, error.en, file=error.file, line=error.line)
    if found.same:
        job.warn("same_conversation", f"{found.same} gesprekken staan er meer dan één keer in. Elk wordt één keer gebruikt.", f"{found.same} conversations are there more than once. Each is used once.")
    if found.leaked:
        job.warn("question_in_test", f"{found.leaked} gesprekken stellen een vraag die ook in de test staat. Daarvan wordt niet geleerd.", f"{found.leaked} conversations ask what is also in the test. They are not learned from.")
    print("[werkbank] " + ", ".join(f"{part} {len(some)}" for part, some in found.parts.items()) + f" conversations, divided by {found.divided_by}", flush=True)
    return found


def warn_about_length(job, training):
    longest = training.learner.longest
    if training.cut:
        job.warn("longest_conversation", f"{training.cut} gesprekken zijn langer dan {longest} stukjes. Wat daarachter staat, leest het model niet.", f"{training.cut} conversations are longer than {longest} pieces. What stands behind that, the model does not read.")
    if not training.encoded["train"] or not training.encoded["val"] or not training.encoded["test"]:
        job.data_error("longest_conversation", "De vragen zijn zo lang dat het model hun antwoorden niet ziet. Vraag meer bij 'Langste gesprek', of maak de vragen korter.",
                       "The questions are so long that the model does not see their answers. Ask for more under 'Longest conversation', or make the questions shorter.")


def shown_rows(training, after):
    """[{question, wanted, before, after}] of a few conversations of the test."""
    some = training.of["test"][:len(after)]
    return [{"question": one.question()[-1][1], "wanted": one.answer(), "before": before, "after": now} for one, before, now in zip(some, training.shown_before, after)]


def write_answers(path, rows):
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["question", "wanted", "before", "after"])
    writer.writerows([as_text(row[key]) for key in ("question", "wanted", "before", "after")] for row in rows)
    werkbank_job.atomic_write(path, file.getvalue())


def finish(job, training, guess, tested, processes):
    learner, parts, divided = training.learner, training.encoded, training.whole is not None
    unchanged, values, answers = tested
    job.metric(training.steps_done(), "test", values, last=True, progress=0.98)
    rows = shown_rows(training, answers)
    write_answers(job.out / "answers.csv", rows)
    training.be_alone()
    files = training.export()
    before = training.before
    summary = {"template": job.template, "version": job.version, **{f"n_{part}": len(some) for part, some in parts.items()}, "divided_by": training.conversations.divided_by, "same": training.conversations.same, "leaked": training.conversations.leaked,
               "cut": training.cut, "dropped": training.dropped, "longest": learner.longest, "model": learner.name, "base": learner.base, "base_licence": learner.licence, "method": learner.method, "lora_rank": learner.lora_rank,
               "parameters": learner.size(), "learned": training.learned_size, "base_unchanged": unchanged, "reading_steps": training.reading, "epochs": training.epochs, "best_epoch": training.best["epoch"], "learning_rate": training.rate,
               "batch": training.batch, "answer_tokens": sum(sum(learned[1:]) for _, learned in parts["train"]), "test": values, "before": before, "byte_guess": guess, "tokens_per_s": training.tokens_per_second(),
               "primary": {"name": "token_accuracy", "value": values["token_accuracy"], "goal": "max"}, "baseline": {"name": "before_tuning", "value": before["token_accuracy"]},
               "divided_over": processes if divided else 1, "files": files, "device": learner.device.type, "seed": job.seed, "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, training.history, rows)
    write_model_card(job, summary)
    job.end("token_accuracy", values["token_accuracy"], "max", ("before_tuning", before["token_accuracy"]), ("loss", training.best["loss"], "min"))


def main():
    job = werkbank_job.Job.load()
    found = job.load_checkpoint(job.size == 1)

    def look():         # before anything was learned there is nothing new to save
        if job.should_stop():
            job.stop(found[0] if found else 0)
    conversations = read_conversations(job, look)
    texts = other_texts(job.data, look) if job.parameter("model", "small") == "small" else []
    from totals import guess_bytes      # loading torch takes seconds: data that cannot be used is refused before that
    from training import Training
    group = werkbank_group.join(job)
    training = Training(job, conversations, texts, look, group)
    warn_about_length(job, training)
    learner = training.learner
    job.start(steps_total=training.steps_total, **{f"n_{part}": len(some) for part, some in training.encoded.items()}, params=learner.size(), world_size=group.size, device=learner.device.type)
    guess = None
    if learner.name == "small":         # a model that knows nothing yet: what counting gets
        guess = guess_bytes(training.encoded)
        job.metric(0, "baseline", guess, last=True)
    training.resume(found)
    training.run()
    processes, tested = group.size, training.test()
    group.the_first_goes_on(job)
    finish(job, training, guess, tested, processes)


if __name__ == "__main__":
    main()
