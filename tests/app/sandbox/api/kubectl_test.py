#!/usr/bin/env python3
"""Runs the real kubectl against holdfast-sandbox and checks exit codes and output.

  kubectl_test.py HOLDFAST_SANDBOX

A step is (arguments, exit code, pattern[, standard input]); the pattern must be found in output and errors together.
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: shop, labels: {app: a}}
spec:
  replicas: 2
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers:
      - {name: c, image: "x:IMAGE", env: [{name: A, value: "1"}], ports: [{containerPort: 80}]}
"""
BAD = """apiVersion: apps/v1
kind: Deployment
metadata: {name: Bad_Name, namespace: shop}
spec:
  replicas: -1
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {restartPolicy: Never, containers: [{name: c, image: i, ports: [{containerPort: 70000}]}]}
"""
UNKNOWN = DEPLOYMENT.replace("name: a,", "name: unknown,").replace("replicas:", "replica:")
APPLICATION = """apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x, namespace: shop}
spec: {project: default, destination: {server: "https://kubernetes.default.svc", namespace: shop},
       source: {repoURL: "https://example.com/x.git", path: a}}
"""
WIDGETS = """apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd]}
  versions:
  - name: v1
    served: true
    storage: true
    additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
    subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [size]
            properties:
              size: {type: integer, minimum: 1}
              color: {type: string, default: red}
              replicas: {type: integer}
          status: {type: object, properties: {replicas: {type: integer}}}
"""
WIDGET = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w, namespace: shop}\nspec: {size: 3, other: 1}\n"

