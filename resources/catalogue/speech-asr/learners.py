"""What can learn to write down speech, behind one face: it is moved on batch by batch, can be put away after any batch, and
writes down a part of the recordings. `training.py` holds the loop that drives it. This is the network of our own; the
pretrained ones are in pretrained.py."""

import numpy
import torch

import network as networks
import werkbank_job
from sounds import MELS
from werkbank_training import Best, Rounds, finite_loss, set_rate, warm_up_then_cosine

AT_ONCE = 32                # recordings that are listened to together without learning
UNCHANGED_ROUNDS = 2        # before recordings are changed by chance: first the network must find where letters are
MASKED_PITCHES, MASKED_FRAMES, STRETCH = 6, 12, 0.1


class Learner:
    """What all learners share. A subclass has `network`, `optimizer`, loss(recordings, places, epoch, number), the mean of those
    at these places of a batch, and write_down(part, look)."""

    def __init__(self, job, recordings, batch, rate, group):
        self.job, self.recordings, self.rate = job, recordings, float(job.parameter("learning_rate", 0)) or rate
        self.epochs = int(job.parameter("epochs", 60))
        self.train = recordings.parts["train"]
        self.rounds = Rounds(len(self.train), int(job.parameter("batch_size", 0)) or batch, self.order)
        self.batch, self.steps_total = self.rounds.batch, self.rounds.steps_per_epoch * self.epochs
        self.group, self.device = group, group.device
        self.step, self.history, self.running, self.best = 0, [], [0.0, 0], Best()      # running: loss and recordings of this round
        job.set_seeds()

    def order(self, epoch):
        """Recordings of about the same length go together, so that little is padded; the batches come in an order of chance."""
        chance, rows = self.chance(epoch), len(self.train)
        lengths = numpy.array([one.seconds for one in self.train])
        sorted_rows = numpy.argsort(lengths * chance.uniform(0.85, 1.15, rows), kind="stable")
        size = min(int(self.job.parameter("batch_size", 0)) or self.default_batch, rows)
        whole = rows // size * size
        blocks = sorted_rows[:whole].reshape(-1, size)
        if epoch:           # the first round goes from short to long: short ones teach where letters are
            blocks = blocks[chance.permutation(len(blocks))]
        return numpy.concatenate([blocks.ravel(), sorted_rows[whole:]]).tolist()

    def chance(self, *numbers):
        """The same chance for the same batch, whether or not the job was stopped in between."""
        return numpy.random.default_rng([self.job.seed, *numbers])

    def learn(self):
        epoch, number, rows = self.rounds.chosen(self.step)
        torch.manual_seed((self.job.seed * 1_000_003 + self.step) % 2**63)
        self.group.set_chance(self.job.seed, self.step)
        self.network.train()
        set_rate(self.optimizer, self.rate * self.share_of_rate(self.step))
        places, share = self.group.part(len(rows))
        loss = self.loss([self.train[row] for row in rows], places, epoch, number)
        value, = self.group.sum(finite_loss(self.job, loss) * share / self.group.size)
        self.optimizer.zero_grad(set_to_none=True)
        (loss * (share / self.group.size)).backward()
        self.group.add_up(self.network.parameters())
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.longest_step)
        self.optimizer.step()
        self.step += 1
        self.running = [self.running[0] + value * len(rows), self.running[1] + len(rows)]
        return len(rows)

    def state(self):
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step, "history": self.history, "running": self.running, "best": self.best.state()}

    def put_back(self, state):
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.history, self.running = state["step"], state["history"], state["running"]
        self.best.put_back(state["best"])

    def size(self):
        return sum(one.numel() for one in self.network.parameters())


