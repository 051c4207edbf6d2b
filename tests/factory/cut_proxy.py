#!/usr/bin/env python3
"""A TCP proxy on loopback that breaks connections when it is told to, for tests.

  cut_proxy.py --to HOST:PORT [--listen PORT] [--control SOCKET] [--stdin]
      prints the port it listens on, then forwards every connection. Commands, one a line, come over the Unix
      socket or over stdin; each is answered with a line 'ok ...' or 'error ...'. With --stdin the proxy ends
      when stdin closes, so it never outlives the test that started it.
  cut_proxy.py --send SOCKET COMMAND...     sends one command, prints the answer

Commands:
  cut                  breaks every open connection now (reset)
  close                ends every open connection now, politely
  cut-after-up N       breaks every connection once N more bytes went to the server, exactly
  cut-after-down N     the same for bytes that come from the server
  refuse on|off        new connections are refused, as if nothing listens
  hang on|off          connections stay open and nothing moves, as on a dead line; off lets the rest through
  delay MS             each piece arrives that much later, in both directions
  rate BYTES_PER_S     at most so much per direction and connection (0 = no limit)
  reset                back to plain forwarding (refuse, hang, delay, rate and planned cuts off)
  status               JSON: open, accepted, cuts, up, down (bytes), and the settings
  quit
"""

import argparse
import asyncio
import json
import os
import socket
import struct
import sys

PIECE = 16384


class Line:
    """One forwarded connection."""

    def __init__(self, near: asyncio.StreamWriter, far: asyncio.StreamWriter):
        self.ends = (near, far)
        self.tasks = []

    def drop(self, reset: bool) -> None:
        for end in self.ends:
            sock = end.get_extra_info("socket")
            if reset and sock is not None and sock.fileno() >= 0:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.transport.abort() if reset else end.close()
        for task in self.tasks:
            if task is not asyncio.current_task():
                task.cancel()


