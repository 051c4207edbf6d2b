"""What an operator does with templates, through werkbank-cli: look at one, run it, sign a catalogue, hand it out. Needs
WERKBANK_CLI."""

import json
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "factory/e2e"))
from harness import Cli, run  # noqa: E402

CATALOGUE = TESTS.parent / "resources/catalogue"


class TemplateTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="werkbank-operator-")
        self.addCleanup(holder.cleanup)
        self.place = Path(holder.name)
        self.catalogue = self.place / "our 'own' catalogue"
        self.catalogue.mkdir()
        shutil.copytree(CATALOGUE / "shared", self.catalogue / "shared")
        shutil.copytree(CATALOGUE / "tabular-boost", self.catalogue / "our-table")
        self.change(id="our-table")
        self.operator = self.cli("operator")

    def cli(self, who):
        (self.place / who).mkdir()
        return Cli(self.place / who)

    def change(self, **fields):
        path = self.catalogue / "our-table/manifest.json"
        manifest = json.loads(path.read_text())
        manifest.update(fields)
        path.write_text(json.dumps(manifest, ensure_ascii=False))

    def sign(self, number=1, expires="2099-12-31", code=0):
        done = self.operator("--json", "template", "sign", self.catalogue, "--name", "AI-fabriek", "--number", number,
                             "--expires", expires)
        self.assertEqual(done.code, code, done.out + done.err)
        return done.json()


class Looking(TemplateTest):
    def test_a_good_template_can_be_used(self):
        for template in sorted(path.parent.name for path in CATALOGUE.glob("*/manifest.json")):
            done = self.operator("--json", "template", "lint", CATALOGUE / template)
            self.assertEqual(done.code, 0, done.out + done.err)
            self.assertEqual(done.json()["template"], template)

    def test_a_wrong_field_is_named(self):
        self.change(task="everything")
        done = self.operator("--json", "template", "lint", self.catalogue / "our-table")
        self.assertNotEqual(done.code, 0)
        self.assertEqual(done.json()["error"]["code"], "catalogue_invalid")
        self.assertIn("task", json.dumps(done.json()))

    def test_a_script_that_was_changed_is_named(self):
        with open(self.catalogue / "our-table/train.py", "a", encoding="utf-8") as script:
            script.write("# more\n")
        done = self.operator("--json", "template", "lint", self.catalogue / "our-table")
        self.assertNotEqual(done.code, 0)
        self.assertIn("train.py", done.out)

    def test_what_users_would_miss_is_told(self):
        shutil.rmtree(self.catalogue / "our-table/recorded")
        shutil.rmtree(self.catalogue / "our-table/example")
        (self.catalogue / "our-table/forgotten.py").write_text("pass\n")
        done = self.operator("--json", "template", "lint", self.catalogue / "our-table")
        self.assertEqual(done.code, 0, done.out + done.err)
        doubts = " ".join(done.json()["doubts"])
        for word in ("forgotten.py", "recorded/", "example/"):
            self.assertIn(word, doubts)

    def test_a_template_is_run_with_its_example(self):
        done = self.operator("--json", "template", "test", self.catalogue / "our-table", timeout=120)
        self.assertEqual(done.code, 0, done.out + done.err)
        job = done.json()
        self.assertEqual((job["template"], job["phase"]), ("our-table", "done"))


