"""The index that is taken home, and how it is searched: by words (BM25) and by meaning, their scores added up. Needs numpy;
a pretrained index needs sentence-transformers too."""

import json
import pathlib

import numpy

import meaning as meanings
from words import pack_names, question_words, unpack_names, words_of

K1, B = 1.2, 0.75           # the usual constants of BM25 (Robertson and Zaragoza 2009)


class WordScores:
    """Scores passages by the words of a question. Its arrays: for each word, which passages hold it and how often."""

    def __init__(self, words, starts, passages, counts, lengths):
        self.words = {word: number for number, word in enumerate(words)}
        self.starts, self.passages, self.counts = starts, passages, counts
        self.lengths = numpy.asarray(lengths, dtype=numpy.float32)
        self.usual = max(1.0, float(self.lengths.mean())) if len(lengths) else 1.0

    @classmethod
    def of(cls, texts, look=lambda: None):
        found, lengths = {}, []
        for number, text in enumerate(texts):
            if number % 1000 == 0:
                look()
            words = words_of(text)
            lengths.append(len(words))
            counts = {}
            for word in words:
                counts[word] = counts.get(word, 0) + 1
            for word, count in counts.items():
                found.setdefault(word, []).append((number, count))
        words = sorted(found)
        starts = numpy.concatenate([[0], numpy.cumsum([len(found[word]) for word in words])]).astype(numpy.int64)
        pairs = numpy.array([pair for word in words for pair in found[word]], dtype=numpy.int64).reshape(-1, 2)
        return cls(words, starts, pairs[:, 0].astype(numpy.int32), numpy.minimum(pairs[:, 1], 65_535).astype(numpy.uint16), lengths)

    def holding(self, word):
        number = self.words.get(word)
        if number is None:
            return self.passages[:0], self.counts[:0]
        place = slice(self.starts[number], self.starts[number + 1])
        return self.passages[place], self.counts[place]

    def bm25(self, question):
        scores = numpy.zeros(len(self.lengths), dtype=numpy.float32)
        for word in question_words(question):
            passages, counts = self.holding(word)
            if len(passages):
                rarity = numpy.log(1 + (len(self.lengths) - len(passages) + 0.5) / (len(passages) + 0.5))
                counts = counts.astype(numpy.float32)
                scores[passages] += rarity * counts * (K1 + 1) / (counts + K1 * (1 - B + B * self.lengths[passages] / self.usual))
        return scores

    def shared(self, question):
        """How many different words of the question a passage holds: the plainest way to search."""
        scores = numpy.zeros(len(self.lengths), dtype=numpy.float32)
        for word in set(words_of(question)):
            scores[self.holding(word)[0]] += 1
        return scores

    def save(self, path):
        numpy.savez_compressed(path, words=pack_names(self.words), starts=self.starts, passages=self.passages, counts=self.counts, lengths=self.lengths)

    @classmethod
    def load(cls, path):
        with numpy.load(path, allow_pickle=False) as kept:
            return cls(unpack_names(kept["words"]), kept["starts"], kept["passages"], kept["counts"], kept["lengths"])


def mix(by_words, by_meaning, share):
    """One score of two: each as a part of its best passage, `share` of it by meaning."""
    best = float(by_words.max()) if len(by_words) else 0.0
    near = numpy.maximum(by_meaning, 0)
    nearest = float(near.max()) if len(near) else 0.0
    return (1 - share) * (by_words / best if best else by_words) + share * (near / nearest if nearest else near)


def best_documents(scores, documents, count):
    """Numbers of the best passages of different documents, the best first; nothing that scores 0."""
    taken, found = set(), []
    most = min(len(scores), 20 * count)
    order = numpy.argpartition(-scores, most - 1)[:most] if most else []
    for number in sorted(order, key=lambda i: (-scores[i], i)):
        if scores[number] <= 0 or len(found) == count:
            break
        if documents[number] not in taken:
            taken.add(documents[number])
            found.append(int(number))
    return found


class Index:
    """A folder with meta.json, chunks.jsonl, index.npy and words.npz."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.about = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.passages = [json.loads(line) for line in (folder / "chunks.jsonl").read_text(encoding="utf-8").split("\n") if line]
        self.documents = [passage["document"] for passage in self.passages]
        self.vectors = numpy.load(folder / "index.npy", mmap_mode="r", allow_pickle=False)
        self.by_words = WordScores.load(folder / "words.npz")
        self.meaning = None
        if self.about["share"] > 0:
            self.meaning = open_meaning(folder, self.about)

    def search(self, question, count=5):
        """[(score, passage)], the best first."""
        by_words = self.by_words.bm25(question)
        near = numpy.zeros(len(by_words), dtype=numpy.float32)
        if self.meaning is not None:
            near = nearness(self.vectors, self.meaning.vectors([question])[0])
        scores = mix(by_words, near, self.about["share"])
        return [(float(scores[number]), self.passages[number]) for number in best_documents(scores, self.documents, count)]


def nearness(vectors, question, at_once=50_000):
    """The cosine of every passage with the question; block by block, as vectors are kept in half precision."""
    blocks = [vectors[begin:begin + at_once].astype(numpy.float32) @ question for begin in range(0, len(vectors), at_once)]
    return numpy.concatenate(blocks) if blocks else numpy.zeros(0, dtype=numpy.float32)


def open_meaning(folder, about):
    if about["meaning"] == "pretrained":
        return meanings.Pretrained(about["pretrained_folder"])
    with numpy.load(folder / "meaning.npz", allow_pickle=False) as kept:
        return meanings.Meaning(unpack_names(kept["terms"]), kept["rarity"], kept["axes"])
