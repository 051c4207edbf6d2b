"""What can be taught to answer, behind one face. `training.py` drives it: the same loop for the small model of our own, which
is here, and for a pretrained one (pretrained.py). A learner has
    network             what computes
    opened()            the same kind of network, as it was before anything was learned, on the processor
    encode(turns)       (numbers, which of them are learned), cut at the longest that may be
    logits(ids, mask)   for rows of the same length
    write(turns)        an answer to what was asked
    asked(turns), is_end(number), said(numbers), room      the parts of it, to write several answers at once
    export()            writes the model to take home; returns the names of files, and what model.json says"""

import torch

import network as networks
import werkbank_job
import werkbank_shards

READ_AT_ONCE, READ_LENGTH = 4, 128          # of running text, before anything is taught
READ_RATE = 3e-3
BETWEEN = b"\xff"
LEAST_READ = 500            # steps, so that little text is read more than once
DIVIDED = (("Het model is verdeeld over {} processen; elk houdt een deel.", "The model was divided over {} processes; each holds a part."),
           ("Het model is verdeeld over {} GPU's; elke GPU houdt een deel.", "The model was divided over {} GPUs; each holds a part."))


def batch_of(encoded, filler, device):
    """(ids, mask, targets): rows made equally long; what is not learned is -100 in the targets."""
    longest = max(len(ids) for ids, _ in encoded)
    ids = torch.full((len(encoded), longest), filler, dtype=torch.long)
    mask, targets = torch.zeros_like(ids), torch.full_like(ids, -100)
    for row, (numbers, learned) in enumerate(encoded):
        ids[row, :len(numbers)] = torch.tensor(numbers)
        mask[row, :len(numbers)] = 1
        wanted = torch.tensor(numbers[1:])
        targets[row, :len(numbers) - 1] = torch.where(torch.tensor(learned[1:], dtype=torch.bool), wanted, torch.full_like(wanted, -100))
    return ids.to(device), mask.to(device), targets.to(device)


