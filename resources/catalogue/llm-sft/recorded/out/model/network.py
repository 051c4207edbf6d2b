"""A small language model of our own over bytes, made from nothing, and LoRA layers beside its weights. So small that it learns
in minutes on one core: enough to see how such a training goes, far too little to know anything. Used by training and by
predict.py."""

import math

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

# Behind the 256 bytes: what fills up, and where each role begins and ends.
FILL, SYSTEM, USER, ASSISTANT, END = range(256, 261)
SIGNS = {"system": SYSTEM, "user": USER, "assistant": ASSISTANT}
VOCABULARY = 261
LONGEST = 512               # bytes that it can see
NEARBY = 4
SIZES = {"small": (64, 3, 4), "medium": (128, 4, 4)}        # width, layers, heads


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.behind = nn.LayerNorm(width), nn.LayerNorm(width)
        self.look, self.seen = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.widen, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        x = x + self.seen(self.attend(self.before(x)))
        return x + self.narrow(nn.functional.gelu(self.widen(self.behind(x))))

    def attend(self, x):
        rows, length, width = x.shape
        query, key, value = self.look(x).view(rows, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) / math.sqrt(width // self.heads)
        ahead = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        return (scores.masked_fill(ahead, float("-inf")).softmax(3) @ value).transpose(1, 2).reshape(rows, length, width)


class ByteModel(nn.Module):
    """Of every place in a text: how likely each byte comes next, as logits."""

    def __init__(self, size="small"):
        super().__init__()
        width, layers, heads = SIZES[size]
        self.words, self.places = nn.Embedding(VOCABULARY, width), nn.Embedding(LONGEST, width)
        self.nearby = nn.Linear(NEARBY * width, width)      # the last bytes together, which teaches spelling at once
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.last, self.say = nn.LayerNorm(width), nn.Linear(width, VOCABULARY)
        self.recompute = False          # activations, so that they need not be kept
        nn.init.normal_(self.words.weight, std=0.5)
        nn.init.normal_(self.places.weight, std=0.05)
        nn.init.normal_(self.say.weight, std=0.02)
        for name, one in self.blocks.named_parameters():
            if one.dim() == 2:          # what is added to what went before begins smaller
                nn.init.normal_(one, std=(0.5 if name.endswith(("seen.weight", "narrow.weight")) else 0.7) / math.sqrt(one.shape[1]))

    def forward(self, ids):
        x = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))
        behind = [nn.functional.pad(x, (0, 0, far, 0))[:, :x.shape[1]] for far in range(NEARBY)]
        x = x + nn.functional.gelu(self.nearby(torch.cat(behind, 2)))
        for block in self.blocks:
            x = checkpoint(block, x, use_reentrant=False) if self.recompute and self.training else block(x)
        return self.say(self.last(x))


class Lora(nn.Module):
    """A frozen layer, and beside it a narrow one that learns. It begins as nothing: B is zero."""

    def __init__(self, layer, rank, scale=2.0):
        super().__init__()
        self.layer, self.scale = layer, scale
        self.a, self.b = nn.Parameter(torch.empty(rank, layer.in_features)), nn.Parameter(torch.zeros(layer.out_features, rank))
        nn.init.kaiming_uniform_(self.a, a=math.sqrt(5))

    def forward(self, x):
        return self.layer(x) + self.scale * (x @ self.a.t() @ self.b.t())

    def merged(self):
        """One layer that does the same."""
        with torch.no_grad():
            self.layer.weight += self.scale * (self.b @ self.a)
        return self.layer


def add_lora(network, rank):
    """Freezes all weights and puts a Lora in the place of every linear layer of the blocks."""
    for one in network.parameters():
        one.requires_grad_(False)
    for block in network.blocks:
        for name, layer in list(block.named_children()):
            if isinstance(layer, nn.Linear):
                setattr(block, name, Lora(layer, min(rank, layer.in_features, layer.out_features)))
    return network


def merge_lora(network):
    for block in network.blocks:
        for name, layer in list(block.named_children()):
            if isinstance(layer, Lora):
                setattr(block, name, layer.merged())
    return network


def base_state(network):
    """The weights as they are without LoRA layers, under the names that they have without them."""
    return {name.replace(".layer.", "."): value for name, value in network.state_dict().items() if not name.endswith((".a", ".b"))}


def learned_state(network):
    return {name: one.detach() for name, one in network.named_parameters() if one.requires_grad}


# ---- texts as numbers -----------------------------------------------------------------------------------

def encode(turns, longest=LONGEST):
    """(numbers, which of them are learned: those of answers and of their end), cut behind `longest`."""
    ids, learned = [], []
    for role, text in turns:
        said = [*text.encode("utf-8"), END]
        ids += [SIGNS[role], *said]
        learned += [False] + [role == "assistant"] * len(said)
    return ids[:longest], learned[:longest]


def encode_question(turns, room=LONGEST // 2):
    """What stands before an answer; of a long question the end."""
    ids, _ = encode(turns, 1 << 30)
    return [*ids[-room:], ASSISTANT]


def write_answer(network, turns, longest=200):
    """The most likely byte, again and again, until the end."""
    ids, device = encode_question(turns), next(network.parameters()).device
    said, network = [], network.eval()
    with torch.no_grad():
        while len(said) < longest and len(ids) < LONGEST:
            best = int(network(torch.tensor([ids], device=device))[0, -1].argmax())
            if best >= 256:
                break
            said.append(best)
            ids.append(best)
    return bytes(said).decode("utf-8", "replace")


def open_model(folder, about):
    """The model as it was brought home, LoRA layers merged."""
    load = lambda name: torch.load(str(folder / name), map_location="cpu", **({"weights_only": True} if torch.__version__ >= "2" else {}))
    network = ByteModel(about["size"])
    network.load_state_dict(load("weights.pt"))
    if about["method"] == "lora":
        add_lora(network, about["lora_rank"]).load_state_dict(load("adapter.pt"), strict=False)
        merge_lora(network)
    return network.eval()