class HandingOut(TemplateTest):
    """An operator signs; a person takes the folder over."""

    def setUp(self):
        super().setUp()
        self.assertEqual(self.operator("invitation", "make-signing-key").code, 0)
        self.person = self.cli("person")
        self.taken = self.place / "person/data/werkbank/catalogue"

    def take_over(self):
        shutil.rmtree(self.taken, ignore_errors=True)
        shutil.copytree(self.catalogue, self.taken)

    def templates(self):
        """(the ids that the person has, what they are told)"""
        done = self.person("--json", "templates")
        self.assertEqual(done.code, 0, done.out + done.err)
        answer = done.json()
        return {one["id"] for one in answer["templates"]}, " ".join(one["message"] for one in answer["problems"])

    def refused(self, words):
        ids, told = self.templates()
        self.assertNotIn("our-table", ids)
        self.assertIn("tabular-boost", ids, "what came with the program stays")
        self.assertIn(words, told)

    def trust(self):
        done = self.person("--json", "template", "trust", self.taken, "--yes")
        self.assertEqual(done.code, 0, done.out + done.err)
        return done.json()

    def test_a_signed_catalogue_is_used_once_its_maker_is_trusted(self):
        signed = self.sign()
        self.take_over()
        self.refused("does not know")
        self.assertEqual(self.trust()["words"], signed["words"], "what is read aloud is the same on both sides")
        ids, told = self.templates()
        self.assertIn("our-table", ids)
        self.assertEqual(told, "")

    def test_trusting_asks_and_no_means_no(self):
        self.sign()
        self.take_over()
        self.assertEqual(self.person("template", "trust", self.taken, text="no\n").code, 130)
        self.refused("does not know")

    def test_one_that_nobody_signed_is_refused_until_an_expert_allows_it(self):
        self.take_over()
        self.refused("not signed")
        self.assertEqual(self.person("template", "allow-unsigned", "on").code, 0)
        self.assertIn("our-table", self.templates()[0])
        self.assertEqual(self.person("template", "allow-unsigned", "off").code, 0)
        self.refused("not signed")

    def test_a_tampered_one_is_refused_even_where_unsigned_ones_are_allowed(self):
        self.sign()
        self.take_over()
        self.trust()
        with open(self.taken / "our-table/train.py", "a", encoding="utf-8") as script:
            script.write("import os\n")
        self.refused("our-table/train.py was changed")
        self.assertEqual(self.person("template", "allow-unsigned", "on").code, 0)
        self.refused("our-table/train.py was changed")

    def test_an_older_issue_is_refused_after_a_newer_one(self):
        self.sign(number=1)
        old = self.place / "old"
        shutil.copytree(self.catalogue, old)
        self.sign(number=2)
        self.take_over()
        self.trust()
        self.assertIn("our-table", self.templates()[0])
        shutil.rmtree(self.taken)
        shutil.copytree(old, self.taken)
        self.refused("older")

    def test_one_that_is_over_is_refused(self):
        self.sign(expires="2020-01-31")
        self.take_over()
        self.refused("was valid until")

    def test_a_catalogue_with_a_wrong_template_is_not_signed(self):
        self.change(level="wizard")
        self.assertEqual(self.sign(code=2)["error"]["code"], "catalogue_invalid")
        self.assertFalse((self.catalogue / "catalogue.sig").exists())

    def test_it_is_told_in_dutch_too(self):
        self.take_over()
        told = self.person("--lang", "nl", "templates").out
        self.assertIn("niet ondertekend", told)


class Guide(unittest.TestCase):
    def test_whoever_follows_the_guide_has_a_template_that_others_can_use(self):
        guide = (CATALOGUE / "NEW_TEMPLATE.md").read_text(encoding="utf-8")
        steps = "\n".join(re.findall(r"^```\n(.*?)^```$", guide, re.M | re.S))
        self.assertGreater(steps.count("werkbank-cli"), 6)
        with tempfile.TemporaryDirectory(prefix="werkbank-guide-") as place:
            place = Path(place)
            program = Cli(place)
            program.env.update(CATALOGUE=str(CATALOGUE), WERKBANK_HOME=str(place / "home of werkbank"),
                               PATH=f"{Path(program.program).parent}:{program.env['PATH']}")
            done = run(["bash", "-euc", steps], 180, env=program.env, cwd=place)
            self.assertEqual(done.code, 0, done.out + done.err)
            answer = program("--json", "templates").json()
            self.assertEqual(answer["problems"], [])
            ours = next(one for one in answer["templates"] if one["id"] == "machine-faults")
            self.assertEqual(ours["title"], "See faults coming")


if __name__ == "__main__":
    unittest.main(verbosity=2)
