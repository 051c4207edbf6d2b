"""Takes a trained model over many files or rows, in shards: what is done stays done, also when the job is stopped, and
what the model cannot read is counted and named instead of ending the rest.

Nothing is learned here; the name is the one that every template's script has."""

import time

import werkbank_job
import werkbank_table as tables
from finished import Finished
from gather import write_report, write_results
from trained import ModelError, find_model, find_input
from work import Worker, make_plan


def main():
    job = werkbank_job.Job.load()
    try:
        model = find_model(job)
        plan = make_plan(find_input(job, model), model, int(job.parameter("shard_items", 0)))
    except (ModelError, tables.TableError) as error:
        job.data_error(error.code, error.nl, error.en, file=getattr(error, "file", None), line=getattr(error, "line", None))
    job.start(steps_total=len(plan.shards), device=model.device(job), n_test=plan.total)
    done = Finished(job.out / "shards", plan)
    already = done.count()
    if already:
        job.resumed(already)
    run(job, model, plan, done)
    totals = write_results(job, plan, done)
    if totals["done"] == 0:
        reason = totals["first_reason"] or "-"
        job.data_error("nothing_done", f"Het model kon niets verwerken. Het zei: {reason}", f"The model could not take anything. It said: {reason}")
    if totals["errors"]:
        job.warn("not_done", f"{totals['errors']} van {totals['items']} konden niet verwerkt worden. Ze staan in errors.csv.",
                 f"{totals['errors']} of {totals['items']} could not be done. They are listed in errors.csv.")
    write_report(job, totals, model)
    if not job.emit("end", status="completed", seconds=round(job.elapsed(), 1), items=totals["items"], errors=totals["errors"]):
        raise SystemExit(werkbank_job.EXIT_FAILED)


def run(job, model, plan, done):
    """All shards that are not done yet, one after the other; stops between two, or in the midst of one, which is then
    begun anew the next time."""
    worker = Worker(job, model, done.folder)
    began, at_start = time.monotonic(), done.items()
    for shard in plan.shards:
        if done.has(shard):
            continue
        outcome = None if job.should_stop() else worker.take(shard)
        if outcome is None:
            leave(job, done)
        done.keep(shard, outcome)
        if plan.is_hopeless(done):
            return
        seconds = max(1e-6, time.monotonic() - began)
        speed = (done.items() - at_start) / seconds
        job.metric(done.count(), "test", {"items_per_s": round(speed, 3), "errors": done.errors()}, last=True, progress=done.items() / max(1, plan.total))
        if done.count() in (1, 3, 10, 30):
            job.estimate((plan.total - at_start) / max(1e-9, speed), done.count(), samples_per_s=round(speed, 2))


def leave(job, done):
    job.save_checkpoint(done.count(), b"the shards that are done lie in out/shards")
    job.stop(done.count())


if __name__ == "__main__":
    main()
