"""The world of the agents' contract tests: a cluster with Argo CD and Flux, real or practised, and a Git server.

CONTRACT_KUBECONFIG, CONTRACT_GIT (a URL below which repositories lie), CONTRACT_GIT_LOGIN (`name:password`) and
CONTRACT_GIT_CA name a running one; else a practice cluster is started."""
import base64
import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import time
import uuid

import client

APPLICATIONS = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications"
APPLICATION_SETS = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applicationsets"
SOURCES = "/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories"
KUSTOMIZATIONS = "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations"
NOBODY = "http://127.0.0.1:9/none.git"  # nobody listens there
PATIENCE = 60  # seconds for an agent to do its part


RUN = uuid.uuid4().hex[:4]


def app_name(test):
    """A name for a test's app and its namespace that no earlier run has used."""
    return test.rsplit(".", 1)[1].removeprefix("test_").replace("_", "-")[:50] + "-" + RUN


def until(what, ask, seconds=PATIENCE):
    """The first answer of `ask` that is true."""
    end, last = time.monotonic() + seconds, None
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.2)


class Cluster:
    """Requests by path; what is not there is None."""

    def __init__(self, kubeconfig):
        self.kubeconfig = str(kubeconfig)
        self.raw = client.Client(kubeconfig)
        self.process = None  # of a practice cluster

    def get(self, path):
        answer = self.raw.get(path)
        return answer.json if answer.code == 200 else None

    def checked(self, answer, *codes):
        if answer.code not in codes:
            raise AssertionError(answer)
        return answer.json

    def create(self, path, body):
        return self.checked(self.raw.post(path, body), 201)

    def merge(self, path, body):
        return self.checked(self.raw.patch(path, client.MERGE, body), 200)

    def delete(self, path, **options):
        return self.raw.delete(path, {"kind": "DeleteOptions", "apiVersion": "v1"} | options)

    def namespace(self, name):
        self.raw.post("/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})

    def object(self, kind, namespace, name):
        groups = {"deployments": "/apis/apps/v1", "configmaps": "/api/v1", "jobs": "/apis/batch/v1"}
        return self.get(f"{groups[kind]}/namespaces/{namespace}/{kind}/{name}")

    def scale(self, namespace, name, replicas):
        self.merge(f"/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale", {"spec": {"replicas": replicas}})


class Repository:
    """A work tree of the repository that a test's apps come from."""

    def __init__(self, url, login, authority):
        self.url, self.name = url, url.rsplit("/", 1)[1].removesuffix(".git")
        self.home = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.home.name, "work")
        settings = [("init.defaultBranch", "main")]
        if login:
            settings += [("http.extraHeader", "Authorization: Basic " + base64.b64encode(login.encode()).decode()),
                         ("http.sslCAInfo", authority)]
        self.environment = {"PATH": os.environ["PATH"], "HOME": self.home.name, "GIT_CONFIG_NOSYSTEM": "1",
                            "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_COUNT": str(len(settings))}
        for who in ("AUTHOR", "COMMITTER"):
            self.environment |= {f"GIT_{who}_NAME": "Ann", f"GIT_{who}_EMAIL": "ann@example.com"}
        for number, (key, value) in enumerate(settings):
            self.environment |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        subprocess.run(["git", "init", "-q", self.folder], env=self.environment, check=True)
        self.git("remote", "add", "origin", url)
        if self.git("ls-remote", "origin", "main"):
            self.git("pull", "-q", "origin", "main")

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.folder, env=self.environment, check=True, capture_output=True,
                              text=True).stdout.strip()

    def push(self, files, subject="change"):
        """Writes files (None removes one), commits, pushes; the commit."""
        for path, text in files.items():
            file = self.folder / path
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        self.git("push", "-q", "origin", "HEAD:main")
        return self.git("rev-parse", "HEAD")


@contextlib.contextmanager
def world(name, *options):
    """A cluster and the repository NAME; `options` go to the practice cluster."""
    if git := os.environ.get("CONTRACT_GIT"):
        login, authority = os.environ["CONTRACT_GIT_LOGIN"], os.environ["CONTRACT_GIT_CA"]
        yield Cluster(os.environ["CONTRACT_KUBECONFIG"]), Repository(f"{git}/{name}.git", login, authority)
        return
    binary = pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfast-sandbox")
    with tempfile.TemporaryDirectory() as folder:
        command = [binary, "--fleet", "none", "--data", folder, *options]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            ready = json.loads(process.stdout.readline())
            bare = pathlib.Path(folder, "git", name + ".git")
            subprocess.run(["git", "init", "-q", "--bare", "-b", "main", bare], check=True)
            subprocess.run(["git", "-C", bare, "config", "http.receivepack", "true"], check=True)
            cluster = Cluster(ready["kubeconfig"])
            cluster.process, cluster.ready = process, ready
            for namespace in ("argocd", "flux-system"):
                cluster.namespace(namespace)
            try:
                yield cluster, Repository(f"{ready['git']}/{name}.git", None, None)
            finally:
                process.terminate()


def source(name, url):
    spec = {"url": url, "interval": "10m", "ref": {"branch": "main"}}
    if "CONTRACT_GIT" in os.environ:
        spec["secretRef"] = {"name": "apps-auth"}
    return {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository",
            "metadata": {"name": name, "namespace": "flux-system"}, "spec": spec}


def deployment(name, tag="1.0.0", replicas=1, **annotations):
    notes = "".join(f'\n    {key}: "{value}"' for key, value in annotations.items())
    return f"""apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  annotations:
    example.com/by: contract{notes}
spec:
  replicas: {replicas}
  progressDeadlineSeconds: 6
  selector:
    matchLabels: {{app: {name}}}
  template:
    metadata:
      labels: {{app: {name}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: {name}
        image: example.com/{name}:{tag}
"""


def config_map(name, value, **annotations):
    notes = "".join(f'\n    {key}: "{value}"' for key, value in annotations.items())
    return f"""apiVersion: v1
kind: ConfigMap
metadata:
  name: {name}
  annotations:
    example.com/by: contract{notes}
data:
  key: "{value}"
"""


def job(name, image, **annotations):
    notes = "".join(f'\n    {key.replace("_", "/")}: "{value}"' for key, value in annotations.items())
    return f"""apiVersion: batch/v1
kind: Job
metadata:
  name: {name}
  annotations:{notes}
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: {name}
        image: example.com/{image}
"""


def secret(value):
    return f"""apiVersion: v1
kind: Secret
metadata:
  name: login
stringData:
  password: "{value}"
"""


def autoscaler(namespace):
    """Scales the Deployment `web` to three replicas, whatever its load is."""
    return f"""apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {{name: web, namespace: {namespace}}}
spec:
  scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: web}}
  minReplicas: 3
  maxReplicas: 5
  metrics: [{{type: Resource, resource: {{name: cpu, target: {{type: Utilization, averageUtilization: 80}}}}}}]
"""
