"""An app of either agent, as the scenarios deploy it: a folder of the repository, a namespace, and what an agent makes of them."""
import contextlib
import time

from agents import APPLICATIONS, KUSTOMIZATIONS, SOURCES, source, until


class Application:
    kind, home = "application", "argocd"
    drifted = "OutOfSync"
    broken = ("Unknown", "ComparisonError")

    def __init__(self, test, cluster, repository, name):
        self.test, self.cluster, self.repository, self.name = test, cluster, repository, f"{name}-{self.kind[0]}"
        self.id = f"{self.kind}/{self.home}/{self.name}"
        self.path = f"{self.collection}/{self.name}"

    collection = APPLICATIONS

    def push(self, files, subject="change"):
        return self.repository.push({f"{self.name}/{path}": text for path, text in files.items()}, subject)

    def body(self, automated=None, **source):
        policy = {"syncOptions": ["CreateNamespace=true"]} | ({} if automated is None else {"automated": automated})
        return {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": self.name, "namespace": self.home},
                "spec": {"project": "default", "syncPolicy": policy,
                         "source": {"repoURL": self.repository.url, "path": self.name, "targetRevision": "main"} | source,
                         "destination": {"server": "https://kubernetes.default.svc", "namespace": self.name}}}

    def create(self, *words, **more):
        self.cluster.namespace(self.name)
        self.cluster.create(self.collection, self.body(*words, **more))
        self.test.addCleanup(self.cluster.delete, self.path)
        self.test.addCleanup(self.cluster.delete, f"/api/v1/namespaces/{self.name}")

    def deploy(self, commit):
        """It deploys by itself what is in its folder at that commit."""
        self.create({})

    def refresh(self):
        self.cluster.merge(self.path, {"metadata": {"annotations": {"argocd.argoproj.io/refresh": "normal"}}})

    def create_from(self, url):
        """With a source that nobody serves."""
        self.create(repoURL=url)

    def scale(self, replicas):
        self.cluster.scale(self.name, "web", replicas)

    def web(self):
        return self.cluster.object("deployments", self.name, "web")

    def image(self):
        return self.web()["spec"]["template"]["spec"]["containers"][0]["image"]


class Kustomization(Application):
    kind, home = "kustomization", "flux-system"
    collection = KUSTOMIZATIONS
    drifted = "Synced"  # Flux says nothing of drift until its next turn, which puts it right: only the measurement tells
    broken = ("OutOfSync", "BuildFailed")

    def body(self, **spec):
        return {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": self.name, "namespace": self.home},
                "spec": {"interval": "10m", "retryInterval": "2s", "timeout": "20s", "prune": True, "wait": True, "targetNamespace": self.name,
                         "path": f"./{self.name}", "sourceRef": {"kind": "GitRepository", "name": self.repository.name}} | spec}

    def deploy(self, commit):
        self.refresh()
        path = f"{SOURCES}/{self.repository.name}"
        until("the source has the commit", lambda: commit in str(self.cluster.get(path).get("status", {}).get("artifact")))
        self.create()

    def refresh(self):
        self.cluster.merge(f"{SOURCES}/{self.repository.name}", {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": str(time.time_ns())}}})

    def create_from(self, url):
        self.cluster.create(SOURCES, source(self.name, url))
        self.test.addCleanup(self.cluster.delete, f"{SOURCES}/{self.name}")
        self.create(sourceRef={"kind": "GitRepository", "name": self.name})


def there(cluster):
    """The agents that this cluster has."""
    return [agent for agent in (Application, Kustomization) if cluster.get(agent.collection) is not None]


@contextlib.contextmanager
def fed(cluster, repository):
    """Kustomizations get the repository's files."""
    repository.push({"README.md": "what the scenarios deploy\n"}, "begin")
    if Kustomization not in there(cluster):
        yield
        return
    cluster.create(SOURCES, source(repository.name, repository.url))
    try:
        yield
    finally:
        cluster.delete(f"{SOURCES}/{repository.name}")
