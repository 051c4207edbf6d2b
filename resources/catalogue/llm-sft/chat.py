"""A pretrained language model (transformers) that is asked and answers in the form that its makers chose. Used by training and
by predict.py, so that a question looks the same to the model in both. Loaded from a folder: nothing is fetched from a network,
no program that lies in that folder is run, and weights that could hide a program (pickle) are refused."""

import pathlib

import torch

# For a model without a form of its own: made up by us, and learned by the model while it is taught.
PLAIN = {"system": "{}\n\n", "user": "### Vraag:\n{}\n\n", "assistant": "### Antwoord:\n{}"}


class NoSafeWeights(Exception):
    pass


def open_folder(folder, precision, quantised=False):
    """(tokenizer, model)"""
    import transformers
    folder = pathlib.Path(folder)
    if not list(folder.glob("*.safetensors")):
        raise NoSafeWeights("no .safetensors in this folder")
    kept = {"local_files_only": True, "trust_remote_code": False}
    tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder), **kept)
    more = {"dtype" if int(transformers.__version__.split(".")[0]) >= 5 else "torch_dtype": precision}
    if quantised:       # weights of 4 bits, with the scales of their blocks quantised too (Dettmers 2023)
        more["quantization_config"] = transformers.BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True, bnb_4bit_compute_dtype=precision)
        more["device_map"] = {"": torch.cuda.current_device()}
    return tokenizer, transformers.AutoModelForCausalLM.from_pretrained(str(folder), use_safetensors=True, **kept, **more)


def has_form(tokenizer):
    return bool(getattr(tokenizer, "chat_template", None))


def begin_of(tokenizer):
    """The sign that begins a text; a form of its own writes it itself."""
    return [] if has_form(tokenizer) or tokenizer.bos_token_id is None else [tokenizer.bos_token_id]


def written(tokenizer, turns, ask=False):
    """The conversation as one text; with `ask` it ends where an answer begins."""
    if has_form(tokenizer):
        return tokenizer.apply_chat_template([{"role": role, "content": text} for role, text in turns], tokenize=False, add_generation_prompt=ask)
    end = tokenizer.eos_token or ""
    text = "".join(PLAIN[role].format(said) + (end + "\n\n" if role == "assistant" else "") for role, said in turns)
    return text + (PLAIN["assistant"].format("") if ask else "")


def pieces(tokenizer, turns):
    """[(text, whether it is learned)]: answers with the sign that ends them. A form that writes earlier answers differently
    later on (some leave out what the model thought) gives the last answer only. Raises ValueError where even that is not so."""
    try:
        return _pieces(tokenizer, turns, [place for place, (role, _) in enumerate(turns) if role == "assistant"])
    except ValueError:
        return _pieces(tokenizer, turns, [len(turns) - 1])


def _pieces(tokenizer, turns, answers):
    found, done = [], ""
    for place in answers:
        before, behind = written(tokenizer, turns[:place], ask=True), written(tokenizer, turns[:place + 1])
        if not before.startswith(done) or not behind.startswith(before):
            raise ValueError("the model's form of a conversation changes what was said before")
        found += [(before[len(done):], False), (behind[len(before):], True)]
        done = behind
    return found


def encode(tokenizer, turns, longest):
    begin = begin_of(tokenizer)
    ids, learned = list(begin), [False] * len(begin)
    for text, is_learned in pieces(tokenizer, turns):
        some = tokenizer(text, add_special_tokens=False)["input_ids"]
        ids += some
        learned += [is_learned] * len(some)
    return ids[:longest], learned[:longest]


def encode_question(tokenizer, turns, longest):
    """What stands before an answer; of a long question the end."""
    return begin_of(tokenizer) + tokenizer(written(tokenizer, turns, ask=True), add_special_tokens=False)["input_ids"][-longest:]


def ends_of(tokenizer, network):
    """The signs that end an answer."""
    told = getattr(getattr(network, "generation_config", None), "eos_token_id", None)
    return set(told) if isinstance(told, (list, tuple)) else {tokenizer.eos_token_id if told is None else told}


def write_answer(tokenizer, network, turns, longest_answer, longest=2048):
    ids = torch.tensor([encode_question(tokenizer, turns, longest)], device=next(network.parameters()).device)
    filler = tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id
    network.eval()
    with torch.no_grad():
        found = network.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=longest_answer, do_sample=False, pad_token_id=filler)
    return tokenizer.decode(found[0][ids.shape[1]:], skip_special_tokens=True).strip()
