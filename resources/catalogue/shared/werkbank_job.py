"""What a training script and the program that started it say to each other: parameters and paths in,
records, checkpoints and an honest ending out. Python 3.9+, standard library only (numpy and torch optional).

    import werkbank_job
    job = werkbank_job.Job.load()
    job.start(steps_total=100)
    for step in ...:
        job.metric(step, "train", {"loss": loss}, progress=step / 100)
        if job.should_stop():
            job.save_checkpoint(step, payload)
            job.stop(step)                       # leaves with code 85: start again to continue
    job.end("accuracy", 0.97, "max", baseline=("most_frequent", 0.4))
"""

import contextlib
import ctypes
import errno
import hashlib
import io
import json
import math
import os
import pathlib
import random
import shutil
import signal
import sys
import time
import traceback

LINE_LIMIT = 4096           # bytes of one record, its newline included: small enough for one atomic append
METRIC_INTERVAL_S = 1.0
STOP_POLL_S = 0.5
KEEP_CHECKPOINTS = 2
READ_BYTES = 1 << 20
EXIT_DATA, EXIT_FAILED, EXIT_STOPPED = 65, 70, 85
ENDINGS = ("error", "data_error")
SECOND_SIGNAL_S = 25        # of several processes each is asked to end by the scheduler and by who started it
TELL_WITHIN_S = 10.0        # by then a process that broke off has said why
PR_SET_PDEATHSIG = 1


# ---- values that fit a record ---------------------------------------------------------------------------

def clean(value):
    """The value as JSON can hold it: NaN and infinity become None, numpy numbers become Python's."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):      # a file name may hold bytes that are not UTF-8
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {clean(str(key)): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [clean(item) for item in value]
    if hasattr(value, "tolist"):    # numpy scalars and arrays, torch tensors
        return clean(value.tolist())
    return clean(str(value))


def encode_line(record):
    """One record as a line of at most LINE_LIMIT bytes; texts are shortened and, if need be, extra keys dropped."""
    record = clean(record)
    for longest in (None, 1000, 300, 80):
        line = _to_line(_shorten(record, longest))
        if len(line) <= LINE_LIMIT:
            return line
    kept = {}
    for key, value in _shorten(record, 80).items():
        if len(_to_line({**kept, key: value, "shortened": True})) <= LINE_LIMIT:
            kept[key] = value
    return _to_line({**kept, "shortened": True})


def _to_line(record):
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def _shorten(value, longest):
    if longest is None:
        return value
    if isinstance(value, str):
        return value if len(value) <= longest else value[:longest] + "..."
    if isinstance(value, dict):
        return {key: _shorten(item, longest) for key, item in value.items()}
    if isinstance(value, list):
        return [_shorten(item, longest) for item in value]
    return value


class Emitter:
    """Appends records to metrics.jsonl: one write() per line, so lines of several writers never mix."""

    def __init__(self, path, attempt=0, enabled=True, clock=time.time):
        self._attempt, self._clock, self._fd = attempt, clock, None
        self._last_metric = -math.inf
        if enabled:
            path = os.fspath(path)
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            self._fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            # What a killed attempt left half written may not swallow our first record.
            if self._is_torn():
                self._write(b"\n")

    def emit(self, kind, **fields):
        """Writes one record; True if it is on disk. A full disk must not end a training run by itself."""
        if self._fd is None:
            return False
        head = {"v": 1, "t": round(self._clock(), 3), "type": kind, "attempt": self._attempt}
        return self._write(encode_line({**head, **fields}))

    def metric(self, last=False, **fields):
        """A metric record, at most one a second; `last` (the last step of an epoch) is always written."""
        now = self._clock()
        if not last and now - self._last_metric < METRIC_INTERVAL_S:
            return False
        self._last_metric = now
        return self.emit("metric", **fields)

    def _is_torn(self):
        """Whether the file ends within a line, and nobody is writing the rest of it at this moment."""
        for _ in range(2):
            size = os.fstat(self._fd).st_size
            if not size or os.pread(self._fd, 1, size - 1) == b"\n":
                return False
            time.sleep(0.05)
        return os.fstat(self._fd).st_size == size

    def _write(self, line):
        try:
            return os.write(self._fd, line) == len(line)
        except OSError as error:
            print(f"[werkbank] a record could not be written: {error}", file=sys.stderr, flush=True)
            return False


# ---- files that are whole or not there ------------------------------------------------------------------

@contextlib.contextmanager
def atomic_open(path):
    """A binary file that appears under its name only when complete and on disk."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, so that the rename cannot become a copy. The name ends in .tmp and does not begin with
    # a dot: torch 1.13 refuses to save under a name like ".last".
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    with contextlib.suppress(OSError):      # some file systems cannot sync a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def atomic_write(path, data):
    """Writes bytes or text to path: afterwards it holds the old contents or all of the new."""
    with atomic_open(path) as file:
        file.write(data.encode("utf-8") if isinstance(data, str) else data)


