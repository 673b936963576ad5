"""Faults on demand between the functions and AWS: emulator.py puts this before MiniStack where a test asks for it.

Every call of a function belongs to a case: the execution whose name, approval or task token it holds, else to the
case called "shared". A test arms a fault for a case, a function and an operation; the calls are counted and kept.

  POST   /_faults         arms {"by", "case", "function", "operation", "skip", "times", "kind"}: of those calls so many
                          pass, then so many come to that. The function is a part of its name, the kind one of KINDS.
  POST   /_faults/kill    kills the function's process whose connection has {"port"}
  POST   /_faults/renew   ends the idle processes of {"function"}, so that the next invocation begins in a new one
  GET    /_faults/<case>  {"approvalId", "calls": [[function, operation], ...], "struck": how many that were armed "by"
                          this name}
  GET    /_faults         {"calls", "struck"}: how many in all
  DELETE /_faults/<by>    forgets what was armed by that name
"""

import asyncio
import collections
import json
import os
import re
import signal
import socket
import struct
import threading
import urllib.parse

from hypercorn.asyncio import tcp_server

KINDS = ("error", "throttled", "slow", "reset", "lost", "kill", "killAfter")
SLOW_SECONDS = 2.5  # longer than any attempt of the functions' clients

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EXECUTION = re.compile(r":execution:[\w-]+:([\w-]+)")
ROLE_KEY = re.compile(r"Credential=(ASIA\w+)/")

# Port of the client -> the writer of its connection, so that it can be cut.
connections = {}
serve_connection = tcp_server.TCPServer.run


async def remember_connection(server):
    port = (server.writer.get_extra_info("peername") or ("", 0))[1]
    connections[port] = server.writer
    try:
        await serve_connection(server)
    finally:
        connections.pop(port, None)


tcp_server.TCPServer.run = remember_connection


class Faults:
    """An ASGI application before another one."""

    def __init__(self, app, sessions, workers, token_owners):
        self.app, self.sessions, self.workers, self.token_owners = app, sessions, workers, token_owners
        self.lock = threading.Lock()
        self.armed = []
        self.calls = collections.defaultdict(list)
        self.struck = collections.Counter()
        self.approvals = {}

    def learn(self, arguments, execution):
        """What a waiting step puts on the bus tells whose approval it is, before any function has heard of it."""
        for entry in (arguments or {}).get("Entries", []) if isinstance(arguments, dict) else []:
            if isinstance(detail := entry.get("Detail"), dict) and "approvalId" in detail:
                self.approvals.setdefault(detail["approvalId"], execution["name"])

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["path"].startswith("/_faults"):
            return await self.serve(scope, json.loads(await body_of(receive) or b"{}"), send)
        key = ROLE_KEY.search(headers.get("authorization", ""))
        if not key:
            return await self.app(scope, receive, send)
        body = await body_of(receive)
        function = self.sessions.get(key[1], {}).get("Arn", "").rpartition("/")[2]
        operation = operation_of(scope["path"], headers, body)
        kind = self.strike(self.case_of(body.decode("utf-8", "replace")), function, operation)
        port = scope["client"][1]
        if kind in ("error", "throttled"):
            return await refuse(send, headers, kind)
        if kind == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if kind == "kill":
            await asyncio.to_thread(self.kill, port)
        if kind in ("kill", "reset"):
            return cut(port)
        if kind not in ("lost", "killAfter"):
            return await self.app(scope, again(body, receive), send)
        await self.app(scope, again(body, receive), unheard)
        if kind == "killAfter":
            await asyncio.to_thread(self.kill, port)
        cut(port)

    def case_of(self, text):
        """The case whose execution, approval or token stands in a call's body."""
        names = [match[1] for match in EXECUTION.finditer(text)]
        names += [self.approvals[each] for each in UUID.findall(text) if each in self.approvals]
        if token := re.search(r'"taskToken":"([^"]+)"', text):
            names += [self.token_owners[token[1]]["name"]] if token[1] in self.token_owners else []
        return names[0] if names else "shared"

    def strike(self, case, function, operation):
        """Counts a call; what it comes to."""
        with self.lock:
            self.calls[case].append((function, operation))
            for fault in self.armed:
                if (fault["case"], fault["operation"]) == (case, operation) and fault["function"] in function:
                    if fault["skip"] > 0:
                        fault["skip"] -= 1
                    elif fault["times"] > 0:
                        fault["times"] -= 1
                        self.struck[fault["by"]] += 1
                        return fault["kind"]
        return None

    async def serve(self, scope, given, send):
        what = scope["path"].removeprefix("/_faults").strip("/")
        if scope["method"] == "POST" and what == "kill":
            answer = {"killed": await asyncio.to_thread(self.kill, given["port"])}
        elif scope["method"] == "POST" and what == "renew":
            answer = {"ended": await asyncio.to_thread(self.renew, given["function"])}
        elif scope["method"] == "POST":
            assert given["kind"] in KINDS
            with self.lock:
                self.armed.append(given)
            answer = {}
        elif scope["method"] == "DELETE":
            with self.lock:
                self.armed = [fault for fault in self.armed if fault["by"] != what]
            answer = {}
        elif not what and scope["path"] == "/_faults":
            answer = {"calls": sum(map(len, self.calls.values())), "struck": sum(self.struck.values())}
        else:
            approval = next((each for each, case in list(self.approvals.items()) if case == what), None)
            with self.lock:
                answer = {"approvalId": approval, "calls": list(self.calls[what]), "struck": self.struck[what]}
        await answer_with(send, 200, [(b"content-type", b"application/json")], json.dumps(answer).encode())

    def kill(self, port):
        """Ends the process at the other end of a connection, at once, as when its sandbox is lost."""
        inodes = {fields[9] for table in ("tcp", "tcp6") for fields in sockets(table)
                  if fields[1].rpartition(":")[2] == f"{port:04X}"}
        for worker in self.all_workers():
            process = worker._proc
            if process and inodes & inodes_of(process.pid):
                os.kill(process.pid, signal.SIGKILL)
                return True
        return False

    def all_workers(self):
        return [worker for pool in list(self.workers._workers.values()) for worker in list(pool)]

    def renew(self, function):
        with self.workers._lock:
            idle = []
            for pool in self.workers._workers.values():
                idle += [each for each in pool if not each.in_use and function in each.func_name]
                pool[:] = [each for each in pool if each not in idle]
        self.workers.kill_workers(idle)
        return len(idle)


