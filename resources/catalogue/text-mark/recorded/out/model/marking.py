"""Finds marks in sentences: what is seen of a word, and the best row of tags for a sentence (Viterbi). Used by training and by
predict.py, so that both see a text the same way. Needs numpy."""

import re

import numpy

IMPOSSIBLE = -1e9
_PIECES = re.compile(r"\w+|[^\w\s]")
_ENDS = {".", "!", "?"}


def pieces_of(text):
    """[(word, begin, end)] of a text."""
    return [(match[0], match.start(), match.end()) for match in _PIECES.finditer(text)]


def sentences_of(pieces):
    """The pieces cut after the end of each sentence."""
    begin = 0
    for place, (word, _, _) in enumerate(pieces, 1):
        if word in _ENDS and (place == len(pieces) or pieces[place][0][:1].isupper()) or place - begin == 300 or place == len(pieces):
            yield pieces[begin:place]
            begin = place


def shape_of(word):
    """Which kinds of signs a word is made of: "Xx", "d-d"; repeated kinds once."""
    kinds = ["X" if sign.isupper() else "x" if sign.isalpha() else "d" if sign.isdigit() else sign for sign in word[:20]]
    return "".join(kind for place, kind in enumerate(kinds) if place == 0 or kinds[place - 1] != kind)


def seen_of(words):
    """For every word of a sentence what the model looks at, as texts."""
    low = ["<2", "<1", *(word.casefold() for word in words), ">1", ">2"]
    shapes = ["<", *(shape_of(word) for word in words), ">"]
    found = []
    for i in range(len(words)):
        a, b, c, d, e = low[i:i + 5]
        found.append(["w=" + c, "p=" + c[:3], "s=" + c[-3:], "s2=" + c[-2:], "f=" + shapes[i + 1], "b=" + b, "bb=" + a, "n=" + d, "nn=" + e, "bw=" + b + " " + c, "wn=" + c + " " + d,
                      "bf=" + shapes[i], "nf=" + shapes[i + 2], "ff=" + shapes[i] + " " + shapes[i + 1] + " " + shapes[i + 2], "bb2=" + a + " " + b, "nn2=" + d + " " + e])
    return found


def allowed_steps(tags):
    """[from, to]: 0, or impossible where a mark would go on that never began; the last row is the beginning of a sentence."""
    steps = numpy.zeros((len(tags) + 1, len(tags)))
    for before, name in enumerate([*tags, "O"]):
        for after, tag in enumerate(tags):
            if tag[0] == "I" and name[2:] != tag[2:]:
                steps[before, after] = IMPOSSIBLE
    return steps


def best_tags(scores, steps):
    """The row of tags with the highest sum. scores: [words, tags]; steps: [from, to], the last row for the beginning."""
    best, back = scores[0] + steps[-1], []
    for row in scores[1:]:
        sums = best[:, None] + steps[:-1]
        back.append(sums.argmax(axis=0))
        best = sums.max(axis=0) + row
    found = [int(best.argmax())]
    for pointers in reversed(back):
        found.append(int(pointers[found[-1]]))
    return found[::-1]


def spans(tags):
    """{(begin, end, kind)} of the marks in a row of tags; end is the first word after it."""
    found, begin = set(), None
    for place, tag in enumerate([*tags, "O"]):
        if begin is not None and tag[0] != "I":
            found.add((begin, place, tags[begin][2:]))
            begin = None
        if tag[0] == "B":
            begin = place
    return found


class Tagger:
    """tags; seen: {what is seen: row of weights}; weights: [rows, tags]; steps: [tags + 1, tags] with the impossible ones in."""

    def __init__(self, tags, seen, weights, steps):
        self.tags, self.seen, self.weights, self.steps = list(tags), seen, weights, steps

    def rows(self, words):
        return [[self.seen[one] for one in looks if one in self.seen] for looks in seen_of(words)]

    def tag(self, words):
        if not words:
            return []
        scores = numpy.stack([self.weights[rows].sum(axis=0) if rows else numpy.zeros(len(self.tags)) for rows in self.rows(words)])
        return [self.tags[i] for i in best_tags(scores, self.steps)]


def pack_names(names):
    """Names as one array of bytes; numpy would give every name the room of the longest. No name holds a line break."""
    return numpy.frombuffer("\n".join(names).encode("utf-8"), dtype=numpy.uint8)


def unpack_names(kept):
    text = bytes(kept).decode("utf-8")
    return text.split("\n") if text else []
