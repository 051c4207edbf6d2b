"""The training itself: one pass over the good photos, the memory of patches where it is asked for, and the scores."""

import shutil
import time

import torch

import detectors
import drawn
import werkbank_job
import werkbank_training
from werkbank_job import Pace
from werkbank_scores import auroc
from werkbank_training import timed

BATCH, BATCH_PIXELS = 16, 2**18      # photos at once; on a processor fewer large ones, which fit in its cache
CURVE_POINTS, CURVE_PHOTOS, FEWEST_FOR_CURVE = 10, 32, 8
PATCHES_AT_MOST = 50_000        # from which the memory is chosen, and
PATCH_BYTES = 256 * 2**20       # as much room as they may take
DISTANCES_AT_ONCE = 2**22       # between patches and memory, in one batch
PICKS_PER_STEP = 25             # patches chosen for the memory that count as one photo
PARTS = ("val", "choice", "test", "bad", "train")       # in the order in which they are scored


class Training(werkbank_training.Training):
    """The state that a checkpoint holds, and the steps that move it on: learn, fill the memory, score. Of every photo
    only its path and its scores stay in memory, beside a limited number of decoded photos and of patches."""

    def __init__(self, job, photos, stores, features, side, channels):
        super().__init__(job)
        self.photos, self.stores, self.side, self.channels = photos, stores, side, channels
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.features = features.to(self.device).eval()
        self.aligned = job.parameter("aligned", "yes") == "yes"
        self.method = str(job.parameter("method", "auto"))
        self.measured_method = self.method == "auto" and len(stores["choice"]) > 0
        if self.method == "auto" and not self.measured_method:
            self.method = "fast"
        rows = len(stores["train"])
        # The learning curve needs some points with few photos too.
        self.batch = max(1, min(BATCH, rows // 8, BATCH if self.device.type == "cuda" else self._fits_cache()))
        self.patches_per_photo = self._patches_per_photo(rows)
        self.memory_size = max(1, round(float(job.parameter("coreset_share", 0.1)) * rows * self.patches_per_photo)) if self.needs_memory() else 0
        self.steps_total = rows + self.memory_size // PICKS_PER_STEP + sum(len(stores[part]) for part in PARTS) + self.measured_method * (len(stores["val"]) + len(stores["choice"]))
        self.moments = detectors.Moments(features.width, features.grid**2, self.aligned, job.seed, self.device)
        self.learned, self.candidates, self.places, self.history = 0, [], [], []
        self.choice, self.chosen_by, self.scores, self.samples = None, None, {"fast": {}, "precise": {}}, {}
        self.detectors = {}

    def needs_memory(self):
        return self.measured_method or self.method == "precise"

    def _fits_cache(self):
        """A pretrained network takes a processor a third of a second per photo; a stop may not wait for a whole batch of those."""
        return BATCH_PIXELS // self.side**2 if self.features.name == "filters" else 2

    def _patches_per_photo(self, rows):
        limit = min(PATCHES_AT_MOST, PATCH_BYTES // (4 * self.features.width))
        return max(1, min(self.features.grid**2, limit // rows))

    def run(self):
        if self.job.trial:
            self.try_out()
            return
        self.learn()
        if self.needs_memory():
            self.fill_memory()
        if self.measured_method:
            self.method = self.choose_method()
        for part in PARTS:
            self.score(self.method, part)

    # -- learning --

    def learn(self):
        rows = len(self.stores["train"])
        while self.learned < rows:
            self.look()
            began, before = time.monotonic(), self.learned
            self.learn_batch()
            self.measure(self.learned - before, began)
            if self.learned >= min(FEWEST_FOR_CURVE, rows) and self.learned * CURVE_POINTS // rows > before * CURVE_POINTS // rows:
                self.note_curve()
            if before < 3 * self.batch <= self.learned:
                self.job.estimate(self.job.elapsed() + 1.2 * (self.steps_total - self.learned) / self.speed(), 3, samples_per_s=self.speed())

    def learn_batch(self):
        before = self.learned
        chosen = torch.arange(before, min(before + self.batch, len(self.stores["train"])))
        found = self.describe(self.stores["train"].get(chosen))
        self.moments.add(found)
        if self.needs_memory():
            self.keep_patches(found, before)
        self.learned += len(chosen)

    def describe(self, pixels):
        """In full precision also on a GPU: the threshold must mean the same on the computer that uses the model."""
        with torch.no_grad():
            return self.features(pixels.to(self.device).float() / 255)

    def keep_patches(self, found, first):
        """The same number of patches of every photo, by chance: memory does not grow with the photos."""
        for number, patches in enumerate(detectors.rows_of(found), first):
            chance = torch.Generator().manual_seed((self.job.seed * 1_000_003 + number) % 2**63)
            picked = torch.randperm(patches.shape[0], generator=chance)[:self.patches_per_photo]
            self.candidates.append(patches[picked.to(patches.device)].cpu())
            self.places.append(picked)

    def note_curve(self):
        """How good photos and others look to what was learned so far; measured with the quick method."""
        detector = detectors.Gaussian(self.moments, self.features.grid)
        score = lambda name: detector(self.sample(name))[0].double().cpu()
        known, new, off = score("train")[:self.learned], score("val"), score("off")
        values = {"deviation": float(new.mean()), "auroc": auroc(new, off)}
        self.note("train", {"deviation": float(known.mean())}, last=True)
        self.note("val", values, last=True)
        self.history.append({"photos": self.learned, "train": float(known.mean()), "val": values["deviation"], "auroc": values["auroc"]})
        print(f"{self.learned} photos learned from  deviation of new good photos {values['deviation']:.3f}  auroc {values['auroc']:.3f}", flush=True)

    def sample(self, name):
        """The features of a few photos to draw the curve with; "off" are bad ones, or drawn where there are none."""
        if name not in self.samples:
            store = self.stores[name] if name != "off" else self.stores["choice"] if len(self.stores["choice"]) else drawn.DrawnStore(self.stores["val"], self.job.seed, 0)
            wanted = torch.linspace(0, len(store) - 1, min(CURVE_PHOTOS, len(store))).long() if name != "train" else torch.arange(min(CURVE_PHOTOS, len(store)))
            self.samples[name] = torch.cat([self.describe(store.get(numbers)) for numbers in wanted.split(self.batch)])
        return self.samples[name]

    # -- the memory of patches --

    def fill_memory(self):
        patches, comparable, state = self.begin_memory()
        while len(state["chosen"]) < self.memory_size:
            if len(state["chosen"]) % PICKS_PER_STEP == 0:
                self.look()
            detectors.choose_next(state)
        self.end_memory(patches, comparable, state["chosen"])

    def begin_memory(self):
        """(patches, all of them comparable, the state of the choice)"""
        candidates, places = torch.cat(self.candidates).to(self.device), torch.cat(self.places).to(self.device)
        patches = detectors.Patches(self.moments, candidates, self.features.grid, self.features.name == "filters")
        comparable = patches(candidates, places)
        state = detectors.start_choice(comparable, self.job.seed)
        if self.choice:
            state.update({key: value.to(self.device) if torch.is_tensor(value) else value for key, value in self.choice.items()})
        self.choice = state
        return patches, comparable, state

    def end_memory(self, patches, comparable, chosen):
        kept = comparable[torch.tensor(chosen, device=self.device)]
        self.detectors["precise"] = detectors.Memory(patches, kept, self.features.grid, int(self.job.parameter("neighbours", 9)))

    # -- scoring --

    def detector(self, method):
        if method not in self.detectors:
            self.detectors[method] = detectors.Gaussian(self.moments, self.features.grid)
        return self.detectors[method]

    def score(self, method, part):
        """The scores of all photos of a part, continued where they were left."""
        store, detector = self.stores[part], self.detector(method)
        done = self.scores[method].setdefault(part, [])
        batch = self.scored_at_once(method)
        while len(done) < len(store):
            self.look()
            began = time.monotonic()
            numbers = torch.arange(len(done), min(len(done) + batch, len(store)))
            with torch.no_grad():
                done += detector(self.describe(store.get(numbers)))[0].double().cpu().tolist()
            self.measure(len(numbers), began)
        return done

    def scored_at_once(self, method):
        return self.batch if method == "fast" else max(1, min(self.batch, DISTANCES_AT_ONCE // (self.features.grid**2 * max(1, self.memory_size))))

    def choose_method(self):
        """The one that tells good and bad apart best, on photos that are not used for the test; the quick one when equal."""
        self.chosen_by = found = {method: auroc(self.score(method, "val"), self.score(method, "choice")) for method in ("fast", "precise")}
        print("[werkbank] " + "  ".join(f"{method}: auroc {value:.3f}" for method, value in found.items()), flush=True)
        return max(found, key=found.get)

    def heat(self, part, number):
        """(bytes [c, h, w], heat [grid, grid] not yet divided by the threshold) of one photo."""
        pixels = self.stores[part].get([number])
        with torch.no_grad():
            return pixels[0].numpy(), self.detector(self.method)(self.describe(pixels))[1][0].cpu().numpy()

    # -- a trial run --

    def try_out(self):
        """Learns from some photos and measures what is done with each photo, patch and score. What depends on how many there
        are, the choice of the memory and looking things up in it, is measured with as many as there will be."""
        trial, began = self.job.trial, time.monotonic()
        rows = len(self.stores["train"])
        taken = trial.repeat(self.learn_batch, -(-rows // self.batch), self.look, 0.4)
        pace = Pace(taken)
        curve = timed(self.note_curve)
        curve = timed(self.note_curve) if curve < trial.seconds / 6 else curve      # its photos were described now
        seconds = pace.of(-(-rows // self.batch)) + CURVE_POINTS * curve
        if self.needs_memory():
            self.pretend_patches(rows)
            seconds += self.try_memory(trial)
        methods = ("fast", "precise") if self.measured_method else (self.method,)
        per_photo = {method: self.try_scores(trial, method, 0.3 / len(methods)) for method in methods}
        chosen = ("val", "choice") if self.measured_method else ()
        if self.measured_method:            # which one is best was not looked at
            self.method, self.chosen_by = "precise", dict.fromkeys(methods, 0.5)
        seconds += sum(per_photo[method] * len(self.stores[part]) for method in methods for part in chosen)
        left = [per_photo[method] * sum(len(self.stores[part]) for part in PARTS if part not in chosen) for method in methods]
        trial.count(time.monotonic() - began, seconds + sum(left) / len(left), (1 - pace.sway) * (seconds + min(left)), (1 + pace.sway) * (seconds + max(left)), len(taken), self.steps_total)

    def pretend_patches(self, rows):
        """As many patches as all photos will give: those of the photos so far, again and again."""
        wanted = rows * self.patches_per_photo
        for name in ("candidates", "places"):
            some = torch.cat(getattr(self, name))
            again = -(-wanted // len(some))
            setattr(self, name, [torch.cat([some] * again)[:wanted]])

    def try_memory(self, trial):
        """Seconds to fill the memory, which is left behind full, of patches that were chosen again and again."""
        began = time.monotonic()
        patches, comparable, state = self.begin_memory()
        once, began = time.monotonic() - began, time.monotonic()
        taken = trial.repeat(lambda: detectors.choose_next(state), self.memory_size, self.look, 0.3)
        chosen = (state["chosen"] * (-(-self.memory_size // len(state["chosen"]))))[:self.memory_size]
        kept = timed(lambda: self.end_memory(patches, comparable, chosen))
        return once + Pace(taken).of(self.memory_size) + kept

    def try_scores(self, trial, method, share):
        """Seconds to score one photo; leaves behind scores for all of them, most of which are made up."""
        scores, batch = [], self.scored_at_once(method)

        def one_batch():
            begin = len(scores) % len(self.stores["train"])
            numbers = torch.arange(begin, min(begin + batch, len(self.stores["train"])))
            with torch.no_grad():
                scores.extend(self.detector(method)(self.describe(self.stores["train"].get(numbers)))[0].double().cpu().tolist())
        taken = trial.repeat(one_batch, -(-sum(len(self.stores[part]) for part in PARTS) // batch), self.look, share)
        for part in PARTS:
            self.scores[method][part] = (scores * (len(self.stores[part]) // len(scores) + 1))[:len(self.stores[part])]
        return Pace(taken).step / batch

    # -- small parts --

    def steps_done(self):
        return self.learned + len(self.choice["chosen"] if self.choice else []) // PICKS_PER_STEP + sum(len(done) for parts in self.scores.values() for done in parts.values())

    def epoch(self):
        return self.learned / len(self.stores["train"])

    def estimates(self):
        return False        # a step is a photo here, and the first few tell enough: see learn()

    def look(self):
        """Stops when asked to, keeps the state from time to time, and says how far it is."""
        super().look()
        if self.measured[0]:
            self.note("train", {"done": round(self.steps_done() / self.steps_total, 4)})
        self.save_if_due()

    # -- checkpoints --

    def state(self):
        return {"learned": self.learned, "count": self.moments.count, "sum": self.moments.sum, "products": self.moments.products,
                "candidates": torch.cat(self.candidates) if self.candidates else None, "places": torch.cat(self.places) if self.places else None, "history": self.history,
                "choice": self.choice and {key: self.choice[key] for key in ("chosen", "next", "distance")}, "scores": self.scores}

    def put_back(self, state):
        self.learned, self.history, self.choice, self.scores = state["learned"], state["history"], state["choice"], state["scores"]
        self.moments.count, self.moments.sum, self.moments.products = state["count"], state["sum"], state["products"]
        if state["candidates"] is not None:
            self.candidates, self.places = [state["candidates"].cpu()], [state["places"].cpu()]

    def shape(self):
        return [self.features.name, self.side, self.channels, self.aligned, str(self.job.parameter("method", "auto")), self.memory_size, self.patches_per_photo, self.batch,
                [len(self.stores[part]) for part in PARTS], self.photos.kinds]

    # -- the model to take home --

    def export(self, threshold):
        """Returns the names of the files that were made."""
        deployed = detectors.Deployed(self.features, self.detector(self.method), threshold).cpu().eval()
        with torch.no_grad():
            traced = torch.jit.trace(deployed, torch.zeros(2, self.channels, self.side, self.side))
        werkbank_job.atomic_write(self.job.model / "model.pt", werkbank_job.dump(lambda file: torch.jit.save(traced, file)))
        werkbank_job.write_json(self.job.model / "model.json", {"image_size": self.side, "channels": self.channels, "method": self.method, "aligned": self.aligned,
                                                                "input": "float32 [n, channels, image_size, image_size], 0 to 1", "output": "score [n] and heat [n, grid, grid]; above 1 is off"})
        for name in ("werkbank_images.py", "werkbank_table.py", "heat.py", "predict.py"):
            shutil.copyfile(self.job.code / name, self.job.model / name)
        return ["model.pt", "model.json"]
