"""The training itself: two stages of rounds, which can be stopped and continued at any batch."""

import math

import numpy
import torch

import werkbank_table as tables
import werkbank_training
from network import Network
from werkbank_training import Best, Rounds, finite_loss, half_precision, set_rate, warm_up_then_cosine
from windows import QUANTILES, Panel, forecast


class Training(werkbank_training.Training):
    """One training: the state that a checkpoint holds, and how one batch moves it on. Stage 0 learns from the first part
    of the time and looks for the best round, stage 1 goes on from there and learns from everything. Together they take as
    many batches as looking `epochs` times at everything, whichever round was best: so it is known how long it takes."""

    def __init__(self, job, collection, plan):
        super().__init__(job)
        self.collection, self.plan = collection, plan
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.panel = Panel(collection.series, collection.step, plan.look, plan.norms, self.device)
        self.origins = {purpose: plan.origins(self.panel, purpose) for purpose in ("train", "val", "test", "all")}
        self.epochs = max(1, int(job.parameter("epochs", 20)))
        rows = len(self.origins["train"][0])
        self.batch = int(job.parameter("batch_size", 0)) or (32 if rows < 3_000 else 64 if rows < 10_000 else 256)
        self.rate = float(job.parameter("learning_rate", 0)) or 1e-3
        self.stage, self.step, self.rounds_done, self.history, self.seen = 0, 0, 0, [], [0.0, 0]     # seen: loss and windows of this round
        self.best = Best()
        self._check_parts()
        self.last_rounds = max(1, round(self.epochs * (1 - self._steps_of("train") / self._steps_of("all"))))
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
        self.network = self.best.take(self._new_network())
        rows, stage = len(self.stage_origins()[0]), self.stage
        self.rounds = Rounds(rows, self.batch, lambda epoch: torch.randperm(rows, generator=torch.Generator().manual_seed(self._chance(stage, epoch, 0))))
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=self.rate, weight_decay=0.01)
        self.share = learned_until(self.best.epoch / self.epochs) if stage else 1.0

    def _new_network(self):
        look = self.plan.look
        return Network(look.context, look.horizon, len(look.extra_mean), look.step_features(), look.naive_feature(self.plan.season)).to(self.device)

    def best_network(self):
        """The one of the best round of stage 0, which never saw the test."""
        return self.best.take(self._new_network()).eval()

    def stage_origins(self):
        return self.origins["all" if self.stage else "train"]

    # -- what the loop asks --

    @property
    def steps_total(self):
        return self.epochs * self._steps_of("train") + self.last_rounds * self._steps_of("all")

    def steps_done(self):
        return self.step + (self.epochs * self._steps_of("train") if self.stage else 0)

    def epoch(self):
        return self.step / self.rounds.steps_per_epoch

    def is_done(self):
        return self.stage == 1 and self.rounds_done == self.last_rounds

    def round_is_full(self):
        return self.step == (self.rounds_done + 1) * self.rounds.steps_per_epoch

    def running(self):
        return "final" if self.stage else "train", {"loss": self.seen[0] / self.seen[1]}

    def learn(self):
        epoch, number, chosen = self.rounds.chosen(self.step)
        origins, begins = (places[chosen] for places in self.stage_origins()[:2])
        self.network.train()
        torch.manual_seed(self._chance(self.stage, epoch, number + 1))       # for the dropout
        rounds = self.last_rounds if self.stage else self.epochs
        set_rate(self.optimizer, self.rate * self.share * warm_up_then_cosine(self.step, rounds * self.rounds.steps_per_epoch))
        seen = self.panel.windows(origins, begins)
        with half_precision(self.device):
            said = self.network(seen["past"], seen["extra"], seen["state"], seen["steps"]).float()
        loss = quantile_loss(said, (seen["truth"] - seen["level"]) / seen["scale"], seen["observed"], seen["scale"])
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        value = finite_loss(self.job, loss)
        self.step += 1
        self.seen = [self.seen[0] + value * len(origins), self.seen[1] + len(origins)]
        return len(origins)

    def end_round(self):
        split, train = self.running()
        self.seen = [0.0, 0]
        self.note(split, train, last=True)
        if not self.stage:
            self._choose(train)
        self.rounds_done += 1
        if not self.stage and self.rounds_done == self.epochs:
            self.stage, self.step, self.rounds_done = 1, 0, 0
            self._begin_stage()

    def _choose(self, train):
        """Whether this round was better on what was not learned from."""
        values = self.values("val", forecast(self.network.eval(), self.panel, *self.origins["val"][:2]))
        self.note("val", values, last=True)
        self.history.append({"epoch": len(self.history) + 1, "train": train, "val": values})
        self.best.offer(self.network, values["loss"], len(self.history))
        print(f"epoch {len(self.history)}/{self.epochs}  loss {train['loss']:.4f}  val loss {values['loss']:.4f}  val mase {values['mase']:.3f}", flush=True)

    def note(self, split, values, last=False):
        super().note(split, values, last, **({"lr": self.optimizer.param_groups[0]["lr"]} if split != "val" else {}))

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

    def _steps_of(self, purpose):
        return -(-len(self.origins[purpose][0]) // self.batch)

    def _chance(self, stage, epoch, number):
        """The same chance for the same batch, whether or not the job was stopped in between."""
        return (self.job.seed * 1_000_003 + stage * 10_000_019 + epoch * 100_003 + number) % 2**63

    # -- checkpoints --

    def state(self):
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "stage": self.stage, "step": self.step, "rounds_done": self.rounds_done,
                "history": self.history, "seen": self.seen, "best": self.best.state()}

    def put_back(self, state):
        self.best.put_back(state["best"])
        self.stage = state["stage"]
        self._begin_stage()
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.rounds_done, self.history, self.seen = state["step"], state["rounds_done"], state["history"], state["seen"]

    def shape(self):
        return [self.plan.look.facts(), self.batch, self.epochs, [len(one) for one in self.collection.series]]


def learned_until(part):
    """How much of all that the weights move under a cosine of learning rates they move in the first `part` of the steps. The
    second stage moves them in that proportion: where an early round was best, more would be too much."""
    return part + math.sin(math.pi * part) / math.pi


def quantile_loss(said, truth, observed, weight):
    """The pinball loss, of what was measured; weight: [windows, 1]."""
    error = truth[..., None] - said
    quantiles = torch.tensor(QUANTILES, device=said.device)
    loss = torch.maximum(quantiles * error, (quantiles - 1) * error).mean(2) * weight
    return (loss * observed).sum() / observed.sum().clamp(min=1)


def band_width(said, truth, observed):
    """By how much to widen the band so that 8 of 10 of the values it was chosen on lie within."""
    middle = said[..., 1]
    side = torch.where(truth > middle, said[..., 2] - middle, middle - said[..., 0]).clamp(min=1e-6)
    share = ((truth - middle).abs() / side)[observed].double().cpu().numpy()
    return float(numpy.clip(numpy.quantile(share, QUANTILES[2] - QUANTILES[0]), 0.5, 3)) if len(share) else 1.0
