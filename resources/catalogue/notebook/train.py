"""Serves a notebook for as long as the person wants it or the job may last. It is ready to be opened when the record
`start` is there; what opens it (a secret) stands in the file notebook.json of the job's folder and nowhere else."""

import os
import signal
import sys
import time

import desk
import server
import werkbank_job
from report import write_report

LOOK_S = 1.0
LOOK_FOR_USE_S = 5.0


def main():
    job = werkbank_job.Job.load()
    ending = watch_for_the_end()
    jupyter = server.find_jupyter()
    if jupyter is None:
        job.fail("no_jupyter", "Er is geen Jupyter in deze software-omgeving. Start de taak opnieuw en kies een andere omgeving, of vraag de helpdesk om JupyterLab.",
                 "There is no Jupyter in this software environment. Start the job again and choose another environment, or ask the help desk for JupyterLab.")
    table = desk.Desk(job.data, job.out / "notebooks")
    tell_left_out(job, table.prepare())
    if str(job.parameter("gpus", "0")) == "0":
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
    notebook = server.Server(jupyter, job.folder, table.folder)
    try:
        if not notebook.start(job.should_stop) and not job.should_stop():
            fail_to_start(job, notebook)
        job.start(device=device_of(job), program=jupyter.name)
        print(f"[werkbank] {jupyter.name} is ready; it can be opened from Werkbank", flush=True)
        why = serve(job, notebook)
    finally:
        notebook.stop(hurried=bool(ending))
        table.tidy()
    if why == "broke":
        job.fail("jupyter_ended", f"Jupyter is zelf gestopt (code {notebook.exit_code()}). Uw opgeslagen notebooks zijn er nog. Bekijk het einde van het logboek. {notebook.last_words()}".strip(),
                 f"Jupyter ended by itself (code {notebook.exit_code()}). Your saved notebooks are still there. Look at the end of the log. {notebook.last_words()}".strip())
    complete(job, jupyter, table, why)


def watch_for_the_end():
    """A list that is empty until the job is being ended by SIGTERM; whoever heard of that before still does."""
    seen, previous = [], signal.getsignal(signal.SIGTERM)

    def on_terminate(number, frame):
        seen.append(number)
        previous(number, frame)
    signal.signal(signal.SIGTERM, on_terminate)
    return seen


def tell_left_out(job, names):
    if names:
        few = ", ".join(names[:3])
        job.warn("left_out", f"{len(names)} bestanden zijn te groot of te veel om te bewerken, zoals {few}. U kunt ze wel lezen, in de map data.",
                 f"{len(names)} files are too large or too many to edit, such as {few}. You can read them, in the folder data.")


def fail_to_start(job, notebook):
    words = notebook.last_words()
    job.fail("jupyter_start", f"Jupyter kwam niet op gang. Start de taak opnieuw; gebeurt het weer, geef dit dan aan de helpdesk: {words or '-'}",
             f"Jupyter did not come up. Start the job again; if it happens again, give this to the help desk: {words or '-'}")


def serve(job, notebook):
    """Why it ended: asked (a person or the time limit), quit (from the notebook itself), unused or broke."""
    patience = 60.0 * float(job.parameter("unused_minutes", 60))
    last_used = next_look = time.monotonic()
    while True:
        if job.should_stop():
            return "asked"
        if not notebook.is_alive():
            return "quit" if notebook.exit_code() == 0 else "broke"
        now = time.monotonic()
        if now >= next_look:
            next_look = now + min(LOOK_FOR_USE_S, patience / 2)
            if notebook.is_used():
                last_used = time.monotonic()
        if now - last_used > patience:
            job.warn("unused", "Niemand gebruikte het notebook meer, daarom is het gestopt. Wat opgeslagen was, is bewaard.",
                     "Nobody used the notebook any more, so it was stopped. What was saved is kept.")
            return "unused"
        time.sleep(min(LOOK_S, patience / 4))


def device_of(job):
    has_gpu = os.path.exists("/dev/nvidia0") or os.path.exists("/dev/kfd")
    return "gpu" if has_gpu and str(job.parameter("gpus", "0")) != "0" else "cpu"


def complete(job, jupyter, table, why):
    summary = {"program": jupyter.name, "ended": why, "seconds": round(job.elapsed(), 1), "files": table.files()}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary)
    if not job.emit("end", status="completed", seconds=summary["seconds"]):
        sys.exit(werkbank_job.EXIT_FAILED)


if __name__ == "__main__":
    main()