GET = [
    ("version", 0, r"Server Version: v1\.36"),
    ("cluster-info", 0, r"control plane.* is running at .*https://127\.0\.0\.1:"),
    ("api-versions", 0, r"(?s)apps/v1.*argoproj\.io/v1alpha1.*kustomize\.toolkit\.fluxcd\.io/v1"),
    ("api-resources --api-group=apps", 0, r"deployments +deploy +apps/v1 +true +Deployment"),
    ("config get-contexts -o name", 0, r"\w"),
    ("get ns", 0, r"(?s)default +Active.*kube-node-lease.*kube-public.*kube-system"),
    ("get --raw /readyz", 0, r"^ok"),
    ("get --raw /no/such", 1, r"could not find the requested resource"),
    ("get widgets", 1, r"the server doesn't have a resource type \"widgets\""),
    ("get cm nope", 1, r"Error from server \(NotFound\): configmaps \"nope\" not found"),
    ("get deploy -n nope", 0, r"No resources found in nope namespace\."),
    ("explain deployment.spec.strategy.rollingUpdate", 0, r"maxSurge\t<IntOrString>"),
    ("explain kustomization.spec.interval", 0, r"FIELD: interval <string>"),
    ("auth can-i '*' '*'", 0, r"^yes"),
    ("auth whoami", 0, r"kubernetes-admin"),
]
WRITE = [
    ("create ns shop", 0, r"namespace/shop created"),
    ("create ns shop", 1, r"\(AlreadyExists\).*namespaces \"shop\" already exists"),
    ("apply -f -", 0, r"deployment\.apps/a created", DEPLOYMENT.replace("IMAGE", "1")),
    ("apply -f -", 0, r"deployment\.apps/a unchanged", DEPLOYMENT.replace("IMAGE", "1")),
    ("diff -f -", 1, r"(?s)-  *image: x:1.*\+ *image: x:2", DEPLOYMENT.replace("IMAGE", "2")),
    ("apply --dry-run=server -f -", 0, r"configured \(server dry run\)", DEPLOYMENT.replace("IMAGE", "2")),
    ("-n shop get deploy a -o jsonpath={..image}", 0, r"^x:1$"),
    ("apply -f -", 0, r"deployment\.apps/a configured", DEPLOYMENT.replace("IMAGE", "2")),
    ("diff -f -", 0, r"^$", DEPLOYMENT.replace("IMAGE", "2")),
    ("apply --server-side -f -", 0, r"serverside-applied", DEPLOYMENT.replace("IMAGE", "2")),
    ("apply --server-side --field-manager=bot -f -", 1,
     r"(?s)conflict with \"kubectl\": \.spec\.template\.spec\.containers\[name=\"c\"\]\.image",
     DEPLOYMENT.replace("IMAGE", "3")),
    ("apply --server-side --field-manager=bot --force-conflicts -f -", 0, r"serverside-applied",
     DEPLOYMENT.replace("IMAGE", "3")),
    ("-n shop get deploy a -o jsonpath={.spec.template.spec.containers[0].image}", 0, r"^x:3$"),
    ("-n shop patch deploy a --type=json -p '[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":3}]'", 0, "patched"),
    ("-n shop patch deploy a --type=json -p '[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":9}]'", 1,
     r"the server rejected our request due to an error in our request"),
    ("-n shop patch deploy a --type=merge -p '{\"spec\":{\"replicas\":4}}'", 0, r"patched"),
    ("-n shop patch deploy a -p '{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"s\",\"image\":\"y:1\"}]}}}}'", 0, "patched"),
    ("-n shop get deploy a -o jsonpath={.spec.template.spec.containers[*].name}", 0, r"\bc s$|\bs c$"),
    ("-n shop patch deploy a --type=merge -p '{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"b\"}}}}'", 1, r"field is immutable"),
    ("-n shop set image deploy/a c=x:5", 0, r"image updated"),
    ("-n shop set env deploy/a B=2", 0, r"env updated"),
    ("-n shop set resources deploy/a -c c --limits=cpu=100m", 0, r"resource requirements updated"),
    ("-n shop label deploy a tier=web", 0, r"labeled"),
    ("-n shop annotate deploy a note=1", 0, r"annotated"),
    ("-n shop edit deploy a", 0, r"deployment\.apps/a edited"),
    ("-n shop get deploy a -o jsonpath={.spec.template.spec.containers[0].image}", 0, r"^x:edited$"),
    ("-n shop scale deploy a --replicas=1", 0, r"scaled"),
    ("-n shop scale deploy a --replicas=2 --current-replicas=7", 1, r"Expected replicas to be 7"),
    ("-n shop rollout restart deploy a", 0, r"restarted"),
    ("-n shop rollout pause deploy a", 0, r"paused"),
    ("-n shop rollout resume deploy a", 0, r"resumed"),
    ("-n shop get deploy a -o json --show-managed-fields", 0,
     r"(?s)kubectl-client-side-apply|kubectl-edit.*kubectl-set|kubectl-set.*kubectl-edit|kubectl-rollout"),
    ("-n shop describe deploy a", 0, r"(?s)Name: +a\n.*Selector: +app=a\n.*Pod Template:"),
    ("-n shop get deploy -l app=a,tier in (web) -o name", 0, r"^deployment\.apps/a$"),
    ("-n shop get deploy -l app!=a", 0, r"No resources found"),
    ("-n shop get deploy a -o custom-columns=N:.metadata.name,R:.spec.replicas", 0, r"N +R\na +1"),
    ("-n shop get deploy a -o yaml", 0, r"(?s)apiVersion: apps/v1\nkind: Deployment.*\nstatus:"),
    ("-n shop get deploy -o wide", 0, r"NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR"),
    ("-n shop replace -f -", 0, r"replaced", DEPLOYMENT.replace("IMAGE", "6")),
    ("-n shop expose deploy a --port=80", 0, r"service/a exposed"),
    ("-n shop get svc", 0, r"a +ClusterIP +10\.96\.\d+\.\d+ +<none> +80/TCP"),
    ("-n shop patch svc a --type=merge -p '{\"spec\":{\"clusterIP\":\"10.96.1.1\"}}'", 1, r"may not change once set"),
    ("-n shop create -f -", 1, r"(?s)metadata\.name.*spec\.replicas: Invalid value: -1.*containerPort.*restartPolicy", BAD),
    ("-n shop create -f -", 1, r"strict decoding error: unknown field \"spec\.replica\"", UNKNOWN),
    ("-n shop create --validate=warn --dry-run=server -f -", 0, r"Warning: unknown field \"spec\.replica\"", UNKNOWN),
    ("-n shop run p --image=x:1", 0, r"pod/p created"),
    ("-n shop create job j --image=x:1", 0, r"job\.batch/j created"),
    ("-n shop create cronjob cj --image=x:1 --schedule='0 0 * * *'", 0, r"cronjob\.batch/cj created"),
    ("-n shop autoscale deploy a --max=3", 0, r"autoscaled"),
    ("-n shop get hpa", 0, r"a +Deployment/a +cpu: (<unknown>|\d+%)/80% +1 +3"),
    ("-n shop create secret generic s --from-literal=k=v", 0, r"secret/s created"),
    ("-n shop get secret s -o jsonpath={.data.k}", 0, r"^dg==$"),
    ("-n shop create quota q --hard=pods=3", 0, r"resourcequota/q created"),
    ("-n shop wait --for=jsonpath={.spec.replicas}=2 deploy/a --timeout=5s", 0, r"condition met"),
    ("-n shop wait --for=condition=NoSuch deploy/a --timeout=1s", 1, r"timed out waiting for the condition"),
]
ACCESS = [
    ("-n shop create sa bob", 0, r"created"),
    ("-n shop create role r --verb=get,list --resource=pods", 0, r"created"),
    ("-n shop create rolebinding r --role=r --serviceaccount=shop:bob", 0, r"created"),
    ("auth can-i list pods -n shop --as=system:serviceaccount:shop:bob", 0, r"^yes"),
    ("auth can-i delete pods -n shop --as=system:serviceaccount:shop:bob", 1, r"^no"),
    ("auth can-i --list -n shop --as=system:serviceaccount:shop:bob", 0, r"pods +\[\] +\[\] +\[get list\]"),
    ("get cm -n shop --as=system:serviceaccount:shop:bob", 1,
     r"\(Forbidden\): configmaps is forbidden: User \"system:serviceaccount:shop:bob\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"shop\""),
    ("get pods -n shop --token=TOKEN", 0, r"."),
    ("get cm -n shop --token=TOKEN", 1, r"Forbidden"),
    ("-n shop delete rolebinding r", 0, r"deleted"),
    ("get pods -n shop --token=TOKEN", 1, r"Forbidden"),
    ("get pods -n shop --token=nonsense", 1, r"You must be logged in|Unauthorized"),
]
ROLLOUT = [
    ("-n shop create deployment web --image=web:1 --replicas=2", 0, r"created"),
    ("-n shop rollout status deploy web --timeout=60s", 0, r"successfully rolled out"),
    ("-n shop wait --for=condition=Available deploy/web --timeout=30s", 0, r"condition met"),
    ("-n shop set image deploy/web web=web:2", 0, r"image updated"),
    ("-n shop rollout status deploy web --timeout=60s", 0, r"successfully rolled out"),
    ("-n shop rollout history deploy web", 0, r"(?s)REVISION.*\n1 .*\n2 "),
    ("-n shop rollout history deploy web --revision=1", 0, r"Image:\s+web:1"),
    ("-n shop rollout undo deploy web", 0, r"rolled back"),
    ("-n shop rollout status deploy web --timeout=60s", 0, r"successfully rolled out"),
    ("-n shop get deploy web -o jsonpath={..image}", 0, r"^web:1$"),
    ("-n shop get pods -l app=web", 0, r"web-\w+-\w+ +1/1 +Running +0 "),
    ("-n shop set image deploy/web web=web:bad", 0, r"image updated"),
    ("-n shop rollout status deploy web --timeout=3s", 1, r"timed out waiting|Waiting for deployment"),
    ("-n shop describe deploy web", 0, r"(?s)Replicas:.*Events:.*ScalingReplicaSet"),
    ("-n shop delete deploy web", 0, r"deleted"),
    ("-n shop wait --for=delete pod -l app=web --timeout=60s", None, r""),
    ("-n shop get pods -l app=web", 0, r"No resources found"),
]
CUSTOM = [
    ("apply -f -", 0, r"customresourcedefinition.apiextensions.k8s.io/widgets.example.com created", WIDGETS),
    ("wait --for=condition=Established crd/widgets.example.com --timeout=10s", 0, r"condition met"),
    ("apply -f -", 1, r"strict decoding error: unknown field \"spec\.other\"", WIDGET),
    ("apply --validate=false -f -", 0, r"widget.example.com/w created", WIDGET),
    ("-n shop get wd", 0, r"NAME +SIZE\nw +3"),
    ("-n shop get wd w -o jsonpath={.spec}", 0, r'^{"color":"red","size":3}$'),
    ("-n shop scale widget w --replicas=3", 0, r"scaled"),
    ("explain widget.spec.size", 0, r"FIELD: size <integer>"),
    ("-n shop patch widget w --type=merge -p '{\"spec\":{\"size\":0}}'", 1, r"should be greater than or equal to 1"),
    ("-n shop patch widget w -p '{\"spec\":{\"size\":4}}'", 1, r"(?i)unsupported|strategic merge patch is not supported|media type"),
    ("delete crd widgets.example.com --timeout=10s", 0, r"deleted"),
    ("create -f -", 0, r"application.argoproj.io/x created", APPLICATION),
    ("-n shop get app -o wide", 0, r"NAME +SYNC STATUS +HEALTH STATUS +REVISION +PROJECT"),
    ("-n shop patch app x --type=merge --subresource=status -p '{\"status\":{}}'", 1, r"NotFound"),
    ("create -f -", 1, r"spec\.project: Required value", APPLICATION.replace("project: default, ", "")),
]
SIGNING = """apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: joe}
spec: {request: LS0t, signerName: kubernetes.io/kube-apiserver-client, usages: [client auth]}
"""
# What a real kube-apiserver 1.36 answered to the same commands.
REFUSED = [
    ("-n shop create deployment odd --image=x:1 --replicas=0", 0, r"created"),
    ("-n shop patch deploy odd -p '{\"spec\":{\"replicas\":\"x\"}}'", 1,
     r'The request is invalid: patch: Invalid value: "map\[spec:map\[replicas:x\]\]": unrecognized type: int32'),
    ("-n shop patch deploy odd --type=merge -p '{\"spec\":{\"replicas\":\"x\"}}'", 1,
     r'The request is invalid: patch: Invalid value: "\{.*cannot unmarshal string into Go struct field .*replicas of type int32'),
    ("-n shop patch deploy odd -p 'not json'", 1, r"BadRequest\): json: cannot unmarshal string into Go value of type map\[string\]interface \{\}"),
    ("-n shop patch deploy odd --type=merge -p 'not json'", 1, r"error decoding patch: json: cannot unmarshal string into Go value of type map"),
    ("-n shop patch deploy odd --type=json -p 'not json'", 1, r"error decoding patch: json: .* of type \[\]handlers\.jsonPatchOp"),
    ("-n shop patch deploy odd --type=merge -p '{\"metadata\":{\"name\":\"zz\"}}'", 1, r"the name of the object \(zz\) does not match the name on the URL \(odd\)"),
    ("-n shop get deploy odd --subresource=scale", 0, r"NAME +DESIRED +AVAILABLE +AGE\nodd +0 +0 "),
    ("-n shop get deploy -l 'a b'", 1, r"unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
    ("-n shop get deploy -l 'a in (b'", 1, r"unable to parse requirement: found '', expected: ',' or '\)'"),
    ("-n shop get deploy -l 'a==b,'", 1, r"found '', expected: identifier after ','"),
    ("-n shop get deploy -l '=a'", 1, r"found '=', expected: !, identifier, or 'end of string'"),
    ("-n shop get deploy -l 'app notin (x),!y,app'", 0, r"odd"),
    ("-n shop create token default --duration=1s", 1, r"expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes"),
    ("get --raw /version", 0, r'^\{\n  "major": "1",\n  "minor": "36"'),
    ("-n shop exec p -- ls", 1, r"practice cluster: no containers run in it"),
    ("-n shop cp p:/a b", 1, r"practice cluster: no containers run in it"),
    ("-n shop debug p --image=busybox", 0, r"debugger-"),
    ("-n shop get pod p -o jsonpath={.spec.ephemeralContainers[0].image}", 0, r"^busybox$"),
    ("-n shop delete deploy odd", 0, r"deleted"),
    ("apply -f -", 0, r"certificatesigningrequest.certificates.k8s.io/joe created", SIGNING),
    ("get csr", 0, r"joe +\S+ +kubernetes.io/kube-apiserver-client +kubernetes-admin +<none> +Pending"),
    ("certificate approve joe", 0, r"joe approved"),
    ("get csr joe", 0, r" Approved"),
    ("delete csr joe", 0, r"deleted"),
]
NODES = [
    ("cordon NODE", 0, r"cordoned"),
    ("-n shop create deployment away --image=x:1 --replicas=4", 0, r"created"),
    ("-n shop rollout status deploy away --timeout=30s", 0, r"successfully rolled out"),
    ("-n shop get pods -l app=away -o wide --field-selector spec.nodeName=NODE", 0, r"No resources found"),
    ("drain NODE --ignore-daemonsets --force --delete-emptydir-data --timeout=30s", 0, r"drained"),
    ("get pods -A -o wide --field-selector spec.nodeName=NODE", 0, r"No resources found"),
    ("uncordon NODE", 0, r"uncordoned"),
    ("taint node NODE a=b:NoSchedule", 0, r"tainted"),
    ("-n shop scale deploy away --replicas=8", 0, r"scaled"),
    ("-n shop rollout status deploy away --timeout=30s", 0, r"successfully rolled out"),
    ("-n shop get pods -l app=away -o wide --field-selector spec.nodeName=NODE", 0, r"No resources found"),
    ("taint node NODE a-", 0, r"untainted"),
    ("-n shop delete deploy away", 0, r"deleted"),
    ("-n shop run p --image=x:1", None, r""),  # where the drain took it away
]
DELETE = [
    ("-n shop delete svc a --dry-run=server", 0, r"deleted \(server dry run\)"),
    ("-n shop get svc a", 0, r"ClusterIP"),
    ("-n shop patch cm kube-root-ca.crt --type=merge -p '{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}'", 0, r"patched"),
    ("-n shop delete cm kube-root-ca.crt --wait=false", 0, r"deleted"),
    ("-n shop get cm kube-root-ca.crt -o jsonpath={.metadata.deletionTimestamp}", 0, r"^20"),
    ("-n shop patch cm kube-root-ca.crt --type=merge -p '{\"metadata\":{\"finalizers\":null}}'", 0, r"patched"),
    ("-n shop delete app x", 0, r"deleted"),
    ("-n shop delete deploy a --cascade=foreground --timeout=20s", 0, r"deleted"),
    ("-n shop get deploy", 0, r"No resources found"),
    ("-n shop delete pod p --now", 0, r"deleted"),
    ("delete ns shop --timeout=30s", 0, r"deleted"),
    ("get ns shop", 1, r"NotFound"),
]


class Run:
    def __init__(self, folder, kubeconfig):
        self.folder, self.failed, self.count, self.token, self.node = folder, 0, 0, "", ""
        self.env = dict(os.environ, KUBECONFIG=kubeconfig, HOME=folder,
                        KUBE_EDITOR="sed -i -E 's/image: x:.*/image: x:edited/'")

    def kubectl(self, arguments, text=None):
        import shlex
        done = subprocess.run(["kubectl", *shlex.split(arguments.replace("tier in (web)", "tier=web"))], env=self.env,
                              cwd=self.folder, input=text, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def steps(self, name, steps):
        for step in steps:
            arguments, code, pattern = step[:3]
            got, output = self.kubectl(arguments.replace("TOKEN", self.token).replace("NODE", self.node), step[3] if len(step) > 3 else None)
            self.check(f"{name}: kubectl {arguments}", code in (None, got) and re.search(pattern, output), (got, output))

    def check(self, what, passed, seen):
        self.count += 1
        if not passed:
            self.failed += 1
            print(f"FAILED {what}\n  saw {seen}", flush=True)

    def chunks(self):
        for number in range(7):
            self.kubectl(f"-n shop create cm c{number} --from-literal=a={number}")
        code, output = self.kubectl("-n shop get cm --chunk-size=2 -o name")
        self.check("chunks come complete", code == 0 and output.count("configmap/c") == 7, output)
        code, output = self.kubectl("-n shop get cm --field-selector metadata.name=c3 -o name")
        self.check("field selector", output.strip() == "configmap/c3", output)

    def watch(self):
        with open(self.folder + "/watched", "w") as out:
            watcher = subprocess.Popen(["kubectl", "-n", "shop", "get", "cm", "-w", "--output-watch-events"],
                                       env=self.env, stdout=out, stderr=out)
        written = lambda: open(self.folder + "/watched").read()
        self.eventually(lambda: "c6" in written())
        self.kubectl("-n shop create cm seen --from-literal=a=1")
        self.kubectl("-n shop delete cm seen")
        self.eventually(lambda: "DELETED" in written())
        watcher.kill()
        watcher.wait()
        self.check("watch shows a life", re.search(r"(?s)ADDED +seen.*DELETED +seen", written()), written())

    def eventually(self, condition):
        deadline = time.monotonic() + 20
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.05)


def main():
    with tempfile.TemporaryDirectory() as folder:
        sandbox = subprocess.Popen([sys.argv[1], "--fleet", "none", "--data", folder + "/data"], stdout=subprocess.PIPE,
                                   text=True)
        try:
            ready = json.loads(sandbox.stdout.readline())
            mode = os.stat(ready["kubeconfig"]).st_mode & 0o777
            run = Run(folder, ready["kubeconfig"])
            run.check("the kubeconfig is private", mode == 0o600, oct(mode))
            run.steps("get", GET)
            run.steps("write", WRITE)
            run.chunks()
            run.watch()
            run.steps("access", ACCESS[:3])
            run.token = run.kubectl("-n shop create token bob")[1].strip()
            run.steps("access", ACCESS[3:])
            run.steps("rollout", ROLLOUT)
            run.steps("custom", CUSTOM)
            run.steps("refused", REFUSED)
            run.node = run.kubectl("get nodes -o jsonpath={.items[0].metadata.name}")[1]
            run.steps("nodes", NODES)
            run.steps("delete", DELETE)
        finally:
            sandbox.send_signal(signal.SIGTERM)
            code = sandbox.wait(timeout=20)
        run.check("SIGTERM ends with 0", code == 0, code)
    print(f"{run.count - run.failed} of {run.count} checks passed")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
