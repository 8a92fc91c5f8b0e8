"""A smart-HTTP Git server behind TLS for tests: `git http-backend` with hooks, a login, and faults on demand.

    with GitServer(folder) as server:
        server.create("apps")          # server.url("apps"), server.bare("apps")
        server.fault = "cut-after-pack"

Faults: silent (accepts and never answers), redirect (302 elsewhere), cut-after-pack (the push is carried out, the
connection closed without an answer), deny-push (403 on receive-pack), html (a captive portal), gone-after-push (answers
nothing any more once a push was carried out). `logins` counts the requests that carried a login.
"""
import base64
import http.server
import json
import os
import pathlib
import socket
import ssl
import subprocess
import sys
import threading


class GitServer:
    def __init__(self, folder, login=("ann", "right")):
        self.folder, self.login = pathlib.Path(folder), login
        self.fault, self.logins, self.requests = None, 0, []
        self.before_push = None  # called once between the advertisement and the push
        self.repositories = self.folder / "repositories"
        self.repositories.mkdir(parents=True)
        self.certificate = self.folder / "server.crt"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", self.folder / "server.key",
                        "-out", self.certificate], check=True, capture_output=True)

    def __enter__(self):
        class Handler(RequestHandler):
            owner = self
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.folder / "server.key")
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    def url(self, name):
        return f"https://localhost:{self.port}/{name}.git"

    def bare(self, name):
        return self.repositories / f"{name}.git"

    def create(self, name):
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", self.bare(name)], check=True)
        subprocess.run(["git", "-C", self.bare(name), "config", "http.receivepack", "true"], check=True)

    def hook(self, name, kind, script):
        path = self.bare(name) / "hooks" / kind
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o755)


class RequestHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.answer()

    def body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        whole = b""
        while (size := int(self.rfile.readline().strip(), 16)) > 0:
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    def plain(self, status, text=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def authorised(self):
        words = self.headers.get("Authorization", "")
        if not words.startswith("Basic "):
            return False
        self.owner.logins += 1
        return base64.b64decode(words[6:]).decode() == ":".join(self.owner.login)

    def answer(self):
        owner, body = self.owner, self.body()
        owner.requests.append(f"{self.command} {self.path}")
        pushing = "git-receive-pack" in self.path
        if owner.fault == "silent":
            threading.Event().wait(300)
        if owner.fault == "redirect":
            return self.plain(302, Location="https://127.0.0.1:1/elsewhere")
        if owner.fault == "html":
            return self.plain(200, b"<html>\n<body>log in</body>\n</html>\n", Content_Type="text/html")
        if owner.login and not self.authorised():
            return self.plain(401, WWW_Authenticate='Basic realm="git"')
        if owner.fault == "deny-push" and pushing:
            return self.plain(403, b"you may only read")
        if owner.fault == "gone":
            return self.close_hard()
        sent = pushing and self.command == "POST" and len(body) > 4
        if sent and owner.before_push:
            action, owner.before_push = owner.before_push, None
            action()
        self.backend(body, sent)

    def close_hard(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def backend(self, body, sent):
        owner = self.owner
        path, _, query = self.path.partition("?")
        environment = dict(os.environ, GIT_PROJECT_ROOT=str(owner.repositories), GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path,
                           QUERY_STRING=query, REQUEST_METHOD=self.command, REMOTE_USER="ann", REMOTE_ADDR="127.0.0.1",
                           CONTENT_TYPE=self.headers.get("Content-Type", ""), CONTENT_LENGTH=str(len(body)),
                           HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding", ""),
                           GIT_PROTOCOL=self.headers.get("Git-Protocol", ""), GIT_CONFIG_COUNT="1",
                           GIT_CONFIG_KEY_0="safe.directory", GIT_CONFIG_VALUE_0="*")
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True)
        if sent and owner.fault in ("cut-after-pack", "gone-after-push"):
            owner.fault = "gone" if owner.fault == "gone-after-push" else None
            return self.close_hard()
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        status, headers = 200, {}
        for line in head.decode().splitlines():
            name, _, value = line.partition(":")
            if name.lower() == "status":
                status = int(value.split()[0])
            else:
                headers[name.strip()] = value.strip()
        self.plain(status, content, **headers)


def main():
    """gitserver.py FOLDER NAME: serves the repository NAME until standard input ends; each line there is a fault."""
    with GitServer(sys.argv[1]) as server:
        server.create(sys.argv[2])
        print(json.dumps({"url": server.url(sys.argv[2]), "bare": str(server.bare(sys.argv[2])),
                          "certificate": str(server.certificate)}), flush=True)
        for line in sys.stdin:
            server.fault = line.strip() or None
            print(len(server.requests), flush=True)


if __name__ == "__main__":
    main()
