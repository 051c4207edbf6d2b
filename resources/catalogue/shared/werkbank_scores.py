"""How right guesses are, for templates that tell kinds or good and bad apart."""

import numpy

import werkbank_job
from werkbank_table import as_text


def confusion(truths, guesses, classes):
    """counts[truth][guess], for numbers of classes."""
    pairs = numpy.asarray(truths, dtype=numpy.int64) * classes + numpy.asarray(guesses, dtype=numpy.int64)
    return numpy.bincount(pairs, minlength=classes * classes).reshape(classes, classes).tolist()


def class_scores(counts):
    """Per class: how many there are, found (recall), trusted (precision), F1; None where it cannot be said."""
    scores = []
    for number, row in enumerate(counts):
        said, there, right = sum(line[number] for line in counts), sum(row), row[number]
        scores.append({"n": there, "recall": right / there if there else None, "precision": right / said if said else None, "f1": 2 * right / (said + there) if said + there else None})
    return scores


def macro_f1(scores):
    """The F1 of each class that occurs or was guessed, averaged: a rare class counts as much as a common one."""
    known = [score["f1"] for score in scores if score["f1"] is not None]
    return sum(known) / len(known) if known else None


def auroc(lower, higher):
    """How often one of `higher` scores above one of `lower`, of all pairs; a tie counts half. None without both."""
    lower, higher = numpy.sort(numpy.asarray(lower, dtype=numpy.float64)), numpy.asarray(higher, dtype=numpy.float64)
    if not len(lower) or not len(higher):
        return None
    below, not_above = numpy.searchsorted(lower, higher), numpy.searchsorted(lower, higher, side="right")
    return float((below + not_above).mean()) / (2 * len(lower))


def write_confusion(path, classes, counts):
    """The table of what was taken for what, as CSV."""
    quote = lambda text: '"' + as_text(text).replace('"', '""') + '"'
    lines = [",".join([quote("truth \\ prediction"), *map(quote, classes)])]
    lines += [",".join([quote(name), *map(str, row)]) for name, row in zip(classes, counts)]
    werkbank_job.atomic_write(path, "\n".join(lines) + "\n")
