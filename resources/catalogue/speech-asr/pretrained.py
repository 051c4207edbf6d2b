"""A model that others trained on thousands of hours, taught our words (transformers): Whisper, or wav2vec2 with its letters.
Loaded from a folder on the AI factory: nothing is fetched from a network, and no program that lies in that folder is run.

What it makes of the test is measured before it learns and after."""


import torch

import heard_by
import sounds
from learners import Learner
from werkbank_training import half_precision, pretrained_folder, refuse_pretrained

AT_ONCE = 8


def open_pretrained(job, recordings, look, group):
    try:
        import transformers
    except ImportError:
        job.fail("no_transformers", "Voor een voorgetraind model is de software 'transformers' nodig. Die is er hier niet. Kies bij 'Welk model?' het kleine netwerk, of vraag de helpdesk.",
                 "A pretrained model needs the software 'transformers'. It is not here. Choose the small network under 'Which model?', or ask the help desk.")
    asked, folder = pretrained_folder(job)
    try:
        kind = transformers.AutoConfig.from_pretrained(str(folder), local_files_only=True).model_type
    except Exception as error:      # the library has many kinds of its own
        refuse_pretrained(job, asked, error)
    if kind not in heard_by.KINDS:
        job.fail("other_pretrained_model", f"In de map '{asked}' staat een model van de soort '{kind}'. Dit sjabloon kent Whisper en wav2vec2.",
                 f"The folder '{asked}' holds a model of the kind '{kind}'. This template knows Whisper and wav2vec2.")
    try:
        return Pretrained(job, recordings, folder, group)
    except Exception as error:
        refuse_pretrained(job, asked, error)


class Pretrained(Learner):
    """What both kinds share. The sound is read again for every batch: of many hours it would not fit in memory."""

    name, default_batch, longest_step = "pretrained", 8, 1.0

    def __init__(self, job, recordings, folder, group):
        super().__init__(job, recordings, self.default_batch, 1e-5, group)
        self.model = heard_by.open_model(folder)
        self.network = self.model.network.to(self.device)
        self.model.prepare_to_learn()
        group.take_from_first(self.network.parameters())
        learned = [one for one in self.network.parameters() if one.requires_grad]
        self.optimizer = torch.optim.AdamW(learned, lr=self.rate, weight_decay=0.01)

    def share_of_rate(self, done):
        """Up along a line during the first tenth, then down along a line: as such models are usually taught."""
        warm = max(1, self.steps_total // 10)
        return (done + 1) / warm if done < warm else max(0.0, (self.steps_total - done) / max(1, self.steps_total - warm))

    def samples(self, chosen):
        return [sounds.resample(*sounds.read(self.recordings.root / one.path)) for one in chosen]

    def loss(self, chosen, places, epoch, number):
        chosen = [chosen[place] for place in places]
        batch = {key: value.to(self.device) for key, value in self.model.to_learn(self.samples(chosen), [one.text for one in chosen]).items()}
        with half_precision(self.device):
            return self.network(**batch).loss.float()

    def write_down(self, part, look):
        self.network.eval()
        found, some = [], self.recordings.parts[part]
        for rows in self.group.blocks(len(some), AT_ONCE):
            look()
            if rows:
                found += self.model.write_down(self.samples([some[row] for row in rows]), self.device)
        return self.group.collect_all(found, len(some))

    def export(self):
        folder = self.job.model / "pretrained"
        self.network.save_pretrained(str(folder))
        self.model.processor.save_pretrained(str(folder))
        (self.job.model / "heard_by.py").write_bytes((self.job.code / "heard_by.py").read_bytes())
        return ["pretrained/"], {"kind": self.model.kind}
