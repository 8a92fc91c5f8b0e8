"""What the recording is made of: every version of every watched object, the repository, and what agents are asked."""

import base64, json, os, re, shutil, subprocess, sys, threading, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kube import Client

RUN, BIN, FIX = os.environ["REAL_STATE"], os.environ["REAL_BIN"], sys.argv[1]
PKI = os.environ["PKI"]
K = Client(agent="gitops-client/1.0")
URL = "https://git.example.com/platform/"
PASS = open(PKI + "/git.secret").read().strip()
ARGO, FLUX = "/apis/argoproj.io/v1alpha1/namespaces/argocd/", "/apis/{g}.toolkit.fluxcd.io/v1/namespaces/flux-system/"
P = {
    "app": ARGO + "applications/",
    "appset": ARGO + "applicationsets/",
    "proj": ARGO + "appprojects/",
    "git": FLUX.format(g="source") + "gitrepositories/",
    "chart": FLUX.format(g="source") + "helmcharts/",
    "ks": FLUX.format(g="kustomize") + "kustomizations/",
}
RESULT = []


def say(*a):
    print(time.strftime("%H:%M:%S"), *a, flush=True)


def result(name, value, unit="s"):
    RESULT.append((name, value, unit))
    say(f"   RESULT {name}: {value:.2f} {unit}" if isinstance(value, float) else f"   RESULT {name}: {value}")


# ---- recorder: every version of every watched object, with the time it was seen
class Recorder:
    def __init__(s):
        s.seen, s.cv = {}, threading.Condition()

    def start(s, kind):
        threading.Thread(target=s.loop, args=(kind,), daemon=True).start()

    def loop(s, kind):
        c, path = Client(agent="gitops-recorder/1.0"), P[kind].rstrip("/")
        while True:
            try:
                l = c.get(path)
                rv = l["metadata"]["resourceVersion"]
                for o in l["items"]:
                    s.add(kind, dict(o, apiVersion=l["apiVersion"], kind=l["kind"][:-4]))
                for e in c.watch(f"{path}?watch=1&resourceVersion={rv}"):
                    if e["type"] in ("ADDED", "MODIFIED"):
                        s.add(kind, e["object"])
                    elif e["type"] == "ERROR":
                        break
            except Exception as e:
                print("recorder", kind, repr(e), flush=True)
                time.sleep(0.5)

    def add(s, kind, o):
        with s.cv:
            s.seen.setdefault((kind, o["metadata"]["name"]), []).append((time.monotonic(), o))
            s.cv.notify_all()

    def wait(s, kind, name, pred, t0=None, timeout=90, why=""):
        """First version seen since t0 for which pred holds: (seconds after t0, object)."""
        t0 = time.monotonic() if t0 is None else t0
        i, end = 0, time.monotonic() + timeout
        with s.cv:
            while True:
                l = s.seen.get((kind, name), [])
                for t, o in l[i:]:
                    if t >= t0 and pred(o):
                        return t - t0, o
                i = len(l)
                left = end - time.monotonic()
                if left <= 0:
                    last = l[-1][1].get("status", {}) if l else None
                    raise TimeoutError(f"{kind}/{name} {why}: last status {json.dumps(last)[:1500]}")
                s.cv.wait(left)

    def now(s, kind, name, pred, timeout=60, why=""):
        """Like wait, but the present version counts too."""
        o = K.get(P[kind] + name)
        return (0.0, o) if o and pred(o) else s.wait(kind, name, pred, timeout=timeout, why=why)

    def find(s, kind, name, pred, t0=0):
        return next((o for t, o in s.seen.get((kind, name), []) if t >= t0 and pred(o)), None)


R = Recorder()


# ---- fixtures
def clean(text):
    text = text.replace(os.path.realpath(RUN), "/run").replace(RUN, "/run")
    assert PASS not in text and "PRIVATE KEY" not in text
    return text


def save(side, name, obj, note):
    if not FIX:
        return
    if obj is None:
        say("   NO FIXTURE", side, name)
        return
    d = os.path.join(FIX, side)
    os.makedirs(d, exist_ok=True)
    text = obj if isinstance(obj, str) else json.dumps(obj, separators=(",", ":"), ensure_ascii=False) + "\n"
    open(os.path.join(d, name), "w").write(clean(text))
    idx = os.path.join(d, "index.json")
    m = json.load(open(idx)) if os.path.exists(idx) else {}
    m[name] = note
    json.dump(m, open(idx, "w"), indent=0, sort_keys=True)


