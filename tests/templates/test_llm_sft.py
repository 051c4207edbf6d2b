"""The template llm-sft, run by the job wrapper on rows of words, on real Dutch questions and answers, and on awkward data. The
way with a pretrained model needs transformers and peft; with them there, on any machine,
    python3 -m unittest test_llm_sft.Pretrained
runs it in this folder on small models of chance (no network, no weights of anybody)."""

import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import unittest

import support

TEMPLATE = "llm-sft"
sys.path.append(str(support.CATALOGUE / TEMPLATE))
ANIMALS = ("koe", "kat", "hond", "geit", "paard", "schaap", "kip", "eend", "ezel", "muis", "vos", "das")
NUMBERS = tuple(f"{a}{b}" for a in "123" for b in "0123456789")


def pairs(count=80):
    """Questions whose answer follows from them."""
    return [(f"Wat zegt de {animal} {number}?", f"De {animal} zegt {number}.") for number in NUMBERS for animal in ANIMALS][:count]


def lines(rows):
    return "".join(json.dumps({"messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": said}]}, ensure_ascii=False) + "\n" for asked, said in rows)


class Chat(support.FolderTest):
    SHORT = {"epochs": 2, "reading_rounds": 5, "answer_length": 20, "lora_rank": 4}

    def setUp(self):
        super().setUp()
        self.data = self.folder / "my questions"
        self.data.mkdir()

    def write(self, text=None, name="vragen.jsonl"):
        (self.data / name).write_text(lines(pairs()) if text is None else text, encoding="utf-8")

    def job(self, name="job", language="en", **parameters):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters={**self.SHORT, **parameters}, language=language, title="<b>vragen</b>")

    def finished(self, job, **environment):
        self.assertEqual(job.run(timeout=900, **environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        end = job.records("end")[-1]
        self.assertIsInstance(end["choice"]["value"], float)        # by which a sweep chooses between its variants
        return end

    def refused(self, text, code, name="vragen.jsonl", **parameters):
        self.write(text, name)
        job = self.job(f"refused {len(list(self.folder.iterdir()))}", **parameters)
        self.assertEqual(job.run(timeout=120), 65, job.log())
        found = job.records("data_error")[-1]
        self.assertEqual(found["code"], code, found)
        self.assertFalse(job.records("end"))
        return found

    def predict(self, job, *names):
        made = subprocess.run([sys.executable, "-B", str(job.out / "model" / "predict.py"), *map(str, names)], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1"}, cwd="/")
        return made, list(csv.reader(io.StringIO(made.stdout.decode("utf-8"), newline="")))


@support.needs("numpy", "torch")
class Runs(Chat):
    def test_answers_of_real_help_are_predicted_better_than_before(self):
        """The questions follow from a rule; the answers are real. README has the figures."""
        support.example_data("help-questions", self.data, "--most", "600")
        other = self.data / "lezen.txt"
        other.write_text(other.read_text(encoding="utf-8")[:100_000], encoding="utf-8")
        job = self.job(language="nl", epochs=2, reading_rounds=2, lora_rank=16, answer_length=40)
        end = self.finished(job)
        summary = job.summary()
        before, after, guess = summary["before"], summary["test"], summary["byte_guess"]
        print(f"\nhelp questions: loss {guess['loss']:.3f} by counting, {before['loss']:.3f} before, {after['loss']:.3f} after; right {guess['token_accuracy']:.3f}, {before['token_accuracy']:.3f}, {after['token_accuracy']:.3f}")
        self.assertLess(before["loss"], guess["loss"])
        self.assertLess(after["loss"], 0.9 * before["loss"])
        self.assertGreater(after["token_accuracy"], 1.1 * before["token_accuracy"])
        self.assertEqual((end["primary"]["name"], end["primary"]["goal"], end["baseline"]["name"]), ("token_accuracy", "max", "before_tuning"))
        self.assertEqual((summary["n_train"], summary["n_val"], summary["n_test"]), (480, 60, 60))
        self.assertTrue(summary["base_unchanged"])
        self.assertLess(summary["learned"], 0.2 * summary["parameters"])
        baselines = [record["values"] for record in job.records("metric") if record["split"] == "baseline"]
        self.assertEqual(baselines, [support.strict_json(json.dumps(guess)), support.strict_json(json.dumps(before))])
        train = [record for record in job.records("metric") if record["split"] == "train" and "loss" in record["values"]]
        self.assertEqual(set(train[-1]["values"]), {"loss", "token_accuracy", "perplexity"})
        self.assertGreater(train[-1]["throughput"]["tokens_per_s"], 0)
        self.assertTrue(job.records("estimate"))

    def test_the_model_comes_home_and_answers(self):
        self.write()
        job = self.job(language="nl")
        self.finished(job)
        self.look_at_report(job)
        with open(job.out / "answers.csv", newline="", encoding="utf-8") as file:
            shown = list(csv.DictReader(file))
        self.assertEqual((len(shown), list(shown[0])), (8, ["question", "wanted", "before", "after"]))

        # Used by itself, with LoRA layers merged, the model answers as it did in the test.
        table = self.folder / "new.csv"
        with open(table, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("nummer", "vraag"), *((row, one["question"]) for row, one in enumerate(shown)), (99, "")])
        made, found = self.predict(job, table)
        self.assertEqual((made.returncode, found[0]), (0, ["line", "answer"]), made.stderr)
        self.assertEqual([row[1] for row in found[1:-1]], [one["after"] for one in shown])
        self.assertEqual(found[-1], ["10", ""])
        texts = self.folder / "new.txt"
        texts.write_text(shown[0]["question"] + "\n\n" + shown[1]["question"], encoding="utf-8")
        self.assertEqual(self.predict(job, texts)[1][1:], [["1", found[1][1]], ["3", found[2][1]]])
        chats = self.folder / "new.jsonl"
        chats.write_text(lines([(shown[0]["question"], "?")]) + json.dumps({"vraag": shown[1]["question"]}) + "\n[]\n" + '{"messages": []}\n', encoding="utf-8")
        made, found = self.predict(job, chats)
        self.assertEqual((made.returncode, [row[0] for row in found[1:]]), (1, ["1", "2", "4"]), made.stderr)
        self.assertEqual(found[1][1], shown[0]["after"])
        self.assertFalse(list(self.folder.rglob("INJECTED")))

    def look_at_report(self, job):
        page = (job.out / "report.html").read_text(encoding="utf-8")
        for words in ("goed voorspeld", "predicted right", "Leercurve", "Learning curve", "kan geen vragen beantwoorden", "cannot answer questions", "Gewenst", "Wanted", "onveranderd"):
            self.assertIn(words, page)
        self.assertEqual(page.count("<svg"), 4)         # two figures, in two languages
        self.assertEqual(page.count('class="answers"'), 16)
        self.assertIn("&lt;b&gt;vragen", page)
        self.assertNotIn("<script", page)
        self.assertNotIn("http://", page.replace("http://www.w3.org/2000/svg", ""))
        card = (job.out / "model" / "README.md").read_text(encoding="utf-8")
        for words in ("Waarvoor niet", "What not for", "BSD-3-Clause", "predict.py"):
            self.assertIn(words, card)
        # What customers ask stays out of the log and the records.
        self.assertNotIn("Wat zegt", job.log() + (job.out / "metrics.jsonl").read_text(encoding="utf-8"))

    def ends_alike(self, **parameters):
        self.write()
        whole = self.job("whole", **parameters)
        self.finished(whole)
        parts = self.job("parts", **parameters)
        total = whole.records("start")[0]["steps_total"]
        reading = whole.summary()["reading_steps"]
        self.assertGreater(reading, 4)
        done = []
        # Within reading, while the test is looked at before teaching, and within a round.
        asked_while_encoding = len(pairs())
        for look in (reading // 2, reading - reading // 2 + 5, 14, 4):
            look += asked_while_encoding
            parts.stop_at_look(look)
            code = parts.run(timeout=300)
            if code == 0:
                break
            self.assertEqual(code, 85, parts.log())
            done.append(parts.records("stopped")[-1]["step"])
        parts.use_script("train.py")
        if not parts.records("end"):
            self.finished(parts)
        self.assertGreater(len(done), 1)
        self.assertTrue(0 < done[0] < reading, done)
        self.assertTrue(any(reading <= one < total for one in done), (done, reading, total))
        one, other = whole.summary(), parts.summary()
        for key in ("test", "before", "best_epoch", "byte_guess"):
            self.assertEqual(one[key], other[key], key)
        self.assertEqual((whole.out / "answers.csv").read_bytes(), (parts.out / "answers.csv").read_bytes())
        return whole, parts

    def test_a_stopped_training_goes_on_and_ends_as_if_it_had_never_stopped(self):
        _, parts = self.ends_alike()
        # With LoRA a checkpoint holds the small layers alone.
        last = sorted((parts.out / "ckpt").glob("step-*.ckpt"))[-1]
        self.assertLess(last.stat().st_size, 0.5 * (parts.out / "ckpt" / "base.pt").stat().st_size)

    def test_so_does_one_of_all_weights(self):
        self.ends_alike(method="full")

    def test_all_weights_learn_more_than_lora_changes(self):
        self.write()
        job = self.job(method="full", epochs=1)
        self.finished(job)
        summary = job.summary()
        self.assertEqual(summary["learned"], summary["parameters"])
        self.assertFalse((job.out / "model" / "adapter.pt").exists())
        self.assertLess(summary["test"]["loss"], summary["before"]["loss"])

    def test_qlora_of_the_small_model_is_lora_and_says_so(self):
        self.write()
        job = self.job(method="qlora", epochs=1, reading_rounds=1)
        self.finished(job)
        self.assertIn("no_qlora", [record["code"] for record in job.records("warning")])
        self.assertEqual(job.summary()["method"], "lora")

    def test_test_and_val_are_taken_from_files_that_are_named_so(self):
        rows = pairs()
        self.write(lines(rows[:60]), "a.jsonl")
        self.write(lines(rows[50:70]), "test.jsonl")
        self.write(lines(rows[70:]), "val.jsonl")
        job = self.job(epochs=1, reading_rounds=1)
        self.finished(job)
        summary = job.summary()
        self.assertEqual((summary["n_train"], summary["n_val"], summary["n_test"], summary["divided_by"]), (50, 10, 20, "files"))
        self.assertIn("same_conversation", [record["code"] for record in job.records("warning")])

    def test_a_table_of_questions_and_answers_is_learned_from(self):
        with open(self.data / "vragen.csv", "w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file, delimiter=";").writerows([("nr", "Vraag", "Antwoord"), *((row, *one) for row, one in enumerate(pairs(60)))])
        job = self.job(epochs=1, reading_rounds=0.2)
        self.finished(job)
        self.assertEqual(sum(job.summary()[f"n_{part}"] for part in ("train", "val", "test")), 60)
        for row, code in (("61;d;\n", "has_answer"), ("61; ;ja\n", "has_content")):
            with open(self.data / "vragen.csv", encoding="utf-8-sig", newline="") as file:
                good = file.read()
            found = self.refused(good.replace("60;", "59;") + row, code, "vragen.csv")
            self.assertEqual(found["line"], 62)
            (self.data / "vragen.csv").write_text(good, encoding="utf-8")
        self.refused("tekst,soort\na,b\n", "conversation_form", "vragen.csv")

    def test_long_conversations_are_cut_and_counted(self):
        self.write(lines(pairs(70) + [("a" * 700, "b"), ("kort", "c" * 700)]))
        job = self.job(epochs=1, reading_rounds=0.2)
        self.finished(job)
        self.assertEqual((job.summary()["cut"], job.summary()["dropped"]), (2, 1))
        self.assertIn("longest_conversation", [record["code"] for record in job.records("warning")])

    def test_a_rate_that_is_too_high_ends_with_advice(self):
        self.write()
        job = self.job(learning_rate=1, method="full", epochs=30, reading_rounds=0.2)
        self.assertIn(job.run(timeout=300), (0, 70), job.log())

    def test_software_that_is_missing_is_named(self):
        self.write()
        job = self.job(model="pretrained", pretrained_folder=str(self.folder))
        self.assertEqual(job.run(timeout=120), 70, job.log())
        self.assertIn(job.records("error")[-1]["code"], ("no_transformers", "no_peft", "no_pretrained_model"))


class Broken(Chat):
    def test_what_cannot_be_used_is_refused_with_its_line(self):
        good = lines(pairs())
        for line, code in (("geen json", "lines_json"), ("[1]", "conversation_form"), ('{"messages": 3}', "conversation_form"), ('{"messages": [{"role": "klant", "content": "a"}]}', "known_role"),
                           ('{"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]}', "roles_in_turn"), ('{"prompt": "a", "completion": ""}', "has_content"),
                           ('{"prompt": "a", "completion": 3}', "content_is_text"), ('{"prompt": "a"}', "has_answer"), ("[" * 5000, "lines_json"), ('{"prompt": NaN}', "lines_json"), ("x" * 1_000_001, "largest_line")):
            found = self.refused(good + line + "\n", code)
            self.assertEqual((found["file"], found["line"]), ("vragen.jsonl", 81))

    def test_no_utf8_no_file_and_too_few(self):
        (self.data / "vragen.jsonl").write_bytes(lines(pairs()).encode() + b"caf\xe9\n")
        job = self.job("latin")
        self.assertEqual(job.run(timeout=120), 65, job.log())
        self.assertEqual(job.records("data_error")[-1]["code"], "lines_utf8")
        self.refused(lines(pairs(3)), "min_conversations")
        (self.data / "vragen.jsonl").unlink()
        job = self.job("none")
        self.assertEqual(job.run(timeout=120), 65, job.log())
        self.assertEqual(job.records("data_error")[-1]["code"], "has_conversations")


class Reading(unittest.TestCase):
    def test_every_form_is_read_as_the_check_reads_it(self):
        from conversations import Fault, parse
        both = [("user", "a"), ("assistant", "b")]
        for line, turns in (('{"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}', [("system", "s"), *both]),
                            ('{"messages":[{"role":"system","content":" "},{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}', both),
                            ('{"conversations":[{"from":"human","value":"a"},{"from":"gpt","value":"b"}],"id":7}', both), ('{"prompt":"a","completion":"b"}', both),
                            ('{"instruction":"a","input":"x","output":"b"}', [("user", "a\n\nx"), ("assistant", "b")]), ('{"instruction":"a","input":"","output":"b"}', both),
                            ('{"question":"a","answer":"b","system":"s"}', [("system", "s"), *both]), ('{"vraag":"a","antwoord":"b"}', both)):
            self.assertEqual(parse(line), turns)
        for line, code in (('{"tekst":"a"}', "conversation_form"), ("{}", "conversation_form"), ('{"messages":["a"]}', "conversation_form"), ('{"messages":[]}', "has_answer"), ('{"messages":[{"content":"a"}]}', "known_role"),
                           ('{"messages":[{"role":"assistant","content":"a"}]}', "roles_in_turn"), ('{"messages":[{"role":"user","content":null}]}', "content_is_text"), ('{"messages":[{"role":"user"}]}', "content_is_text")):
            with self.assertRaises(Fault) as found:
                parse(line)
            self.assertEqual(found.exception.code, code, line)

    def test_the_same_question_is_never_in_two_parts(self):
        import tempfile
        from conversations import Conversations
        rows = [(f"{asked.upper() if turn else asked}", f"{said} {turn}") for asked, said in pairs(60) for turn in range(2)]
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "a.jsonl").write_text(lines(rows), encoding="utf-8")
            found = Conversations(folder)
        parts = {part: {one.key for one in some} for part, some in found.parts.items()}
        self.assertEqual(sum(map(len, found.parts.values())), 120)
        self.assertFalse(parts["train"] & parts["test"] or parts["train"] & parts["val"] or parts["val"] & parts["test"])
        self.assertEqual([len(parts[part]) for part in ("train", "val", "test")], [48, 6, 6])


@support.needs("torch")
class Network(unittest.TestCase):
    def setUp(self):
        import torch
        import network
        torch.manual_seed(1)
        self.torch, self.lib = torch, network
        self.model = network.ByteModel("small").eval()
        self.ids = torch.randint(0, 256, (2, 40))

    def with_lora(self):
        before = self.model(self.ids)
        self.lib.add_lora(self.model, 4)
        self.assertTrue(self.torch.equal(self.model(self.ids), before))       # it begins as nothing
        return before

    def test_lora_keeps_the_base_untouched_and_merged_equals_unmerged(self):
        before = self.with_lora()
        base = {name: value.clone() for name, value in self.lib.base_state(self.model).items()}
        optimizer = self.torch.optim.AdamW([one for one in self.model.parameters() if one.requires_grad], lr=0.01)
        for _ in range(5):
            loss = self.torch.nn.functional.cross_entropy(self.model(self.ids[:, :-1]).flatten(0, 1), self.ids[:, 1:].flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with self.torch.no_grad():
            taught = self.model(self.ids)
        self.assertGreater(float((taught - before).abs().max()), 0.01)
        for name, value in self.lib.base_state(self.model).items():
            self.assertTrue(self.torch.equal(value, base[name]), name)
        self.assertEqual(sorted(name.rsplit(".", 1)[1] for name in self.lib.learned_state(self.model)), ["a"] * 12 + ["b"] * 12)
        merged = self.lib.merge_lora(self.model)
        self.assertFalse([one for one in merged.modules() if isinstance(one, self.lib.Lora)])
        self.assertLess(float((merged(self.ids) - taught).abs().max()), 1e-4)

    def test_no_byte_sees_what_comes_behind_it(self):
        other = self.ids.clone()
        other[:, 25:] = (other[:, 25:] + 1) % 256
        one, two = self.model(self.ids), self.model(other)
        self.assertLess(float((one[:, :25] - two[:, :25]).abs().max()), 1e-5)
        self.assertGreater(float((one[:, 25:] - two[:, 25:]).abs().max()), 1e-3)

    def test_activations_computed_again_give_the_same_slopes(self):
        self.model.train()
        slopes = []
        for again in (False, True):
            self.model.recompute = again
            self.model.zero_grad()
            self.model(self.ids).square().mean().backward()
            slopes.append([one.grad.clone() for one in self.model.parameters()])
        for one, two in zip(*slopes):
            self.assertTrue(self.torch.allclose(one, two, atol=1e-6))

    def test_only_answers_are_learned_with_their_end(self):
        ids, learned = self.lib.encode([("system", "s"), ("user", "é?"), ("assistant", "ja"), ("user", "b"), ("assistant", "c")])
        kept = [one for one, is_learned in zip(ids, learned) if is_learned]
        self.assertEqual(kept, [*b"ja", self.lib.END, *b"c", self.lib.END])
        self.assertEqual(self.lib.encode_question([("user", "a" * 900)])[-1], self.lib.ASSISTANT)
        self.assertLess(len(self.lib.encode_question([("user", "a" * 900)])), self.lib.LONGEST)

    def test_a_sweep_tries_rates_around_those_that_each_model_takes_by_itself(self):
        from learners import Small
        from pretrained import Pretrained
        vary = support.manifest_of(TEMPLATE)["sweep"]["vary"]
        ranges = {axis["when"]["equals"]: (axis["from"], axis["to"]) for axis in vary if axis["parameter"] == "learning_rate"}
        self.assertEqual(set(ranges), {"small", "pretrained"})
        for learner in (Small, Pretrained):
            low, high = ranges[learner.name]
            for method, rate in learner.default_rates.items():
                self.assertTrue(low <= rate <= high, (learner.name, method))

    def test_rows_filled_up_give_the_loss_of_each_alone(self):
        from learners import batch_of
        from training import Totals
        some = [self.lib.encode([("user", "a" * size), ("assistant", "b" * (size + 1))]) for size in (3, 20, 9)]
        together, apart = Totals(), Totals()
        ids, mask, targets = batch_of(some, self.lib.FILL, "cpu")
        together.add(self.model(ids), targets)
        for one in some:
            ids, mask, targets = batch_of([one], self.lib.FILL, "cpu")
            apart.add(self.model(ids), targets)
        self.assertEqual((together.tokens, together.right), (apart.tokens, apart.right))
        self.assertAlmostEqual(together.loss, apart.loss, places=2)

    def test_the_rate_warms_up_and_ends_near_nothing(self):
        from training import share_of_rate
        shares = [share_of_rate(step, 100) for step in range(100)]
        self.assertEqual(max(shares), shares[9])
        self.assertEqual(shares[:10], sorted(shares[:10]))
        self.assertEqual(shares[10:], sorted(shares[10:], reverse=True))
        self.assertLess(shares[-1], 0.01)
        self.assertTrue(0 < share_of_rate(0, 1) <= 1)


@support.needs("torch", "transformers", "peft")
class Pretrained(Chat):
    """Where transformers and peft are missing, none of this has been run."""

    def model(self, with_form=True):
        """A small model of chance with a tokenizer made here, in a folder as a factory has it."""
        import tokenizers
        import transformers
        folder = self.folder / f"model {with_form}"
        plain = tokenizers.Tokenizer(tokenizers.models.BPE(unk_token="<unk>"))
        plain.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
        plain.decoder = tokenizers.decoders.ByteLevel()
        trainer = tokenizers.trainers.BpeTrainer(vocab_size=400, special_tokens=["<unk>", "<s>", "</s>"], initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet())
        plain.train_from_iterator([text for row in pairs() for text in row], trainer)
        tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=plain, unk_token="<unk>", bos_token="<s>", eos_token="</s>", pad_token="</s>")
        if with_form:
            tokenizer.chat_template = "{% for m in messages %}<s>{{ m['role'] }}: {{ m['content'] }}</s>{% endfor %}{% if add_generation_prompt %}<s>assistant: {% endif %}"
        tokenizer.save_pretrained(str(folder))
        config = transformers.LlamaConfig(vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=256,
                                          bos_token_id=1, eos_token_id=2, pad_token_id=2, tie_word_embeddings=False)
        transformers.LlamaForCausalLM(config).save_pretrained(str(folder), safe_serialization=True)
        (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\nA model of chance.\n")
        return folder

    def taught(self, folder, **parameters):
        self.write()
        job = self.job(model="pretrained", pretrained_folder=str(folder), base_model="1.5b", epochs=3, learning_rate=1e-2, **parameters)
        self.finished(job)
        summary = job.summary()
        self.assertLess(summary["test"]["loss"], summary["before"]["loss"])
        self.assertEqual(summary["base_licence"], "apache-2.0")
        return job, summary

    def test_lora_beside_a_model_from_a_folder(self):
        import peft
        import transformers
        folder = self.model()
        job, summary = self.taught(folder)
        self.assertTrue(summary["base_unchanged"])
        model = peft.PeftModel.from_pretrained(transformers.AutoModelForCausalLM.from_pretrained(str(folder)), str(job.out / "model" / "adapter"))
        self.assertTrue(model.peft_config)
        self.assertTrue((job.out / "model" / "adapter" / "adapter_model.safetensors").is_file())
        questions = self.folder / "q.csv"
        questions.write_text("vraag\nWat zegt de koe 10?\n")
        made, found = self.predict(job, "--base", folder, questions)
        self.assertEqual((made.returncode, len(found)), (0, 2), made.stderr)

    def test_all_weights_and_a_model_without_a_form_of_its_own(self):
        job, summary = self.taught(self.model(with_form=False), method="full")
        self.assertIn("no_chat_form", [record["code"] for record in job.records("warning")])
        self.assertEqual(summary["learned"], summary["parameters"])

    def test_a_stopped_training_goes_on_as_if_it_had_never_stopped(self):
        folder = self.model()
        self.write()
        ends = []
        for name, looks in (("whole", ()), ("parts", (10, 95))):
            job = self.job(name, model="pretrained", pretrained_folder=str(folder), base_model="1.5b", epochs=2, learning_rate=1e-2)
            for look in looks:
                job.stop_at_look(look)
                self.assertEqual(job.run(timeout=600), 85, job.log())
            job.use_script("train.py")
            self.finished(job)
            ends.append(job.summary()["test"])
        self.assertEqual(*ends)

    def test_weights_that_may_hold_a_program_are_refused(self):
        folder = self.model()
        for one in folder.glob("*.safetensors"):
            one.rename(one.with_suffix(".bin"))
        self.write()
        job = self.job(model="pretrained", pretrained_folder=str(folder))
        self.assertEqual(job.run(timeout=300), 70, job.log())
        self.assertEqual(job.records("error")[-1]["code"], "no_safe_weights")


if __name__ == "__main__":
    unittest.main()
