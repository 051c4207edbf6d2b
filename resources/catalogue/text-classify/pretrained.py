"""A language model that others trained, taught our kinds (transformers). Loaded from a folder on the AI factory: nothing
is fetched from a network, and no program that lies in that folder is run."""


import torch

from learners import Neural, watched
from werkbank_training import pretrained_folder, refuse_pretrained


def open_folder(job, kinds):
    """(tokenizer, model) from the folder that was named."""
    try:
        import transformers
    except ImportError:
        job.fail("no_transformers", "Voor een voorgetraind model is de software 'transformers' nodig. Die is er hier niet. Kies bij 'Welk model?' een ander model.",
                 "A pretrained model needs the software 'transformers'. It is not here. Choose another model under 'Which model?'.")
    asked, folder = pretrained_folder(job)
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        model = transformers.AutoModelForSequenceClassification.from_pretrained(
            str(folder), local_files_only=True, num_labels=len(kinds), ignore_mismatched_sizes=True,
            id2label=dict(enumerate(kinds)), label2id={name: number for number, name in enumerate(kinds)})
    except Exception as error:      # the library has many kinds of its own
        refuse_pretrained(job, asked, error)
    return tokenizer, model


def longest_text(tokenizer, config, asked):
    """How many pieces the model can read: its positions begin after the number of its padding in some families."""
    positions = getattr(config, "max_position_embeddings", None)
    limits = [asked, int(min(tokenizer.model_max_length, 1_000_000))]
    if positions:
        limits.append(positions - (config.pad_token_id or 0) - 1)
    return max(2, min(limits))


class Pretrained(Neural):
    """Texts take 4 bytes of memory per piece."""

    name = "pretrained"
    evaluated_at_once = 32
    all_used = False            # some families carry layers that this task leaves aside

    def __init__(self, job, examples, look, group):
        super().__init__(job, examples, int(job.parameter("epochs", 12)), int(job.parameter("batch_size", 0)) or 16, 3e-5, group)
        self.tokenizer, self.network = open_folder(job, examples.kinds)
        self.longest = longest_text(self.tokenizer, self.network.config, int(job.parameter("max_length", 256)))
        self.encoded = {part: [torch.tensor(self._cut(text), dtype=torch.int32) for text in watched(examples.part(part), look)] for part in examples.parts}
        self.prepare()

    def rate_share(self, done):
        """Up along a line during the first tenth, then down along a line: as such models were first fine-tuned."""
        warm = max(1, self.steps_total // 10)
        return (done + 1) / warm if done < warm else max(0.0, (self.steps_total - done) / max(1, self.steps_total - warm))

    def answer(self, encoded, network):
        filler = self.tokenizer.pad_token_id or 0
        ids = torch.nn.utils.rnn.pad_sequence(encoded, batch_first=True, padding_value=filler).long()
        lengths = torch.tensor([len(text) for text in encoded])
        mask = (torch.arange(ids.shape[1])[None] < lengths[:, None]).long()
        return network(input_ids=ids.to(self.device), attention_mask=mask.to(self.device)).logits

    def _cut(self, text):
        return self.tokenizer(text, truncation=True, max_length=self.longest)["input_ids"]
