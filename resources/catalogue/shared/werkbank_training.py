"""The loop around a training that can be stopped and continued after any batch, and then ends exactly the same. A template
says how it learns; when to look, to save, to estimate and to show is done here.

    class Training(werkbank_training.Training):
        steps_total = 100
        def steps_done(self): return self.step          # batches so far
        def epoch(self): return self.step / 10          # rounds so far
        def is_done(self): return len(self.history) == 10
        def round_is_full(self): return self.step == 10 * (len(self.history) + 1)
        def learn(self): ...                            # one batch; returns how many examples it held
        def running(self): return "train", {"loss": self.loss}      # to show between rounds, or None
        def end_round(self): ...                        # evaluate, add a row to self.history
        def state(self): return {"step": self.step, "history": self.history, ...}
        def put_back(self, state): self.step, self.history = state["step"], state["history"]
        def shape(self): return [...]                   # what may not change between a checkpoint and its continuation

    training.resume()
    training.run()

torch is used where the template has loaded it; what needs no torch can use this loop too."""

import contextlib
import io
import math
import pathlib
import pickle
import sys
import time

import werkbank_group
import werkbank_job

ESTIMATE_AFTER = 20         # batches of one attempt
ROUNDS_TO_TRY = 5           # ends of rounds that a trial run measures, at most
SHOWN_WITHIN_S = 60         # by then a file that was written is seen on every machine


