"""How well boxes are found. A found box is right when it overlaps a box that is there, of the same kind, far enough; each
box that is there can be found once.

`found` and `there` are lists with an entry for each photo: (boxes, labels, certainties) and (boxes, labels)."""

import numpy
import torch

from finding import overlaps

OVERLAPS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
RECALLS = numpy.linspace(0, 1, 101)


def compare(found, there, kinds):
    """Per kind: [(certainties, overlaps [found, there])] of the photos that have any, surest first; and how many are there."""
    table = [([], 0) for _ in range(kinds)]
    for (boxes, labels, sure), (true_boxes, true_labels) in zip(found, there):
        for kind in sorted({*labels.tolist(), *true_labels.tolist()}):
            own, true = (labels == kind).nonzero().flatten(), true_boxes[true_labels == kind]
            own = own[sure[own].argsort(descending=True, stable=True)]
            rows, total = table[kind]
            rows.append((sure[own].numpy(), overlaps(boxes[own], true).numpy()))
            table[kind] = rows, total + len(true)
    return table


def matches(compared, overlap):
    """(certainties, whether each is right) of the found boxes of a kind, surest first; and how many are there."""
    rows, total = compared
    chances, right = [], []
    for sure, shared in rows:
        chances += sure.tolist()
        right += each_right(shared, overlap)
    order = numpy.argsort(-numpy.asarray(chances, dtype=float), kind="stable")
    return numpy.asarray(chances, dtype=float)[order], numpy.asarray(right, dtype=bool)[order], total


def each_right(shared, overlap):
    """Whether each found box of one photo, surest first, has one that is there and not found yet."""
    free, right = shared.copy(), []
    for row in free:
        best = int(row.argmax()) if len(row) else 0
        right.append(len(row) > 0 and bool(row[best] >= overlap))
        if right[-1]:
            free[:, best] = -1
    return right


def average_precision(right, total):
    """The share that is right among the surest, averaged over 101 shares of all that is there (as COCO does it); `right`
    has the surest first. None when nothing is there."""
    if not total:
        return None
    hits = numpy.cumsum(right)
    recall, precision = hits / total, hits / numpy.arange(1, len(right) + 1)
    best = numpy.maximum.accumulate(precision[::-1])[::-1]          # at this recall or a higher one
    places = numpy.searchsorted(recall, RECALLS - 1e-9)
    return float(numpy.mean([best[place] if place < len(best) else 0.0 for place in places]))


def mean_precision(found, there, kinds, every=OVERLAPS):
    """{map50, map50_95 and per kind}: average precision, averaged over the kinds that are there. None for a kind that is not."""
    table = [[average_precision(*matches(one, overlap)[1:]) for overlap in every] for one in compare(found, there, kinds)]
    known = [row for row in table if row[0] is not None]
    return {"map50": mean([row[0] for row in known]), "map50_95": mean([mean(row) for row in known]), "per_kind": [row[0] for row in table]}


def mean(values):
    return float(sum(values) / len(values)) if values else None


def best_certainty(found, there, kinds, overlap=0.5):
    """The certainty from which on a box counts, so that right and missed balance best (F1); 0.3 where nothing is right."""
    every = [matches(one, overlap) for one in compare(found, there, kinds)]
    chances, right = (numpy.concatenate([one[place] for one in every]) for place in (0, 1))
    total = sum(one[2] for one in every)
    if not right.any():
        return 0.3
    order = numpy.argsort(-chances, kind="stable")
    hits = numpy.cumsum(right[order])
    balance = 2 * hits / (numpy.arange(1, len(hits) + 1) + total)
    return float(chances[order][int(balance.argmax())])


def kind_scores(found, there, names, certainty, overlap=0.5):
    """Per kind: boxes that are there, the share of them found, and the share of what was found that is right."""
    scores = {}
    for name, one in zip(names, compare(found, there, len(names))):
        chances, right, total = matches(one, overlap)
        said, hits = int((chances >= certainty).sum()), int(right[chances >= certainty].sum())
        scores[name] = {"n": total, "found": hits, "said": said, "recall": hits / total if total else None, "precision": hits / said if said else None}
    return scores


# ---- the trivial guess ----------------------------------------------------------------------------------

MOST_CANDIDATES = 300


def usual_boxes(there, kinds):
    """For each kind the box that overlaps most of the others of its kind by half or more, of those that occur; with the
    share of the photos that have the kind. Boxes are shares of the photo's sides."""
    boxes, labels, chances = [], [], []
    for kind in range(kinds):
        own = torch.cat([found[marks == kind] for found, marks in there])
        if not len(own):
            continue
        candidates = own[::max(1, len(own) // MOST_CANDIDATES)]
        agreed = (overlaps(candidates, own) >= 0.5).sum(1)
        boxes.append(candidates[int(agreed.argmax())])
        labels.append(kind)
        chances.append(sum(bool((marks == kind).any()) for _, marks in there) / len(there))
    return torch.stack(boxes), torch.tensor(labels), torch.tensor(chances)
