"""Learns the axes of meaning from a sample of the passages (scipy, scikit-learn)."""

import array
import collections
import math

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
    number, rows, columns, values = {}, array.array("i"), array.array("i"), array.array("f")
    for row, text in enumerate(texts):
        if row % 200 == 0:
            look()
        for term, count in collections.Counter(terms_of(words_of(text))).items():
            rows.append(row)
            columns.append(number.setdefault(term, len(number)))
            values.append(1 + math.log(count))
    if not number:
        return None
    counted = scipy.sparse.csr_matrix((numpy.frombuffer(values, numpy.float32), (numpy.frombuffer(rows, numpy.int32), numpy.frombuffer(columns, numpy.int32))), shape=(len(texts), len(number)))
    passages = numpy.bincount(counted.indices, minlength=len(number))
    # A term of one passage ties it to nothing, and one that is everywhere tells nothing.
    kept = sorted((term for term, i in number.items() if 2 <= passages[i] <= 0.5 * len(texts)), key=lambda term: (-passages[number[term]], term))[:MAX_TERMS]
    if len(kept) < 3:
        return None
    chosen = [number[term] for term in kept]
    rarity = numpy.log((len(texts) + 1) / (passages[chosen] + 1)) + 1
    matrix = counted[:, chosen] @ scipy.sparse.diags(rarity.astype(numpy.float32))
    lengths = numpy.sqrt(matrix.multiply(matrix).sum(axis=1)).A1
    matrix = scipy.sparse.diags((1 / numpy.where(lengths > 0, lengths, 1)).astype(numpy.float32)) @ matrix
    look()
    size = max(1, min(size, min(matrix.shape) - 1))
    _, _, axes = randomized_svd(matrix, n_components=size, n_iter=4, random_state=seed % 2**32)
    return Meaning(kept, rarity, axes.T.astype(numpy.float16))