class Training:
    """One training: the state that a checkpoint holds, and the loop that moves it on. `batch` is how many examples one
    step takes, `device` where the numbers of a checkpoint go. `group`: the processes that train together, of which each
    runs this loop, in step; learn() and end_round() then do their part and agree on the numbers."""

    batch, device = 1, "cpu"

    def __init__(self, job, group=None):
        self.job, self.group = job, group or werkbank_group.Group()
        self.every = float(job.parameter("checkpoint_seconds", 300))
        self.marked = time.monotonic()
        self.start_measuring()

    def run(self):
        if self.job.trial:
            self.try_out()
            return
        while not self.is_done():
            self.look()
            if self.round_is_full():
                self.end_round()
            else:
                began = time.monotonic()
                self.measure(self.learn(), began)
                shown = None if self.round_is_full() else self.running()
                if shown:
                    self.note(*shown)
            self.save_if_due()

    def look(self):
        """Keeps the state and leaves when it is time to stop. A long evaluation should look now and then too: it is done
        again from its beginning; in a group all look equally often."""
        if self.group.size > 1:
            return self.look_together()
        if self.job.should_stop():
            self.save()
            self.job.stop(self.steps_done())

    def look_together(self):
        """All stop, or save, at the same step: one of them sees the file first, and each has a clock of its own."""
        due = self.group.first and self.is_due()
        reason, due = self.group.most(werkbank_group.REASONS.index(self.job.stop_reason()), 1 if due else 0)
        if due or reason:
            self.save()
        if reason:
            self.job.agree_to_stop(werkbank_group.REASONS[int(reason)])
            # The first has told it before the others leave: who leaves makes whoever started them end the rest.
            self.job.stop(self.steps_done(), self.group.wait)

    def is_due(self):
        return time.monotonic() - self.marked > self.every

    def save_if_due(self):
        if self.group.size == 1 and self.is_due():
            self.save()

    # -- what may be said otherwise --

    def running(self):
        return None

    def progress(self):
        return 0.95 * self.steps_done() / self.steps_total

    def estimates(self):
        """Whether what is measured now tells how long the rest will take."""
        return True

    # -- a trial run --

    def try_out(self):
        """Instead of the training: a part of it, and what all of it would take. Leaves behind what the rest of the script
        asks of a training that was done: at least one round."""
        self.try_part((self.steps_total, self.epochs))

    def try_part(self, likely, low=None, high=None, share=1.0):
        """Measures steps and the end of a round. likely, low, high: (steps, rounds) that the whole training has; `share`: of
        the time of the trial run."""
        trial, began = self.job.trial, time.monotonic()
        taken = trial.repeat(self.try_step, max(1, likely[0]), self.look, share, self.group.first_says)
        ends = [timed(self.end_round)]
        # The first time much is read that stays in memory then, and one time alone tells little.
        while self.group.first_says(len(ends) < min(ROUNDS_TO_TRY, likely[1] - 1) and sum(ends) < share * trial.seconds / 4):
            self.try_step()
            ends.append(timed(self.end_round))
        end = sum(ends[1:]) / (len(ends) - 1) if len(ends) > 1 else ends[0]
        saving, spent = timed(self.save), time.monotonic() - began
        pace = werkbank_job.Pace(taken)

        def whole(work, sway):
            steps, rounds = work
            seconds = (pace.of(steps) + ends[0] + (rounds - 1) * end) * sway
            return seconds + saving * int(seconds / max(1.0, self.every))
        low, high = low or likely, high or likely
        trial.ends_early = trial.ends_early or low[0] < likely[0]
        trial.count(spent, whole(likely, 1), whole(low, 1 - pace.sway), whole(high, 1 + pace.sway), len(taken), high[0])

    def try_step(self):
        self.learn()
        self.job.metric(self.steps_done(), "trial", {})

    # -- speed --

    def start_measuring(self):
        self.measured = [0, 0, 0.0]     # batches, examples and seconds in this attempt

    def measure(self, count, began):
        batches, examples, seconds = self.measured
        self.measured = [batches + 1, examples + count, seconds + time.monotonic() - began]
        if batches + 1 == min(ESTIMATE_AFTER, self.steps_total) and self.estimates():
            left = (self.steps_total - self.steps_done()) * self.batch / self.speed()
            self.job.estimate(self.job.elapsed() + 1.1 * left, batches + 1, samples_per_s=self.speed())

    def speed(self):
        return self.measured[1] / max(1e-9, self.measured[2])

    # -- records --

    def note(self, split, values, last=False, **more):
        """What is known now, for the curves; `last` at the end of a round, so that it is always written."""
        if split != "val" and self.measured[1]:
            more["throughput"] = {"samples_per_s": round(self.speed(), 1)}
        self.job.metric(self.steps_done(), split, values, last=last, epoch=round(self.epoch(), 3), progress=self.progress(), **more)

    # -- checkpoints --

    def save(self):
        """In a group all call it, and the first one writes."""
        state = {**self.state(), "elapsed": self.job.elapsed(), "shape": self.shape()}
        if self.group.first:
            self.job.save_checkpoint(self.steps_done(), pack(state))
        self.marked = time.monotonic()

    def resume(self, found=None):
        """Goes on where the newest checkpoint was made, if there is one. found: what job.load_checkpoint() gave."""
        if not found or self.group.size > 1:
            found = self.find_checkpoint()
        if not found:
            return
        state = self.opened(found[1])
        if state["shape"] != self.shape():
            self.job.warn("checkpoint_ignored", "De bewaarde tussenstand past niet meer bij de instellingen; de training begint opnieuw.",
                          "The saved checkpoint no longer fits the settings; the training starts afresh.")
            return
        self.put_back(state)
        self.job.elapsed_before = state["elapsed"]
        self.job.resumed(self.steps_done(), epoch=round(self.epoch(), 3))

    def reads_checkpoint(self):
        """Whether this process needs what is in a checkpoint; of a group one may be given its part by the first."""
        return True

    def opened(self, payload):
        """The state in a checkpoint."""
        return unpack(payload, self.device)

    def find_checkpoint(self):
        """What job.load_checkpoint() gives; in a group all go on from the same one. On another machine the disks that
        they share may show a file a moment later."""
        until = time.monotonic() + SHOWN_WITHIN_S
        while True:
            found = self.job.load_checkpoint(self.reads_checkpoint())
            step = found[0] if found else -1
            highest, lowest = self.group.most(step, -step)
            if highest == -lowest:
                return found
            if not self.group.first_says(time.monotonic() < until):
                self.job.fail("checkpoint_differs", "Niet alle computers van deze taak zien dezelfde bewaarde tussenstand. Start opnieuw; gebeurt het weer, meld het dan aan de helpdesk.",
                              "Not all computers of this job see the same saved checkpoint. Start again; if it happens again, report it to the help desk.")
            time.sleep(2)


