"""The training itself: two stages of rounds, which can be stopped and continued at any batch."""

import contextlib
import io
import math
import time

import numpy
import torch

import werkbank_job
import werkbank_table as tables
from network import Network
from windows import QUANTILES, Panel, forecast


class Training:
    """One training: the state that a checkpoint holds, and the loop that moves it on. Stage 0 learns from the first part
    of the time and looks for the best round, stage 1 learns from everything for as many rounds."""

    def __init__(self, job, collection, plan):
        self.job, self.collection, self.plan = job, collection, plan
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.panel = Panel(collection.series, collection.step, plan.look, plan.norms, self.device)
        self.origins = {purpose: plan.origins(self.panel, purpose) for purpose in ("train", "val", "test", "all")}
        self.epochs = max(1, int(job.parameter("epochs", 20)))
        rows = len(self.origins["train"][0])
        self.batch = int(job.parameter("batch_size", 0)) or (32 if rows < 3_000 else 64 if rows < 10_000 else 256)
        self.rate = float(job.parameter("learning_rate", 0)) or 1e-3
        self.stage, self.step, self.history, self.running = 0, 0, [], [0.0, 0]       # running: loss and windows of this epoch
        self.best, self.best_loss, self.best_epoch = None, math.inf, 0
        self.measured = [0, 0.0]                                                      # windows and seconds of this attempt
        self._check_parts()
        self._begin_stage()

    def _check_parts(self):
        for purpose in ("val", "test"):
            origins, _, numbers = self.origins[purpose]
            scored = numbers[self.truth(origins)[1].any(1).cpu()].unique().tolist()
            if not len(self.origins["train"][0]) or not any(self.plan.scales[number] > 0 for number in scored):
                raise tables.TableError("too_short", "Er zijn te weinig rijen om zo ver vooruit te leren kijken en dat te testen. Kies minder stappen vooruit, of voeg eerdere metingen toe.",
                                        "There are too few rows to learn to look so far ahead and to test it. Choose fewer steps ahead, or add earlier readings.")

    def _begin_stage(self):
        self.job.set_seeds()
        self.network = self._new_network()
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=self.rate, weight_decay=0.01)

    def _new_network(self):
        look = self.plan.look
        return Network(look.context, look.horizon, len(look.extra_mean), look.step_features(), look.naive_feature(self.plan.season)).to(self.device)

    def best_network(self):
        """The one of the best round of stage 0, which never saw the test."""
        network = self._new_network()
        network.load_state_dict(self.best)
        return network.eval()

    # -- the loop --

    def steps_per_epoch(self, stage):
        return math.ceil(len(self.origins["all" if stage else "train"][0]) / self.batch)

    def steps_total(self):
        """Of both stages; before the best round is known, as if it were the last."""
        return self.epochs * self.steps_per_epoch(0) + (self.best_epoch if self.stage else self.epochs) * self.steps_per_epoch(1)

    def steps_done(self):
        return self.step + (self.epochs * self.steps_per_epoch(0) if self.stage else 0)

    def run(self):
        marked = time.monotonic()
        every = float(self.job.parameter("checkpoint_seconds", 300))
        while not self.is_done():
            epoch, place = divmod(self.step, self.steps_per_epoch(self.stage))
            origins, begins, _ = self.origins["all" if self.stage else "train"]
            order = torch.randperm(len(origins), generator=torch.Generator().manual_seed(self._chance(epoch, 0)))
            for number in range(place, self.steps_per_epoch(self.stage)):    # batches done before a stop are not repeated
                if self.job.should_stop():
                    self.save()
                    self.job.stop(self.steps_done())
                chosen = order[number * self.batch:(number + 1) * self.batch]
                self.learn(epoch, number, origins[chosen], begins[chosen])
                if time.monotonic() - marked > every:
                    self.save()
                    marked = time.monotonic()
            self.end_epoch(epoch)

    def is_done(self):
        return self.stage == 1 and self.step >= self.best_epoch * self.steps_per_epoch(1)

    def learn(self, epoch, number, origins, begins):
        began = time.monotonic()
        self.network.train()
        torch.manual_seed(self._chance(epoch, number + 1))                   # for the dropout
        rate = self._set_rate()
        seen = self.panel.windows(origins, begins)
        with self._mixed():
            said = self.network(seen["past"], seen["extra"], seen["state"], seen["steps"]).float()
        loss = quantile_loss(said, (seen["truth"] - seen["level"]) / seen["scale"], seen["observed"], seen["scale"])
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        value = float(loss)
        if not math.isfinite(value):
            self.job.fail("diverged", "De training is ontspoord: de fout is geen getal meer. Neem een drie keer lagere leersnelheid.",
                          "The training has gone off the rails: the error is no longer a number. Take a learning rate three times lower.")
        self.step += 1
        self.running = [self.running[0] + value * len(origins), self.running[1] + len(origins)]
        self.measured = [self.measured[0] + len(origins), self.measured[1] + time.monotonic() - began]
        if number + 1 < self.steps_per_epoch(self.stage):
            self._note("final" if self.stage else "train", {"loss": self.running[0] / self.running[1]}, rate)
        if self.measured[0] >= 20 * self.batch and self.measured[0] - len(origins) < 20 * self.batch:
            left = (self.steps_total() - self.steps_done()) * self.batch / self._speed()
            self.job.estimate(self.job.elapsed() + left, 20, samples_per_s=self._speed())

    def end_epoch(self, epoch):
        train = {"loss": self.running[0] / self.running[1]}
        self.running = [0.0, 0]
        self._note("final" if self.stage else "train", train, self.optimizer.param_groups[0]["lr"], last=True)
        if self.stage:
            return
        said = forecast(self.network.eval(), self.panel, *self.origins["val"][:2])
        values = self.values("val", said)
        self._note("val", values, None, last=True)
        self.history.append({"epoch": epoch + 1, "train": train, "val": values})
        if values["loss"] < self.best_loss:
            self.best_loss, self.best_epoch, self.best = values["loss"], epoch + 1, weights_of(self.network)
        print(f"epoch {epoch + 1}/{self.epochs}  loss {train['loss']:.4f}  val loss {values['loss']:.4f}  val mase {values['mase']:.3f}", flush=True)
        if epoch + 1 == self.epochs:
            self.stage, self.step = 1, 0
            self._begin_stage()

    def values(self, purpose, said):
        """{loss, mase} of forecasts on the panel's scale."""
        origins = self.origins[purpose][0]
        truth, observed = self.truth(origins)
        unit = torch.ones(len(origins), 1, device=self.device)
        return {"loss": float(quantile_loss(said, truth, observed, unit)), "mase": self.mase(said[..., 1], purpose)[0]}

    def mase(self, said, purpose):
        """(mean over the series, {number of the series: MASE}) of middle values on the panel's scale."""
        origins, _, numbers = self.origins[purpose]
        truth, observed = self.truth(origins)
        errors, counts = ((said - truth).abs() * observed).sum(1).double().cpu().numpy(), observed.sum(1).cpu().numpy()
        per_series, numbers = {}, numbers.numpy()
        for number in numpy.unique(numbers).tolist():
            own, scale = numbers == number, self.plan.scales[number]
            if scale > 0 and counts[own].sum():
                per_series[number] = float(errors[own].sum() / counts[own].sum() * self.plan.norms[number][1] / scale)
        return sum(per_series.values()) / len(per_series), per_series

    def truth(self, origins):
        places = origins.to(self.device)[:, None] + torch.arange(self.plan.horizon, device=self.device)
        return self.panel.values[places], self.panel.observed[places]

    # -- small parts --

    def _chance(self, epoch, number):
        """The same chance for the same batch, whether or not the job was stopped in between."""
        return (self.job.seed * 1_000_003 + self.stage * 10_000_019 + epoch * 100_003 + number) % 2**63

    def _set_rate(self):
        """A short warm-up, then down along half a cosine; the second stage follows it as far as the best round."""
        total = self.epochs * self.steps_per_epoch(self.stage)
        warm = min(100, max(1, total // 20))
        share = (self.step + 1) / warm if self.step < warm else 0.5 * (1 + math.cos(math.pi * (self.step - warm) / max(1, total - warm)))
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate * share
        return self.rate * share

    def _mixed(self):
        half = self.device.type == "cuda" and torch.cuda.is_bf16_supported()
        return torch.autocast("cuda", dtype=torch.bfloat16) if half else contextlib.nullcontext()

    def _speed(self):
        return self.measured[0] / max(1e-9, self.measured[1])

    def _note(self, split, values, rate, last=False):
        more = {"throughput": {"samples_per_s": round(self._speed(), 1)}} if split != "val" and self.measured[0] else {}
        if rate is not None:
            more["lr"] = rate
        self.job.metric(self.steps_done(), split, values, last=last, epoch=round(self.step / self.steps_per_epoch(self.stage), 3), progress=0.95 * self.steps_done() / self.steps_total(), **more)

    # -- checkpoints --

    def save(self):
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "stage": self.stage, "step": self.step, "history": self.history, "running": self.running,
                 "best": self.best, "best_loss": self.best_loss, "best_epoch": self.best_epoch, "elapsed": self.job.elapsed(), "shape": self.shape()}
        self.job.save_checkpoint(self.steps_done(), werkbank_job.dump(lambda file: torch.save(state, file)))

    def resume(self):
        found = self.job.load_checkpoint()
        if not found:
            return
        state = torch.load(io.BytesIO(found[1]), map_location=self.device, **({"weights_only": False} if torch.__version__ >= "2" else {}))
        if state["shape"] != self.shape():
            self.job.warn("checkpoint_ignored", "De bewaarde tussenstand past niet meer bij de instellingen; de training begint opnieuw.",
                          "The saved checkpoint no longer fits the settings; the training starts afresh.")
            return
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.stage, self.step, self.history, self.running = state["stage"], state["step"], state["history"], state["running"]
        self.best, self.best_loss, self.best_epoch = state["best"], state["best_loss"], state["best_epoch"]
        self.job.elapsed_before = state["elapsed"]
        self.job.resumed(self.steps_done(), epoch=round(self.step / self.steps_per_epoch(self.stage), 3))

    def shape(self):
        """What may not change between a checkpoint and the run that continues it."""
        return [self.plan.look.facts(), self.batch, self.epochs, [len(one) for one in self.collection.series]]


def quantile_loss(said, truth, observed, weight):
    """The pinball loss, of what was measured; weight: [windows, 1]."""
    error = truth[..., None] - said
    quantiles = torch.tensor(QUANTILES, device=said.device)
    loss = torch.maximum(quantiles * error, (quantiles - 1) * error).mean(2) * weight
    return (loss * observed).sum() / observed.sum().clamp(min=1)


def weights_of(network):
    return {key: value.detach().cpu().clone() for key, value in network.state_dict().items()}


def band_width(said, truth, observed):
    """By how much to widen the band so that 8 of 10 of the values it was chosen on lie within."""
    middle = said[..., 1]
    side = torch.where(truth > middle, said[..., 2] - middle, middle - said[..., 0]).clamp(min=1e-6)
    share = ((truth - middle).abs() / side)[observed].double().cpu().numpy()
    return float(numpy.clip(numpy.quantile(share, QUANTILES[2] - QUANTILES[0]), 0.5, 3)) if len(share) else 1.0
