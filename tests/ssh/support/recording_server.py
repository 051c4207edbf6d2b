#!/usr/bin/env python3
"""An SSH server of another make (AsyncSSH) that writes down whatever a client gives it, for tests.

recording_server.py MODE FOLDER: listens on loopback, writes its port to FOLDER/port, its host key to FOLDER/host_key.pub and
one JSON object for each event to FOLDER/record. Passwords and answers are in it: they exist only for the test.
"""
import asyncio
import json
import pathlib
import sys

import asyncssh

MODE = sys.argv[1]
FOLDER = pathlib.Path(sys.argv[2])
ROUNDS = {
    # Two questions at once, then only words, then three, one of them with echo and a page to open.
    "rounds": [("Sign-in", "Part one", [("Password: ", False), ("One-time code: ", False)]),
               ("", "Part one is done.", []),
               ("", "Part two. See https://id.example.org/start?x=1.",
                [("Your department: ", True), ("Token: ", False), ("Press Enter when done: ", True)])],
    "change": [("", "", [("Password: ", False)]),
               ("", "You are required to change your password immediately.",
                [("Current password: ", False), ("New password: ", False), ("Retype new password: ", False)])],
    # Says back what it was told, as no server should.
    "echoes": [("", "", [("Password: ", False)])],
    "endless": [("", "", [("Password: ", False)])] * 1000,
    "crowd": [("", "", [("Prompt %d: " % i, False) for i in range(200)])],
}


def note(what, **more):
    with open(FOLDER / "record", "a", encoding="utf-8") as record:
        record.write(json.dumps({"what": what, **more}) + "\n")


class Server(asyncssh.SSHServer):
    def connection_made(self, conn):
        self.conn = conn
        self.round = 0
        note("connected")

    def begin_auth(self, username):
        note("begin_auth", user=username)
        return MODE != "open"

    def public_key_auth_supported(self):
        return MODE in ("keys", "all")

    def validate_public_key(self, username, key):
        note("key", user=username, key=key.export_public_key().decode())
        return MODE in ("keys", "all") and (FOLDER / "authorized").exists() and \
            key.export_public_key().split()[1] in (FOLDER / "authorized").read_bytes()

    def password_auth_supported(self):
        return MODE in ("password", "changereq", "all", "jump")

    def validate_password(self, username, password):
        note("password", user=username, password=password)
        if MODE == "changereq":
            raise asyncssh.PasswordChangeRequired("Your password has expired")
        return password == "open sesame"

    def kbdint_auth_supported(self):
        return MODE in ROUNDS

    def get_kbdint_challenge(self, username, lang, submethods):
        return self.challenge()

    def challenge(self):
        name, instruction, prompts = ROUNDS[MODE][self.round]
        self.round += 1
        return name, instruction, "", prompts

    def validate_kbdint_response(self, username, responses):
        note("answers", user=username, answers=list(responses))
        if MODE == "echoes":
            self.round = 0
            return ("", "You typed " + " ".join(responses) + ", which is wrong", "", []) \
                if responses else False
        if self.round < len(ROUNDS[MODE]):
            return self.challenge()
        self.round = 0
        return True

    def connection_requested(self, dest_host, dest_port, orig_host, orig_port):
        note("forward", host=dest_host, port=dest_port)
        return MODE == "jump"


def run(process):
    note("command", command=process.command)
    process.stdout.write("ran\n")
    process.exit(0)


async def main():
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_public_key(str(FOLDER / "host_key.pub"))
    server = await asyncssh.listen("127.0.0.1", 0, server_factory=Server, server_host_keys=[key], process_factory=run,
                                   sftp_factory=True, login_timeout=60)
    (FOLDER / "port.new").write_text(str(server.sockets[0].getsockname()[1]), encoding="utf-8")
    (FOLDER / "port.new").rename(FOLDER / "port")
    await asyncio.Event().wait()


asyncio.run(main())
