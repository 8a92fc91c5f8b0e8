"""A small Kubernetes client for the contract tests: raw requests, so that what the server says is seen as it is."""
import base64
import contextlib
import copy
import http.client
import json
import os
import pathlib
import signal
import ssl
import subprocess
import tempfile
import urllib.parse

import yaml

MERGE = "application/merge-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"
JSON_PATCH = "application/json-patch+json"
APPLY = "application/apply-patch+yaml"


class Answer:
    """Status code, headers and body of one reply; `.json` where it is JSON."""

    def __init__(self, reply):
        self.code = reply.status
        self.headers = {name.lower(): value for name, value in reply.getheaders()}
        self.warnings = [value for name, value in reply.getheaders() if name.lower() == "warning"]
        self.body = reply.read()

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.code} {self.body[:400]!r}"


class Watch:
    """One open watch; events are read as they come."""

    def __init__(self, connection, reply):
        self.connection, self.reply = connection, reply

    def event(self):
        """The next event, or None at the stream's end. Raises TimeoutError after 15 silent seconds."""
        line = self.reply.readline()
        return json.loads(line) if line.strip() else None

    def until(self, wanted):
        """Reads on until an event for which `wanted(event)` holds; gives all that were read."""
        seen = []
        while (event := self.event()) is not None:
            seen.append(event)
            if wanted(event):
                return seen
        raise AssertionError(f"the watch ended after {[(e['type'], e['object'].get('metadata', {}).get('name')) for e in seen]}")

    def close(self):
        self.connection.close()


class Client:
    """Requests to the current (or named) context of a kubeconfig."""

    def __init__(self, kubeconfig, context=None):
        self.kubeconfig = str(kubeconfig)
        config = yaml.safe_load(pathlib.Path(kubeconfig).read_text())
        named = {kind: {entry["name"]: entry[kind[:-1]] for entry in config[kind]} for kind in ("clusters", "users", "contexts")}
        chosen = named["contexts"][context or config["current-context"]]
        self.cluster, self.user = named["clusters"][chosen["cluster"]], named["users"][chosen["user"]]
        self.server = urllib.parse.urlsplit(self.cluster["server"])
        self.files = tempfile.TemporaryDirectory()
        self.context = self.tls(self.cluster) if self.server.scheme == "https" else None

    def stranger(self, **login):
        """The same cluster, asked by one with this login alone."""
        other = copy.copy(self)
        other.user = login
        other.context = other.tls(self.cluster) if self.context else None
        return other

    def tls(self, cluster):
        context = ssl.create_default_context(cafile=self.pem(cluster, "certificate-authority"))
        if certificate := self.pem(self.user, "client-certificate"):
            context.load_cert_chain(certificate, self.pem(self.user, "client-key"))
        return context

    def pem(self, stanza, name):
        """The path of a PEM file that the kubeconfig names or holds."""
        if data := stanza.get(name + "-data"):
            path = pathlib.Path(self.files.name, name)
            path.write_bytes(base64.b64decode(data))
            return str(path)
        return stanza.get(name)

    def connection(self):
        if self.context:
            return http.client.HTTPSConnection(self.server.hostname, self.server.port, context=self.context, timeout=15)
        return http.client.HTTPConnection(self.server.hostname, self.server.port, timeout=15)

    def headers(self, extra):
        headers = {"Accept": "application/json", "User-Agent": "holdfast-contract/1"}
        if token := self.user.get("token"):
            headers["Authorization"] = "Bearer " + token
        return headers | (extra or {})

    def request(self, method, path, body=None, headers=None, **query):
        query = {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
        if query:
            path += ("&" if "?" in path else "?") + urllib.parse.urlencode(query)
        headers = self.headers(headers)
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, (bytes, str)) else json.dumps(body)
        with contextlib.closing(self.connection()) as connection:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())

    def get(self, path, accept=None, **query):
        return self.request("GET", path, headers={"Accept": accept} if accept else None, **query)

    def post(self, path, body, **query):
        return self.request("POST", path, body, **query)

    def put(self, path, body, **query):
        return self.request("PUT", path, body, **query)

    def patch(self, path, kind, body, **query):
        return self.request("PATCH", path, body, {"Content-Type": kind}, **query)

    def apply(self, path, body, manager, **query):
        return self.patch(path, APPLY, body, fieldManager=manager, **query)

    def delete(self, path, body=None, **query):
        return self.request("DELETE", path, body, **query)

    def watch(self, path, **query):
        connection = self.connection()
        connection.request("GET", path + "?" + urllib.parse.urlencode({"watch": "1"} | query), headers=self.headers(None))
        reply = connection.getresponse()
        if reply.status != 200:
            answer = Answer(reply)
            connection.close()
            raise AssertionError(f"watch refused: {answer}")
        return Watch(connection, reply)


@contextlib.contextmanager
def target():
    """The endpoint under test: CONTRACT_KUBECONFIG where set, else a practice cluster of its own."""
    if kubeconfig := os.environ.get("CONTRACT_KUBECONFIG"):
        yield Client(kubeconfig)
        return
    binary = pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfast-sandbox")
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([binary, "--fleet", "none", "--data", folder], stdout=subprocess.PIPE, text=True)
        try:
            yield Client(json.loads(process.stdout.readline())["kubeconfig"])
        finally:
            process.send_signal(signal.SIGTERM)
            if process.wait(20) != 0:
                raise AssertionError(f"holdfast-sandbox ended with {process.returncode}")
