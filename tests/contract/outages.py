"""What happens to a control plane, done to the one under test: the practice cluster's process, or the real programs."""
import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import threading
import urllib.parse

from agents import until


def state(name):
    return pathlib.Path(os.environ["REAL_STATE"], name)


def pid(name):
    """Of a program that tests/real/testbed started."""
    return int(state(name + ".pid").read_text())


@contextlib.contextmanager
def stopped(process):
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


class Relay:
    """What stands before the practice cluster, whose objects are in its memory: the console reaches it through here."""

    def __init__(self, server):
        self.target = urllib.parse.urlsplit(server).port
        self.flowing = threading.Event()
        self.flowing.set()
        self.pairs = []
        self.listen(0)
        self.port = self.listener.getsockname()[1]

    def listen(self, port):
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def accept(self, listener):
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                self.flowing.wait()
                server = socket.create_connection(("127.0.0.1", self.target))
                self.pairs += [client, server]
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=self.carry, args=ends, daemon=True).start()

    def carry(self, source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.flowing.wait()
                sink.sendall(data)
        for end in (source, sink):
            end.close()

    def close(self):
        for end in [self.listener, *self.pairs]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.pairs.clear()


@contextlib.contextmanager
def storage_paused(cluster):
    """etcd answers no more; of the practice cluster nothing does, as its storage is inside."""
    with stopped(cluster.process.pid if cluster.process else pid("etcd")):
        yield


@contextlib.contextmanager
def network_cut(relay):
    """No packet arrives, and no connection breaks."""
    if relay:
        relay.flowing.clear()
    else:
        subprocess.run(["ip", "link", "set", "lo", "down"], check=True)
    try:
        yield
    finally:
        if relay:
            relay.flowing.set()
        else:
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def silent(server):
    """Nobody listens there: the last thread of a process that was killed may hold its port for a while."""
    try:
        socket.create_connection((server.hostname, server.port), 1).close()
    except ConnectionRefusedError:
        return True
    return False


@contextlib.contextmanager
def server_down(cluster, relay):
    """The API server is gone, and back afterwards at the same address with all it knew."""
    if relay:
        relay.close()
        yield
        relay.listen(relay.port)
        return
    process = pid("kube-apiserver")
    command = pathlib.Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")[:-1]
    os.kill(process, signal.SIGKILL)
    until("the server has ended", lambda: silent(cluster.raw.server))
    try:
        yield
    finally:
        with open(state("log/kube-apiserver.log"), "ab") as log:
            again = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        state("kube-apiserver.pid").write_text(f"{again.pid}\n")
        until("the server is ready", lambda: ready(cluster), 180)


def ready(cluster):
    try:
        return cluster.raw.get("/readyz").code == 200
    except OSError:
        return False
