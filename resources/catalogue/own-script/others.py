"""The other processes of this job, where the program is started once for each GPU: the first one waits for them before it
tidies up, and they wait for it when all are stopped, because whoever leaves makes torchrun end the rest."""

import pathlib
import time

LOOK_S = 0.2


class Others:
    def __init__(self, job):
        self._job, self._folder = job, pathlib.Path(job.folder) / "logs"

    def tell(self, what):
        """Tells the others: "ended" of the program of this process, "left" of the process itself."""
        if self._job.size > 1:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._mark(what, self._job.rank).touch()

    def wait(self, what, ranks, seconds):
        """Until all of these have told it, and no longer than so many seconds, or until this process is to end itself."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._job.stop_reason() != "signal":
            if all(self._mark(what, rank).exists() for rank in ranks):
                return
            time.sleep(LOOK_S)

    def _mark(self, what, rank):
        return self._folder / f".{what}.{self._job.attempt}.{rank}"
