"""Drives one learner: reading first (the small model), a look at what it can do before it is taught, then rounds over the
conversations, and the best state of all. A checkpoint holds what learns and its optimizer; with LoRA that is little."""

import math
import shutil

import torch

import werkbank_job
import werkbank_training
from learners import READ_RATE, batch_of
from totals import Totals, idle
from werkbank_training import Rounds, finite_loss, half_precision, set_rate

SHOWN = 8                   # questions whose answers are written before and after
LONGEST_STEP = 1.0
WARM_UP = 0.1               # of the steps, as LLaMA-Factory's examples have it


def make_learner(job, conversations, texts, group):
    if job.parameter("model", "small") == "pretrained":
        from pretrained import open_pretrained      # its software is not everywhere
        return open_pretrained(job, group)
    from learners import Small
    return Small(job, conversations, texts, group)


def share_of_rate(done, total):
    """Up along a line, then down along half a cosine."""
    warm = max(1, round(WARM_UP * total))
    return (done + 1) / warm if done < warm else 0.5 * (1 + math.cos(math.pi * (done - warm) / max(1, total - warm)))


class Training(werkbank_training.Training):
    """A checkpoint is read into main memory (`device` stays "cpu"): of a model of which all weights learn it is as large as
    what the GPU holds already, and the best state stays in main memory."""

    def __init__(self, job, conversations, texts, look, group=None):
        super().__init__(job, group)
        self.conversations, self.learner = conversations, make_learner(job, conversations, texts, self.group)
        self.group.take_from_first(self.learner.learned())
        self.learner.divide()
        self.encode(look)
        self.epochs = int(job.parameter("epochs", 3))
        self.at_once = max(self.learner.least_at_once, int(job.parameter("batch_size", 2)))
        self.rounds = Rounds(len(self.encoded["train"]), int(job.parameter("effective_batch", 16)), self.order)
        self.batch = self.rounds.batch
        self.reading = self.learner.reading_steps()
        self.taught_total = self.rounds.steps_per_epoch * self.epochs
        self.steps_total = self.reading + self.taught_total
        self.rate = float(job.parameter("learning_rate", 0)) or self.learner.default_rates[self.learner.method]
        self.step, self.history, self.totals, self.best = 0, [], Totals(), {"loss": math.inf, "epoch": 0, "state": None}
        self.read_loss, self.before, self.shown_before = None, None, []
        self.tokens_seen, self.is_taught = 0, False
        self.optimizer = torch.optim.AdamW(self.learner.learned(), lr=READ_RATE, weight_decay=0.01) if self.reading else None

    def encode(self, look):
        """Conversations whose answer lies behind what the model can see teach nothing, and cannot be tested."""
        self.encoded, self.of, self.cut, self.dropped = {}, {}, 0, 0
        for part, some in self.conversations.parts.items():
            self.encoded[part], self.of[part] = [], []
            for one in some:
                look()
                ids, learned = self.learner.encode(one.turns)
                self.cut += len(ids) >= self.learner.longest
                if any(learned[1:]):
                    self.encoded[part].append((ids, learned))
                    self.of[part].append(one)
                else:
                    self.dropped += 1

    def order(self, epoch):
        """In an order of chance of this round; what goes together is about as long, so that little is filled up."""
        chance = torch.Generator().manual_seed(self.job.seed * 1009 + epoch)
        rows = torch.randperm(len(self.encoded["train"]), generator=chance).tolist()
        size, pool = self.rounds.batch, 8 * self.rounds.batch
        pools = [sorted(rows[begin:begin + pool], key=lambda row: len(self.encoded["train"][row][0])) for begin in range(0, len(rows), pool)]
        batches = [one[begin:begin + size] for one in pools for begin in range(0, len(one), size)]
        whole = [one for one in batches if len(one) == size]
        mixed = [whole[place] for place in torch.randperm(len(whole), generator=chance).tolist()]
        return [row for batch in mixed + [one for one in batches if len(one) < size] for row in batch]

    # -- what the loop asks --

    def steps_done(self):
        return self.step

    def taught(self):
        return max(0, self.step - self.reading)

    def epoch(self):
        return self.taught() / self.rounds.steps_per_epoch

    def is_done(self):
        return len(self.history) == self.epochs

    def round_is_full(self):
        return self.step >= self.reading and (not self.is_taught or self.taught() == (len(self.history) + 1) * self.rounds.steps_per_epoch)

    def learn(self):
        torch.manual_seed((self.job.seed * 1_000_003 + self.step) % 2**63)
        self.learner.network.train()
        count = self.read() if self.step < self.reading else self.teach()
        self.step += 1
        return count

    def read(self):
        set_rate(self.optimizer, READ_RATE * share_of_rate(self.step, self.reading))
        with half_precision(self.learner.device):
            loss = self.learner.read(self.step)
        self.read_loss, = self.group.sum(finite_loss(self.job, loss))
        self.back(loss)
        self.move()
        return self.batch

    def teach(self):
        """One step over `effective_batch` conversations, a few at a time; every token of an answer counts the same. Of a group
        each process takes a part of them, equally often: who has none left takes one that does not count."""
        set_rate(self.optimizer, self.rate * share_of_rate(self.taught(), self.taught_total))
        _, _, rows = self.rounds.chosen(self.taught())
        some = [self.encoded["train"][row] for row in rows]
        tokens = sum(sum(learned[1:]) for _, learned in some)
        totals, seen = Totals(), 0
        for places in self.group.blocks(len(some), self.at_once):
            ids, mask, targets = batch_of([some[place] for place in places] or [idle(some[0])], self.learner.filler, self.learner.device)
            seen += int(mask.sum()) if places else 0
            with half_precision(self.learner.device):
                logits = self.learner.logits(ids, mask)
            loss = totals.add(logits, targets) / tokens
            finite_loss(self.job, loss)
            self.back(loss)
        *learned, seen = self.group.sum(totals.loss, totals.right, totals.tokens, seen)
        self.totals.join(*learned)
        self.tokens_seen += int(seen)
        self.move()
        return len(rows)

    def back(self, loss):
        self.learner.shards.back(loss) if self.learner.shards else loss.backward()

    def move(self):
        if self.learner.shards:
            self.learner.shards.clip(LONGEST_STEP)
        else:
            self.group.add_up(self.learner.learned())
            torch.nn.utils.clip_grad_norm_(self.learner.learned(), LONGEST_STEP)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)

    def running(self):
        if self.step <= self.reading:
            return "train", {"reading_loss": self.read_loss}
        return "train", self.totals.values()

    def note(self, split, values, last=False, **more):
        if split == "train" and self.tokens_per_second():
            more["throughput"] = {"samples_per_s": round(self.speed(), 1), "tokens_per_s": self.tokens_per_second()}
        self.job.metric(self.step, split, values, last=last, epoch=round(self.epoch(), 3), progress=self.progress(), **more)

    def end_round(self):
        """May be left in the middle, when it is time to stop; the next attempt then begins it again."""
        if not self.is_taught:
            return self.begin_teaching()
        values = self.evaluate("val")
        train = self.totals.values()
        self.note("train", train, last=True, lr=self.optimizer.param_groups[0]["lr"])
        self.note("val", values, last=True)
        self.history.append({"epoch": len(self.history) + 1, "train": train, "val": values})
        if values["loss"] < self.best["loss"]:
            # The first process keeps it for all.
            state = self.learner.learned_state()
            kept = {key: one.cpu().clone() for key, one in state.items()} if self.group.first else None
            self.best = {"loss": values["loss"], "epoch": len(self.history), "state": kept}
        self.totals = Totals()
        # No sentence of anybody: what is asked and answered stays out of the log.
        print(f"round {len(self.history)}/{self.epochs}  loss {train['loss']:.3f}  val loss {values['loss']:.3f}  val token accuracy {values['token_accuracy']:.3f}", flush=True)

    def try_out(self):
        """The small model reads first, at a pace of its own; a pretrained one only learns to answer."""
        if self.reading:
            self.try_part((self.reading, 1), share=0.4)
            self.step = self.reading
        else:
            self.end_round()            # what it can do before it is taught: once, in the whole training too
        self.try_part((self.taught_total, self.epochs), share=0.6 if self.reading else 1.0)

    # -- before and behind teaching --

    def begin_teaching(self):
        """What it can do before it is taught, on what it will be tested on; then what learns is made ready."""
        if self.before is None:
            before = self.evaluate("test")
            self.shown_before = self.write_shown()
            self.before = before
            self.job.metric(self.step, "baseline", before, last=True)
            print(f"before it is taught: loss {before['loss']:.3f}  token accuracy {before['token_accuracy']:.3f}", flush=True)
        self.learner.save_base()
        self.make_ready()
        self.start_measuring()

    def make_ready(self):
        self.learner.begin_teaching()
        if not self.learner.shards:
            self.group.take_from_first(self.learner.learned())
        self.is_taught = True
        self.frozen, self.learned_size = self.learner.frozen_sum(), self.learner.learned_size()
        self.optimizer = torch.optim.AdamW(self.learner.learned(), lr=self.rate, weight_decay=0.0 if self.learner.method == "lora" else 0.01)

    def evaluate(self, part):
        """{loss, token_accuracy, perplexity} of the answers of a part, without learning."""
        self.learner.network.eval()
        totals, some = Totals(), sorted(self.encoded[part], key=lambda one: len(one[0]))
        with torch.no_grad():
            while some:
                self.look()
                size = min(len(some), self.group.size * max(1, self.learner.evaluated_tokens // len(some[-1][0])))
                chosen, some = [some[-size:][row] for row in self.group.rows(size)] or [idle(some[-1])], some[:-size]
                ids, mask, targets = batch_of(chosen, self.learner.filler, self.learner.device)
                with half_precision(self.learner.device):
                    logits = self.learner.logits(ids, mask)
                totals.add(logits, targets)
        return Totals(*self.group.sum(totals.loss, totals.right, totals.tokens)).values()

    def write_shown(self):
        """Answers to a few questions of the test. In a group each writes them all: they look equally often."""
        if self.learner.shards:
            self.look()
            return self.learner.write_together([one.question() for one in self.of["test"][:SHOWN]])
        found = []
        for one in self.of["test"][:SHOWN]:
            self.look()
            found.append(self.learner.write(one.question()))
        return found

    def test(self):
        """Of the best state: whether the frozen weights stayed as they were, what it does on the test, and the answers that it
        writes. All processes take part; whoever goes on alone calls be_alone() then."""
        unchanged = self.take_best()
        found = unchanged, self.evaluate("test"), self.write_shown()
        self.whole = self.learner.learned_state() if self.learner.shards else None
        return found

    def take_best(self):
        shards = self.learner.shards
        if self.group.first_says(self.best["state"] is not None):
            if self.group.first or shards:
                self.learner.put_back(self.best["state"])
            if not shards:
                self.group.take_from_first(self.learner.learned())
        return self.frozen is None or self.learner.frozen_sum() == self.frozen

    def be_alone(self):
        if self.whole is not None:
            self.learner.be_whole(self.whole)

    def tokens_per_second(self):
        """Of this attempt; None before anything was taught in it."""
        return round(self.tokens_seen / self.measured[2], 1) if self.measured[2] and self.tokens_seen else None

    # -- checkpoints --

    def optimizer_state(self):
        if not self.optimizer:
            return None
        return self.learner.shards.whole_optimizer(self.optimizer) if self.learner.shards else self.optimizer.state_dict()

    def state(self):
        totals = (self.totals.loss, self.totals.right, self.totals.tokens)
        return {"step": self.step, "is_taught": self.is_taught, "learned": self.learner.learned_state(), "optimizer": self.optimizer_state(), "history": self.history, "totals": totals,
                "best": self.best, "read_loss": self.read_loss, "before": self.before, "shown_before": self.shown_before}

    def put_back(self, state):
        if state["is_taught"]:
            self.learner.load_base()
            self.make_ready()
        self.learner.put_back(state["learned"])
        if self.optimizer and self.learner.shards:
            self.learner.shards.put_back_optimizer(self.optimizer, state["optimizer"])
        elif self.optimizer:
            self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.history, self.totals, self.best = state["step"], state["history"], Totals(*state["totals"]), state["best"]
        self.read_loss, self.before, self.shown_before = state["read_loss"], state["before"], state["shown_before"]

    def reads_checkpoint(self):
        """Of a divided network the first process alone: for each to read it would take many times the main memory."""
        return self.group.first or not self.learner.shards

    def opened(self, payload):
        if not self.learner.shards:
            return super().opened(payload)
        state = super().opened(payload) if self.group.first else None
        light = self.group.from_first({**state, "learned": None, "optimizer": None, "best": {**state["best"], "state": None}} if state else None)
        return state or light

    def shape(self):
        return [self.learner.name, self.learner.method, self.learner.base, self.batch, self.reading, self.taught_total, self.learner.lora_rank, {part: len(some) for part, some in self.encoded.items()}]

    # -- the model to take home --

    def export(self):
        files, about = self.learner.export()
        werkbank_job.write_json(self.job.model / "model.json", {"model": self.learner.name, **about})
        werkbank_job.write_json(self.job.model / "predict.json", {"takes": "rows", "endings": ["csv"]})
        for name in ("conversations.py", "network.py", "chat.py", "werkbank_table.py", "predict.py"):
            shutil.copyfile(self.job.code / name, self.job.model / name)
        return [*files, "model.json"]
