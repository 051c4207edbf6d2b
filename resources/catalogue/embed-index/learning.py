"""Learns the axes of meaning from a sample of the passages (scipy, scikit-learn)."""

import collections

import numpy
import scipy.sparse
from sklearn.utils.extmath import randomized_svd

from meaning import Meaning
from words import terms_of, words_of

SAMPLE = 20_000             # passages; more hardly changes the axes and costs memory
MAX_TERMS = 60_000


def learn_meaning(texts, size, seed, look):
    """A Meaning, or None where there are too few words to learn from."""
    if len(texts) > SAMPLE:
        chosen = numpy.sort(numpy.random.default_rng(seed).choice(len(texts), SAMPLE, replace=False))
        texts = [texts[i] for i in chosen]
    counts, passages = [], collections.Counter()
    for number, text in enumerate(texts):
        if number % 200 == 0:
            look()
        counts.append(collections.Counter(terms_of(words_of(text))))
        passages.update(counts[-1].keys())
    # A term of one passage ties it to nothing, and one that is everywhere tells nothing.
    kept = sorted((term for term, count in passages.items() if 2 <= count <= 0.5 * len(texts)), key=lambda term: (-passages[term], term))[:MAX_TERMS]
    if len(kept) < 3:
        return None
    rarity = numpy.log((len(texts) + 1) / (numpy.array([passages[term] for term in kept]) + 1)) + 1
    number = {term: i for i, term in enumerate(kept)}
    rows, columns, values = [], [], []
    for row, found in enumerate(counts):
        pairs = [(number[term], count) for term, count in found.items() if term in number]
        rows += [row] * len(pairs)
        columns += [column for column, _ in pairs]
        values += [count for _, count in pairs]
    matrix = scipy.sparse.csr_matrix((1 + numpy.log(values), (rows, columns)), shape=(len(texts), len(kept)), dtype=numpy.float32)
    matrix = matrix @ scipy.sparse.diags(rarity.astype(numpy.float32))
    lengths = numpy.sqrt(matrix.multiply(matrix).sum(axis=1)).A1
    matrix = scipy.sparse.diags((1 / numpy.where(lengths > 0, lengths, 1)).astype(numpy.float32)) @ matrix
    look()
    size = max(1, min(size, min(matrix.shape) - 1))
    _, _, axes = randomized_svd(matrix, n_components=size, n_iter=4, random_state=seed % 2**32)
    return Meaning(kept, rarity, axes.T.astype(numpy.float16))
