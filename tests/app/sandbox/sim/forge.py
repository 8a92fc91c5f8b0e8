"""A forge for tests: Gitea's pull requests over the Git repositories of a server behind it. A protected branch moves by a
merge alone."""
import base64
import http.server
import json
import re
import subprocess
import threading
import urllib.error
import urllib.request

TOKEN = "t0ken"


class Forge:
    """Answers at `url`; what is no API call is passed on to the server `behind`. `pulls` is what was asked for."""

    def __init__(self, behind):
        self.behind, self.pulls, self.calls = behind, [], []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"forge": self}))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def protect(self, bare):
        """main takes no push but the forge's own."""
        with open(f"{bare}/hooks/pre-receive", "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n[ -n \"$FORGE\" ] && exit 0\nwhile read -r _ _ ref; do\n"
                       "  [ $ref != refs/heads/main ] || { echo 'main is protected: open a pull request' >&2; exit 1; }\ndone\n")
        subprocess.run(["chmod", "755", f"{bare}/hooks/pre-receive"], check=True)

    def merge(self, tree):
        """Merges the only pull request as a person would on its page; answers with the merge commit."""
        pull = self.pulls[0]

        def git(*words, **more):
            return subprocess.run(["git", "-C", tree, *words], check=True, capture_output=True, text=True, **more).stdout.strip()
        git("fetch", "-q", "origin")
        git("checkout", "-q", "--detach", "origin/main")
        git("-c", "user.name=Forge", "-c", "user.email=forge@example.com", "merge", "-q", "--no-ff", "-m", "Merge it",
            "origin/" + pull["head"]["ref"])
        commit = git("rev-parse", "HEAD")
        with open(f"{tree}/../forge.bare", encoding="utf-8") as file:
            bare = file.read()
        subprocess.run(["git", "-C", bare, "fetch", "-q", tree, commit], check=True)
        subprocess.run(["git", "-C", bare, "update-ref", "refs/heads/main", commit], check=True)
        pull.update(state="closed", merged=True, merge_commit_sha=commit)
        return commit


class Handler(http.server.BaseHTTPRequestHandler):
    forge = None
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body, kind="application/json", **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def do_GET(self):
        self.answer("GET", None)

    def do_POST(self):
        self.answer("POST", self.body())

    def answer(self, method, body):
        path = self.path.partition("?")[0]
        if path == "/api/v1/version":
            return self.reply(200, {"version": "1.22.0"})
        if found := re.fullmatch(r"/api/v1/repos/(.+)/pulls", path):
            return self.pulls(method, found[1], body)
        if path.startswith("/api/"):
            return self.reply(404, {"message": "not found"})
        return self.pass_on(method, body)

    def pulls(self, method, project, body):
        forge = self.forge
        forge.calls.append(f"{method} {project}")
        if self.headers.get("Authorization") != f"token {TOKEN}":
            return self.reply(401, {"message": "token is required"})
        if method == "GET":
            return self.reply(200, forge.pulls)
        wanted = json.loads(body)
        if any(pull["head"]["ref"] == wanted["head"] for pull in forge.pulls):
            return self.reply(409, {"message": "pull request already exists for these targets"})
        forge.pulls.append({"html_url": f"{forge.url}/{project}/pulls/1", "state": "open", "merged": False, "title": wanted["title"],
                            "head": {"ref": wanted["head"]}, "base": {"ref": wanted["base"]}})
        return self.reply(201, forge.pulls[-1])

    def pass_on(self, method, body):
        login = base64.b64encode(f"dana:{TOKEN}".encode()).decode()
        if "git-receive-pack" in self.path and self.headers.get("Authorization") != "Basic " + login:
            return self.reply(401, b"", WWW_Authenticate='Basic realm="forge"')
        request = urllib.request.Request(self.forge.behind + self.path, data=body, method=method)
        for name in ("Content-Type", "Accept", "Git-Protocol", "Content-Encoding"):
            if self.headers.get(name):
                request.add_header(name, self.headers[name])
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return self.reply(answer.status, answer.read(), answer.headers.get("Content-Type", ""))
        except urllib.error.HTTPError as error:
            return self.reply(error.code, error.read(), error.headers.get("Content-Type", ""))
