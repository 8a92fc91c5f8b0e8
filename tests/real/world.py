"""What the scenarios share: the API, the Git server's repository, holdfastctl and the agents' own commands."""
import base64
import json
import os
import pathlib
import subprocess
import tempfile
import time

import kube

STATE, BIN = os.environ["REAL_STATE"], os.environ["REAL_BIN"]
CTL = os.path.join(os.environ["HOLDFAST_BIN"], "holdfastctl")
KUBECONFIG = os.path.join(STATE, "kubeconfig", "admin.kubeconfig")
PASSWORD = pathlib.Path(os.environ["PKI"], "git.secret").read_text().strip()
GIT = "https://git.example.com/platform/"
APPS = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications"
SOURCES = "/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories"
KUSTOMIZATIONS = "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations"
api = kube.Client()

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, labels: {{app: {name}}}}}
spec:
  replicas: {replicas}
  progressDeadlineSeconds: 8
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: {name}
        image: example.com/{name}:{tag}
        resources: {{requests: {{cpu: 100m, memory: 64Mi}}, limits: {{memory: 128Mi}}}}
"""


def deployment(name, replicas=2, tag="1.4.0"):
    return DEPLOYMENT.format(name=name, replicas=replicas, tag=tag)


def until(what, ask, seconds=60):
    """The first answer of `ask` that is true; what it last was where the time runs out."""
    end = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.3)


def git_environment(home):
    login = base64.b64encode(f"robot:{PASSWORD}".encode()).decode()
    settings = [("http.sslCAInfo", os.environ["PKI"] + "/ca.crt"), ("http.extraHeader", "Authorization: Basic " + login),
                ("init.defaultBranch", "main")]
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
                   "GIT_CONFIG_COUNT": str(len(settings))}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_NAME": "Dana Ops", f"GIT_{who}_EMAIL": "dana@example.com"}
    for number, (key, value) in enumerate(settings):
        environment |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return environment


class Work:
    """A work tree of one of the Git server's repositories."""

    def __init__(self, repository):
        self.home = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.home.name, "apps")
        self.environment = git_environment(self.home.name) | {k: v for k, v in os.environ.items() if k == "GIT_SSH_COMMAND"}
        subprocess.run(["git", "clone", "-q", repository, self.folder], env=self.environment, check=True, capture_output=True)

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.folder, env=self.environment, check=True, capture_output=True,
                              text=True).stdout.strip()

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def push(self, subject):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)

        def pushed():
            if self.git("ls-remote", "origin", "main"):
                self.git("pull", "-q", "--rebase", "origin", "main")
            return subprocess.run(["git", "push", "-q", "origin", "HEAD:main"], cwd=self.folder, env=self.environment,
                                  capture_output=True).returncode == 0
        until("the push is accepted", pushed, 20)  # others push to the same branch
        return self.git("rev-parse", "HEAD")


def holdfast(*words, exits=(0, 1), environment=None):
    """The answer of holdfastctl, which finds the login of the Git server in the environment of a work tree."""
    with tempfile.TemporaryDirectory() as data:
        done = subprocess.run([CTL, "--kubeconfig", KUBECONFIG, "--data", data, "-o", "json", *words], capture_output=True,
                              text=True, timeout=180, env={**os.environ, **(environment or {})})
    if done.returncode not in exits:
        raise AssertionError(f"holdfastctl {words}: exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def row(name):
    """The app's line of `holdfastctl apps`; nothing where it is not there."""
    return next((app for app in holdfast("apps") if app["name"] == name), None)


def argocd(*words):
    """The argocd command, as the oracle."""
    done = subprocess.run([BIN + "/argocd", "--server", "127.0.0.1:8080", "--plaintext", *words], capture_output=True,
                          text=True, timeout=60, env={"HOME": STATE, "PATH": BIN + ":/usr/bin:/bin", "TZ": "UTC"})
    return done.returncode, done.stdout


def create(path, body):
    status, answer = api.req("POST", path, body)
    if status not in (200, 201):
        raise AssertionError(f"{path}: {status} {answer}")
    return answer


def namespace(name):
    api.req("POST", "/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