def write_json(path, value):
    atomic_write(path, json.dumps(clean(value), ensure_ascii=False, allow_nan=False, indent=1) + "\n")


# ---- checkpoints ----------------------------------------------------------------------------------------

class Checkpoints:
    """Numbered files in one folder; each carries its length and hash, the newest whole one counts."""

    def __init__(self, folder, label=""):
        self._folder, self._label = pathlib.Path(folder), label

    def save(self, step, payload):
        path = self._folder / f"step-{step:09d}.ckpt"
        head = {"step": step, "label": self._label, "bytes": len(payload), "sha256": hashlib.sha256(payload).hexdigest()}
        with atomic_open(path) as file:
            file.write(json.dumps(head).encode("utf-8") + b"\n")
            file.write(payload)
        for old in self._files()[KEEP_CHECKPOINTS:]:
            old.unlink()
        for leftover in self._folder.glob("*.tmp"):
            leftover.unlink()
        return path

    def newest(self, keep=True):
        """(step, payload, path) of the newest whole checkpoint of this template's version, or None. Without `keep` it is only
        looked through, and the payload is None: what is large need not lie in memory."""
        for path in self._files():
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                with open(path, "rb") as file:
                    head = json.loads(file.readline())
                    payload = file.read() if keep else None
                    blocks = [payload] if keep else iter(lambda: file.read(READ_BYTES), b"")
                    length, told = 0, hashlib.sha256()
                    for block in blocks:
                        length += len(block)
                        told.update(block)
                whole = length == head["bytes"] and told.hexdigest() == head["sha256"]
                if whole and head["label"] == self._label:
                    return head["step"], payload, path
        return None

    def _files(self):
        return sorted(self._folder.glob("step-*.ckpt"), reverse=True)


# ---- a trial run ----------------------------------------------------------------------------------------

class Trial:
    """A short run that measures what the whole one will take. The script does everything it would do, but only a part
    of what it does many times; of that part `count` says what all of it takes. What is done once counts as it is."""

    fewest = 3              # steps, however long they take: the first one tells nothing

    def __init__(self, asked):
        self.seconds = min(3600.0, max(1.0, _number(asked.get("seconds"), 60.0)))     # to measure in
        self.steps = int(min(10_000, max(self.fewest, _number(asked.get("steps"), 20))))
        self.measured, self.steps_total, self.began, self.ends_early = 0, 0, None, False
        self._spent, self._likely, self._low, self._high = 0.0, 0.0, 0.0, 0.0

    def repeat(self, work, most, look, share=1.0, agreed=bool):
        """Does work() until there is enough to go by, at most so many times: [seconds of each]. `share`: of the time that
        there is to measure in. look() is called before each. agreed(go on?): what several processes make of it."""
        self.began = self.began or time.monotonic()
        room, taken, total = self.seconds * share, [], 0.0
        while agreed(len(taken) < most and (len(taken) < self.fewest or total < room / 3 or (len(taken) < self.steps and total < 2 * room / 3))):
            look()
            began = time.monotonic()
            work()
            taken.append(time.monotonic() - began)
            total += taken[-1]
        return taken

    def count(self, spent, likely, low=None, high=None, steps=0, steps_total=0):
        """`spent` seconds of this run stand for `likely` seconds of the whole one, which lie between `low` and `high`."""
        self._spent += spent
        self._likely += likely
        self._low += min(likely, likely if low is None else low)
        self._high += max(likely, likely if high is None else high)
        self.measured += steps
        self.steps_total += steps_total

    def progress(self):
        return 0.0 if self.began is None else min(0.95, (time.monotonic() - self.began) / (1.5 * self.seconds))

    def forecast(self, elapsed):
        """The fields of the estimate, for a run that took so many seconds itself."""
        once = max(0.0, elapsed - self._spent)
        # What is done once sways too: another machine, other files in its memory.
        fields = {"seconds_total": once + self._likely, "lo": 0.85 * once + self._low, "hi": 1.2 * once + self._high}
        return {**{key: round(value, 1) for key, value in fields.items()}, "from_steps": self.measured, "steps_total": self.steps_total, "may_end_early": self.ends_early}


