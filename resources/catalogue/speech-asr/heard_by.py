"""Speech to text by a pretrained model (transformers): Whisper, or wav2vec2 with its letters. Used by training and by
predict.py, so that both listen the same way."""

import torch

from sounds import RATE
from words import normalise

LONGEST_ANSWER = 200        # pieces of words for 30 seconds


def open_model(folder):
    import transformers
    kind = transformers.AutoConfig.from_pretrained(str(folder), local_files_only=True).model_type
    return KINDS[kind](transformers, str(folder))


class Whisper:
    kind = "whisper"

    def __init__(self, transformers, folder):
        self.processor = transformers.WhisperProcessor.from_pretrained(folder, local_files_only=True)
        self.network = transformers.WhisperForConditionalGeneration.from_pretrained(folder, local_files_only=True)
        self.speaks_many = bool(getattr(self.network.generation_config, "is_multilingual", True))
        if self.speaks_many:            # else the model guesses the language of every recording
            self.processor.tokenizer.set_prefix_tokens(language="dutch", task="transcribe")
        self.network.generation_config.forced_decoder_ids = None        # older models carry them, and they get in the way of a language
        self.network.config.forced_decoder_ids = None

    def prepare_to_learn(self):
        self.network.config.use_cache = False

    def heard(self, samples):
        return self.processor.feature_extractor(samples, sampling_rate=RATE, return_tensors="pt").input_features

    def to_learn(self, samples, texts):
        pieces = [self.processor.tokenizer(text, truncation=True, max_length=LONGEST_ANSWER).input_ids for text in texts]
        # The model puts its own sign for the start before them.
        start = self.network.config.decoder_start_token_id
        pieces = [one[1:] if one and one[0] == start else one for one in pieces]
        return {"input_features": self.heard(samples), "labels": padded_labels(pieces)}

    def write_down(self, samples, device):
        asked = {"language": "dutch", "task": "transcribe"} if self.speaks_many else {}
        with torch.no_grad():
            found = self.network.generate(self.heard(samples).to(device), max_new_tokens=LONGEST_ANSWER, **asked)
        # How sure it is, it does not say in a way that can be compared.
        return [(normalise(text), None) for text in self.processor.batch_decode(found, skip_special_tokens=True)]


class Wav2Vec2:
    kind = "wav2vec2"

    def __init__(self, transformers, folder):
        self.processor = transformers.Wav2Vec2Processor.from_pretrained(folder, local_files_only=True)
        self.network = transformers.Wav2Vec2ForCTC.from_pretrained(folder, local_files_only=True, ctc_loss_reduction="mean", ctc_zero_infinity=True)
        known = self.processor.tokenizer.get_vocab()
        self.in_capitals = "A" in known and "a" not in known

    def prepare_to_learn(self):
        self.network.freeze_feature_encoder()

    def heard(self, samples):
        return dict(self.processor(samples, sampling_rate=RATE, return_tensors="pt", padding=True))

    def to_learn(self, samples, texts):
        pieces = [self.processor.tokenizer(text.upper() if self.in_capitals else text).input_ids for text in texts]
        return {**self.heard(samples), "labels": padded_labels(pieces)}

    def write_down(self, samples, device):
        with torch.no_grad():
            chances = self.network(**{key: value.to(device) for key, value in self.heard(samples).items()}).logits.float().softmax(2).cpu()
        best = chances.max(2)
        texts = self.processor.batch_decode(best.indices)
        return [(normalise(text), float(sure.mean())) for text, sure in zip(texts, best.values)]


KINDS = {"whisper": Whisper, "wav2vec2": Wav2Vec2}


def padded_labels(pieces):
    """What is only there to fill up (-100) does not count while learning."""
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(one, dtype=torch.long) for one in pieces], batch_first=True, padding_value=-100)
