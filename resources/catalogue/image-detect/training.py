"""The training itself: one batch, one look at what was not learned from, and the model to take home."""

import shutil

import torch

import network as networks
import photos as photos_of
import scoring
import werkbank_job
import werkbank_training
from finding import find
from werkbank_training import Best, Rounds, finite_loss, half_precision, set_rate, warm_up_then_cosine

BOX_WEIGHT = 2.0            # of where a box is, beside whether there is one
AT_ONCE = 32                # photos that are looked at together without learning


class Training(werkbank_training.Training):
    """One training: the state that a checkpoint holds, and how one batch moves it on."""

    def __init__(self, job, collection, stores, side, channels, group=None):
        super().__init__(job, group)
        self.collection, self.stores, self.side, self.channels = collection, stores, side, channels
        self.kinds = len(collection.kinds)
        self.device = self.group.device
        self.size = str(job.parameter("model", "small"))
        self.epochs = int(job.parameter("epochs", 50))
        rows = len(stores["train"])
        self.rounds = Rounds(rows, int(job.parameter("batch_size", 16)), lambda epoch: torch.randperm(rows, generator=self._chance(epoch, 0)))
        self.batch = self.rounds.batch
        self.steps_total = self.rounds.steps_per_epoch * self.epochs
        self.rate = float(job.parameter("learning_rate", 2e-3))
        self.mean, self.deviation = measure(stores["train"])
        job.set_seeds()
        self.network = networks.Finder(self.size, channels, self.kinds).to(self.device)
        self.group.take_from_first(self.network.parameters())
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=self.rate, weight_decay=float(job.parameter("weight_decay", 0.01)))
        self.step, self.history, self.seen, self.best = 0, [], [0.0, 0], Best()      # seen: loss and photos of this round

    # -- what the loop asks --

    def steps_done(self):
        return self.step

    def epoch(self):
        return self.step / self.rounds.steps_per_epoch

    def is_done(self):
        return len(self.history) == self.epochs

    def round_is_full(self):
        return self.step == (len(self.history) + 1) * self.rounds.steps_per_epoch

    def running(self):
        return "train", {"loss": self.seen[0] / self.seen[1]}

    def learn(self):
        epoch, number, chosen = self.rounds.chosen(self.step)
        self.network.train()
        set_rate(self.optimizer, self.rate * warm_up_then_cosine(self.step, self.steps_total))
        places, share = self.group.part(len(chosen))
        pixels, boxes, labels = self.stores["train"].get(chosen[places])
        pixels, boxes, labels = photos_of.change(self._normal(pixels), boxes, labels, str(self.job.parameter("augment", "low")), self._chance(epoch, number + 1), places, len(chosen))
        loss = self._loss(pixels, boxes, labels, share > 0)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.group.add_up(self.network.parameters())
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        value, = self.group.sum(finite_loss(self.job, loss))
        self.step += 1
        self.seen = [self.seen[0] + value * len(chosen), self.seen[1] + len(chosen)]
        return len(chosen)

    def end_round(self):
        values, _ = self.evaluate("val")
        train = self.running()[1]
        self.note("train", train, last=True)
        self.note("val", values, last=True)
        self.history.append({"epoch": len(self.history) + 1, "train": train, "val": values})
        # The round that finds best; the loss decides between rounds that find alike, as the first ones do: nothing.
        self.best.offer(self.network, 1 - values["map50_95"] + 1e-4 * min(values["loss"], 1e3), len(self.history))
        self.seen = [0.0, 0]
        print(f"epoch {len(self.history)}/{self.epochs}  loss {train['loss']:.3f}  val loss {values['loss']:.3f}  val mAP50 {values['map50']:.3f}", flush=True)

    def note(self, split, values, last=False):
        super().note(split, values, last, **({"lr": self.optimizer.param_groups[0]["lr"]} if split == "train" else {}))

    def evaluate(self, split):
        """({loss, map50, map50_95}, what was found in each photo) without learning."""
        self.network.eval()
        store, total, found = self.stores[split], 0.0, []
        with torch.no_grad():
            for rows in self.group.blocks(len(store), AT_ONCE):
                self.look()
                numbers = list(rows)
                if not numbers:
                    continue
                pixels, boxes, labels = store.get(numbers)
                pixels = self._normal(pixels)
                with half_precision(self.device):
                    sure, reach = self.network(pixels)
                sure, reach = sure.float(), reach.float()
                total += float(mean_of(self._measure(sure, reach, boxes, labels))) * len(numbers)
                found += [find(one, far, store.size(number)) for one, far, number in zip(sure.sigmoid().cpu(), reach.cpu(), numbers)]
        found, total = self.group.collect_all(found, len(store)), self.group.sum(total)[0]
        scores = scoring.mean_precision(found, self.there(split), self.kinds)
        return {"loss": total / len(store), "map50": scores["map50"], "map50_95": scores["map50_95"]}, found

    def there(self, split):
        """[(boxes in pixels, labels)] of what people drew."""
        store = self.stores[split]
        return [store.truth(number) for number in range(len(store))]

    # -- small parts --

    def _loss(self, pixels, boxes, labels, counts):
        """This process's part of the loss of the whole batch; nothing where its photos do not count."""
        with half_precision(self.device):
            sure, reach = self.network(pixels)
        parts = [(value * counts, float(of) * counts) for value, of in self._measure(sure.float(), reach.float(), boxes, labels)]
        return mean_of(zip([value for value, _ in parts], self.group.sum(*[of for _, of in parts])))

    def _measure(self, sure, reach, boxes, labels):
        """[(sum, what to divide it by)] of whether there is a thing, and of where its box is."""
        target, wanted, counts = (one.to(self.device) for one in networks.targets(boxes, labels, self.kinds, self.side // networks.STEP))
        return [networks.certainty_loss(sure, target), networks.box_loss(reach, wanted, counts)]

    def _chance(self, epoch, number):
        """The same chance for the same batch, whether or not the job was stopped in between."""
        return torch.Generator().manual_seed((self.job.seed * 1_000_003 + epoch * 100_003 + number) % 2**63)

    def _normal(self, pixels):
        shape = (1, -1, 1, 1)
        pixels = pixels.to(self.device).float() / 255
        return (pixels - torch.tensor(self.mean, device=self.device).view(shape)) / torch.tensor(self.deviation, device=self.device).view(shape)

    # -- checkpoints --

    def state(self):
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step, "history": self.history, "seen": self.seen, "best": self.best.state()}

    def put_back(self, state):
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.history, self.seen = state["step"], state["history"], state["seen"]
        self.best.put_back(state["best"])

    def shape(self):
        return [self.size, self.side, self.channels, self.batch, self.steps_total, self.collection.kinds]

    # -- the model to take home --

    def export(self, certainty):
        """Returns the names of the files that were made."""
        deployed = networks.Deployed(self.network.cpu().float(), self.mean, self.deviation).eval()
        with torch.no_grad():
            traced = torch.jit.trace(deployed, torch.zeros(1, self.channels, self.side, self.side))
        werkbank_job.atomic_write(self.job.model / "model.pt", werkbank_job.dump(lambda file: torch.jit.save(traced, file)))
        werkbank_job.write_json(self.job.model / "model.json", {"kinds": self.collection.kinds, "image_size": self.side, "channels": self.channels, "certainty": certainty,
                                                                "input": "float32 [n, channels, image_size, image_size], 0 to 1; the photo in the upper left corner, the rest 114/255",
                                                                "output": "certainty [n, kinds, h, w] and reach to left, top, right and bottom in pixels [n, 4, h, w]; finding.py makes boxes of them"})
        werkbank_job.write_json(self.job.model / "predict.json", {"takes": "files", "endings": ["png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff", "webp"]})
        for name in ("werkbank_images.py", "werkbank_table.py", "photos.py", "finding.py", "predict.py"):
            shutil.copyfile(self.job.code / name, self.job.model / name)
        self.network.to(self.device)
        return ["model.pt", "model.json"]


def mean_of(parts):
    (sure, things), (reach, counts) = parts
    return sure / max(1.0, float(things)) + BOX_WEIGHT * (reach / max(1e-6, float(counts)))


def measure(store, limit=1000):
    """Mean and standard deviation per channel, of pixels from 0 to 1."""
    pixels = store.get(range(0, len(store), max(1, len(store) // limit)))[0].float() / 255
    return pixels.mean(dim=(0, 2, 3)).tolist(), pixels.std(dim=(0, 2, 3)).clamp(min=1e-3).tolist()
