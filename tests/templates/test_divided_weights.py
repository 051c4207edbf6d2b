"""All weights of a language model divided over several processes (werkbank_shards.py), held against one process. It needs PyTorch
2.6, which Debian 12 does not have; Debian 13 does: README.md in this folder says how to run this there."""

import csv
import json
import shutil
import subprocess
import sys
import unittest

import support
from test_llm_sft import Chat, TEMPLATE

sys.path.append(str(support.CATALOGUE / TEMPLATE))


def torch_divides():
    try:
        import torch    # noqa: F401
    except ImportError:
        return False
    import werkbank_shards
    return werkbank_shards.software_can()


divided = unittest.skipUnless(torch_divides(), "PyTorch here cannot divide weights (it needs 2.6): run this in Debian 13, as tests/templates/README.md says")

# The same steps with whole weights and with divided ones, in every process; a batch of 6 rows, of which each process takes some.
SHARDS = """
import copy, json
import torch
import network, werkbank_group, werkbank_job, werkbank_shards

job = werkbank_job.Job.load()
group = werkbank_group.join(job)
torch.manual_seed(1)
plain = network.ByteModel("small")
plain.recompute = job.parameter("recompute")
shards = werkbank_shards.Shards(copy.deepcopy(plain), group, torch.bfloat16 if job.parameter("rounded") else None)
chance = torch.Generator().manual_seed(3)
whole = torch.optim.AdamW(plain.parameters(), lr=1e-3)
parts = torch.optim.AdamW(shards.parameters(), lr=1e-3)

def loss_of(model, rows):
    return torch.nn.functional.cross_entropy(model(rows[:, :-1]).flatten(0, 1).float(), rows[:, 1:].flatten(), reduction="sum") / (6 * 29)

def steps(count):
    for _ in range(count):
        ids = torch.randint(0, 256, (6, 30), generator=chance)
        loss_of(plain.train(), ids).backward()
        torch.nn.utils.clip_grad_norm_(plain.parameters(), 0.5)
        shards.network.train()
        for begin in range(0, 6, group.size):           # several times back before a step
            shards.back(loss_of(shards.network, ids[begin + group.rank:begin + group.rank + 1]))
        shards.clip(0.5)
        for one in (whole, parts):
            one.step()
            one.zero_grad(set_to_none=True)
        answers()

def answers():
    shards.network.eval(), plain.eval()
    with torch.no_grad():
        return float((shards.network(looked_at) - plain(looked_at)).abs().max())

def far(one, other):
    return max(float((one[key] - other[key]).abs().max()) for key in other)

def optimizer_far(one, other):
    return max(far(one["state"][number], other["state"][number]) for number in other["state"])

looked_at, told = torch.randint(0, 256, (2, 30), generator=chance), {"held": shards.held(), "of": shards.size}
steps(4)
kept, known = shards.whole_state(), shards.whole_optimizer(parts)
at, plain_kept, plain_known = chance.get_state(), copy.deepcopy(plain.state_dict()), copy.deepcopy(whole.state_dict())
if group.first:
    told.update(names=list(kept) == list(plain_kept), groups=known["param_groups"] == plain_known["param_groups"], weights=far(kept, plain_kept), known=optimizer_far(known, plain_known))
told["others_have_nothing"] = group.first or (kept is None and known is None)
steps(2)
end = shards.whole_state()
# Back to what was kept, both in parts and whole: the divided form from the whole one, and the whole one from the divided.
first = lambda state: state if group.first else None
shards.put_back(first(plain_kept))
shards.put_back_optimizer(parts, first(plain_known))
chance.set_state(at)
plain.load_state_dict(plain_kept)
told["put_back"] = answers()
if group.first:
    plain.load_state_dict(kept)
    whole.load_state_dict(known)
else:
    whole.load_state_dict(plain_known)
steps(2)
again = shards.whole_state()
if group.first:
    told["again"] = far(again, end)
    told["plain_again"] = far(plain.state_dict(), end)
werkbank_job.write_json(job.out / f"told-{group.rank}.json", told)
group.the_first_goes_on(job)
job.end("weights", told["weights"], "min", None)
"""

# A job that is stopped in the step that its attempt is given, and goes on in another number of processes.
STOPPING = """
import train, training
learn = training.Training.learn
def stopped(self):
    if self.job.attempt < len(STOPS) and self.step == STOPS[self.job.attempt]: self.job._reason = "time_limit"
    return learn(self)
training.Training.learn = stopped
train.main()
"""