def events(side, ns, name, file, note):
    l = K.get(f"/api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.name%3D{name}")
    save(side, file, l, note)


def children(side, app, state, paths, note):
    for p in paths:
        o = K.get(p)
        if o:
            save(side, f"child-{app}-{o['kind'].lower()}-{o['metadata']['name']}-{state}.json", o, note)


def oracle(name, state, what=("get", "diff", "history")):
    """What the argocd CLI says, beside the object."""
    for w in what:
        cmd = [BIN + "/argocd", "--server", "127.0.0.1:8080", "--plaintext", "app", w, name]
        if w == "get":
            cmd += ["-o", "json"]
        p = subprocess.run(
            cmd,
            capture_output=True,
            text=True,
            env={"HOME": RUN + "/record", "PATH": BIN + ":/usr/bin:/bin", "KUBECONFIG": RUN + "/kubeconfig/argocd.kubeconfig", "TZ": "UTC"},
            timeout=60,
        )
        out = p.stdout
        if w == "get" and p.returncode == 0:
            out = json.loads(out)
        ext = "json" if w == "get" else "txt"
        save(
            "argocd",
            f"cli-{name}-{state}-{w}.{ext}",
            out if isinstance(out, dict) else f"{out}" + (f"# exit {p.returncode}\n" if w == "diff" else ""),
            f"argocd app {w} {name}, state {state}",
        )
        if p.returncode not in (0, 1):
            say("   oracle", w, name, p.returncode, p.stderr[-300:])


def flux_get(kind, name, state):
    """What the flux CLI says, beside the object."""
    if not os.path.exists(BIN + "/flux"):
        return
    words = {"ks": ["kustomizations"], "git": ["sources", "git"]}[kind] + [name]
    p = subprocess.run(
        [BIN + "/flux", "get", *words, "-n", "flux-system"],
        capture_output=True,
        text=True,
        env={"HOME": RUN + "/record", "PATH": BIN + ":/usr/bin:/bin", "KUBECONFIG": RUN + "/kubeconfig/flux.kubeconfig", "TZ": "UTC"},
        timeout=60,
    )
    save("flux", f"cli-{name}-{state}.txt", p.stdout, "flux get " + " ".join(words) + f", state {state}")
    if p.returncode:
        say("   flux get", *words, p.stderr[-200:])


# ---- git
W = RUN + "/record/apps"
GITENV = {
    **{k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "SSL_", "HTTP", "http"))},
    "HOME": RUN + "/record",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Dana Ops",
    "GIT_AUTHOR_EMAIL": "dana@example.com",
    "GIT_COMMITTER_NAME": "Dana Ops",
    "GIT_COMMITTER_EMAIL": "dana@example.com",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_CONFIG_COUNT": "3",
    "GIT_CONFIG_KEY_0": "http.sslCAInfo",
    "GIT_CONFIG_VALUE_0": PKI + "/ca.crt",
    "GIT_CONFIG_KEY_1": "init.defaultBranch",
    "GIT_CONFIG_VALUE_1": "main",
    "GIT_CONFIG_KEY_2": "http.extraHeader",
    "GIT_CONFIG_VALUE_2": "Authorization: Basic " + base64.b64encode(f"robot:{PASS}".encode()).decode(),
}


def git(*a, cwd=W, check=True):
    p = subprocess.run(["git", *a], cwd=cwd, env=GITENV, capture_output=True, text=True)
    if check and p.returncode:
        raise RuntimeError(p.stderr)
    return p.stdout.strip() if check else p


def write(path, text):
    f = os.path.join(W, path)
    os.makedirs(os.path.dirname(f), exist_ok=True)
    open(f, "w").write(text)


def push(msg):
    git("add", "-A")
    git("commit", "-q", "-m", msg)
    git("push", "-q", "origin", "HEAD:main")
    return git("rev-parse", "HEAD")


def edit(path, old, new, msg):
    f = os.path.join(W, path)
    s = open(f).read()
    assert old in s, (path, old)
    open(f, "w").write(s.replace(old, new))
    return push(msg)