def pretrained_folder(job):
    """(what the person named, that folder on the AI factory), with somebody else's model in it; ends the job where none is."""
    asked = str(job.parameter("pretrained_folder", "")).strip()
    folder = pathlib.Path(asked).expanduser()
    if not asked or not (folder / "config.json").is_file():
        job.fail("no_pretrained_model", f"In de map '{asked}' op de AI-fabriek is geen model gevonden (config.json ontbreekt). Vul bij 'Map van het voorgetrainde model' de juiste map in.",
                 f"No model was found in the folder '{asked}' on the AI factory (config.json is missing). Give the right folder under 'Folder of the pretrained model'.")
    return asked, folder


def refuse_pretrained(job, asked, error):
    """Ends the job: what lies in that folder cannot be loaded."""
    job.fail("bad_pretrained_model", f"Het model in de map '{asked}' kan niet worden geladen: {error}", f"The model in the folder '{asked}' cannot be loaded: {error}")


def timed(work):
    """The seconds that work() took."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def pack(state):
    """The state as bytes; tensors keep their device out of it only with torch's own way of writing."""
    torch = sys.modules.get("torch")
    return werkbank_job.dump(lambda file: torch.save(state, file)) if torch else pickle.dumps(state)


def unpack(payload, device="cpu"):
    torch = sys.modules.get("torch")
    if not torch:
        return pickle.loads(payload)
    # Our own checkpoint holds more than tensors, which newer versions refuse unless told.
    return torch.load(io.BytesIO(payload), map_location=device, **({"weights_only": False} if torch.__version__ >= "2" else {}))


# ---- what most trainings need ---------------------------------------------------------------------------

class Rounds:
    """The rows of every round in batches, in an order of that round: the same whether or not the job was stopped in it.
    shuffle(epoch) gives the order."""

    def __init__(self, rows, batch, shuffle):
        self.rows, self.batch = rows, max(1, min(batch, rows))
        self.steps_per_epoch = math.ceil(rows / self.batch)
        self._shuffle, self._order = shuffle, (None, None)

    def chosen(self, step):
        """(epoch, number of the batch in it, its rows) of the step that comes after so many."""
        epoch, number = divmod(step, self.steps_per_epoch)
        if self._order[0] != epoch:
            self._order = epoch, self._shuffle(epoch)
        return epoch, number, self._order[1][number * self.batch:(number + 1) * self.batch]


class Best:
    """The weights of the round with the lowest loss on what was not learned from."""

    def __init__(self):
        self.weights, self.loss, self.epoch = None, math.inf, 0

    def offer(self, network, loss, epoch):
        if loss < self.loss:
            self.weights, self.loss, self.epoch = {key: value.detach().cpu().clone() for key, value in network.state_dict().items()}, loss, epoch

    def take(self, network):
        """Puts the best weights into the network, which is returned."""
        if self.weights is not None:
            network.load_state_dict(self.weights)
        return network

    def state(self):
        return {"weights": self.weights, "loss": self.loss, "epoch": self.epoch}

    def put_back(self, state):
        self.weights, self.loss, self.epoch = state["weights"], state["loss"], state["epoch"]


def warm_up_then_cosine(done, total):
    """The share of the learning rate after so many steps: a short warm-up, then down along half a cosine."""
    warm = min(100, max(1, total // 20))
    return (done + 1) / warm if done < warm else 0.5 * (1 + math.cos(math.pi * (done - warm) / max(1, total - warm)))


def set_rate(optimizer, rate):
    for group in optimizer.param_groups:
        group["lr"] = rate
    return rate


def half_precision(device):
    """A context in which a GPU computes with 16 bits where it can."""
    import torch
    fit = device.type == "cuda" and torch.cuda.is_bf16_supported()
    return torch.autocast("cuda", dtype=torch.bfloat16) if fit else contextlib.nullcontext()


def finite_loss(job, loss):
    """The loss as a number; the job ends with advice when it is none."""
    value = float(loss)
    if not math.isfinite(value):
        job.fail("diverged", "De training is ontspoord: de fout is geen getal meer. Neem een drie keer lagere leersnelheid.",
                 "The training has gone off the rails: the error is no longer a number. Take a learning rate three times lower.")
    return value
