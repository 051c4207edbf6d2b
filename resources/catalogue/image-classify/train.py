"""Learns to sort photos into classes (torch). Works on a processor, one GPU or several, stops and continues at any batch.

A trivial guess is scored first. The photos that are kept apart for the test are used once, at the end."""

import shutil

import torch
from torch import nn

import network as networks
import werkbank_group
import werkbank_images as images
import werkbank_job
import werkbank_training
from report import write_model_card, write_report
from werkbank_scores import class_scores, confusion, macro_f1, write_confusion
from werkbank_training import Best, Rounds, finite_loss, half_precision, set_rate, warm_up_then_cosine

LEARNING_RATES = {"small": 2e-3, "resnet18": 1e-3}


class Training(werkbank_training.Training):
    """One training: the state that a checkpoint holds, and how one batch moves it on."""

    def __init__(self, job, collection, stores, side, channels, group=None):
        super().__init__(job, group)
        self.collection, self.stores, self.side, self.channels = collection, stores, side, channels
        self.device = self.group.device
        self.arch = job.parameter("model", "small")
        self.epochs = int(job.parameter("epochs", 20))
        rows = len(stores["train"])
        self.rounds = Rounds(rows, int(job.parameter("batch_size", 0)) or (32 if rows < 5000 else 128), lambda epoch: torch.randperm(rows, generator=self._chance(epoch, 0)))
        self.batch = self.rounds.batch
        self.steps_total = self.rounds.steps_per_epoch * self.epochs
        self.rate = float(job.parameter("learning_rate", 0)) or LEARNING_RATES.get(self.arch, 1e-3)
        self.mean, self.deviation = measure(stores["train"])
        job.set_seeds()
        self.network = self.group.same_averages(networks.make_network(self.arch, channels, len(collection.classes), side).to(self.device))
        self.learner = self.group.learner(self.network)
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=self.rate, weight_decay=float(job.parameter("weight_decay", 0.01)))
        self.step, self.history, self.seen, self.best = 0, [], [0.0, 0, 0], Best()      # seen: loss, right, photos of this round

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
        loss, right, seen = self.seen
        return "train", {"loss": loss / seen, "accuracy": right / seen}

    def learn(self):
        epoch, number, chosen = self.rounds.chosen(self.step)
        self.network.train()
        set_rate(self.optimizer, self.rate * warm_up_then_cosine(self.step, self.steps_total))
        places, share = self.group.part(len(chosen))
        own, store = chosen[places], self.stores["train"]
        pixels = images.augment(store.get(own).to(self.device).float() / 255, self.job.parameter("augment", "low"), self._chance(epoch, number + 1), places, len(chosen))
        truth = store.labels[own].to(self.device)
        self.group.set_chance(self.job.seed, self.step)
        with half_precision(self.device):
            guess = self.learner(self._normal(pixels))
            loss = nn.functional.cross_entropy(guess, truth)
        self.optimizer.zero_grad(set_to_none=True)
        (loss * share).backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        right = int((guess.argmax(1) == truth).sum()) if share else 0
        value, right = self.group.sum(finite_loss(self.job, loss) * share / self.group.size, right)
        self.step += 1
        self.seen = [self.seen[0] + value * len(chosen), self.seen[1] + right, self.seen[2] + len(chosen)]
        return len(chosen)

    def end_round(self):
        values, train = self.evaluate("val")[0], self.running()[1]
        self.note("train", train, last=True)
        self.note("val", values, last=True)
        self.history.append({"epoch": len(self.history) + 1, "train": train, "val": values})
        self.best.offer(self.network, values["loss"], len(self.history))
        self.seen = [0.0, 0, 0]
        print(f"epoch {len(self.history)}/{self.epochs}  loss {train['loss']:.3f}  val loss {values['loss']:.3f}  val accuracy {values['accuracy']:.3f}", flush=True)

    def note(self, split, values, last=False):
        super().note(split, values, last, **({"lr": self.optimizer.param_groups[0]["lr"]} if split == "train" else {}))

    def evaluate(self, split):
        """({loss, accuracy}, guesses, truths) without learning; of a group each looks at a part of the photos."""
        self.group.settle(self.network)
        self.network.eval()
        store, total, guesses = self.stores[split], 0.0, [torch.zeros(0, dtype=torch.long)]
        with torch.no_grad():
            for rows in self.group.blocks(len(store), 256):
                if not rows:
                    continue
                chosen = torch.as_tensor(rows)
                with half_precision(self.device):
                    found = self.network(self._normal(store.get(chosen).to(self.device).float() / 255)).float().cpu()
                total += float(nn.functional.cross_entropy(found, store.labels[chosen], reduction="sum"))
                guesses.append(found.argmax(1))
        guesses = self.group.collect(torch.cat(guesses), len(store))
        return {"loss": self.group.sum(total)[0] / len(store), "accuracy": float((guesses == store.labels).double().mean())}, guesses, store.labels

    # -- small parts --

    def _chance(self, epoch, number):
        """The same chance for the same batch, whether or not the job was stopped in between."""
        return torch.Generator().manual_seed((self.job.seed * 1_000_003 + epoch * 100_003 + number) % 2**63)

    def _normal(self, pixels):
        shape = (1, -1, 1, 1)
        return (pixels - torch.tensor(self.mean, device=pixels.device).view(shape)) / torch.tensor(self.deviation, device=pixels.device).view(shape)

    # -- checkpoints --

    def state(self):
        return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step, "history": self.history, "seen": self.seen, "best": self.best.state(),
                "torch_rng": torch.get_rng_state()}

    def put_back(self, state):
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["torch_rng"].cpu())
        self.step, self.history, self.seen = state["step"], state["history"], state["seen"]
        self.best.put_back(state["best"])

    def shape(self):
        return [self.arch, self.side, self.channels, self.batch, self.steps_total, self.collection.classes]

    # -- the model to take home --

    def export(self):
        """Returns the names of the files that were made."""
        best = self.best.take(self.network).state_dict()
        self.network = networks.make_network(self.arch, self.channels, len(self.collection.classes), self.side)     # without what several GPUs asked for
        self.network.load_state_dict(best)
        deployed = networks.Deployed(self.network, self.mean, self.deviation).eval()
        example = torch.zeros(1, self.channels, self.side, self.side)
        with torch.no_grad():
            traced = torch.jit.trace(deployed, example)
        werkbank_job.atomic_write(self.job.model / "model.pt", werkbank_job.dump(lambda file: torch.jit.save(traced, file)))
        werkbank_job.write_json(self.job.model / "labels.json", {"classes": self.collection.classes, "image_size": self.side, "channels": self.channels,
                                                                 "input": "float32 [n, channels, image_size, image_size], 0 to 1", "output": "a chance per class"})
        for name in ("werkbank_images.py", "werkbank_table.py", "predict.py"):
            shutil.copyfile(self.job.code / name, self.job.model / name)
        return ["model.pt", "labels.json"] + self._export_onnx(deployed, example)

    def _export_onnx(self, deployed, example):
        path = self.job.model / "model.onnx"
        try:
            arguments = {"input_names": ["pixels"], "output_names": ["chances"], "dynamic_axes": {"pixels": {0: "n"}, "chances": {0: "n"}}}
            if torch.__version__ >= "2.5":
                arguments["dynamo"] = False
            with werkbank_job.atomic_open(path) as file:
                torch.onnx.export(deployed, example, file, **arguments)
            return [path.name]
        except Exception as error:      # an extra: some installations lack what it needs
            print(f"[werkbank] no ONNX file was made: {error}", flush=True)
            return []


