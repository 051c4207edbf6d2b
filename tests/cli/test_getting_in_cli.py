"""Getting in through werkbank-cli, as a person or a script would: keys, certificates, the check of the way, invitations and
profiles, against a real sshd. Needs WERKBANK_CLI."""

import base64
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from servers import Keychain, Sshd, make_key, wait_until  # noqa: E402
from harness import Cli  # noqa: E402

PASSPHRASE = "correct horse 'battery' ü"
TYPED_TWICE = f"{PASSPHRASE}\n{PASSPHRASE}\n"


class GettingInTest(unittest.TestCase):
    """Every test has a program with a home of its own."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="werkbank-getting-in-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.home = self.folder / "home"
        self.home.mkdir()
        self.cli = Cli(self.home)
        self.profiles = self.folder / "profiles"

    def sshd(self, **changes) -> Sshd:
        server = Sshd(self.folder)
        self.addCleanup(server.end)
        server.profile(self.profiles, **changes)
        return server

    def keychain(self) -> None:
        keychain = Keychain(self.folder / "keychain")
        self.addCleanup(keychain.end)
        self.cli.env.update(keychain.env)

    def done(self, *words, text: str = "", code: int = 0) -> dict:
        """The answer of a command that must end with this code."""
        outcome = self.cli("--json", "--profiles", self.profiles, *words, text=text)
        self.assertEqual(outcome.code, code, outcome.out + outcome.err)
        self.assertEqual("error" in outcome.json(), code != 0, outcome.out)
        return outcome.json()

    def refused(self, code: int, error: str, *words, text: str = "") -> str:
        answer = self.done(*words, text=text, code=code)
        self.assertEqual(answer["error"]["code"], error, answer)
        return answer["error"]["message"]

    def assert_nowhere(self, secret: str, *texts: str) -> None:
        """Neither in what was said nor in any file below the home, as it is or as base64."""
        for text in texts:
            self.assertNotIn(secret, text)
        forms = (secret.encode(), base64.b64encode(secret.encode()))
        for file in (path for path in self.folder.rglob("*") if path.is_file()):
            content = file.read_bytes()
            for form in forms:
                self.assertNotIn(form, content, file)


class Keys(GettingInTest):
    def test_a_key_is_made_with_a_passphrase_and_listed(self):
        self.assertEqual(self.done("keys"), {"keys": []})
        made = self.done("make-key", text=TYPED_TWICE)
        self.assertEqual(made["passphrase_kept"], False)
        file = Path(made["file"])
        self.assertEqual(file, self.home / ".ssh/werkbank_ed25519")
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(file.parent.stat().st_mode), 0o700)
        wrong = subprocess.run(["ssh-keygen", "-y", "-P", "", "-f", file], capture_output=True, check=False)
        self.assertNotEqual(wrong.returncode, 0)
        right = subprocess.run(["ssh-keygen", "-y", "-P", PASSPHRASE, "-f", file], capture_output=True, text=True, check=False)
        self.assertEqual(right.stdout.split()[:2], made["public_line"].split()[:2])
        shown = subprocess.run(["ssh-keygen", "-l", "-f", file], capture_output=True, text=True, check=True).stdout
        self.assertIn(made["fingerprint"], shown)
        self.assertEqual([key["public_line"] for key in self.done("keys")["keys"]], [made["public_line"]])

    def test_no_key_is_made_without_a_passphrase_unless_that_is_asked_for(self):
        self.refused(2, "usage", "make-key", text="\n\n")
        self.refused(2, "usage", "make-key", text="one\nanother\n")
        self.refused(130, "cancelled", "make-key", text="one\n")
        self.assertFalse((self.home / ".ssh").exists())
        file = self.done("make-key", "--no-passphrase")["file"]
        subprocess.run(["ssh-keygen", "-y", "-P", "", "-f", file], capture_output=True, check=True)

    def test_a_key_is_never_overwritten(self):
        self.done("make-key", "--no-passphrase")
        before = (self.home / ".ssh/werkbank_ed25519").read_bytes()
        self.refused(4, "local_file", "make-key", "--no-passphrase")
        self.assertEqual((self.home / ".ssh/werkbank_ed25519").read_bytes(), before)

    def test_a_key_is_handed_in_over_the_first_sign_in_and_opens_the_door_from_then_on(self):
        server = self.sshd()
        server.keys.write_text(make_key(self.home / ".ssh/id_ed25519") + "\n")
        mine = self.done("make-key", "--no-passphrase")["public_line"]
        self.assertEqual(self.done("hand-in-key", "hall")["public_line"], mine)
        self.assertIn(mine, server.keys.read_text())
        self.done("hand-in-key", "hall")
        self.assertEqual(server.keys.read_text().count(mine.split()[1]), 1)
        for file in (self.home / ".ssh").glob("id_ed25519*"):
            file.unlink()
        self.done("hand-in-key", "hall")

    def test_without_a_key_there_is_nothing_to_hand_in(self):
        self.sshd()
        self.assertIn("make-key", self.refused(3, "sign_in_impossible", "--lang", "en", "hand-in-key", "hall"))
        self.refused(2, "usage", "hand-in-key", "nowhere")


class Secrets(GettingInTest):
    def locked_out_until_the_passphrase_is_typed(self, server: Sshd) -> None:
        made = self.done("make-key", text=TYPED_TWICE)
        server.keys.write_text(made["public_line"] + "\n")

    def test_what_is_typed_is_in_no_output_no_file_and_no_list_of_processes(self):
        server = self.sshd()
        self.locked_out_until_the_passphrase_is_typed(server)
        program = subprocess.Popen([self.cli.program, "--profiles", self.profiles, "hand-in-key", "hall"], env=self.cli.env,
                                   cwd=self.home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        program.stdin.write("a wrong one\n" + PASSPHRASE + "\n")
        program.stdin.flush()
        seen = b""
        while program.poll() is None:
            for part in ("cmdline", "environ"):
                try:
                    seen += Path(f"/proc/{program.pid}/{part}").read_bytes()
                except OSError:
                    pass
            try:
                program.wait(0.02)
            except subprocess.TimeoutExpired:
                pass
        out, err = program.communicate()
        self.assertEqual(program.returncode, 0, out + err)
        self.assertIn(b"hand-in-key", seen)
        self.assert_nowhere(PASSPHRASE, out, err, seen.decode(errors="replace"))
        self.assert_nowhere("a wrong one", out, err, seen.decode(errors="replace"))

    def test_a_crash_leaves_no_memory_behind(self):
        def crashed(*words) -> bool:
            """Whether the program's memory was written down when it crashed in the middle of a question."""
            program = subprocess.Popen(["sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh", *map(str, words)], env=self.cli.env,
                                       cwd=self.home, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            name = Path(words[0]).name
            self.assertTrue(wait_until(lambda: Path(f"/proc/{program.pid}/comm").read_text().strip() == name, 20))
            if name != "sleep":
                self.assertTrue(program.stderr.read(1))  # it asks
            os.kill(program.pid, signal.SIGSEGV)
            _, status = os.waitpid(program.pid, 0)
            program.returncode = -os.WTERMSIG(status)
            program.communicate()
            return os.WCOREDUMP(status)

        if not crashed("sleep", "60"):
            self.skipTest("this computer writes no core dumps at all")
        self.sshd()
        self.assertFalse(crashed(self.cli.program, "make-key"))

    def test_a_remembered_passphrase_is_asked_once_and_lies_in_the_keychain_alone(self):
        server = self.sshd()
        self.keychain()
        self.locked_out_until_the_passphrase_is_typed(server)
        self.refused(130, "cancelled", "hand-in-key", "hall")
        # There is no scheduler behind this door: the sign-in is good, and what comes after it fails.
        self.done("sign-in", "hall", "--remember", text=PASSPHRASE + "\n", code=6)
        self.done("hand-in-key", "hall")
        self.assert_nowhere(PASSPHRASE)

    def test_a_new_keys_passphrase_is_remembered_when_asked_for(self):
        server = self.sshd()
        self.keychain()
        made = self.done("make-key", "--remember", text=TYPED_TWICE)
        self.assertTrue(made["passphrase_kept"])
        server.keys.write_text(made["public_line"] + "\n")
        self.done("hand-in-key", "hall")
        self.assert_nowhere(PASSPHRASE)

    def test_without_a_keychain_nothing_is_remembered_and_it_says_so(self):
        server = self.sshd()
        made = self.done("make-key", "--remember", text=TYPED_TWICE)
        self.assertFalse(made["passphrase_kept"])
        server.keys.write_text(made["public_line"] + "\n")
        said = self.cli("--lang", "en", "--profiles", self.profiles, "sign-in", "hall", "--remember", text=PASSPHRASE + "\n")
        self.assertIn("no keychain", said.out)
        self.refused(130, "cancelled", "hand-in-key", "hall")
        self.assert_nowhere(PASSPHRASE)

    def test_a_closed_standard_input_never_hangs(self):
        server = self.sshd()
        self.locked_out_until_the_passphrase_is_typed(server)
        words = f"exec '{self.cli.program}' --profiles '{self.profiles}' \"$@\" <&-"
        for command in (["sign-in", "hall"], ["hand-in-key", "hall"], ["make-key"], ["check-connection", "hall", "--sign-in"]):
            ended = subprocess.run(["sh", "-c", words, "sh", *command], env=self.cli.env, cwd=self.home, capture_output=True,
                                   timeout=30, check=False)
            self.assertIn(ended.returncode, (3, 4, 130), (command, ended.stdout, ended.stderr))


class UnknownHosts(GettingInTest):
    def test_an_unknown_host_is_shown_as_fingerprint_and_as_words_and_asked_once(self):
        server = self.sshd(host_keys=[])
        server.keys.write_text(make_key(self.home / ".ssh/id_ed25519") + "\n")
        fingerprint = subprocess.run(["ssh-keygen", "-l", "-f", self.folder / "host_key"], capture_output=True, text=True,
                                     check=True).stdout.split()[1]
        words = ("--lang", "en", "--profiles", self.profiles, "hand-in-key", "hall")
        no = self.cli(*words, text="no\n")
        self.assertEqual(no.code, 3, no.out + no.err)
        self.assertIn(fingerprint, no.err)
        self.assertRegex(no.err, r"in words, to read aloud: \w+( \w+){7}\n")
        yes = self.cli(*words, text="yes\n")
        self.assertEqual(yes.code, 0, yes.out + yes.err)
        again = self.cli(*words)
        self.assertEqual((again.code, again.err), (0, ""), again.out)

    def test_a_changed_host_key_is_a_hard_stop(self):
        foreign = make_key(self.folder / "foreign")
        server = self.sshd(host_keys=[" ".join(foreign.split()[:2])])
        server.keys.write_text(make_key(self.home / ".ssh/id_ed25519") + "\n")
        self.refused(3, "host_key_changed", "hand-in-key", "hall", text="yes\nyes\n")
        self.assertNotIn("Accepted publickey", (self.folder / "sshd.log").read_text())


class TheWay(GettingInTest):
    STEPS = ["name", "reach", "greeting", "host_key", "ways"]

    def steps(self, answer: dict) -> dict:
        return {step["step"]: step["outcome"] for step in answer["steps"]}

    def test_every_step_up_to_the_door_is_a_line_with_its_seconds(self):
        self.sshd()
        answer = self.done("check-connection", "hall")
        self.assertTrue(answer["all_well"])
        behind = ("sign_in", "shell", "files", "work_folder", "room", "scheduler")
        self.assertEqual(self.steps(answer), {**{step: "ok" for step in self.STEPS}, **{step: "skipped" for step in behind}})
        self.assertTrue(all(0 <= step["seconds"] < 20 and step["sentence"] for step in answer["steps"]))
        for language, well in (("nl", "Alles is in orde."), ("en", "All is well.")):
            said = self.cli("--lang", language, "--profiles", self.profiles, "check-connection", "hall",
                            "--report", self.folder / "report.txt").out
            self.assertEqual(said.count("✓"), 5, said)
            self.assertIn(well, said)
            self.assertIn("SSH-2.0-", (self.folder / "report.txt").read_text())

    def test_it_names_the_step_where_it_stops(self):
        server = self.sshd()
        server.end()
        answer = self.done("check-connection", "hall", "--sign-in", code=3)
        self.assertEqual(answer["error"]["code"], "check_failed")
        outcomes = self.steps(answer)
        self.assertEqual((outcomes["name"], outcomes["reach"]), ("ok", "failed"))
        self.assertEqual({outcomes[step] for step in outcomes if step not in ("name", "reach")}, {"skipped"})

    def test_behind_the_door_it_looks_for_folder_scheduler_shell_and_files(self):
        server = self.sshd()
        server.keys.write_text(make_key(self.home / ".ssh/id_ed25519") + "\n")
        (server.home / ".bashrc").write_text("echo Welcome to the hall\n")
        answer = self.done("check-connection", "hall", "--sign-in", code=6)
        outcomes = self.steps(answer)
        self.assertEqual((outcomes["sign_in"], outcomes["work_folder"], outcomes["files"]), ("ok", "failed", "ok"))
        self.assertEqual(outcomes["shell"], "ok")

    def test_a_key_that_is_not_welcome_is_told_at_the_sign_in(self):
        self.sshd()
        make_key(self.home / ".ssh/id_ed25519")
        answer = self.done("check-connection", "hall", "--sign-in", code=3)
        self.assertEqual(self.steps(answer)["sign_in"], "failed")
        self.assertEqual(self.steps(answer)["files"], "skipped")

    def test_the_practice_factory_has_no_way_to_go(self):
        self.assertTrue(self.done("check-connection", "practice")["all_well"])
        self.assertEqual(self.steps(self.done("check-connection", "practice", "--sign-in"))["sign_in"], "ok")


class Certificates(GettingInTest):
    def program(self, name: str, script: str) -> None:
        programs = self.folder / "programs"
        programs.mkdir(exist_ok=True)
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o700)
        self.cli.env["PATH"] = f"{programs}:/usr/bin:/bin"

    def factory(self, *command: str) -> None:
        self.sshd(sign_in={"methods": ["certificate"], "certificate": {"command": list(command), "hours": 8}})

    def authority(self) -> None:
        make_key(self.folder / "ca")
        make_key(self.home / ".ssh/id_ed25519")

    def signed(self, times: str) -> None:
        subprocess.run(["ssh-keygen", "-q", "-s", self.folder / "ca", "-I", "course", "-V", times,
                        self.home / ".ssh/id_ed25519.pub"], check=True)

    def test_its_time_left_is_told(self):
        self.factory("fetch-it")
        self.refused(3, "sign_in_impossible", "certificate", "hall")
        self.authority()
        self.signed("-2h:-1h")
        self.refused(3, "certificate_expired", "certificate", "hall")
        self.signed("-1h:+8h")
        answer = self.done("certificate", "hall")
        self.assertEqual((answer["certificate"]["name"], answer["fetched"]), ("course", False))

    def test_it_is_fetched_by_the_factorys_program_after_a_yes(self):
        self.factory("fetch-it", "{user}", "{email}")
        self.authority()
        self.program("fetch-it", f"ssh-keygen -q -s {self.folder}/ca -I \"$2\" -n \"$1\" -V +8h $HOME/.ssh/id_ed25519.pub")
        no = self.cli("--lang", "en", "--profiles", self.profiles, "certificate", "hall", "--fetch", text="ann@shop.example\nno\n")
        self.assertEqual(no.code, 130)
        self.assertIn("ann@shop.example", no.err)
        self.refused(3, "sign_in_impossible", "certificate", "hall")
        answer = self.done("certificate", "hall", "--fetch", text="ann@shop.example\nyes\n")
        self.assertEqual((answer["certificate"]["name"], answer["fetched"]), ("ann@shop.example", True))

    def test_a_program_that_is_missing_or_fails_is_an_error_with_a_sentence(self):
        self.factory("fetch-it")
        self.assertIn("fetch-it", self.refused(4, "local_file", "certificate", "hall", "--fetch", "--yes"))
        self.program("fetch-it", "echo sorry; exit 1")
        answer = self.done("certificate", "hall", "--fetch", "--yes", code=3)
        self.assertEqual((answer["error"]["code"], answer["error"]["detail"]), ("sign_in_refused", "sorry"))