def sockets(table):
    with open(f"/proc/net/{table}") as lines:
        next(lines)
        return [line.split() for line in lines]


def inodes_of(pid):
    found = set()
    try:
        for descriptor in os.listdir(f"/proc/{pid}/fd"):
            target = os.readlink(f"/proc/{pid}/fd/{descriptor}")
            if target.startswith("socket:["):
                found.add(target[8:-1])
    except OSError:
        pass  # It has ended meanwhile, or closed that one.
    return found


def operation_of(path, headers, body):
    """The operation's name, whichever of its protocols the SDK speaks."""
    if target := headers.get("x-amz-target"):
        return target.rpartition(".")[2]
    if "/operation/" in path:
        return path.rpartition("/")[2]
    return urllib.parse.parse_qs(body.decode("utf-8", "replace")).get("Action", [path])[0]


async def body_of(receive):
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def again(body, receive):
    """What has been read, for whoever comes next."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message():
        return messages.pop() if messages else await receive()
    return next_message


async def unheard(message):
    """Takes an answer that never arrives."""


async def refuse(send, headers, kind):
    status, name = (500, "InternalServerError") if kind == "error" else (400, "ThrottlingException")
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        # The query protocol: XML, and throttled by its own name (SNS API Reference, Common Errors).
        name = "InternalFailure" if kind == "error" else "ThrottledException"
        body = f"<ErrorResponse><Error><Code>{name}</Code><Message>On purpose.</Message></Error></ErrorResponse>"
        return await answer_with(send, status, [(b"content-type", b"text/xml")], body.encode())
    body = json.dumps({"__type": name, "message": "On purpose."}).encode()
    await answer_with(send, status, [(b"content-type", b"application/x-amz-json-1.0"),
                                     (b"x-amzn-errortype", name.encode())], body)


async def answer_with(send, status, headers, body):
    headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def cut(port):
    """Resets a connection: without lingering, closing it sends RST."""
    if writer := connections.get(port):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
