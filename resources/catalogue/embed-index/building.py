"""The work that takes long: a vector for every passage, shard by shard, twice. First without titles, to test with; then with
them, to keep. A shard that lies on disk is not made again, whatever ended the attempt before."""

import hashlib
import json
import shutil

import numpy

import werkbank_job
import werkbank_training
from learning import learn_meaning
from meaning import Meaning, Pretrained
from words import pack_names, unpack_names

SHARD = 512                 # passages
PHASES = ("tested", "kept")


class Building(werkbank_training.Training):
    def __init__(self, job, collection, look):
        super().__init__(job)
        self.collection, self.batch, self.history = collection, SHARD, []
        self.shards = -(-len(collection.passages) // SHARD)
        self.steps_total = len(PHASES) * self.shards
        self.fingerprint = self._fingerprint()
        self.folder = job.out / "ckpt" / f"parts-{self.fingerprint}"
        self.meaning = self._open_meaning(look)
        self.step = self._made()

    def _fingerprint(self):
        """Of everything that a vector depends on."""
        job, found = self.job, hashlib.blake2b(digest_size=8)
        asked = [job.version, job.seed, job.parameter("model", "auto"), job.parameter("pretrained_folder", ""), job.parameter("size", 256)]
        found.update(json.dumps(asked).encode("utf-8"))
        for phase in PHASES:
            for text in self.collection.texts(phase):
                found.update(text.encode("utf-8", "replace") + b"\0")
        return found.hexdigest()

    def _open_meaning(self, look):
        """The model that makes the vectors; None where the passages share no words to learn it from."""
        job = self.job
        if job.parameter("model", "auto") == "pretrained":
            return open_pretrained(job)
        path = self.folder / "meaning.npz"
        if path.is_file():
            with numpy.load(path, allow_pickle=False) as kept:
                return Meaning(unpack_names(kept["terms"]), kept["rarity"], kept["axes"])
        learned = learn_meaning(list(self.collection.texts("tested")), int(job.parameter("size", 256)), job.seed, look)
        if learned:
            save_meaning(path, learned)
        return learned

    # -- what the loop asks --

    def steps_done(self):
        return self.step

    def epoch(self):
        return self.step / self.shards

    def is_done(self):
        return self.step == self.steps_total

    def round_is_full(self):
        return False

    def running(self):
        return "train", {"passages": min(self.step * SHARD, len(PHASES) * len(self.collection.passages)) / len(PHASES)}

    def learn(self):
        phase, number = divmod(self.step, self.shards)
        texts = list(self.collection.texts(PHASES[phase], number * SHARD, (number + 1) * SHARD))
        vectors = self.meaning.vectors(texts) if self.meaning else numpy.zeros((len(texts), 1), dtype=numpy.float32)
        path = self._path(phase, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        with werkbank_job.atomic_open(path) as file:
            numpy.save(file, vectors.astype(numpy.float16))
        self.step += 1
        return len(texts)

    def state(self):
        return {}           # the shards themselves are the state

    def put_back(self, state):
        self.step = self._made()

    def shape(self):
        return [self.fingerprint]

    def _path(self, phase, number):
        return self.folder / f"{PHASES[phase]}-{number:05d}.npy"

    def _made(self):
        """How many shards lie ready, without a gap."""
        return next((step for step in range(self.steps_total) if not self._path(*divmod(step, self.shards)).is_file()), self.steps_total)

    # -- results --

    def vectors(self, phase):
        return numpy.concatenate([numpy.load(self._path(PHASES.index(phase), number), allow_pickle=False) for number in range(self.shards)])

    def clean_up(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def save_meaning(path, meaning):
    path.parent.mkdir(parents=True, exist_ok=True)
    with werkbank_job.atomic_open(path) as file:
        numpy.savez_compressed(file, terms=pack_names(meaning.terms), rarity=meaning.rarity, axes=meaning.axes)


def open_pretrained(job):
    asked = str(job.parameter("pretrained_folder", "")).strip()
    try:
        import sentence_transformers  # noqa: F401
    except ImportError:
        job.fail("no_sentence_transformers", "Voor een voorgetraind model is de software 'sentence-transformers' nodig. Die is er hier niet. Kies bij 'Hoe zoeken?' de eerste mogelijkheid.",
                 "A pretrained model needs the software 'sentence-transformers'. It is not here. Choose the first way under 'How to search?'.")
    try:
        if not asked:
            raise OSError("no folder was given")
        return Pretrained(asked)
    except Exception as error:      # the library has many kinds of its own
        job.fail("bad_pretrained_model", f"Het model in de map '{asked}' kan niet worden geladen: {error}", f"The model in the folder '{asked}' cannot be loaded: {error}")
