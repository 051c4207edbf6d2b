"""The connection check behind the door, and a key handed in over a password sign-in. Through werkbank-cli."""

import unittest

from scenario import SideBySide

EVERY_STEP = ["name", "reach", "greeting", "host_key", "ways", "sign_in", "work_folder", "room", "scheduler", "shell", "files"]


class Checking(SideBySide):
    workers = 2
    limit = 300

    def scenario_every_step_is_well_with_a_key(self):
        answer = self.ended(self.person()("--json", "check-connection", "lab", "--sign-in"), 0)
        self.assertEqual({step["step"]: step["outcome"] for step in answer["steps"]}, {step: "ok" for step in EVERY_STEP})

    def scenario_a_password_is_asked_once_for_the_whole_check(self):
        person = self.person(key=False, sign_in={"methods": ["password"]})
        done = person("--json", "check-connection", "lab", "--sign-in", text=self.lab.password() + "\n")
        answer = self.ended(done, 0)
        self.assertEqual({step["step"]: step["outcome"] for step in answer["steps"]}, {step: "ok" for step in EVERY_STEP})
        self.assertNotIn(self.lab.password(), done.out + done.err)

    def scenario_a_key_is_handed_in_over_a_password(self):
        person = self.person(key=False, sign_in={"methods": ["key", "password"]})
        line = self.ended(person("--json", "make-key", "--no-passphrase"), 0)["public_line"]
        try:
            self.ended(person("--json", "hand-in-key", "lab", text=self.lab.password() + "\n"), 0)
            # This sshd reads its keys elsewhere; that a handed-in key opens the door is shown with another one.
            self.assertIn(line, self.lab.ssh("cat .ssh/authorized_keys").out)
        finally:
            self.lab.ssh("rm -f .ssh/authorized_keys")


if __name__ == "__main__":
    unittest.main(verbosity=0)
