"""Carries the connections of a browser to the notebook of this job, all of them over standard input and output.

Started beside the job, on its computer, by the scheduler (core/slurm tells why); ends with its input. A frame is a line that ends in ";":
    o ID;          a new connection            (comes in)
    d ID BASE64;   bytes of it                 (both ways)
    e ID;          no more bytes that way      (both ways)
    c ID;          it is over                  (both ways)
    m ID N;        N more bytes may be sent    (both ways)
Nobody sends more than WINDOW bytes of a connection that the other did not take yet, so a slow reader costs no memory.
A line that is none of these is passed over: what the scheduler or a start-up file prints may stand between them."""

import base64
import json
import os
import select
import socket
import sys

WINDOW, BLOCK = 256 << 10, 24 << 10
LONGEST_LINE = 64 << 10
MOST_CONNECTIONS = 64
HELLO = b"werkbank-relay 1;\n"


class Connection:
    def __init__(self, where):
        self.socket = socket.socket(socket.AF_UNIX if isinstance(where, str) else socket.AF_INET, socket.SOCK_STREAM)
        self.socket.settimeout(5)
        self.socket.connect(where)
        self.socket.setblocking(False)
        self.unsent = bytearray()       # from the browser, not yet taken by the notebook
        self.may_send, self.taken = WINDOW, 0
        self.has_ended = self.is_ended = False      # the browser has said all; the notebook has


class Relay:
    def __init__(self, where, output):
        self._where, self._output = where, output
        self._connections = {}
        self._line = bytearray()

    def run(self, source):
        self._write(HELLO)
        while True:
            reads = [source] + [one.socket for one in self._connections.values() if one.may_send > 0 and not one.is_ended]
            writes = [one.socket for one in self._connections.values() if one.unsent]
            readable, writable, _ = select.select(reads, writes, [])
            if source in readable:
                block = os.read(source, 1 << 16)
                if not block:
                    return
                self._take(block)
            for number, one in list(self._connections.items()):
                if one.socket in writable:
                    self._pass_on(number, one)
                if one.socket in readable and number in self._connections:
                    self._bring(number, one)

    def _take(self, block):
        self._line += block
        while True:
            end = self._line.find(b"\n")
            if end < 0:
                if len(self._line) > LONGEST_LINE:
                    raise SystemExit("a line is too long")
                return
            line = bytes(self._line[:end])
            del self._line[:end + 1]
            if line.endswith(b";"):
                self._obey(line[:-1].split(b" "))

    def _obey(self, words):
        kind, number = words[0], words[1] if len(words) > 1 else b""
        one = self._connections.get(number)
        if kind == b"o" and one is None:
            self._open(number)
        elif one is None:
            return                      # it is over already, which the other end learns from us
        elif kind == b"d":
            one.unsent += base64.b64decode(words[2])
            if len(one.unsent) > WINDOW:
                raise SystemExit("more than was allowed")
            self._pass_on(number, one)
        elif kind == b"e":
            one.has_ended = True
            self._pass_on(number, one)
        elif kind == b"m":
            one.may_send += int(words[2])
        elif kind == b"c":
            self._drop(number)

    def _open(self, number):
        try:
            if len(self._connections) >= MOST_CONNECTIONS:
                raise OSError("too many")
            self._connections[number] = Connection(self._where)
        except OSError:
            self._say(b"c", number)

    def _pass_on(self, number, one):
        """What the browser sent, to the notebook."""
        try:
            while one.unsent:
                count = one.socket.send(one.unsent)
                del one.unsent[:count]
                one.taken += count
            if one.has_ended:
                one.socket.shutdown(socket.SHUT_WR)
                one.has_ended = False
        except BlockingIOError:
            pass
        except OSError:
            return self._break(number)
        if one.taken >= WINDOW // 4:
            self._say(b"m", number, str(one.taken).encode())
            one.taken = 0

    def _bring(self, number, one):
        """What the notebook answered, to the browser."""
        try:
            block = one.socket.recv(min(BLOCK, one.may_send))
        except BlockingIOError:
            return
        except OSError:
            return self._break(number)
        if block:
            one.may_send -= len(block)
            self._say(b"d", number, base64.b64encode(block))
        else:
            one.is_ended = True
            self._say(b"e", number)

    def _break(self, number):
        self._drop(number)
        self._say(b"c", number)

    def _drop(self, number):
        self._connections.pop(number).socket.close()

    def _say(self, *words):
        # One frame a line: the scheduler passes on whole lines at once, and parts of one when it likes.
        self._write(b" ".join(words) + b";\n")

    def _write(self, line):
        view = memoryview(line)
        while view:
            view = view[os.write(self._output, view):]


def place_of(folder):
    """Where the notebook of this job listens."""
    with open(os.path.join(folder, "notebook.json"), encoding="ascii") as file:
        place = json.load(file)
    return ("127.0.0.1", int(place["port"])) if "port" in place else str(place["socket"])


def main():
    folder = sys.argv[1]
    os.chdir(folder)        # the name of a socket has at most 107 bytes, a job folder may have more
    Relay(place_of(folder), 1).run(0)


if __name__ == "__main__":
    main()