def measure(store, limit=2000):
    """Mean and standard deviation per channel, of pixels from 0 to 1."""
    step = max(1, len(store) // limit)
    pixels = store.get(torch.arange(0, len(store), step)).float() / 255
    return pixels.mean(dim=(0, 2, 3)).tolist(), pixels.std(dim=(0, 2, 3)).clamp(min=1e-3).tolist()


def wrong_examples(training, guesses, truths, limit=16):
    """[(truth, guess, png)] spread over the kinds of mistakes."""
    wrong, taken, seen = (guesses != truths).nonzero().flatten().tolist(), [], {}
    for index in wrong:
        pair = (int(truths[index]), int(guesses[index]))
        seen[pair] = seen.get(pair, 0) + 1
        taken.append((seen[pair], index))
    classes, store = training.collection.classes, training.stores["test"]
    return [(classes[int(truths[i])], classes[int(guesses[i])], images.to_png(store.get([i])[0])) for _, i in sorted(taken)[:limit]]


def prepare(job, group):
    """Reads the photos: (collection, stores, side, channels)."""
    collection = images.Collection(job.data, job.seed)
    if collection.strays:
        job.warn("stray_files", f"{collection.strays} bestanden zijn geen foto en zijn overgeslagen.", f"{collection.strays} files are not photos and were skipped.")
    usual, channels = images.look_at(collection)
    side = images.choose_side(str(job.parameter("image_size", "auto")), usual, torch.cuda.is_available())
    print(f"[werkbank] {sum(map(len, collection.items.values()))} photos, {len(collection.classes)} classes, {side}x{side}, {channels} channel(s)", flush=True)
    return collection, {name: images.Store(collection, items, side, channels, group=group) for name, items in collection.items.items()}, side, channels


def score_baseline(job, stores, classes):
    """Always the class with the most photos to learn from."""
    common = int(torch.bincount(stores["train"].labels, minlength=classes).argmax())
    value = float((stores["test"].labels == common).double().mean())
    job.baseline("accuracy", value)
    return value


def finish(job, training, baseline):
    files = training.export()
    training.network.to(training.device)
    values, guesses, truths = training.evaluate("test")
    classes = training.collection.classes
    counts = confusion(truths.tolist(), guesses.tolist(), len(classes))
    scores = class_scores(counts)
    values["macro_f1"] = macro_f1(scores)
    job.metric(training.step, "test", values, last=True, epoch=training.epochs, progress=0.98)
    write_confusion(job.out / "confusion_matrix.csv", classes, counts)
    summary = {"template": job.template, "version": job.version, "classes": classes, "n_train": len(training.stores["train"]), "n_val": len(training.stores["val"]),
               "n_test": len(training.stores["test"]), "image_size": training.side, "channels": training.channels, "model": training.arch,
               "parameters": sum(p.numel() for p in training.network.parameters()), "epochs": training.epochs, "best_epoch": training.best.epoch, "device": training.device.type,
               "test": values, "per_class": dict(zip(classes, scores)), "primary": {"name": "accuracy", "value": values["accuracy"], "goal": "max"},
               "baseline": {"name": "most_frequent", "value": baseline}, "files": files, "torch": torch.__version__, "seed": job.seed, "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, training.history, counts, wrong_examples(training, guesses, truths))
    write_model_card(job, summary)
    job.end("accuracy", values["accuracy"], "max", ("most_frequent", baseline), ("loss", training.best.loss, "min"))


def main():
    job = werkbank_job.Job.load()
    try:
        group = werkbank_group.join(job)
        collection, stores, side, channels = prepare(job, group)
        training = Training(job, collection, stores, side, channels, group)
        job.start(steps_total=training.steps_total, n_train=len(stores["train"]), n_val=len(stores["val"]), n_test=len(stores["test"]), classes=len(collection.classes),
                  params=sum(p.numel() for p in training.network.parameters()), world_size=group.size, device=training.device.type, image_size=side)
        baseline = score_baseline(job, stores, len(collection.classes))
        training.resume()
        training.run()
        group.the_first_goes_on(job)
        finish(job, training, baseline)
    except images.ImageError as error:
        job.data_error(error.code, error.nl, error.en, file=error.file)


if __name__ == "__main__":
    main()
