"""How a text is made ready for a model: what is hidden, and how it is cut into words and pieces of words. Used by
training and by predict.py, so that both read a text the same way."""

import collections
import re

import numpy

# Addresses and long numbers (telephone, BSN, account, customer) say who wrote a text, not what it is about: they are
# hidden before anything is learned, so that no word list of a model and no report can hold them.
_LONG_NUMBER = re.compile(r"\d(?:[ .\-/]?\d){5,}")
ADDRESS_MARK, NUMBER_MARK = "@@@", "######"
MAX_CHARACTERS = 10_000     # of one text; the rest is not read
CHARACTERS_FOR_PARTS = 2_000    # of one text, that the words model counts parts of words in
PIECES = 5                  # of one word
MAX_PIECES = 30_000         # in the vocabulary
MAX_CACHE = 200_000         # words whose pieces are remembered while texts are cut
_WORDS = re.compile(r"\w+|[^\w\s]")


def hide(text):
    """The text on one line, with addresses and long numbers made unreadable."""
    return _LONG_NUMBER.sub(NUMBER_MARK, " ".join(ADDRESS_MARK if "@" in word else word for word in text[:MAX_CHARACTERS].split()))


def shorten(text, longest):
    return text if len(text) <= longest else text[:longest - 1].rstrip() + "…"


def words_of(text):
    return _WORDS.findall(text.casefold())


def pieces_of(word):
    """The word itself, its beginnings and its ends: a compound that was never seen is known by its parts."""
    pieces = [word]
    if len(word) > 4:
        pieces += [word[:4] + "-", "-" + word[-4:]]
    if len(word) > 6:
        pieces += [word[:6] + "-", "-" + word[-6:]]
    return pieces


def learn_vocabulary(texts, least):
    """piece -> number from 1 on, of the pieces that occur at least so often, the commonest first."""
    words = collections.Counter()
    for text in texts:
        words.update(words_of(text))
    counts = collections.Counter()
    for word, count in words.items():
        for piece in pieces_of(word):
            counts[piece] += count
    kept = sorted((piece for piece, count in counts.items() if count >= least), key=lambda piece: (-counts[piece], piece))
    return {piece: number + 1 for number, piece in enumerate(kept[:MAX_PIECES])}


def encode(texts, vocabulary, max_length):
    """Yields for every text the numbers of its words' pieces, [words, PIECES]; a word of which no piece is known is left out."""
    cache = {}
    for text in texts:
        rows = []
        for word in words_of(text):
            if word not in cache:
                if len(cache) >= MAX_CACHE:
                    cache.clear()
                known = [vocabulary[piece] for piece in pieces_of(word) if piece in vocabulary]
                cache[word] = known + [0] * (PIECES - len(known)) if known else None
            if cache[word] is not None:
                rows.append(cache[word])
            if len(rows) == max_length:
                break
        yield numpy.array(rows, dtype=numpy.int32).reshape(-1, PIECES)


def pad(encoded):
    """Texts of different length as one array [texts, words, PIECES], filled up with zeros."""
    longest = max(1, max(len(rows) for rows in encoded))
    batch = numpy.zeros((len(encoded), longest, PIECES), dtype=numpy.int64)
    for number, rows in enumerate(encoded):
        batch[number, :len(rows)] = rows
    return batch
