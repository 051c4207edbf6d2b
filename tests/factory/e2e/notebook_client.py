"""A browser's part for tests: what it asks a notebook at an address, with and without its token."""

import asyncio
import json
import urllib.error
import urllib.parse
import urllib.request
import uuid


class NotebookClient:
    def __init__(self, address: str):
        parts = urllib.parse.urlsplit(address)
        self.base = f"http://{parts.netloc}"
        self.port = parts.port
        self.token = urllib.parse.parse_qs(parts.query)["token"][0]

    def ask(self, path: str, token: str | None = None, method: str = "GET", body=None, **headers) -> tuple[int, bytes]:
        """Status and body; 0 where nothing answers."""
        if token:
            headers["Authorization"] = f"token {token}"
        request = urllib.request.Request(self.base + path, method=method, headers=headers,
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read()
        except OSError:
            return 0, b""

    def compute(self, expression: str) -> str:
        """What a kernel makes of the expression, over the same web socket as a browser's."""
        status, body = self.ask("/api/kernels", self.token, "POST", {"name": "python3"})
        assert status == 201, (status, body)
        return asyncio.run(self._compute(json.loads(body)["id"], expression))

    async def _compute(self, kernel: str, expression: str) -> str:
        from tornado.httpclient import HTTPRequest
        from tornado.websocket import websocket_connect
        address = f"{self.base.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels"
        line = await websocket_connect(HTTPRequest(address, headers={"Authorization": f"token {self.token}"}, connect_timeout=60, request_timeout=60))
        header = {"msg_id": uuid.uuid4().hex, "username": "", "session": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
        await line.write_message(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "channel": "shell",
                                             "content": {"code": expression, "silent": False, "store_history": False}}))
        try:
            while True:
                said = json.loads(await asyncio.wait_for(line.read_message(), 40))
                if said["msg_type"] == "execute_result":
                    return said["content"]["data"]["text/plain"]
        finally:
            line.close()
