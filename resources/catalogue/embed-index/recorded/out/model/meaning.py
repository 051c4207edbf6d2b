"""Turns terms into vectors in which words that occur in the same passages lie close together: TF-IDF and a truncated
singular value decomposition (latent semantic analysis). Used while the index is made and by search.py, which needs numpy only."""

import collections
import math

import numpy

from words import terms_of, words_of

AT_ONCE = 20_000            # terms whose rows are added up in one go


class Meaning:
    """terms: {term: number}; rarity: one weight per term; axes: [terms, size], half precision."""

    name = "terms"

    def __init__(self, terms, rarity, axes):
        self.terms = {term: number for number, term in enumerate(terms)}
        self.rarity, self.axes = numpy.asarray(rarity, dtype=numpy.float32), axes

    @property
    def size(self):
        return self.axes.shape[1]

    def counted(self, text):
        """(numbers of the terms of a text, their weights of length 1)."""
        counts = collections.Counter(self.terms[term] for term in terms_of(words_of(text)) if term in self.terms)
        numbers = numpy.fromiter(counts.keys(), dtype=numpy.int64, count=len(counts))
        weights = numpy.array([1 + math.log(count) for count in counts.values()], dtype=numpy.float32) * self.rarity[numbers]
        length = float(numpy.sqrt((weights ** 2).sum()))
        return numbers, weights / length if length else weights

    def vectors(self, texts):
        """[texts, size] of length 1, or 0 where no term is known."""
        found = numpy.zeros((len(texts), self.size), dtype=numpy.float32)
        for place, text in enumerate(texts):
            numbers, weights = self.counted(text)
            for begin in range(0, len(numbers), AT_ONCE):
                found[place] += weights[begin:begin + AT_ONCE] @ self.axes[numbers[begin:begin + AT_ONCE]].astype(numpy.float32)
        return of_length_one(found)


class Pretrained:
    """A sentence model from a folder; nothing is fetched from a network."""

    name = "pretrained"

    def __init__(self, folder):
        import sentence_transformers
        self.model = sentence_transformers.SentenceTransformer(str(folder))
        self.size = int(self.model.get_sentence_embedding_dimension())

    def vectors(self, texts):
        return of_length_one(numpy.asarray(self.model.encode(list(texts), show_progress_bar=False), dtype=numpy.float32))


def of_length_one(vectors):
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / numpy.where(lengths > 0, lengths, 1)