class Learner:
    filler = 0
    least_at_once = 1       # conversations that are computed together, whatever was asked
    evaluated_tokens = 2048     # at once: the scores of all words of a large vocabulary take more memory than the model's layers
    shards = None           # of a network of which every process holds a part: see divide()

    def __init__(self, job, group):
        self.job, self.method = job, str(job.parameter("method", "lora"))
        self.group, self.device = group, group.device
        self.lora_rank, self.longest_answer = int(job.parameter("lora_rank", 16)), int(job.parameter("answer_length", 200))
        job.set_seeds()

    # -- for a model that must read first, before it can be taught; another has nothing to do here --

    def reading_steps(self):
        return 0

    def begin_teaching(self):
        pass

    def save_base(self):
        pass

    def load_base(self):
        pass

    # -- a network divided over the processes --

    def will_divide(self):
        """All weights that learn, with what is known of each, are too much for one graphics card before a frozen model is."""
        return self.method == "full" and werkbank_shards.can_divide(self.group)

    def divide(self):
        """From here on each process holds a part of the network, where that can be."""
        if self.will_divide():
            half = self.device.type == "cuda" and torch.cuda.is_bf16_supported()
            self.shards = werkbank_shards.Shards(self.network, self.group, torch.bfloat16 if half else None)
            self.network = self.shards.network
            print("[werkbank] " + self.job.say(*DIVIDED[self.device.type == "cuda"]).format(self.group.size), flush=True)
        elif self.method == "full" and self.group.size > 1:
            self.job.warn("not_divided", f"De software hier (PyTorch {torch.__version__}) kan het model niet verdelen. Elk proces, dus elke GPU, houdt het hele model.",
                          f"The software here (PyTorch {torch.__version__}) cannot divide the model. Each process, so each GPU, holds the whole model.")

    def be_whole(self, state):
        """The first process, that goes on alone: the network in main memory, with these weights."""
        self.shards, self.network = None, self.opened()
        self.put_back(state)

    # -- what learns, and what does not --

    def size(self):
        return self.shards.size if self.shards else sum(one.numel() for one in self.network.parameters())

    def learned(self):
        return self.shards.parameters() if self.shards else [one for one in self.network.parameters() if one.requires_grad]

    def learned_size(self):
        return self.shards.size if self.shards else sum(one.numel() for one in self.learned())

    def learned_state(self):
        """Only what learns: of LoRA the small layers. Of a divided network all ask for it, and the first has it."""
        return self.shards.whole_state() if self.shards else networks.learned_state(self.network)

    def put_back(self, state):
        if self.shards:
            return self.shards.put_back(state)
        missing = self.network.load_state_dict(state, strict=False).unexpected_keys
        if missing:
            raise ValueError(f"a checkpoint with other layers: {missing[:3]}")

    def frozen_sum(self):
        """A figure that changes when a frozen weight does; nothing where none is frozen."""
        sums = [float(one.detach().sum(dtype=torch.float64)) for one in self.network.parameters() if not one.requires_grad and one.is_floating_point()]
        return sum(sums) if sums else None

    # -- answers --

    def write_together(self, questions):
        """What write() answers to each, but several at once: of a divided network every further word of an answer asks for the
        weights of all. Each process writes them, in step with the first."""
        texts = [self.asked(one) for one in questions]
        at_once = max(1, self.evaluated_tokens // (max(map(len, texts), default=0) + self.longest_answer))
        return [self.said(one) for begin in range(0, len(texts), at_once) for one in self.continued(texts[begin:begin + at_once])]

    def continued(self, texts):
        """The most likely numbers behind each of these, until its end."""
        texts, begins = [list(one) for one in texts], [len(one) for one in texts]
        self.network.eval()
        over = [len(one) >= self.room for one in texts]
        for _ in range(self.longest_answer):
            if self.group.first_says(all(over)):
                break
            ids, mask, _ = batch_of([(one, [False] * len(one)) for one in texts], self.filler, self.device)
            with torch.no_grad():
                logits = self.logits(ids, mask)
            for row in [row for row in range(len(texts)) if not over[row]]:
                best = int(logits[row, len(texts[row]) - 1].argmax())
                over[row] = self.is_end(best) or len(texts[row]) + 1 >= self.room
                texts[row] += [] if self.is_end(best) else [best]
        return [one[begin:] for one, begin in zip(texts, begins)]


class Small(Learner):
    """From nothing: first it reads running text, so that it knows letters and words; then it is taught to answer."""

    name, default_rates, filler, room = "small", {"lora": 4e-3, "full": 1e-3}, networks.FILL, networks.LONGEST
    least_at_once, evaluated_tokens = 16, 8192

    def __init__(self, job, conversations, texts, group):
        super().__init__(job, group)
        if self.method == "qlora":
            job.warn("no_qlora", "Het kleine model heeft geen QLoRA nodig: het past overal. Het leert nu met LoRA.", "The small model does not need QLoRA: it fits anywhere. It now learns with LoRA.")
            self.method = "lora"
        self.model_size = str(job.parameter("size", "small"))
        self.longest = min(networks.LONGEST, int(job.parameter("max_length", 2048)))
        self.network = self.opened().to(self.device)
        self.network.recompute = bool(job.parameter("save_memory", True)) and self.device.type == "cuda"
        # Between texts stands a byte that UTF-8 does not have: it is read as the sign that ends what somebody says.
        running = BETWEEN.join(text.encode("utf-8") for text in (texts or conversations.texts()))
        self.text = torch.frombuffer(bytearray(running), dtype=torch.uint8)
        self.base = f"Werkbank {self.model_size}"
        self.licence = None

    def opened(self):
        return networks.ByteModel(self.model_size)

    # -- reading first --

    def reading_steps(self):
        if len(self.text) < READ_LENGTH + 2:
            return 0
        a_round, rounds = len(self.text) / (READ_AT_ONCE * READ_LENGTH), float(self.job.parameter("reading_rounds", 0))
        return max(1, round(rounds * a_round)) if rounds else max(LEAST_READ, round(a_round))

    def read(self, step):
        """The loss on pieces of running text from places of chance: the same for the same step. Of a group each process
        reads a part of them; who has none, one that does not count."""
        chance = torch.Generator().manual_seed((self.job.seed * 1_000_003 + step) % 2**63)
        places = torch.randint(0, len(self.text) - READ_LENGTH - 1, (READ_AT_ONCE,), generator=chance)
        own = self.group.rows(READ_AT_ONCE)
        rows = torch.stack([self.text[places[row]:places[row] + READ_LENGTH + 1] for row in own or [0]]).long().to(self.device)
        rows[rows == BETWEEN[0]] = networks.END
        return torch.nn.functional.cross_entropy(self.network(rows[:, :-1]).flatten(0, 1).float(), rows[:, 1:].flatten()) * (len(own) / READ_AT_ONCE)

    def begin_teaching(self):
        """What was read stays; with LoRA nothing of it changes any more."""
        if self.method == "lora":
            torch.manual_seed(self.job.seed)        # the same layers after a continuation
            networks.add_lora(self.network, self.lora_rank).to(self.device)

    # -- as training.py asks --

    def encode(self, turns):
        return networks.encode(turns, self.longest)

    def logits(self, ids, mask):
        return self.network(ids)        # it looks back only, so what fills up behind a text does not matter

    def write(self, turns):
        return networks.write_answer(self.network, turns, self.longest_answer)

    def asked(self, turns):
        return networks.encode_question(turns)

    def is_end(self, number):
        return number >= 256

    def said(self, numbers):
        return bytes(numbers).decode("utf-8", "replace")

    def save_base(self):
        """The weights that were read into it, once: later checkpoints hold the LoRA layers alone."""
        if self.method != "lora" or not self.group.first:
            return
        werkbank_job.atomic_write(self.job.out / "ckpt" / "base.pt", werkbank_job.dump(lambda file: torch.save(networks.base_state(self.network), file)))

    def load_base(self):
        if self.method != "lora":
            return
        state = torch.load(str(self.job.out / "ckpt" / "base.pt"), map_location=self.device)
        self.network.load_state_dict(state)

    def export(self):
        made = ["weights.pt"]
        put = lambda name, state: werkbank_job.atomic_write(self.job.model / name, werkbank_job.dump(lambda file: torch.save({key: value.cpu() for key, value in state.items()}, file)))
        put("weights.pt", networks.base_state(self.network))
        if self.method == "lora":
            put("adapter.pt", self.learned_state())
            made.append("adapter.pt")
        return made, {"size": self.model_size, "method": self.method, "lora_rank": self.lora_rank, "answer_length": self.longest_answer}