class Invitations(GettingInTest):
    def setUp(self):
        super().setUp()
        self.server = self.sshd()
        self.coach = Cli(self.folder / "coach")
        (self.folder / "coach").mkdir()
        self.file = self.folder / "course.werkbank"

    def made_by_coach(self, *words) -> dict:
        done = self.coach("--json", "--profiles", self.profiles, "invitation", *words)
        self.assertEqual(done.code, 0, done.out + done.err)
        return done.json()

    def invite(self, *words) -> dict:
        return self.made_by_coach("make", self.file, "--factory", "hall", "--issuer", "Coach Jansen", "--expires",
                                  "2027-06-30", "--project", "course-2027", *words)

    def test_a_coach_makes_one_and_a_participants_computer_is_set_up_with_it(self):
        key = self.made_by_coach("make-signing-key")
        self.assertEqual(stat.S_IMODE(Path(key["file"]).stat().st_mode), 0o600)
        self.assertEqual(len(key["words"]), 8)
        made = self.invite("--reservation", "course", "--from", "2027-05-01 09:00", "--until", "2027-05-01 17:00",
                           "--welcome-nl", "Welkom!", "--welcome-en", "Welcome!")
        self.assertEqual(made["words"], key["words"])
        self.profiles.joinpath("hall.json").unlink()
        shown = self.done("invitation", "show", self.file)
        self.assertEqual((shown["issuer"], shown["trusted"], shown["words"]), ("Coach Jansen", False, key["words"]))
        self.assertEqual((shown["factory"], shown["project"], shown["reservation"]["name"]), ("hall", "course-2027", "course"))
        said = self.cli("--lang", "nl", "invitation", "show", self.file).out
        self.assertIn("Welkom!", said)
        self.assertIn(" ".join(key["words"]), said)
        self.refused(2, "usage", "sign-in", "hall")
        self.assertEqual(self.cli("invitation", "accept", self.file, text="no\n").code, 130)
        self.refused(2, "usage", "sign-in", "hall")
        self.done("invitation", "accept", self.file, text="yes\n")
        self.assertTrue(self.done("invitation", "show", self.file)["trusted"])
        self.server.keys.write_text(make_key(self.home / ".ssh/id_ed25519") + "\n")
        self.done("hand-in-key", "hall", text=self.server.user + "\n")  # the coach's own name is not in it
        kept = json.loads(next(self.home.rglob("factories/hall.json")).read_text())
        self.assertEqual((kept["account"], kept["reservation"]["name"]), ({"rule": "fixed", "name": "course-2027"}, "course"))

    def test_course_data_is_named_with_its_sum_and_listed(self):
        self.made_by_coach("make-signing-key")
        wine = self.folder / "wine.csv"
        wine.write_text("acid,quality\n7,5\n")
        self.invite("--data", wine, "https://127.0.0.1:1/wine.csv")
        self.assertEqual(self.done("invitation", "show", self.file)["data"],
                         [{"name": "wine.csv", "place": "https://127.0.0.1:1/wine.csv", "bytes": wine.stat().st_size}])
        self.refused(2, "usage", "invitation", "data", "hall")
        self.done("invitation", "accept", self.file, text="yes\n")
        self.assertEqual(len(self.done("invitation", "data", "hall")["data"]), 1)
        self.refused(2, "usage", "invitation", "data", "hall", "beer.csv")
        # Nothing listens there: a sentence, and nothing is left.
        failed = self.cli("--json", "--profiles", self.profiles, "invitation", "data", "hall", "wine.csv", "--to", self.folder / "got")
        self.assertEqual(failed.json()["error"]["code"], "host_unreachable")
        self.assertEqual(list((self.folder / "got").iterdir()), [])
        folder = self.coach("--json", "--profiles", self.profiles, "invitation", "make", self.file, "--factory", "hall", "--issuer",
                            "Coach Jansen", "--expires", "2027-06-30", "--data", self.folder, "https://127.0.0.1/all.zip")
        self.assertEqual(folder.json()["error"]["code"], "usage")

    def test_an_older_one_is_refused_after_a_newer(self):
        self.made_by_coach("make-signing-key")
        self.invite()
        older = self.folder / "older.werkbank"
        shutil.copy(self.file, older)
        issued = self.done("invitation", "show", older)["issued_at"]
        self.assertTrue(wait_until(lambda: self.invite() and self.done("invitation", "show", self.file)["issued_at"] > issued, 20))
        self.done("invitation", "accept", self.file, "--yes")
        self.refused(4, "data_rejected", "invitation", "accept", older, "--yes")

    def test_one_that_was_changed_or_is_no_invitation_is_refused(self):
        self.made_by_coach("make-signing-key")
        self.invite()
        changed = self.file.read_text().replace("Y291cnNl", "Y291cnNm", 1)
        for content in (changed if changed != self.file.read_text() else self.file.read_text()[:-40], "hello", ""):
            self.file.write_text(content)
            outcome = self.cli("--json", "invitation", "accept", self.file, "--yes")
            self.assertNotEqual(outcome.code, 0, content)
            self.assertIn("error", outcome.json())
        self.assertEqual(list(self.home.rglob("hall.json")), [])

    def test_what_a_coach_types_wrong_is_told(self):
        make = ("invitation", "make", self.file, "--factory", "hall", "--issuer", "Coach")
        self.refused(4, "local_file", *make, "--expires", "2027-06-30")
        self.done("invitation", "make-signing-key")
        self.refused(4, "local_file", "invitation", "make-signing-key")
        self.refused(2, "usage", *make, "--expires", "tomorrow")
        self.refused(2, "usage", *make, "--expires", "2045-01-01")
        self.assertEqual(self.cli(*make).code, 2)
        self.assertEqual(self.cli(*make, "--expires", "2027-06-30", "--reservation", "x").code, 2)
        self.assertFalse(self.file.exists())


