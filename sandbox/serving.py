"""HTTP in, HTTP out: one thread per connection, the standard library's server."""

import json
import logging
import socket
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from sandbox.behaviour import Behaviour, Reply, json_reply
from sandbox.partners import RAW
from sandbox.playing import Sandbox

log = logging.getLogger("sandbox.serving")

LARGEST_CALL = 5 * 1024 * 1024
HANG_SECONDS = 120.0
FLOOD_CHUNK = b" " * 65536
FLOOD_CHUNKS = 1600  # 100 MiB
RESET = struct.pack("ii", 1, 0)  # SO_LINGER on, zero seconds: close sends a reset


class Server(ThreadingHTTPServer):
    """Serves one sandbox."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        super().__init__(address, Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is no news."""
        log.debug("a caller hung up", exc_info=True)


class Handler(BaseHTTPRequestHandler):
    """One call."""

    protocol_version = "HTTP/1.1"
    server_version = "OneWindowSandbox"
    sys_version = ""
    server: Server

    def do_GET(self) -> None:
        """Answers a reading call."""
        self._answer({})

    def do_POST(self) -> None:
        """Answers a call with a JSON object."""
        size = int(self.headers.get("Content-Length") or 0)
        if size > LARGEST_CALL:
            self.close_connection = True
            self._whole(json_reply(413, {"error": "too large"}))
            return
        body = self.rfile.read(size)
        try:
            content = self._read(body)
        except ValueError:
            content = None
        if not isinstance(content, dict):
            self._whole(json_reply(400, {"error": "a JSON object is expected"}))
            return
        self._answer({**content, RAW: body})

    def _read(self, body: bytes) -> Any:
        """JSON, or the form of the payer's page in a browser."""
        if self.path.startswith("/gateway/pay/"):
            return dict(parse_qsl(body.decode()))
        return json.loads(body or b"{}")

    def _answer(self, content: dict[str, Any]) -> None:
        path = self.path.split("?")[0]
        reply, behaviour = self.server.sandbox.answer(self.command, path, dict(self.headers), content)
        log.info("%s %s: %s (%s)", self.command, path, reply.status or reply.manner, behaviour.mode)
        manners: dict[str, Callable[[Reply, Behaviour], None]] = {
            "whole": self._whole,
            "drop": self._drop,
            "hang": self._hang,
            "reset": self._reset,
            "drip": self._drip,
            "flood": self._flood,
        }
        manners[reply.manner](reply, behaviour)

    def _head(self, reply: Reply, size: int) -> None:
        self.send_response(reply.status)
        self.send_header("X-Sandbox", "One Window sandbox: nothing here is a real record")
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(size))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()

    def _whole(self, reply: Reply, _behaviour: Behaviour | None = None) -> None:
        self._head(reply, len(reply.body))
        self.wfile.write(reply.body)

    def _drop(self, _reply: Reply, _behaviour: Behaviour) -> None:
        self.close_connection = True

    def _hang(self, _reply: Reply, behaviour: Behaviour) -> None:
        behaviour.over.wait(HANG_SECONDS)
        self.close_connection = True

    def _reset(self, _reply: Reply, _behaviour: Behaviour) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.close_connection = True
        self.connection.close()

    def _drip(self, reply: Reply, behaviour: Behaviour) -> None:
        self._head(reply, len(reply.body))
        for place in range(len(reply.body)):
            self.wfile.write(reply.body[place : place + 1])
            if behaviour.over.wait(1.0):
                break
        self.close_connection = True

    def _flood(self, reply: Reply, behaviour: Behaviour) -> None:
        self._head(reply, len(FLOOD_CHUNK) * FLOOD_CHUNKS)
        for _number in range(FLOOD_CHUNKS):
            self.wfile.write(FLOOD_CHUNK)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: calls are logged with their outcome."""
