"""A server on loopback that misbehaves as told and remembers every request."""

import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate

import service

REQUEST_ID = "ray-of-the-request"
FAILURE = '{"success":false,"errors":[{"code":7001,"message":"not today"}],"messages":[],"result":null}'


@dataclass
class Request:
    seconds: float
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    answered: float = 0.0
    """When its answer was sent."""


@dataclass
class Server:
    """Answers the first request with the first of `answers`, and so on; the last one is repeated.

    An answer has `status` (200), `headers`, `text` (a body that fits the call), and at most one `fault`:
    `reset` before the answer, `break` inside it, `stall` for ever, `trickle` a byte every 0.2 seconds for 5 seconds.
    """

    answers: list[dict]
    elements: list[dict] = field(default_factory=list)
    accepts: bool = True
    listens: bool = True
    requests: list[Request] = field(default_factory=list)

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64 if self.accepts else 0)
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.lock = threading.Lock()
        self.ended = threading.Event()
        self.clients: list[socket.socket] = []
        if not self.listens:
            self.listener.close()
        elif self.accepts:
            threading.Thread(target=self.accept, daemon=True).start()
        else:
            self.fill_the_backlog()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.listener.close()
        for client in self.clients:
            client.close()

    def fill_the_backlog(self):
        """After this, the system leaves the first packet of every further connection unanswered."""
        for _ in range(4):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(self.listener.getsockname())
            self.clients.append(client)

    def accept(self):
        while not self.ended.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection: socket.socket):
        with connection, connection.makefile("rb") as reader:
            try:
                while request := read(reader):
                    with self.lock:
                        answer = self.answers[min(len(self.requests), len(self.answers) - 1)]
                        self.requests.append(request)
                    self.answer(connection, request, answer)
            except OSError:
                pass

    def told(self, value: str) -> str:
        """A header's value; `now+3` is the date three seconds ahead, and PORT the server's own."""
        if value.startswith("now"):
            # Dates have whole seconds, so the answer waits for one.
            time.sleep(-time.time() % 1)
            return formatdate(round(time.time()) + float(value[3:]), usegmt=True)
        return value.replace("PORT", self.address.rpartition(":")[2])

    def answer(self, connection: socket.socket, request: Request, answer: dict):
        fault = answer.get("fault")
        if fault == "reset":
            return reset(connection)
        if fault == "stall":
            self.ended.wait()
            return
        status = answer.get("status", 200)
        fitting = FAILURE if status >= 400 else service.fitting(request, self.elements, answer.get("list", {}))
        body = answer.get("text", fitting).encode()
        headers = {"content-type": "application/json", "content-length": len(body), "cf-ray": REQUEST_ID}
        headers |= {name: self.told(value) for name, value in answer.get("headers", {}).items()}
        request.answered = time.monotonic()
        lines = [f"HTTP/1.1 {status} Told", *(f"{name}: {value}" for name, value in headers.items())]
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        if fault == "break":
            connection.sendall(body[: len(body) // 2])
            # What was sent is thrown away by a reset that overtakes it.
            time.sleep(0.1)
            return reset(connection)
        if fault == "trickle":
            for byte in body[:25]:
                connection.sendall(bytes([byte]))
                if self.ended.wait(0.2):
                    return
            body = body[25:]
        connection.sendall(body)


def read(reader) -> Request | None:
    """The next request of a connection; `None` at its end."""
    line = reader.readline().decode("latin-1").split()
    if len(line) != 3:
        return None
    headers = {}
    while (header := reader.readline().decode("latin-1").strip()):
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    body = reader.read(int(headers.get("content-length", 0)))
    return Request(time.monotonic(), line[0], line[1], headers, body)


def reset(connection: socket.socket):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    raise ConnectionResetError
