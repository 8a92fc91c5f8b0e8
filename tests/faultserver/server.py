#!/usr/bin/env python3
"""A scripted HTTP server that fails on demand, for tests. See README.md for the script.

Reads commands as JSON lines from stdin, answers each with one JSON line on stdout, ends when stdin does.
"""
import asyncio
import asyncio.sslproto
import hashlib
import json
import os
import shutil
import socket
import struct
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from answers import Script  # noqa: E402
from certificates import Certificates  # noqa: E402
from http1 import Http1  # noqa: E402
from http2 import Http2  # noqa: E402

_complete = asyncio.sslproto.SSLProtocol._on_handshake_complete


def _complete_with_alert(self, failure):
    """asyncio drops the TLS alert of a failed handshake; real servers send it."""
    if failure is not None and (alert := self._outgoing.read()):
        self._transport.write(alert)
    _complete(self, failure)


asyncio.sslproto.SSLProtocol._on_handshake_complete = _complete_with_alert

SECRETS = {"authorization", "proxy-authorization", "cookie"}


def masked(headers):
    return {name.lower(): "sha256:" + hashlib.sha256(value.encode()).hexdigest() if name.lower() in SECRETS else value
            for name, value in headers}


class Link:
    """One accepted connection."""

    def __init__(self, server, number, sock):
        self.server, self.number, self.sock = server, number, sock
        self.reader = self.transport = self.writer = None
        self.is_hole = False

    def note(self, event, **facts):
        self.server.note(event, connection=self.number, **facts)

    def request(self, method, target, headers, body):
        self.note("request", method=method, target=target, headers=masked(headers),
                  headerList=[[n.lower(), v] for n, v in headers if n.lower() not in SECRETS],
                  body=body.decode("utf-8", "replace"))
        return self.server.script.answer(method, target)

    async def open(self, context):
        loop = asyncio.get_running_loop()
        self.reader = asyncio.StreamReader(limit=1 << 24)
        protocol = asyncio.StreamReaderProtocol(self.reader)
        self.transport, _ = await loop.connect_accepted_socket(lambda: protocol, self.sock, ssl=context)
        self.writer = asyncio.StreamWriter(self.transport, protocol, self.reader, loop)

    def write(self, data):
        if data and not self.is_hole and not self.transport.is_closing():
            self.transport.write(data)

    async def drain(self):
        if not self.is_hole:
            await self.writer.drain()
        await asyncio.sleep(0)

    async def step(self, kind, value):
        if kind == "wait":
            await asyncio.sleep(value / 1000)
        else:
            await self.gate(value)

    async def gate(self, name):
        await self.server.gates.setdefault(name, asyncio.Event()).wait()

    async def silence(self):
        await asyncio.Event().wait()

    def black_hole(self):
        """From now on nothing is read and nothing is sent, and the peer is not told."""
        self.is_hole = True
        if self.transport:
            self.transport.pause_reading()

    def reset(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort() if self.transport else self.sock.close()

    def close(self):
        self.transport.close() if self.transport else self.sock.close()


class Server:
    def __init__(self, folder):
        self.certificates = Certificates(folder)
        self.script = Script({})
        self.records, self.gates, self.links, self.tasks = [], {}, [], set()
        self.listener = self.accepting = None

    def note(self, event, **facts):
        self.records.append({"event": event, **facts})

    def stop(self):
        if self.accepting:
            self.accepting.cancel()
            self.listener.close()
        for task in self.tasks:
            task.cancel()
        for link in self.links:
            link.close()
        self.records, self.gates, self.links, self.tasks = [], {}, [], set()

    def start(self, text):
        self.stop()
        self.script = Script(text)
        address = text.get("address", "127.0.0.1")
        self.listener = socket.create_server((address, text.get("port", 0)),
                                             family=socket.AF_INET6 if ":" in address else socket.AF_INET)
        self.listener.setblocking(False)
        variant = text.get("tls", "none")
        host = f"[{address}]" if ":" in address else address
        reply = {"url": f"{'http' if variant == 'none' else 'https'}://{host}:{self.listener.getsockname()[1]}"}
        if variant != "none":
            self.context = self.certificates.context(variant, text.get("protocols", ["h2", "http/1.1"]),
                                                     text.get("tls_version"))
            reply["authority"] = self.read(self.certificates.authority())
            certificate, key = self.certificates.leaf("client")
            reply["clientCertificate"], reply["clientKey"] = self.read(certificate), self.read(key)
        else:
            self.context = None
        self.accepting = asyncio.ensure_future(self.accept())
        return reply

    @staticmethod
    def read(path):
        with open(path, encoding="ascii") as file:
            return file.read()

    async def accept(self):
        loop = asyncio.get_running_loop()
        while True:
            sock, _ = await loop.sock_accept(self.listener)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link = Link(self, len(self.links), sock)
            self.links.append(link)
            link.note("connection")
            task = asyncio.ensure_future(self.serve(link))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def serve(self, link):
        action = self.script.connection(link.number)
        if action == "silent":
            return
        if action != "serve":
            return link.reset() if action == "reset" else link.close()
        try:
            if await self.tunnel(link):
                await link.open(self.context if await peek(link.sock) == 0x16 else None)
                tls = link.transport.get_extra_info("ssl_object")
                protocol = tls.selected_alpn_protocol() if tls else None
                link.note("open", alpn=protocol, tls=tls is not None, serverName=getattr(tls, "requested_name", None))
                await (Http2(link) if protocol == "h2" else Http1(link)).serve()
                link.close()
        except (OSError, EOFError, ValueError) as error:
            link.note("failed", error=str(error))

    async def tunnel(self, link):
        """Plays the proxy where the client takes us for one; the tunnel ends in this same server."""
        first = await peek(link.sock)
        if first == 0x05:
            return await self.socks(link)
        if first != ord("C"):
            return first is not None
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += await receive(link.sock, 1)
        first, *lines = head.decode("latin-1").rstrip().split("\r\n")
        headers = [tuple(part.strip() for part in line.split(":", 1)) for line in lines]
        link.note("proxy", kind="http", target=first.split(" ")[1], headers=masked(headers))
        proxy = self.script.text.get("proxy", {})
        status = proxy.get("status", 200)
        extra = 'Proxy-Authenticate: Basic realm="tests"\r\n' if status == 407 else ""
        await asyncio.get_running_loop().sock_sendall(
            link.sock, f"HTTP/1.1 {status} Scripted\r\n{extra}{'' if status == 200 else 'Content-Length: 0'}\r\n"
            .replace("\r\n\r\n", "\r\n").encode() + b"\r\n")
        if status != 200:
            link.close()
        return status == 200

    async def socks(self, link):
        loop = asyncio.get_running_loop()
        _, count = await receive(link.sock, 2)
        await receive(link.sock, count)
        await loop.sock_sendall(link.sock, b"\x05\x00")
        _, _, _, kind = await receive(link.sock, 4)
        if kind == 3:
            host = (await receive(link.sock, (await receive(link.sock, 1))[0])).decode()
        else:
            host = socket.inet_ntop(*((socket.AF_INET, await receive(link.sock, 4)) if kind == 1 else
                                      (socket.AF_INET6, await receive(link.sock, 16))))
        port = int.from_bytes(await receive(link.sock, 2), "big")
        link.note("proxy", kind="socks5", target=f"{host}:{port}", byName=kind == 3)
        code = self.script.text.get("proxy", {}).get("socks", 0)
        await loop.sock_sendall(link.sock, bytes([5, code, 0, 1, 127, 0, 0, 1, 0, 0]))
        return code == 0

    def command(self, text):
        what = text.get("do")
        if what == "start":
            return self.start(text.get("script", {}))
        if what == "release":
            self.gates.setdefault(text["gate"], asyncio.Event()).set()
        elif what == "blackhole":
            for link in self.links:
                link.black_hole()
        elif what == "records":
            return {"records": self.records}
        elif what == "stop":
            self.stop()
        else:
            return {"error": f"unknown command {what}"}
        return {}


async def peek(sock):
    """The next byte without taking it; None at the end."""
    loop = asyncio.get_running_loop()
    sock.setblocking(False)
    while True:
        try:
            data = sock.recv(1, socket.MSG_PEEK)
            return data[0] if data else None
        except BlockingIOError:
            ready = loop.create_future()
            loop.add_reader(sock, lambda: ready.done() or ready.set_result(None))
            try:
                await ready
            finally:
                loop.remove_reader(sock)


async def receive(sock, size):
    data = b""
    while len(data) < size:
        piece = await asyncio.get_running_loop().sock_recv(sock, size - len(data))
        if not piece:
            raise EOFError("the client left in the middle")
        data += piece
    return data


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)  # clients that vanish are the normal case here
    commands = asyncio.StreamReader(limit=1 << 26)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    folder = tempfile.mkdtemp(prefix="holdfast-faultserver-")
    try:
        server = Server(folder)
        while line := await commands.readline():
            try:
                reply = server.command(json.loads(line))
            except Exception as error:  # the test shall see it, whatever it is
                reply = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(reply), flush=True)
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    asyncio.run(main())