class Small(Learner):
    """The network of our own, from nothing."""

    name, default_batch, longest_step = "small", 8, 5.0

    def __init__(self, job, recordings, look, group):
        super().__init__(job, recordings, self.default_batch, 3e-3, group)
        self.letters = recordings.letters
        self.number_of = {letter: number + 1 for number, letter in enumerate(self.letters)}
        heard = numpy.concatenate([one.heard for one in self.train[:2000]]).astype(numpy.float32)
        self.deviation = numpy.maximum(heard.std(axis=0), 1e-3)
        self.network = group.same_averages(self.plain().to(self.device))
        group.take_from_first(self.network.parameters())
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=self.rate, weight_decay=0.01)

    def plain(self):
        return networks.Listener(str(self.job.parameter("size", "small")), len(self.letters))

    def share_of_rate(self, step):
        return warm_up_then_cosine(step, self.steps_total)

    def loss(self, chosen, places, epoch, number):
        heard = [one.heard.astype(numpy.float32) / self.deviation for one in chosen]
        if epoch >= UNCHANGED_ROUNDS and self.job.parameter("change", True):
            chance = self.chance(epoch, number, 1)
            heard = [changed(one, recording.text, chance) for one, recording in zip(heard, chosen)]
        heard, chosen = [heard[place] for place in places], [chosen[place] for place in places]
        chances, lengths = self.network(*self.together(heard))
        wanted = torch.tensor([self.number_of[letter] for one in chosen for letter in one.text])
        sizes = torch.tensor([len(one.text) for one in chosen])
        return torch.nn.functional.ctc_loss(chances.transpose(0, 1), wanted.to(self.device), lengths, sizes, zero_infinity=True)

    def together(self, heard):
        padded = torch.nn.utils.rnn.pad_sequence([torch.from_numpy(one) for one in heard], batch_first=True)
        return padded.to(self.device), torch.tensor([len(one) for one in heard])

    def write_down(self, part, look):
        """[(text, certainty)] of the recordings of a part."""
        self.group.settle(self.network)
        self.network.eval()
        found, some = [], self.recordings.parts[part]
        with torch.no_grad():
            for rows in self.group.blocks(len(some), AT_ONCE):
                look()
                if rows:
                    chances, lengths = self.network(*self.together([some[row].heard.astype(numpy.float32) / self.deviation for row in rows]))
                    found += [networks.read_off(one[:length].cpu(), self.letters) for one, length in zip(chances, lengths.tolist())]
        return self.group.collect_all(found, len(some))

    def export(self):
        """Returns the names of the files that were made, and what model.json says of them."""
        taught = self.plain()           # without what several GPUs asked for
        taught.load_state_dict(self.network.state_dict())
        deployed = networks.Deployed(taught, self.deviation).eval()
        with torch.no_grad():
            traced = torch.jit.trace(deployed, torch.zeros(1, 80, MELS), check_trace=False)
        werkbank_job.atomic_write(self.job.model / "model.pt", werkbank_job.dump(lambda file: torch.jit.save(traced, file)))
        return ["model.pt"], {"letters": self.letters, "input": f"float32 [1, frames, {MELS}] of sounds.features()", "output": "log chances [frames / 4, 1 + letters]; 0 is none"}


def changed(heard, text, chance):
    """A recording spoken a little faster or slower, of which some pitches and some moments were not heard."""
    length = max(8, round(len(heard) * chance.uniform(1 - STRETCH, 1 + STRETCH)))
    if networks.fits(text, length):
        places = numpy.linspace(0, len(heard) - 1, length)
        low = numpy.minimum(places.astype(int), len(heard) - 2) if len(heard) > 1 else numpy.zeros(length, int)
        part = (places - low)[:, None].astype(numpy.float32)
        heard = heard[low] * (1 - part) + heard[numpy.minimum(low + 1, len(heard) - 1)] * part
    heard = heard.copy()
    first, last = span(heard.shape[1], MASKED_PITCHES, chance)
    heard[:, first:last] = 0
    first, last = span(len(heard), MASKED_FRAMES, chance)
    heard[first:last] = 0
    return heard


def span(size, most, chance):
    """(begin, end) of at most so many, and at most a quarter, of `size`."""
    wide = int(chance.integers(0, min(most, size // 4) + 1))
    begin = int(chance.integers(0, size - wide + 1))
    return begin, begin + wide
