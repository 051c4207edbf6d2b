"""Getting in, and being told why not: host keys, passwords, accounts, profiles, room. Through werkbank-cli."""

import json
import os
import tempfile
import unittest
from pathlib import Path

from scenario import TINY, SideBySide, run, table

YES = "yes\n"
NO = "no\n"


class SigningIn(SideBySide):
    workers = 1  # they read sshd's log: one after the other
    limit = 300

    def log_since(self, mark: int) -> str:
        with open(self.lab.folder / "log/sshd.log", "rb") as log:
            log.seek(mark)
            return log.read().decode(errors="replace")

    def mark(self) -> int:
        return (self.lab.folder / "log/sshd.log").stat().st_size

    def wrong_profile(self, name: str) -> dict:
        return json.loads(Path(self.lab.facts["LAB_PROFILES_WRONG"], f"{name}.json").read_text())

    def scenario_right_key_signs_in_and_tells_what_there_is(self):
        person = self.person()
        offer = self.ended(person("--json", "sign-in", "lab"), 0)
        self.assertEqual((offer["user"], offer["account"]), (self.lab.facts["LAB_USER"], "proj"))
        self.assertIn("gpu_h100", [partition["name"] for partition in offer["partitions"]])

    def scenario_changed_host_key_is_refused_before_any_proof_is_sent(self):
        fields = self.wrong_profile("changed-host-key")
        person = self.person(**fields)
        mark = self.mark()
        self.both_languages(person, 3, "host_key_changed", "sign-in", fields["id"], text=YES)
        self.assertNotIn("Accepted", self.log_since(mark))
        self.assertNotIn("Failed", self.log_since(mark))
        plain = person("--lang", "nl", "run", "test-ok", "--data", TINY, "--factory", fields["id"])
        self.assertEqual(plain.code, 3)
        self.assertIn(fields["help"]["phone"], plain.err, "whom to call")

    def scenario_unknown_host_key_is_asked_about_once_and_pinned(self):
        fields = self.wrong_profile("unknown-host-key")
        person = self.person(**fields)
        mark = self.mark()
        refused = person("--lang", "en", "sign-in", fields["id"], text=NO)
        self.assertEqual(refused.code, 3, refused.out + refused.err)
        self.assertIn("SHA256:", refused.err)
        self.both_languages(person, 3, "host_key_unknown", "sign-in", fields["id"], text=NO)
        self.assertNotIn("Accepted", self.log_since(mark))
        self.assertEqual(person("sign-in", fields["id"]).code, 130, "no answer is no yes")
        self.ended(person("--json", "sign-in", fields["id"], text=YES), 0)
        again = person("sign-in", fields["id"])
        self.assertEqual(again.code, 0, again.err)
        self.assertNotIn("SHA256:", again.err, "it is not asked again")

    def scenario_wrong_password_is_refused_and_tried_no_more_often_than_allowed(self):
        person = self.person(key=False, sign_in={"methods": ["password"], "max_password_attempts": 2})
        for language in ("nl", "en"):
            mark = self.mark()
            answer = self.ended(person("--json", "--lang", language, "sign-in", "lab", text="wrong\n" * 9), 3)
            self.assertEqual(answer["error"]["code"], "sign_in_refused")
            self.assertEqual(self.tries(mark), 2)
        mark = self.mark()
        self.assertEqual(person("sign-in", "lab", text="wrong\n").code, 130, "nobody answers the second time")
        self.assertEqual(self.tries(mark), 1)

    def tries(self, mark: int) -> int:
        return sum("Failed " in line and "none for" not in line for line in self.log_since(mark).splitlines())

    def scenario_right_password_signs_in_and_is_written_nowhere(self):
        for noisy in (False, True):
            user = self.lab.facts["LAB_NOISY_USER" if noisy else "LAB_USER"]
            person = self.person(key=False, user=user, sign_in={"methods": ["password"], "max_password_attempts": 2})
            secret = self.lab.password(noisy)
            done = person("--json", "sign-in", "lab", text=secret + "\n")
            self.ended(done, 0)
            self.assertNotIn(secret, done.out + done.err)
            for file in person.home.rglob("*"):
                if file.is_file():
                    self.assertNotIn(secret.encode(), file.read_bytes(), file)

    def scenario_nothing_listens_there(self):
        fields = self.wrong_profile("nothing-listens")
        person = self.person(**fields)
        self.both_languages(person, 3, "host_unreachable", "sign-in", fields["id"])

    def scenario_account_that_is_not_there(self):
        person = self.person(account={"rule": "fixed", "name": "nosuch"})
        self.both_languages(person, 3, "no_such_account", *person.run_words("test-ok", TINY))

    def scenario_user_without_an_account(self):
        user = self.lab.facts["LAB_NOISY_USER"]
        accounts = self.lab.admin("sacctmgr", "-n", "-P", "show", "assoc", f"user={user}", "format=account").out.split()
        self.assertEqual(self.lab.admin("sacctmgr", "-i", "delete", "user", user).code, 0)
        try:
            person = self.person(user=user)
            self.both_languages(person, 3, "no_such_account", *person.run_words("test-ok", TINY))
        finally:
            for account in accounts:
                self.lab.admin("sacctmgr", "-i", "add", "user", user, f"account={account}")

    def scenario_profile_with_a_wrong_field_is_named_and_left_out(self):
        person = self.person(id="lab-port", port="twenty-two")
        said = {}
        for language in ("nl", "en"):
            problems = self.ended(person("--json", "--lang", language, "factories"), 0)["problems"]
            self.assertEqual([problem["code"] for problem in problems], ["profile_invalid"])
            self.assertIn("port", str(problems[0]))
            said[language] = problems[0]["message"]
        self.assertNotEqual(said["nl"], said["en"])
        self.assertEqual(person(*person.run_words("test-ok", TINY)).code, 2)

    def scenario_no_room_on_the_factory(self):
        if os.geteuid() != 0:
            self.skipTest("a small disk for the work folder needs root")
        place = Path(tempfile.mkdtemp(prefix="werkbank-small-", dir=self.lab.root / "tmp"))
        self.addCleanup(place.rmdir)
        user = self.lab.facts["LAB_USER"]
        mounted = run(["mount", "-t", "tmpfs", "-o", f"size=2m,mode=700,uid={user}", "small", place], 10)
        if mounted.code != 0:
            place.rmdir()
            self.skipTest(f"a small disk cannot be mounted here: {mounted.err.strip()}")
        try:
            person = self.person(work_folder=f"/{place.relative_to(self.lab.root)}")
            data = table(person.home / "large.csv", "large", 6_000_000)
            self.both_languages(person, 5, "remote_disk_full", *person.run_words("test-ok", data))
            left = [file for file in place.rglob("*") if file.is_file() and file.stat().st_size > 100_000]
            self.assertEqual(left, [], "nothing of the half upload stays")
            self.assertEqual({job["phase"] for job in person.jobs()}, {"prepared"})
        finally:
            run(["umount", "-l", place], 10)
            place.rmdir()


if __name__ == "__main__":
    unittest.main(verbosity=0)
