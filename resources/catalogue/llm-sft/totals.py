"""What is counted over the words of answers: loss, and how many were predicted right."""

import collections
import math

import torch


def idle(encoded):
    """The same row, of which nothing is learned and nothing counts: for a process that has no row where all take part."""
    ids, learned = encoded
    return ids, [False] * len(learned)


class Totals:
    """Loss and hits over tokens."""

    def __init__(self, loss=0.0, right=0, tokens=0):
        self.loss, self.right, self.tokens = loss, right, tokens

    def add(self, logits, targets):
        """The summed loss, to go back from. logits: of every place; targets: what comes next, -100 where it is not learned."""
        wanted = targets != -100
        chosen, right = logits[wanted].float(), targets[wanted]
        loss = torch.nn.functional.cross_entropy(chosen, right, reduction="sum")
        self.loss, self.tokens = self.loss + float(loss.detach()), self.tokens + len(right)
        self.right += int((chosen.detach().argmax(1) == right).sum())
        return loss

    def join(self, loss, right, tokens):
        self.loss, self.right, self.tokens = self.loss + loss, self.right + int(right), self.tokens + int(tokens)

    def values(self):
        loss = self.loss / max(1, self.tokens)
        return {"loss": loss, "token_accuracy": self.right / max(1, self.tokens), "perplexity": math.exp(min(loss, 50))}


def guess_bytes(encoded):
    """What counting alone gets: how often each byte comes in answers, for the model that starts from nothing."""
    counts = collections.Counter(ids[place + 1] for ids, learned in encoded["train"] for place in range(len(ids) - 1) if learned[place + 1])
    total = sum(counts.values()) + 261
    usual, totals = max(counts, key=lambda one: (counts[one], -one)), Totals()
    for ids, learned in encoded["test"]:
        for place in range(1, len(ids)):
            if learned[place]:
                totals.loss -= math.log((counts[ids[place]] + 1) / total)
                totals.right += ids[place] == usual
                totals.tokens += 1
    return totals.values()