# A stand-in for transformers with the calls that are made of it, over bytes: what is ours about a pretrained model runs with it.
TRANSFORMERS = """
import dataclasses, pathlib, types
import torch
import torch.utils.checkpoint
__version__ = "4.50.0"

class Tokenizer:
    chat_template, bos_token_id, pad_token_id, eos_token_id, eos_token = None, None, 0, 1, chr(1)
    def __call__(self, text, add_special_tokens): return {"input_ids": list(text.encode())}
    def decode(self, ids, skip_special_tokens): return bytes(one for one in ids if one > 1).decode("utf-8", "replace")
    def save_pretrained(self, folder): (pathlib.Path(folder) / "tokenizer.json").write_text("{}")

class AutoTokenizer:
    @staticmethod
    def from_pretrained(folder, **kept): return Tokenizer()

@dataclasses.dataclass
class Output:
    logits: torch.Tensor

class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.inside = torch.nn.ModuleList([torch.nn.Linear(32, 64), torch.nn.Linear(64, 32)])
    def forward(self, x):
        return x + self.inside[1](torch.relu(self.inside[0](torch.cumsum(x, 1) / 8)))

class AutoModelForCausalLM(torch.nn.Module):
    config, generation_config = types.SimpleNamespace(max_position_embeddings=256), types.SimpleNamespace(eos_token_id=[1])
    saves = False
    def __init__(self):
        super().__init__()
        self.words, self.layers = torch.nn.Embedding(256, 32), torch.nn.ModuleList(Layer() for _ in range(3))
        self.head = torch.nn.Linear(32, 256, bias=False)
        self.head.weight = self.words.weight        # as many models have it
    @classmethod
    def from_pretrained(cls, folder, use_safetensors, torch_dtype, **kept):
        made = cls().to(torch_dtype)
        made.load_state_dict(torch.load(str(next(pathlib.Path(folder).glob("*.safetensors")))))
        return made
    def save_pretrained(self, folder, safe_serialization):
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        torch.save(self.state_dict(), str(pathlib.Path(folder) / "model.safetensors"))
    def gradient_checkpointing_enable(self, gradient_checkpointing_kwargs=None): self.saves = gradient_checkpointing_kwargs
    def forward(self, input_ids, attention_mask, use_cache=False):
        x = self.words(input_ids)
        for layer in self.layers:
            x = torch.utils.checkpoint.checkpoint(layer, x, **self.saves) if self.saves and self.training else layer(x)
        return Output(self.head(x))
    def generate(self, input_ids, attention_mask, max_new_tokens, **more):
        for _ in range(max_new_tokens):
            best = self(input_ids, None).logits[:, -1:].argmax(2)
            input_ids = torch.cat([input_ids, best], 1)
            if int(best) == 1: break
        return input_ids
"""


@divided
class Shards(support.FolderTest):
    def told(self, processes, **parameters):
        job = support.JobFolder(self.folder / "job", script=SHARDS, conf=[f"processes={processes}"], parameters={"rounded": False, "recompute": False, **parameters},
                                shared=("werkbank_group.py", "werkbank_shards.py"))
        shutil.copy(support.CATALOGUE / TEMPLATE / "network.py", job.path / "code")
        self.assertEqual(job.run(timeout=500), 0, job.log())
        return [json.loads((job.out / f"told-{rank}.json").read_text()) for rank in range(processes)]

    def same_as_whole(self, processes, far, **parameters):
        told = self.told(processes, **parameters)
        self.assertTrue(told[0]["names"] and told[0]["groups"], told)
        for key in ("weights", "known", "put_back", "again", "plain_again"):
            self.assertLess(told[0][key], far, key)
        self.assertTrue(all(one["others_have_nothing"] for one in told))
        self.assertEqual(sum(one["held"] for one in told), told[0]["of"])
        for one in told:        # each holds its part, but for what does not come out even
            self.assertAlmostEqual(one["held"], one["of"] / processes, delta=0.001 * one["of"])

    def test_two_learn_the_same_as_one_and_keep_what_one_keeps(self):
        self.same_as_whole(2, 1e-4)

    def test_so_do_three_that_compute_a_part_twice(self):
        self.same_as_whole(3, 1e-4, recompute=True)

    def test_weights_rounded_while_they_compute_learn_nearly_the_same(self):
        self.same_as_whole(2, 3e-2, rounded=True)