def revert(sha):
    git("revert", "--no-edit", sha)
    git("push", "-q", "origin", "HEAD:main")
    return git("rev-parse", "HEAD")


DEP = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: {n}, labels: {{app: {n}}}}}
spec:
  replicas: {r}
  progressDeadlineSeconds: 8
  selector: {{matchLabels: {{app: {n}}}}}
  template:
    metadata: {{labels: {{app: {n}}}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: {n}
        image: example.com/{n}:{t}
        ports: [{{name: http, containerPort: 8080}}]
        env: [{{name: LOG_LEVEL, value: info}}]
        resources: {{requests: {{cpu: 100m, memory: 64Mi}}, limits: {{memory: 128Mi}}}}
"""
SVC = """apiVersion: v1
kind: Service
metadata: {{name: {n}}}
spec: {{selector: {{app: {n}}}, ports: [{{name: http, port: 80, targetPort: http}}]}}
"""
CM = """apiVersion: v1
kind: ConfigMap
metadata: {{name: {n}}}
data: {{feature.x: "off", motd: "hello"}}
"""


def dep(n, r=2, t="1.4.0"):
    return DEP.format(n=n, r=r, t=t)


def seed():
    """One repository that serves both controllers."""
    if os.path.isdir(W + "/.git"):
        return
    os.makedirs(W, exist_ok=True)
    git("init", "-q")
    git("remote", "add", "origin", URL + "apps.git")
    for n in ("web", "heal", "tuned", "broken"):
        write(f"apps/{n}/deployment.yaml", dep(n))
        write(f"apps/{n}/service.yaml", SVC.format(n=n))
        write(f"apps/{n}/config.yaml", CM.format(n=n + "-config"))
    write("shop/base/deployment.yaml", dep("shop"))
    write("shop/base/service.yaml", SVC.format(n="shop"))
    write("shop/base/kustomization.yaml", "resources: [deployment.yaml, service.yaml]\n")
    write(
        "shop/overlays/prod/kustomization.yaml",
        "resources: [../../base]\nnamePrefix: prod-\nlabels: [{pairs: {env: prod}}]\nreplicas: [{name: shop, count: 3}]\nimages: [{name: example.com/shop, newTag: 2.0.1}]\nconfigMapGenerator: [{name: shop-settings, literals: [tier=gold]}]\n",
    )
    write("charts/ledger/Chart.yaml", 'apiVersion: v2\nname: ledger\nversion: 0.3.0\nappVersion: "7.1"\n')
    write("charts/ledger/values.yaml", 'replicas: 2\nimage: {repository: example.com/ledger, tag: "7.1"}\nmode: shadow\n')
    write("charts/ledger/values-prod.yaml", "replicas: 3\nmode: live\n")
    write(
        "charts/ledger/templates/all.yaml",
        dep("LEDGER")
        .replace("LEDGER", "{{ .Release.Name }}")
        .replace("replicas: 2", "replicas: {{ .Values.replicas }}")
        .replace("example.com/{{ .Release.Name }}:1.4.0", "{{ .Values.image.repository }}:{{ .Values.image.tag }}")
        + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-mode}\ndata: {mode: {{ .Values.mode | quote }}}\n",
    )
    job = (
        lambda n, hook, extra="": f'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {n}\n  annotations: {{argocd.argoproj.io/hook: {hook}, argocd.argoproj.io/hook-delete-policy: BeforeHookCreation}}\nspec:\n  backoffLimit: 0\n  template:\n    spec: {{restartPolicy: Never, containers: [{{name: job, image: "example.com/{n}:1"}}]}}\n'
    )
    write("hooked/00-migrate.yaml", job("migrate", "PreSync"))
    write("hooked/90-smoke.yaml", job("smoke", "PostSync"))
    wave = lambda t, w: t.replace("}\nspec", f', annotations: {{argocd.argoproj.io/sync-wave: "{w}"}}}}\nspec', 1)
    write(
        "hooked/10-config.yaml",
        CM.format(n="hooked-config").replace("config}", 'config, annotations: {argocd.argoproj.io/sync-wave: "-1"}}'),
    )
    write("hooked/20-deployment.yaml", wave(dep("hooked"), 1))
    write("hooked/30-service.yaml", wave(SVC.format(n="hooked"), 2))
    for i, n in enumerate(("aoa-db", "aoa-api")):
        write(f"aoa/{n}.yaml", json.dumps(app(n, f"children/{n}", ns="aoa", automated={"prune": True}, waves=i), indent=2) + "\n")
        write(f"children/{n}/deployment.yaml", dep(n, 1))
        write(f"children/{n}/service.yaml", SVC.format(n=n))
    write("regions/base/deployment.yaml", dep("gateway", 1))
    write("regions/base/kustomization.yaml", "resources: [deployment.yaml]\n")
    for r in ("eu", "us", "ap"):
        write(f"regions/{r}/kustomization.yaml", f"resources: [../base]\ncommonAnnotations: {{region: {r}}}\n")
    for n in ("inventory", "billing", "broken"):
        write(f"flux/{n}/deployment.yaml", dep(n))
        write(f"flux/{n}/service.yaml", SVC.format(n=n))
        write(f"flux/{n}/config.yaml", CM.format(n=n + "-config"))
        write(
            f"flux/{n}/kustomization.yaml",
            f"namespace: flux-{n}\nresources: [namespace.yaml, deployment.yaml, service.yaml, config.yaml]\n",
        )
        write(f"flux/{n}/namespace.yaml", f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: flux-{n}}}\n")
    write("docs/notes.md", "not deployed\n")
    push("first delivery")


# ---- Argo CD
def app(name, path=None, ns=None, automated=None, waves=None, retry=None, **spec):
    m = {"name": name, "namespace": "argocd"}
    if waves is not None:
        m["annotations"] = {"argocd.argoproj.io/sync-wave": str(waves)}
        m["finalizers"] = ["resources-finalizer.argocd.argoproj.io"]
    sp = {
        "project": "default",
        "destination": {"server": "https://kubernetes.default.svc", "namespace": ns or name},
        "syncPolicy": {"syncOptions": ["CreateNamespace=true"]},
    }
    if automated is not None:
        sp["syncPolicy"]["automated"] = automated
    if retry:
        sp["syncPolicy"]["retry"] = retry
    if path:
        sp["source"] = {"repoURL": URL + "apps.git", "path": path, "targetRevision": "main"}
    sp.update(spec)
    return {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": m, "spec": sp}


def create(kind, o):
    st, r = K.req("POST", P[kind].rstrip("/"), o)
    if st == 409:
        st, r = K.merge(P[kind] + o["metadata"]["name"], {k: v for k, v in o.items() if k == "spec"})
    assert st < 300, r
    return r


def sync_of(o):
    return o.get("status", {}).get("sync", {}).get("status")


def health_of(o):
    return o.get("status", {}).get("health", {}).get("status")


def phase_of(o):
    return (o.get("status", {}).get("operationState") or {}).get("phase")


def rev_of(o):
    return o.get("status", {}).get("sync", {}).get("revision")


def conds(o):
    return {c["type"]: c for c in o.get("status", {}).get("conditions", [])}


def is_(sync=None, health=None, phase=None, rev=None):
    return (
        lambda o: (not sync or sync_of(o) == sync)
        and (not health or health_of(o) == health)
        and (not phase or phase_of(o) == phase)
        and (not rev or rev_of(o) == rev)
    )


OK = is_("Synced", "Healthy")


def refresh(name, kind="normal"):
    K.merge(P["app"] + name, {"metadata": {"annotations": {"argocd.argoproj.io/refresh": kind}}})


def operate(name, sync, user="dana", spec=None):
    """What argocd-server writes: the operation, with the old operationState dropped, guarded by resourceVersion."""
    for _ in range(10):
        o = K.get(P["app"] + name)
        if o.get("operation"):
            time.sleep(0.2)
            continue
        b = {
            "metadata": {"resourceVersion": o["metadata"]["resourceVersion"]},
            "operation": {"sync": sync, "initiatedBy": {"username": user}, "retry": {"limit": 1}},
            "status": {"operationState": None},
        }
        if spec:
            b["spec"] = spec
        st, r = K.merge(P["app"] + name, b)
        if st == 200:
            return r
        if st != 409:
            raise RuntimeError(r)
    raise RuntimeError("operation not accepted")


def sync(name, **kw):
    o = K.get(P["app"] + name)
    s = {"syncOptions": o["spec"].get("syncPolicy", {}).get("syncOptions", []), **kw}
    if "source" in o["spec"]:
        s["revision"] = kw.get("revision") or o["spec"]["source"].get("targetRevision", "HEAD")
    return operate(name, s)


def kubectl(*a):
    p = subprocess.run(
        [BIN + "/kubectl", "--kubeconfig", RUN + "/kubeconfig/admin.kubeconfig", *a],
        capture_output=True,
        text=True,
        env={"HOME": RUN + "/record", "PATH": "/usr/bin:/bin", "KUBE_EDITOR": os.environ.get("KUBE_EDITOR", "true")},
    )
    if p.returncode:
        raise RuntimeError(p.stderr)
    return p.stdout


def D(ns, n):
    return f"/apis/apps/v1/namespaces/{ns}/deployments/{n}"


def S(ns, n):
    return f"/api/v1/namespaces/{ns}/services/{n}"


def C(ns, n):
    return f"/api/v1/namespaces/{ns}/configmaps/{n}"


def ready(o, typ="Ready"):
    return next((c for c in o.get("status", {}).get("conditions", []) if c["type"] == typ), {})


def rd(status, reason=None, rev=None):
    return (
        lambda o: ready(o).get("status") == status
        and (not reason or ready(o).get("reason") == reason)
        and (not rev or rev in (o["status"].get("lastAppliedRevision") or (o["status"].get("artifact") or {}).get("revision") or ""))
    )


def reconcile(kind, name):
    K.merge(
        P[kind] + name,
        {
            "metadata": {
                "annotations": {
                    "reconcile.fluxcd.io/requestedAt": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + f".{time.time_ns() % 10**9:09d}Z"
                }
            }
        },
    )


def flux_git(name, **spec):
    return {
        "apiVersion": "source.toolkit.fluxcd.io/v1",
        "kind": "GitRepository",
        "metadata": {"name": name, "namespace": "flux-system"},
        "spec": {
            "interval": "30s",
            "timeout": "20s",
            "url": URL + "apps.git",
            "ref": {"branch": "main"},
            "secretRef": {"name": "apps-auth"},
            **spec,
        },
    }


def flux_ks(name, path=None, **spec):
    return {
        "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
        "kind": "Kustomization",
        "metadata": {"name": name, "namespace": "flux-system"},
        "spec": {
            "interval": "30s",
            "retryInterval": "20s",
            "timeout": "30s",
            "prune": True,
            "path": path or f"./flux/{name}",
            "sourceRef": {"kind": "GitRepository", "name": "apps"},
            **spec,
        },
    }


def settled():
    done = lambda o: rd("True")(o) and o["status"].get("observedGeneration") == o["metadata"]["generation"] and not ready(o, "Reconciling")
    for k, n, f, note in (
        ("git", "apps", "gitrepository", "Ready, with spec.ignore"),
        ("ks", "inventory", "kustomization", "Ready, wait: true"),
        ("ks", "billing", "kustomization", "Ready, healthChecks and dependsOn"),
        ("chart", "ledger", "helmchart", "chart packaged from the GitRepository"),
    ):
        save("flux", f"{f}-{n}-ready.json", R.now(k, n, done)[1], note)
        if k == "ks":
            flux_get(k, n, "ready")
    for f, a in (
        ("get-all", ["get", "all", "-n", "flux-system"]),
        ("tree-inventory", ["tree", "kustomization", "inventory"]),
        ("trace-inventory", ["trace", "deployment/inventory", "-n", "flux-inventory"]),
        ("events-inventory", ["events", "--for", "Kustomization/inventory"]),
    ):
        p = (
            subprocess.run(
                [BIN + "/flux", *a],
                capture_output=True,
                text=True,
                timeout=60,
                env={
                    "HOME": RUN + "/record",
                    "PATH": BIN + ":/usr/bin:/bin",
                    "KUBECONFIG": RUN + "/kubeconfig/flux.kubeconfig",
                    "TZ": "UTC",
                },
            )
            if os.path.exists(BIN + "/flux")
            else None
        )
        if p:
            save("flux", f"cli-{f}.txt", p.stdout, "flux " + " ".join(a))
            p.returncode and say("   flux", *a, p.stderr[-200:])