class Profiles(GettingInTest):
    def test_a_known_factory_is_added_once(self):
        known = self.done("factories")
        self.assertIn("lumi", known["known"])
        self.assertNotIn("lumi", [one["id"] for one in known["factories"]])
        self.assertTrue(self.done("add-factory", "lumi")["added"])
        self.assertFalse(self.done("add-factory", "lumi")["added"])
        after = self.done("factories")
        self.assertIn("lumi", [one["id"] for one in after["factories"]])
        self.assertNotIn("lumi", after["known"])
        for id in ("atlantis", "../lumi", ""):
            self.refused(2, "usage", "add-factory", id)

    def test_a_profile_is_looked_through(self):
        file = self.sshd(host_keys=[]).profile(self.folder / "draft", host_keys=[])
        findings = self.done("profile", "lint", file)["findings"]
        self.assertIn("host_keys", [one["field"] for one in findings])
        file.write_text("{")
        self.refused(2, "profile_invalid", "profile", "lint", file)
        self.refused(4, "local_file", "profile", "lint", self.folder / "gone.json")


class Help(GettingInTest):
    def test_it_lists_every_command_in_plain_groups(self):
        said = self.cli("--help")
        self.assertEqual(said.code, 0)
        for word in ("Getting in", "Data and jobs", "make-key", "hand-in-key", "check-connection", "invitation", "certificate"):
            self.assertIn(word, said.out)
        for command in ("make-key", "check-connection", "invitation make", "profile lint"):
            self.assertEqual(self.cli(*command.split(), "--help").code, 0, command)


if __name__ == "__main__":
    unittest.main(verbosity=0)