class CutProxy:
    """The proxy itself; `command` is also what a test in the same process calls."""

    def __init__(self, host: str, port: int):
        self.target = (host, port)
        self.port = 0
        self.lines = set()
        self.server = None
        self.moving = asyncio.Event()
        self.moving.set()
        self.done = asyncio.Event()
        self.counts = {"accepted": 0, "cuts": 0, "up": 0, "down": 0}
        self.planned = {"up": None, "down": None}  # bytes left until the cut
        self.delay = 0.0
        self.rate = 0

    async def listen(self, port: int = 0) -> int:
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", port or self.port)
        self.port = self.server.sockets[0].getsockname()[1]
        return self.port

    async def _accept(self, reader, near) -> None:
        self.counts["accepted"] += 1
        try:
            far_reader, far = await asyncio.open_connection(*self.target)
        except OSError:
            near.close()
            return
        line = Line(near, far)
        self.lines.add(line)
        line.tasks = [asyncio.create_task(self._pump(line, reader, far, "up")),
                      asyncio.create_task(self._pump(line, far_reader, near, "down"))]
        try:
            await asyncio.wait(line.tasks)
        except asyncio.CancelledError:
            pass  # the proxy ends
        self.lines.discard(line)
        for end in line.ends:
            end.close()

    async def _pump(self, line: Line, reader, writer, way: str) -> None:
        """Reads and writes in two tasks, so that a delay costs latency and not throughput."""
        waiting = asyncio.Queue(maxsize=64)
        sender = asyncio.create_task(self._send(line, waiting, writer, way))
        line.tasks.append(sender)
        loop = asyncio.get_running_loop()
        try:
            while piece := await reader.read(PIECE):
                await waiting.put((loop.time() + self.delay, piece))
            await waiting.put((loop.time() + self.delay, b""))
            await sender
        except (OSError, asyncio.CancelledError):
            sender.cancel()

    async def _send(self, line: Line, waiting, writer, way: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            while True:
                due, piece = await waiting.get()
                await asyncio.sleep(max(0.0, due - loop.time()))
                await self.moving.wait()
                if not piece:
                    writer.write_eof()
                    return
                await self._forward(line, piece, writer, way)
        except OSError:
            line.drop(reset=True)

    async def _forward(self, line: Line, piece: bytes, writer, way: str) -> None:
        left = self.planned[way]
        if left is not None:
            piece = piece[:left]
            self.planned[way] = left - len(piece)
        writer.write(piece)
        await writer.drain()
        self.counts[way] += len(piece)
        if left is not None and self.planned[way] == 0:
            self.planned[way] = None
            while writer.transport.get_write_buffer_size():  # the promised bytes do go out
                await asyncio.sleep(0)
            # a graceful end towards the receiver first: a reset could overtake the last bytes
            writer.close()
            self.cut()
            return
        if self.rate:
            await asyncio.sleep(len(piece) / self.rate)

    def cut(self, reset: bool = True) -> int:
        lines = list(self.lines)
        self.lines.clear()
        for line in lines:
            line.drop(reset)
        self.counts["cuts"] += len(lines)
        return len(lines)

    async def refuse(self, on: bool) -> None:
        if on and self.server:
            self.server.close()
            self.server = None
        elif not on and not self.server:
            await self.listen()

    async def reset(self) -> None:
        self.planned = {"up": None, "down": None}
        self.delay, self.rate = 0.0, 0
        self.moving.set()
        await self.refuse(False)

    def status(self) -> str:
        return json.dumps({"open": len(self.lines), **self.counts, "refuse": self.server is None,
                           "hang": not self.moving.is_set(), "delay_ms": round(self.delay * 1000), "rate": self.rate,
                           "planned": self.planned})

    async def command(self, text: str) -> str:
        word, _, value = text.strip().partition(" ")
        switch = {"on": True, "off": False}
        try:
            if word in ("cut", "close"):
                return f"ok {self.cut(reset=word == 'cut')}"
            if word in ("cut-after-up", "cut-after-down"):
                self.planned[word.rpartition("-")[2]] = max(1, int(value))
            elif word == "refuse":
                await self.refuse(switch[value])
            elif word == "hang":
                self.moving.clear() if switch[value] else self.moving.set()
            elif word == "delay":
                self.delay = max(0, int(value)) / 1000
            elif word == "rate":
                self.rate = max(0, int(value))
            elif word == "reset":
                await self.reset()
            elif word == "status":
                return f"ok {self.status()}"
            elif word == "quit":
                self.done.set()
            else:
                return f"error unknown command '{word}'"
        except (KeyError, ValueError):
            return f"error '{value}' does not go with '{word}'"
        except OSError as trouble:
            return f"error {trouble}"
        return "ok"


async def converse(proxy: CutProxy, reader, writer=None) -> None:
    while text := await reader.readline():
        answer = await proxy.command(text.decode(errors="replace"))
        if writer is None:
            print(answer, flush=True)
        else:
            writer.write(answer.encode() + b"\n")
    if writer is None:
        proxy.done.set()
    else:
        writer.close()


async def serve(options) -> None:
    host, _, port = options.to.rpartition(":")
    proxy = CutProxy(host or "127.0.0.1", int(port))
    await proxy.listen(options.listen)
    tasks = []
    if options.control:
        tasks.append(await asyncio.start_unix_server(lambda r, w: converse(proxy, r, w), options.control))
        os.chmod(options.control, 0o600)
    if options.stdin:
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        tasks.append(asyncio.create_task(converse(proxy, reader)))
    print(proxy.port, flush=True)
    await proxy.done.wait()
    proxy.cut(reset=False)
    if options.control:
        os.unlink(options.control)


def send(path: str, words: list) -> int:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(path)
        line.sendall(" ".join(words).encode() + b"\n")
        answer = line.makefile().readline().strip()
    print(answer)
    return 0 if answer.startswith("ok") else 1


def main() -> int:
    if sys.argv[1:2] == ["--send"]:
        return send(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--to", required=True)
    parser.add_argument("--listen", type=int, default=0)
    parser.add_argument("--control")
    parser.add_argument("--stdin", action="store_true")
    try:
        asyncio.run(serve(parser.parse_args()))
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
