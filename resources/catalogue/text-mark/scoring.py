"""How right marks are: a mark counts only where its beginning, its end and its kind are all right."""

import collections

from marking import spans


def score(sentences, found, kinds):
    """{entity_f1, precision, recall, accuracy (of words), per_kind: {kind: {n, precision, recall, f1}}} of rows of tags."""
    right, said, there, words, words_right = collections.Counter(), collections.Counter(), collections.Counter(), 0, 0
    for sentence, tags in zip(sentences, found):
        truth, guess = spans(sentence.tags), spans(tags)
        for counter, marks in ((right, truth & guess), (said, guess), (there, truth)):
            counter.update(kind for _, _, kind in marks)
        words += len(tags)
        words_right += sum(a == b for a, b in zip(sentence.tags, tags))
    total = rates(sum(right.values()), sum(said.values()), sum(there.values()))
    return {"entity_f1": total["f1"] or 0.0, "precision": total["precision"], "recall": total["recall"], "accuracy": words_right / max(1, words),
            "per_kind": {kind: rates(right[kind], said[kind], there[kind]) for kind in kinds}}


def rates(right, said, there):
    return {"n": there, "precision": right / said if said else None, "recall": right / there if there else None, "f1": 2 * right / (said + there) if said + there else None}


class Usual:
    """The plainest way: every word gets the tag that it had most often; a word that was never seen gets none."""

    def __init__(self, sentences):
        counts = collections.defaultdict(collections.Counter)
        for sentence in sentences:
            for word, tag in zip(sentence.words, sentence.tags):
                counts[word.casefold()][tag] += 1
        self.tags = {word: max(sorted(found), key=lambda tag: found[tag]) for word, found in counts.items()}

    def tag(self, words):
        tags, before = [], "O"
        for word in words:
            tag = self.tags.get(word.casefold(), "O")
            if tag[0] == "I" and before[2:] != tag[2:]:
                tag = "B" + tag[1:]         # a mark that goes on begins here
            tags.append(tag)
            before = tag
        return tags