class Divided(Chat):
    def full(self, name, processes, script=None, **parameters):
        job = self.job(name, **{"method": "full", "epochs": 3, **parameters})
        job.set("processes", processes)
        if script:
            (job.path / "code" / "stopping.py").write_text(script)
            job.use_script("stopping.py")
            job.use_new_python()
        return job

    @divided
    def test_a_divided_model_becomes_what_a_whole_one_becomes_also_in_changing_numbers_of_processes(self):
        self.write()
        whole = self.full("whole", 1)
        self.finished(whole)
        reading, total = whole.summary()["reading_steps"], whole.records("start")[0]["steps_total"]
        stops = [reading // 2, reading + 2, total - 3]
        job = self.full("divided", 2, f"STOPS = {stops}\n" + STOPPING)
        for attempt, processes in enumerate((2, 3, 1)):
            job.set("processes", processes)
            self.assertEqual(job.run(timeout=500, WERKBANK_ATTEMPT=str(attempt)), 85, job.log())
        job.set("processes", 2)
        self.finished(job, WERKBANK_ATTEMPT="3")
        self.assertEqual([record["world_size"] for record in job.records("start")], [2, 3, 1, 2])
        self.assertEqual([record["step"] for record in job.records("resume")], [step + 1 for step in stops])
        self.assertEqual([job.log().count(f"divided over {count} processes") for count in (2, 3)], [2, 1])
        self.look_at_end(whole, job)

    def look_at_end(self, whole, job):
        one, other = whole.summary(), job.summary()
        self.assertEqual((one["divided_over"], other["divided_over"]), (1, 2))
        for key in ("before", "test"):
            self.assertAlmostEqual(one[key]["loss"], other[key]["loss"], delta=0.02, msg=key)
        self.assertEqual([one[key] for key in ("parameters", "learned", "n_test")], [other[key] for key in ("parameters", "learned", "n_test")])
        self.assertLess(other["test"]["loss"], other["before"]["loss"])
        self.assertIn("divided over", (job.out / "report.html").read_text())
        # What came home is a whole model, that answers by itself as it did in the test.
        with open(job.out / "answers.csv", newline="", encoding="utf-8") as file:
            shown = list(csv.DictReader(file))
        questions = self.folder / "q.txt"
        questions.write_text("\n".join(row["question"] for row in shown))
        made, found = self.predict(job, questions)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual([row[1] for row in found[1:]], [row["after"] for row in shown])

    @divided
    def test_a_model_from_a_folder_is_divided_and_comes_home_whole(self):
        import torch
        (self.folder / "transformers").mkdir()
        (self.folder / "transformers" / "__init__.py").write_text(TRANSFORMERS)
        folder = self.folder / "a model"
        code = "import sys, torch, transformers; torch.manual_seed(2); transformers.AutoModelForCausalLM().save_pretrained(sys.argv[1], True)"
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=self.folder)
        (folder / "config.json").write_text("{}")
        self.write()
        ends = []
        for processes in (1, 2):
            job = self.full(f"from {processes}", processes, "import train\ntrain.main()\n", model="pretrained", pretrained_folder=str(folder), base_model="1.5b", learning_rate=3e-3)
            self.finished(job, PYTHONPATH=str(self.folder))
            self.assertEqual(job.summary()["divided_over"], processes)
            ends.append((job.summary()["test"], torch.load(str(job.out / "model" / "model" / "model.safetensors"))))
        self.assertAlmostEqual(ends[0][0]["loss"], ends[1][0]["loss"], delta=0.01)
        self.assertEqual(ends[0][1].keys(), ends[1][1].keys())
        for name in ends[0][1]:
            self.assertLess(float((ends[0][1][name] - ends[1][1][name]).abs().max()), 0.02, name)

    @divided
    def test_a_trial_run_divides_too(self):
        self.write()
        job = support.JobFolder(self.folder / "trial", TEMPLATE, data=self.data, parameters={**self.SHORT, "method": "full"}, conf=["processes=2"], trial={"seconds": 20, "steps": 20})
        self.assertEqual(job.run(timeout=500), 0, job.log())
        self.assertTrue(job.records("estimate"))

    @support.needs("torch")
    def test_software_that_cannot_divide_holds_the_whole_model_and_says_so(self):
        if torch_divides():
            self.skipTest("PyTorch here can divide")
        self.write()
        job = self.full("whole", 2, epochs=1)
        self.finished(job)
        self.assertIn("not_divided", [record["code"] for record in job.records("warning")])
        self.assertEqual(job.summary()["divided_over"], 1)


@support.needs("torch")
class Together(unittest.TestCase):
    def small(self):
        """The small model as training.py has it, without a job around it."""
        import network
        import torch
        import werkbank_group
        from learners import Small
        learner = Small.__new__(Small)
        torch.manual_seed(4)
        learner.network, learner.group, learner.device, learner.longest_answer = network.ByteModel("small"), werkbank_group.Group(), torch.device("cpu"), 30
        return learner

    def test_answers_written_together_are_those_written_one_by_one(self):
        learner = self.small()
        asked = [[("user", "a" * size)] for size in (3, 500, 40, 8)]
        apart, together = [learner.write(one) for one in asked], learner.write_together(asked)
        self.assertEqual(together, apart)
        self.assertGreater(len(set(apart)), 1)
        learner.evaluated_tokens = 1        # one after another all the same
        self.assertEqual(learner.write_together(asked), apart)

    def test_what_does_not_fit_is_told_with_what_helps(self):
        from pretrained import too_large
        for words, divides, gpus in ((("this GPU has 80 GB", "Ask for more GPUs"), True, 1), (("these 4 GPUs together have 320 GB", "Ask for more GPUs"), True, 4), (("More GPUs do not help", "PyTorch"), False, 4)):
            nl, en = too_large(400, 80, gpus, divides)
            for word in ("400 GB", "LoRA", *words):
                self.assertIn(word, en)
            self.assertIn("400 GB", nl)


if __name__ == "__main__":
    unittest.main()
