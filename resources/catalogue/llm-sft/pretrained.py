"""A language model that others trained, taught to answer: LoRA layers beside frozen weights (peft), the same beside weights of
4 bits (bitsandbytes), or all weights. Written for transformers and peft as they are; the loop, the loss and the checkpoints
are those of the small model."""

import re

import torch

import chat
import werkbank_shards
from learners import Learner
from werkbank_training import pretrained_folder, refuse_pretrained

FULL_BYTES = 18             # of GPU memory for each weight that learns, as the estimate counts


def open_pretrained(job, group):
    for name in ("transformers", "peft") if job.parameter("method", "lora") != "full" else ("transformers",):
        need(job, name)
    asked, folder = pretrained_folder(job)
    try:
        return Pretrained(job, folder, group)
    except chat.NoSafeWeights:
        job.fail("no_safe_weights", f"In de map '{asked}' staan geen gewichten in het formaat safetensors. Andere formaten kunnen een programma bevatten en worden niet geopend. Haal het model opnieuw op als safetensors.",
                 f"The folder '{asked}' holds no weights in the format safetensors. Other formats may hold a program and are not opened. Fetch the model again as safetensors.")
    except (ImportError, OSError, ValueError, KeyError, RuntimeError) as error:
        if "out of memory" in str(error):
            raise       # has a sentence of its own
        refuse_pretrained(job, asked, error)


def need(job, name):
    try:
        __import__(name)
    except ImportError:
        job.fail("no_" + name, f"Voor een voorgetraind model is de software '{name}' nodig. Die is er hier niet. Kies bij 'Welk model?' het kleine model, of vraag de helpdesk.",
                 f"A pretrained model needs the software '{name}'. It is not here. Choose the small model under 'Which model?', or ask the help desk.")


def too_large(needed, there, gpus, divides):
    """The sentence in two languages. needed, there: GB in all, and of one GPU."""
    nl, en = f"Alle gewichten bijscholen vraagt ongeveer {needed} GB GPU-geheugen", f"Teaching all weights asks about {needed} GB of GPU memory"
    if not divides:
        return (nl + f"; deze GPU heeft {there} GB. Meer GPU's helpen niet: de software hier (PyTorch {torch.__version__}) kan het model niet verdelen, dus elke GPU houdt het hele model. Kies LoRA of een kleiner model.",
                en + f"; this GPU has {there} GB. More GPUs do not help: the software here (PyTorch {torch.__version__}) cannot divide the model, so each GPU holds the whole model. Choose LoRA or a smaller model.")
    have = ("deze GPU heeft", "this GPU has") if gpus == 1 else (f"deze {gpus} GPU's hebben samen", f"these {gpus} GPUs together have")
    return (nl + f"; {have[0]} {gpus * there} GB. Vraag meer GPU's: het model wordt dan over die GPU's verdeeld. Of kies LoRA of een kleiner model.",
            en + f"; {have[1]} {gpus * there} GB. Ask for more GPUs: the model is then divided over them. Or choose LoRA or a smaller model.")


def licence_of(folder):
    """What the model's own page says in its first lines; None where it says nothing."""
    try:
        page = (folder / "README.md").read_text(encoding="utf-8", errors="replace")[:20_000]
    except OSError:
        return None
    head = re.match(r"---\n(.*?)\n---", page, re.DOTALL)
    found = re.search(r"^license:\s*([\w.+-]{1,60})\s*$", head[1], re.MULTILINE) if head else None
    return found[1] if found else None


