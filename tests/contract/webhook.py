"""A mutating webhook that adds a sidecar to the Deployments of namespaces labelled mesh.example.com/injection=enabled.
The practice cluster has the same one built in."""
import base64
import contextlib
import copy
import http.server
import json
import os
import pathlib
import ssl
import threading

CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations"
SIDECAR = {"name": "mesh-proxy", "image": "registry.example.com/mesh/proxy:1.9.2"}


def injected(deployment):
    """The JSON patch for a Deployment; none where it has the sidecar."""
    template = deployment["spec"]["template"]
    containers = copy.deepcopy(template["spec"]["containers"])
    if not any(one["name"] == SIDECAR["name"] for one in containers):
        containers.append(SIDECAR)
    notes = template["metadata"].get("annotations", {}) | {"mesh.example.com/injected": "1.9.2"}
    return [{"op": "add", "path": "/spec/template/spec/containers", "value": containers},
            {"op": "add", "path": "/spec/template/spec/terminationGracePeriodSeconds", "value": 60},
            {"op": "add", "path": "/spec/template/metadata/annotations", "value": notes}]


class Reviewer(http.server.BaseHTTPRequestHandler):
    def log_message(self, *words):
        pass

    def do_POST(self):
        review = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        patch = base64.b64encode(json.dumps(injected(review["request"]["object"])).encode()).decode()
        body = json.dumps({"apiVersion": review["apiVersion"], "kind": "AdmissionReview", "response": {
            "uid": review["request"]["uid"], "allowed": True, "patchType": "JSONPatch", "patch": patch}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def mesh(cluster):
    """The webhook is in force; on the practice cluster it always is."""
    if cluster.process:
        yield
        return
    pki = pathlib.Path(os.environ["PKI"])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pki / "apiserver.crt", pki / "apiserver.key")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Reviewer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        name = f"mesh-{server.server_port}.example.com"
        rule = {"apiGroups": ["apps"], "apiVersions": ["v1"], "operations": ["CREATE", "UPDATE"], "resources": ["deployments"]}
        cluster.create(CONFIGURATIONS, {
            "apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingWebhookConfiguration", "metadata": {"name": name},
            "webhooks": [{"name": name, "rules": [rule], "sideEffects": "None", "admissionReviewVersions": ["v1"], "failurePolicy": "Fail",
                          "namespaceSelector": {"matchLabels": {"mesh.example.com/injection": "enabled"}},
                          "clientConfig": {"url": f"https://127.0.0.1:{server.server_port}/mutate",
                                           "caBundle": base64.b64encode((pki / "ca.crt").read_bytes()).decode()}}]})
        try:
            yield
        finally:
            cluster.delete(f"{CONFIGURATIONS}/{name}")
            server.shutdown()