class Pace:
    """What one step takes, from the seconds of some: the first ones, in which much happens for the first time, apart."""

    def __init__(self, taken):
        slow = min(len(taken) - 1, max(1, len(taken) // 5)) if len(taken) > 1 else 0
        steady = taken[slow:] or [0.0]
        self.step = sum(steady) / len(steady)
        self.once = max(0.0, sum(taken[:slow]) - slow * self.step)
        half = len(steady) // 2
        parts = [sum(part) / len(part) for part in (steady[:half], steady[half:]) if part]
        drift = (max(parts) - min(parts)) / self.step if self.step else 0.0
        self.sway = min(0.5, max(0.1, drift))       # by what part the rest may be slower or faster

    def of(self, steps):
        return self.once + steps * self.step


# ---- the job --------------------------------------------------------------------------------------------

class Job:
    """One run of one template: built from the environment that the job wrapper sets."""

    def __init__(self, config, folder, environment, clock=time.time):
        self.config, self.parameters = config, dict(config.get("parameters") or {})
        self.template, self.version = str(config.get("template", "")), str(config.get("version", ""))
        self.title = str(config.get("title") or self.template)
        self.language = "en" if config.get("language") == "en" else "nl"
        self.seed = int(config.get("seed", 42))
        self.folder = pathlib.Path(folder)
        self.data = pathlib.Path(environment.get("WERKBANK_DATA") or self.folder / "data")
        self.out = pathlib.Path(environment.get("WERKBANK_OUT") or self.folder / "out")
        self.code = pathlib.Path(environment.get("WERKBANK_CODE") or self.folder / "code")
        records, self.trial = self.out, None
        if isinstance(config.get("trial"), dict):
            # What a trial run makes is no result: it lies apart, and end() removes it.
            self.trial, self.out = Trial(config["trial"]), self.out / "trial"
        self.model = self.out / "model"
        self.attempt = _integer(environment.get("WERKBANK_ATTEMPT"), 0)
        self.rank, self.size = _place(environment)      # of several processes that do this job together; the first is 0
        self.elapsed_before = 0.0           # seconds of earlier attempts; a resumed script sets it
        self._stop_file = pathlib.Path(environment.get("WERKBANK_STOP_FILE") or records / "STOP")
        self._deadline = _integer(environment.get("WERKBANK_DEADLINE"), None)
        self._grace = _integer(environment.get("WERKBANK_GRACE_S"), 120)
        self._clock, self._began = clock, clock()
        self._before = min(3600.0, max(0.0, self._began - _number(environment.get("WERKBANK_BEGAN"), self._began)))    # seconds that starting this script took
        self._next_look, self._reason, self._terminated = -math.inf, None, None      # when it was asked by a signal
        self._told = self.folder / "logs" / f".told.{self.attempt}"     # of several processes: one has said what went wrong
        self._checkpoints = Checkpoints(self.out / "ckpt", f"{self.template}@{self.version}")
        self.is_together = False            # whether the processes agree on when to stop: see werkbank_group.py
        self._records = records / "metrics.jsonl"
        self._emitter = Emitter(self._records, self.attempt, self.rank == 0, clock)

    @classmethod
    def load(cls, environment=os.environ):
        """The job this process runs in. Takes over uncaught exceptions and SIGTERM, and sets the seeds."""
        path = pathlib.Path(environment.get("WERKBANK_CONFIG") or "config.json").absolute()
        config = json.loads(path.read_text(encoding="utf-8"))
        job = cls(config, environment.get("WERKBANK_JOB_DIR") or path.parent, environment)
        sys.excepthook = job._on_exception
        signal.signal(signal.SIGTERM, job._on_terminate)
        if job.size > 1:
            _die_with_parent()
        job.set_seeds()
        return job

    # -- what it was asked --

    def parameter(self, key, default=None):
        value = self.parameters.get(key)
        return default if value is None else value

    def say(self, nl, en):
        """The text in the language of the person who started the job."""
        return en if self.language == "en" else nl

    def set_seeds(self):
        random.seed(self.seed)
        for name, seed in (("numpy", lambda m: m.random.seed(self.seed % 2**32)), ("torch", lambda m: m.manual_seed(self.seed))):
            if name in sys.modules:         # importing torch only to seed it would cost seconds
                seed(sys.modules[name])

    # -- records --

    def emit(self, kind, **fields):
        """Of several processes the first one writes; what went wrong is written by whoever meets it before the others."""
        if self.size > 1 and kind in ENDINGS:
            return self._tells_first() and Emitter(self._records, self.attempt, clock=self._clock).emit(kind, **fields)
        return self._emitter.emit(kind, **fields)

    def _tells_first(self):
        try:
            self._told.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._told, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        except OSError:
            return self.rank == 0
        return True

    def start(self, **facts):
        self.emit("start", template=self.template, version=self.version, seed=self.seed, **facts)

    def metric(self, step, split, values, last=False, **more):
        """values: name -> number. more: epoch, progress (0..1), lr, throughput={"samples_per_s": ...}."""
        if self.trial:              # of a training that was hardly begun no score is worth a look
            values, split, last, more = {}, "trial", False, {"progress": self.trial.progress()}
        if "progress" in more:
            more["progress"] = round(min(1.0, max(0.0, more["progress"])), 4)
        return self._emitter.metric(last=last, step=step, split=split, values=values, **more)

    def baseline(self, name, value):
        """What a trivial guess scores; written before training, so that every curve has its yardstick."""
        self.metric(0, "baseline", {name: value}, last=True)

    def warn(self, code, nl, en, **where):
        if self.rank != 0:
            return
        message = self.say(nl, en)
        print(f"[werkbank] {message}", file=sys.stderr, flush=True)
        self.emit("warning", code=code, message=message, **where)

    def estimate(self, seconds_total, from_steps, **more):
        if self.trial:              # end() says it, when all is measured
            return
        self.emit("estimate", seconds_total=seconds_total, lo=0.8 * seconds_total, hi=1.5 * seconds_total, from_steps=from_steps, **more)

    # -- stopping --

    def should_stop(self):
        """True when the script should write a checkpoint and leave: asked to, or time is nearly up."""
        now = self._clock()
        if self._reason is None and self._terminated is not None:
            self._reason = "signal"
        if self.rank > 0 and not self.is_together:      # the first one looks and leaves, and that ends the others
            return self._reason is not None
        if self._reason is None and now >= self._next_look:
            self._next_look = now + STOP_POLL_S     # a look costs a round trip on a shared file system
            if self._stop_file.exists():
                self._reason = self._why_stopped()
            elif self._deadline is not None and now >= self._deadline - self._grace:
                self._reason = "time_limit"
        return self._reason is not None

    def stop_reason(self):
        """Why should_stop() says yes: "user", "time_limit" or "signal"; None when it does not."""
        return self._reason if self.should_stop() else None

    def agree_to_stop(self, reason):
        """Takes over what the processes of this job agreed on."""
        self._reason = reason

    def _why_stopped(self):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            word = self._stop_file.read_text(encoding="utf-8").strip()
            if word in ("user", "time_limit"):
                return word
        return "time_limit" if self._deadline is not None else "user"

    def stop(self, step, before_leaving=lambda: None):
        """Ends this attempt; call it after the checkpoint was saved. before_leaving() is done when it has been told."""
        if self.trial and self._reason == "time_limit":
            self.fail("trial_too_short", "De proefrit had te weinig tijd: alles inlezen en de eerste stappen duurden al langer. Start de hele training; die zegt na een tijdje zelf hoelang het nog duurt.",
                      "The trial run had too little time: reading everything and the first steps took longer already. Start the whole run; after a while it says by itself how long it still takes.")
        self.emit("stopped", reason=self._reason or "user", step=step)
        print(f"[werkbank] stopped at step {step}; start again to continue", flush=True)
        before_leaving()
        sys.exit(EXIT_STOPPED)

    # -- checkpoints --

    def save_checkpoint(self, step, payload):
        """Of several processes only the first one keeps it."""
        if self.rank != 0:
            return
        began = time.monotonic()
        path = self._checkpoints.save(step, payload)
        if self.trial:              # nothing is ever continued from it
            return
        self.emit("checkpoint", step=step, path=self._short(path), bytes=path.stat().st_size, seconds=round(time.monotonic() - began, 3))

    def load_checkpoint(self, keep=True):
        """(step, payload) to continue from, or None for a fresh start. Without `keep` the payload is None."""
        found = self._checkpoints.newest(keep)
        if found is None:
            return None
        step, payload, path = found
        self._resumed_from = self._short(path)
        return step, payload

    def resumed(self, step, epoch=None):
        self.emit("resume", step=step, epoch=epoch, path=getattr(self, "_resumed_from", None))
        print(f"[werkbank] continues from step {step}", flush=True)

    def elapsed(self):
        """Seconds of work so far, earlier attempts included."""
        return self.elapsed_before + self._clock() - self._began

    # -- endings --

    def data_error(self, code, nl, en, file=None, line=None):
        """The data cannot be used: names what and where, and leaves."""
        self._leave("data_error", code, self.say(nl, en), EXIT_DATA, file=file, line=line)

    def fail(self, code, nl, en):
        self._leave("error", code, self.say(nl, en), EXIT_FAILED)

    def _leave(self, kind, code, message, exit_code, **where):
        where = {key: value for key, value in where.items() if value is not None}
        if self.emit(kind, code=code, message=message, **where) or self.size == 1:
            print(f"[werkbank] {message}", file=sys.stderr, flush=True)
        sys.exit(exit_code)

    def end(self, name, value, goal, baseline, choice=None, **more):
        """The only proof that a run is finished. baseline: (name, value) or None. choice: (name, value, goal) of the score on
        data that is neither learned from nor the test data, by which a sweep chooses between its variants."""
        if self.trial:
            return self._end_trial()
        fields = {"primary": {"name": name, "value": value, "goal": goal}}
        if choice:
            fields["choice"] = dict(zip(("name", "value", "goal"), choice))
        if baseline:
            fields["baseline"] = {"name": baseline[0], "value": baseline[1]}
        written = self.emit("end", status="completed", **fields, seconds=round(self.elapsed(), 1), **more)
        if self.rank == 0 and not written:
            sys.exit(EXIT_FAILED)

    def _end_trial(self):
        shutil.rmtree(self.out, ignore_errors=True)
        elapsed = self._before + self.elapsed()
        told = self.emit("estimate", trial=True, **self.trial.forecast(elapsed))
        if self.rank == 0 and not (told and self.emit("end", status="completed", trial=True, seconds=round(elapsed, 1))):
            sys.exit(EXIT_FAILED)

    def _on_terminate(self, _signal, _frame):
        now = time.monotonic()
        if self._terminated is None:
            self._terminated = now
        elif self.size == 1 or now - self._terminated > SECOND_SIGNAL_S:       # asked twice: do not wait for the loop
            sys.exit(128 + signal.SIGTERM)

    def _on_exception(self, kind, error, trace):
        if self.size > 1 and is_of_others(error) and self._another_told():
            return
        traceback.print_exception(kind, error, trace)
        code, nl, en = explain(kind, error)
        self.emit("error", code=code, message=self.say(nl, en), detail=f"{kind.__name__}: {error}")
        sys.stderr.flush()

    def _another_told(self):
        """Whether this process broke off only because another one did: that one says why, or, if it was killed, who
        started them does."""
        until = time.monotonic() + TELL_WITHIN_S
        while time.monotonic() < until and not self._told.exists() and self._terminated is None:
            time.sleep(0.2)
        return self._told.exists() or self._terminated is not None

    def _short(self, path):
        with contextlib.suppress(ValueError):
            return str(path.relative_to(self.folder))
        return str(path)


def is_of_others(error):
    """Whether an exception says no more than that another process could not be reached."""
    text = str(error)
    return any(word in text for word in ("closed by peer", "Connection reset", "Connection closed", "NCCL", "gloo", "Broken pipe", "Socket Timeout", "TCPStore", "DistBackend"))


def explain(kind, error):
    """(code, Dutch, English) for an exception that nobody caught, by the causes that are met most."""
    text = str(error)
    if "CUDA out of memory" in text or "HIP out of memory" in text or kind.__name__ == "OutOfMemoryError":
        return ("gpu_memory", "Het model paste niet in het geheugen van de GPU. Kies een kleinere batch of kleinere foto's.",
                "The model did not fit in the GPU's memory. Choose a smaller batch or smaller images.")
    if issubclass(kind, MemoryError) or "can't allocate memory" in text or "Unable to allocate" in text:
        return ("memory", "Het werkgeheugen was vol. Vraag meer geheugen of gebruik minder gegevens.",
                "The main memory was full. Ask for more memory or use less data.")
    if issubclass(kind, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ("disk_full", "De schijfruimte op de AI-fabriek is op. Ruim oude taken op en ga verder.",
                "The disk space on the AI factory is used up. Clean up old jobs and continue.")
    if issubclass(kind, ImportError):
        return ("missing_module", f"Software ontbreekt op dit systeem ({text}). Dit is niet uw fout: meld het aan de helpdesk.",
                f"Software is missing on this system ({text}). This is not your mistake: please report it to the help desk.")
    if is_of_others(error):
        return ("processes_lost", "De grafische kaarten konden niet meer met elkaar praten. Start opnieuw; gaat het weer mis, kies dan één grafische kaart.",
                "The graphics cards could no longer talk to one another. Start again; if it goes wrong again, choose one graphics card.")
    return ("exception", f"Het trainingsprogramma liep vast: {kind.__name__}: {text}. Bekijk het einde van het logboek.",
            f"The training program broke off: {kind.__name__}: {text}. Look at the end of the log.")


def _place(environment):
    """(number of this process, how many there are)."""
    size = max(1, _integer(environment.get("WORLD_SIZE"), 1))
    rank = _integer(environment.get("RANK"), 0)
    return (rank, size) if 0 <= rank < size or size == 1 else (0, 1)


def _die_with_parent():
    """Whoever started the processes ends them; should it be killed itself, they may not go on by themselves."""
    with contextlib.suppress(Exception):        # Linux only
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _integer(text, default):
    try:
        return int(float(text))
    except (TypeError, ValueError, OverflowError):
        return default


def _number(value, default):
    """The value as a finite number; `default` for anything else."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return default
    return number if math.isfinite(number) else default


def dump(writer):
    """The bytes that writer(file) writes: for torch.save and joblib.dump, which want a file."""
    buffer = io.BytesIO()
    writer(buffer)
    return buffer.getvalue()