class Pretrained(Learner):
    name, default_rates = "pretrained", {"lora": 1e-4, "qlora": 1e-4, "full": 2e-5}

    def __init__(self, job, folder, group):
        super().__init__(job, group)
        self.folder, self.base, self.licence = folder, folder.name, licence_of(folder)
        has_half = self.device.type == "cuda" and torch.cuda.is_bf16_supported()
        # What learns is kept in 32 bits; frozen weights need no more than 16.
        self.precision = torch.float32 if self.method == "full" or not has_half else torch.bfloat16
        if self.method == "qlora":
            need(job, "bitsandbytes")
            if self.device.type != "cuda":
                job.fail("qlora_needs_gpu", "QLoRA kan alleen op een GPU. Kies LoRA, of vraag een GPU.", "QLoRA only works on a GPU. Choose LoRA, or ask for a GPU.")
        self.tokenizer, network = chat.open_folder(folder, self.precision, self.method == "qlora")
        self.filler = self.tokenizer.pad_token_id if self.tokenizer.pad_token_id is not None else self.tokenizer.eos_token_id or 0
        self.room = getattr(network.config, "max_position_embeddings", None) or 1 << 30
        self.longest = max(8, min(int(job.parameter("max_length", 2048)), self.room))
        self.ends = chat.ends_of(self.tokenizer, network)
        if not chat.has_form(self.tokenizer):
            job.warn("no_chat_form", "Dit model heeft geen eigen vorm voor gesprekken. Het leert nu een eenvoudige vorm van Werkbank.", "This model has no form of its own for conversations. It now learns a simple one of Werkbank.")
        self.compare_size(sum(one.numel() for one in network.parameters()))
        self.network = self.prepared(network)

    def compare_size(self, there):
        """What was asked for follows from the size that was answered. Weights of 4 bits are stored two in a number."""
        said = float(str(self.job.parameter("base_model", "8b")).rstrip("b")) * 1e9
        if self.method != "qlora" and there > 1.5 * said:
            self.job.warn("larger_than_said", f"Het model heeft {there / 1e9:.1f} miljard getallen, meer dan u antwoordde ({said / 1e9:.1f}). De schatting van tijd en geheugen was dus te laag.",
                          f"The model has {there / 1e9:.1f} billion numbers, more than you answered ({said / 1e9:.1f}). So the estimate of time and memory was too low.")

    def opened(self):
        return chat.open_folder(self.folder, self.precision)[1]

    def prepared(self, network):
        saves = bool(self.job.parameter("save_memory", True))
        if self.method == "full":
            self.refuse_too_large(network)
            if not self.will_divide():          # otherwise each process takes its part of what lies in main memory
                network = network.to(self.device)
            if saves:
                network.gradient_checkpointing_enable(**({"gradient_checkpointing_kwargs": {"use_reentrant": False}} if self.will_divide() else {}))
            return network
        import peft
        if self.method == "qlora":
            network = peft.prepare_model_for_kbit_training(network, use_gradient_checkpointing=saves)
        else:
            network = network.to(self.device)
            if saves:
                network.gradient_checkpointing_enable()
                network.enable_input_require_grads()
        plan = peft.LoraConfig(r=self.lora_rank, lora_alpha=2 * self.lora_rank, lora_dropout=0.0, bias="none", target_modules="all-linear", task_type="CAUSAL_LM")
        return peft.get_peft_model(network, plan)

    def refuse_too_large(self, network):
        """A job that will not fit ends now, and not after it waited and loaded."""
        if self.device.type != "cuda":
            return
        needed, there = FULL_BYTES * sum(one.numel() for one in network.parameters()), torch.cuda.get_device_properties(self.device).total_memory
        if needed > there * (self.group.size if self.will_divide() else 1):
            self.job.fail("too_large_for_full", *too_large(round(needed / 2**30), round(there / 2**30), self.group.size, werkbank_shards.software_can()))

    def asked(self, turns):
        return chat.encode_question(self.tokenizer, turns, self.longest)

    def is_end(self, number):
        return number in self.ends

    def said(self, numbers):
        return self.tokenizer.decode(numbers, skip_special_tokens=True).strip()

    def encode(self, turns):
        return chat.encode(self.tokenizer, turns, self.longest)

    def logits(self, ids, mask):
        return self.network(input_ids=ids, attention_mask=mask, use_cache=False).logits

    def write(self, turns):
        return chat.write_answer(self.tokenizer, self.network, turns, self.longest_answer, self.longest)

    def export(self):
        """In peft's own form, so that other tools read it too; of `full` the whole model."""
        folder = self.job.model / ("adapter" if self.method != "full" else "model")
        self.network.save_pretrained(str(folder), safe_serialization=True)
        self.tokenizer.save_pretrained(str(folder))
        return [folder.name + "/"], {"method": self.method, "base": str(self.folder), "lora_rank": self.lora_rank, "answer_length": self.longest_answer, "longest": self.longest}
