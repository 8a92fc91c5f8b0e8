#!/usr/bin/env python3
"""What a Kubernetes API server does, as far as Holdfast relies on it. Runs against any endpoint (see client.target)."""
import contextlib
import time
import unittest
import uuid

import client as api
from agents import until
from client import APPLY, JSON_PATCH, MERGE, STRATEGIC

TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"
METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
METADATA_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"


def deployment(name, replicas=0, image="nginx:1"):
    """Without replicas no pod is made, so that no scheduler is needed."""
    return {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name, "labels": {"app": name}},
        "spec": {"replicas": replicas, "selector": {"matchLabels": {"app": name}},
                 "template": {"metadata": {"labels": {"app": name}},
                              "spec": {"containers": [{"name": "web", "image": image}]}}}}


def config_map(name, data=None, labels=None):
    metadata = {"name": name} | ({"labels": labels} if labels else {})
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata} | ({"data": data} if data else {})


def application(name):
    return {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": name},
            "spec": {"project": "default", "destination": {"server": "https://kubernetes.default.svc", "namespace": "a"},
                     "source": {"repoURL": "https://git.example.com/a.git", "path": "a"}}}


class Contract(unittest.TestCase):
    """Each test works in a namespace of its own."""

    @classmethod
    def setUpClass(cls):
        cls.stack = contextlib.ExitStack()
        cls.c = cls.stack.enter_context(api.target())

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    def setUp(self):
        self.ns = "contract-" + uuid.uuid4().hex[:8]
        self.ok(self.c.post("/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": self.ns}}), 201)
        self.maps = f"/api/v1/namespaces/{self.ns}/configmaps"
        self.deployments = f"/apis/apps/v1/namespaces/{self.ns}/deployments"

    def tearDown(self):
        self.c.delete(f"/api/v1/namespaces/{self.ns}")

    def ok(self, answer, code=200):
        self.assertEqual(answer.code, code, answer)
        return answer.json

    def applications(self):
        """Where Applications are; its test is skipped on a server that has none."""
        path = f"/apis/argoproj.io/v1alpha1/namespaces/{self.ns}/applications"
        if self.c.get(path).code == 404:
            self.skipTest("Argo CD is not here")
        return path

    def status(self, answer, code, reason):
        body = self.ok(answer, code)
        self.assertEqual((body["kind"], body["status"], body.get("reason")), ("Status", "Failure", reason), body)
        self.assertEqual(body["code"], code)
        return body


class Lists(Contract):
    def setUp(self):
        super().setUp()
        for i in range(7):
            self.ok(self.c.post(self.maps, config_map(f"m{i}", labels={"part": "odd" if i % 2 else "even", "n": str(i)})), 201)

    def names(self, **query):
        return [item["metadata"]["name"] for item in self.ok(self.c.get(self.maps, **query))["items"] if item["metadata"]["name"] != "kube-root-ca.crt"]

    def test_items_come_sorted_by_name_without_kind(self):
        body = self.ok(self.c.get(self.maps))
        self.assertEqual(body["kind"], "ConfigMapList")
        self.assertEqual(self.names(), [f"m{i}" for i in range(7)])
        self.assertNotIn("kind", body["items"][0])
        self.assertTrue(int(body["metadata"]["resourceVersion"]) > 0)

    def test_pages_follow_the_continue_token(self):
        seen, token = [], None
        for _ in range(9):
            body = self.ok(self.c.get(self.maps, limit=3, **({"continue": token} if token else {})))
            seen += [item["metadata"]["name"] for item in body["items"]]
            self.assertLessEqual(len(body["items"]), 3)
            token = body["metadata"].get("continue")
            if not token:
                break
            self.assertGreater(body["metadata"].get("remainingItemCount", 1), 0)
        self.assertEqual([name for name in seen if name.startswith("m")], [f"m{i}" for i in range(7)])

    def test_a_broken_continue_token_is_a_bad_request(self):
        self.status(self.c.get(self.maps, limit=3, **{"continue": "garbage"}), 400, "BadRequest")

    def test_label_selectors(self):
        for selector, wanted in {"part=odd": "135", "part!=odd": "0246", "part in (odd, even)": "0123456", "n notin (1,2)": "03456",
                                 "part": "0123456", "!part": "", "part=even,n!=0": "246"}.items():
            with self.subTest(selector):
                self.assertEqual(self.names(labelSelector=selector), [f"m{i}" for i in wanted])

    def test_a_broken_selector_is_a_bad_request(self):
        self.status(self.c.get(self.maps, labelSelector="a in (b"), 400, "BadRequest")

    def test_field_selectors(self):
        self.assertEqual(self.names(fieldSelector="metadata.name=m3"), ["m3"])
        self.assertEqual(self.names(fieldSelector="metadata.name!=m3,metadata.namespace=" + self.ns), [f"m{i}" for i in (0, 1, 2, 4, 5, 6)])
        self.status(self.c.get(self.maps, fieldSelector="data.x=1"), 400, "BadRequest")

    def test_a_namespace_that_does_not_exist_lists_as_empty(self):
        self.assertEqual(self.ok(self.c.get("/api/v1/namespaces/no-such-namespace/configmaps"))["items"], [])

    def test_metadata_only(self):
        body = self.ok(self.c.get(self.maps, accept=METADATA_LIST))
        self.assertEqual(body["kind"], "PartialObjectMetadataList")
        self.assertNotIn("data", body["items"][0])
        self.assertEqual(body["items"][0]["kind"], "PartialObjectMetadata")
        self.assertEqual(self.ok(self.c.get(self.maps + "/m1", accept=METADATA))["metadata"]["labels"]["n"], "1")

    def test_table(self):
        body = self.ok(self.c.get(self.maps, accept=TABLE, labelSelector="part=odd"))
        self.assertEqual((body["kind"], body["apiVersion"]), ("Table", "meta.k8s.io/v1"))
        self.assertEqual([column["name"] for column in body["columnDefinitions"]], ["Name", "Data", "Age"])
        self.assertEqual([row["cells"][:2] for row in body["rows"]], [["m1", 0], ["m3", 0], ["m5", 0]])
        self.assertEqual(body["rows"][0]["object"]["kind"], "PartialObjectMetadata")
        bare = self.ok(self.c.get(self.maps, accept=TABLE, includeObject="None"))
        self.assertIsNone(bare["rows"][0]["object"])

    def test_a_future_version_is_too_large(self):
        answer = self.c.get(self.maps, resourceVersion="999999999")
        self.status(answer, 504, "Timeout")
        self.assertEqual(answer.json["details"]["causes"][0]["reason"], "ResourceVersionTooLarge")


class Watches(Contract):
    def version(self):
        return self.ok(self.c.get(self.maps))["metadata"]["resourceVersion"]

    def test_events_follow_the_version(self):
        watch = self.c.watch(self.maps, resourceVersion=self.version(), timeoutSeconds=30)
        self.ok(self.c.post(self.maps, config_map("w")), 201)
        self.ok(self.c.patch(self.maps + "/w", MERGE, {"data": {"a": "1"}}))
        self.ok(self.c.delete(self.maps + "/w"))
        seen = [e for e in watch.until(lambda e: e["type"] == "DELETED") if e["object"]["metadata"]["name"] == "w"]
        watch.close()
        self.assertEqual([event["type"] for event in seen], ["ADDED", "MODIFIED", "DELETED"])
        self.assertEqual(seen[1]["object"]["data"], {"a": "1"})
        self.assertEqual(seen[2]["object"]["data"], {"a": "1"})
        versions = [int(event["object"]["metadata"]["resourceVersion"]) for event in seen]
        self.assertEqual(versions, sorted(set(versions)))

    def test_a_watch_without_version_begins_with_what_is_there(self):
        self.ok(self.c.post(self.maps, config_map("there")), 201)
        watch = self.c.watch(self.maps, timeoutSeconds=30)
        seen = watch.until(lambda e: e["object"]["metadata"]["name"] == "there")
        watch.close()
        self.assertEqual({event["type"] for event in seen}, {"ADDED"})

    def test_initial_events_end_with_a_bookmark(self):
        self.ok(self.c.post(self.maps, config_map("there")), 201)
        watch = self.c.watch(self.maps, sendInitialEvents="true", resourceVersionMatch="NotOlderThan", allowWatchBookmarks="true", timeoutSeconds=30)
        seen = watch.until(lambda e: e["type"] == "BOOKMARK")
        watch.close()
        self.assertEqual(seen[-1]["object"]["metadata"]["annotations"]["k8s.io/initial-events-end"], "true")
        self.assertIn("there", [event["object"]["metadata"]["name"] for event in seen[:-1]])

    def test_initial_events_without_match_are_invalid(self):
        self.status(self.c.get(self.maps, watch="1", sendInitialEvents="true", allowWatchBookmarks="true"), 422, "Invalid")

    def test_a_selector_turns_a_change_into_a_deletion(self):
        self.ok(self.c.post(self.maps, config_map("s", labels={"on": "yes"})), 201)
        watch = self.c.watch(self.maps, resourceVersion=self.version(), labelSelector="on=yes", timeoutSeconds=30)
        self.ok(self.c.patch(self.maps + "/s", MERGE, {"metadata": {"labels": {"on": "no"}}}))
        self.ok(self.c.patch(self.maps + "/s", MERGE, {"metadata": {"labels": {"on": "yes"}}}))
        seen = watch.until(lambda e: e["type"] == "ADDED")
        watch.close()
        self.assertEqual([event["type"] for event in seen], ["DELETED", "ADDED"])

    def test_bookmarks_tell_how_far_a_quiet_watch_has_come(self):
        watch = self.c.watch(self.maps, resourceVersion=self.version(), allowWatchBookmarks="true", labelSelector="on=never", timeoutSeconds=5)
        made = self.ok(self.c.post(self.maps, config_map("elsewhere")), 201)
        seen = watch.until(lambda e: e["type"] == "BOOKMARK")
        watch.close()
        self.assertEqual([event["type"] for event in seen], ["BOOKMARK"])
        self.assertGreaterEqual(int(seen[0]["object"]["metadata"]["resourceVersion"]), int(made["metadata"]["resourceVersion"]))
        self.assertEqual(seen[0]["object"]["kind"], "ConfigMap")

    def test_a_watch_ends_cleanly_at_its_time(self):
        watch = self.c.watch(self.maps, resourceVersion=self.version(), timeoutSeconds=1)
        while watch.event() is not None:
            pass
        watch.close()

    def test_a_version_from_before_all_time_is_gone_or_history_begins_after_it(self):
        self.ok(self.c.post(self.maps, config_map("first")), 201)
        watch = self.c.watch(self.maps, resourceVersion="1", timeoutSeconds=5)
        event = watch.event()
        watch.close()
        if event["type"] == "ERROR":
            self.assertEqual((event["object"]["code"], event["object"]["reason"]), (410, "Expired"))
        else:  # a server that started a moment ago has forgotten nothing
            self.assertEqual(event["type"], "ADDED")
            self.assertGreater(int(event["object"]["metadata"]["resourceVersion"]), 1)

    def test_metadata_only_watch(self):
        connection = self.c.connection()
        connection.request("GET", self.maps + f"?watch=1&timeoutSeconds=30&resourceVersion={self.version()}",
                           headers=self.c.headers({"Accept": METADATA}))
        watch = api.Watch(connection, connection.getresponse())
        self.ok(self.c.post(self.maps, config_map("meta", {"secret": "x"})), 201)
        event = watch.until(lambda e: e["object"]["metadata"]["name"] == "meta")[-1]
        watch.close()
        self.assertEqual(event["object"]["kind"], "PartialObjectMetadata")
        self.assertNotIn("data", event["object"])


class Writes(Contract):
    def test_create_fills_what_the_server_owns(self):
        made = self.ok(self.c.post(self.maps, config_map("a", {"k": "v"}), fieldManager="me"), 201)
        for field in ("uid", "resourceVersion", "creationTimestamp", "managedFields"):
            self.assertIn(field, made["metadata"])
        entry = made["metadata"]["managedFields"][0]
        self.assertEqual((entry["manager"], entry["operation"], entry["apiVersion"], entry["fieldsType"]), ("me", "Update", "v1", "FieldsV1"))
        self.assertEqual(entry["fieldsV1"], {"f:data": {".": {}, "f:k": {}}})

    def test_create_twice_already_exists(self):
        self.ok(self.c.post(self.maps, config_map("a")), 201)
        self.status(self.c.post(self.maps, config_map("a")), 409, "AlreadyExists")

    def test_a_stale_update_conflicts(self):
        made = self.ok(self.c.post(self.maps, config_map("a", {"k": "1"})), 201)
        self.ok(self.c.put(self.maps + "/a", made | {"data": {"k": "2"}}))
        self.status(self.c.put(self.maps + "/a", made | {"data": {"k": "3"}}), 409, "Conflict")

    def test_a_stale_merge_patch_conflicts(self):
        made = self.ok(self.c.post(self.maps, config_map("a", {"k": "1"})), 201)
        self.ok(self.c.patch(self.maps + "/a", MERGE, {"data": {"k": "2"}}))
        stale = {"metadata": {"resourceVersion": made["metadata"]["resourceVersion"]}, "data": {"k": "3"}}
        self.status(self.c.patch(self.maps + "/a", MERGE, stale), 409, "Conflict")

    def test_a_patch_without_change_keeps_the_version(self):
        made = self.ok(self.c.post(self.maps, config_map("a", {"k": "1"})), 201)
        same = self.ok(self.c.patch(self.maps + "/a", MERGE, {"data": {"k": "1"}}))
        self.assertEqual(made["metadata"]["resourceVersion"], same["metadata"]["resourceVersion"])

    def test_merge_patch_removes_with_null(self):
        self.ok(self.c.post(self.maps, config_map("a", {"k": "1", "l": "2"})), 201)
        self.assertEqual(self.ok(self.c.patch(self.maps + "/a", MERGE, {"data": {"k": None}}))["data"], {"l": "2"})

    def test_json_patch(self):
        self.ok(self.c.post(self.maps, config_map("a", {"k": "1"})), 201)
        steps = [{"op": "test", "path": "/data/k", "value": "1"}, {"op": "add", "path": "/metadata/labels", "value": {}},
                 {"op": "add", "path": "/metadata/labels/a.b~1c", "value": "2"}, {"op": "remove", "path": "/data/k"}]
        patched = self.ok(self.c.patch(self.maps + "/a", JSON_PATCH, steps))
        self.assertEqual((patched["metadata"]["labels"], patched.get("data", {})), ({"a.b/c": "2"}, {}))
        self.assertEqual(self.c.patch(self.maps + "/a", JSON_PATCH, steps).code, 422)

    def test_strategic_merge_patch_merges_by_name(self):
        self.ok(self.c.post(self.deployments, deployment("d")), 201)
        patch = {"spec": {"template": {"spec": {"containers": [{"name": "side", "image": "envoy:1"}, {"name": "web", "image": "nginx:2"}]}}}}
        patched = self.ok(self.c.patch(self.deployments + "/d", STRATEGIC, patch))
        images = {c["name"]: c["image"] for c in patched["spec"]["template"]["spec"]["containers"]}
        self.assertEqual(images, {"web": "nginx:2", "side": "envoy:1"})
        patch = {"spec": {"template": {"spec": {"containers": [{"name": "side", "$patch": "delete"}]}}}}
        patched = self.ok(self.c.patch(self.deployments + "/d", STRATEGIC, patch))
        self.assertEqual([c["name"] for c in patched["spec"]["template"]["spec"]["containers"]], ["web"])

    def test_strategic_merge_patch_is_not_for_custom_resources(self):
        path = self.applications()
        self.ok(self.c.post(path, application("x")), 201)
        self.status(self.c.patch(path + "/x", STRATEGIC, {"spec": {"project": "p"}}), 415, "UnsupportedMediaType")

    def test_generation_counts_changes_of_the_spec_only(self):
        made = self.ok(self.c.post(self.deployments, deployment("d")), 201)
        self.assertEqual(made["metadata"]["generation"], 1)
        labelled = self.ok(self.c.patch(self.deployments + "/d", MERGE, {"metadata": {"labels": {"x": "y"}}}))
        self.assertEqual(labelled["metadata"]["generation"], 1)
        changed = self.ok(self.c.patch(self.deployments + "/d", MERGE, {"spec": {"minReadySeconds": 3}}))
        self.assertEqual(changed["metadata"]["generation"], 2)

    def test_dry_run_changes_nothing(self):
        self.ok(self.c.post(self.maps, config_map("dry"), dryRun="All"), 201)
        self.status(self.c.get(self.maps + "/dry"), 404, "NotFound")
        self.ok(self.c.post(self.maps, config_map("a", {"k": "1"})), 201)
        self.assertEqual(self.ok(self.c.patch(self.maps + "/a", MERGE, {"data": {"k": "2"}}, dryRun="All"))["data"], {"k": "2"})
        self.ok(self.c.delete(self.maps + "/a", dryRun="All"))
        self.assertEqual(self.ok(self.c.get(self.maps + "/a"))["data"], {"k": "1"})

    def test_the_status_subresource_is_apart(self):
        self.ok(self.c.post(self.deployments, deployment("d")), 201)
        tried = self.ok(self.c.patch(self.deployments + "/d", MERGE, {"status": {"observedGeneration": 99}}))
        self.assertNotEqual(tried.get("status", {}).get("observedGeneration"), 99)
        self.assertEqual(self.c.patch(self.deployments + "/d/status", MERGE, {"status": {"observedGeneration": 99}}).code, 200)

    def test_an_application_has_no_status_subresource(self):
        path = self.applications()
        self.ok(self.c.post(path, application("x")), 201)
        self.assertEqual(self.c.patch(path + "/x/status", MERGE, {"status": {}}).code, 404)
        status = {"status": {"sync": {"status": "Synced", "comparedTo": {"destination": {}, "source": {"repoURL": "r"}}}}}
        self.assertEqual(self.ok(self.c.patch(path + "/x", MERGE, status))["status"]["sync"]["status"], "Synced")

    def test_scale(self):
        self.ok(self.c.post(self.deployments, deployment("d")), 201)
        scale = self.ok(self.c.get(self.deployments + "/d/scale"))
        self.assertEqual((scale["kind"], scale["apiVersion"], scale["spec"].get("replicas", 0)), ("Scale", "autoscaling/v1", 0))
        self.ok(self.c.patch(self.deployments + "/d/scale", MERGE, {"spec": {"replicas": 2}}, fieldManager="scaler"))
        after = self.ok(self.c.get(self.deployments + "/d"))
        self.assertEqual(after["spec"]["replicas"], 2)
        entry = next(e for e in after["metadata"]["managedFields"] if e["manager"] == "scaler")
        self.assertEqual((entry["subresource"], entry["fieldsV1"]), ("scale", {"f:spec": {"f:replicas": {}}}))


class Apply(Contract):
    def test_apply_creates_and_owns(self):
        made = self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "1"}), "git"), 201)
        entry = made["metadata"]["managedFields"][0]
        self.assertEqual((entry["manager"], entry["operation"]), ("git", "Apply"))
        self.assertEqual(entry["fieldsV1"]["f:data"], {"f:k": {}})

    def test_a_field_no_longer_applied_is_removed(self):
        self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "1", "l": "2"}), "git"), 201)
        self.assertEqual(self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "1"}), "git"))["data"], {"k": "1"})

    def test_a_field_of_two_owners_stays(self):
        self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "1", "l": "2"}), "git"), 201)
        self.ok(self.c.apply(self.maps + "/a", config_map("a", {"l": "2"}), "other"))
        self.assertEqual(self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "1"}), "git"))["data"], {"k": "1", "l": "2"})

    def test_a_conflict_names_field_and_owner(self):
        path = self.deployments + "/d"
        self.ok(self.c.apply(path, deployment("d"), "git"), 201)
        self.ok(self.c.patch(path, STRATEGIC, {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "nginx:9"}]}}}}, fieldManager="kubectl-set"))
        body = self.status(self.c.apply(path, deployment("d"), "git"), 409, "Conflict")
        cause = body["details"]["causes"][0]
        self.assertEqual(cause["reason"], "FieldManagerConflict")
        self.assertEqual(cause["field"], '.spec.template.spec.containers[name="web"].image')
        self.assertIn('conflict with "kubectl-set" using apps/v1', cause["message"])
        forced = self.ok(self.c.apply(path, deployment("d"), "git", force=True))
        self.assertEqual(forced["spec"]["template"]["spec"]["containers"][0]["image"], "nginx:1")

    def test_a_conflict_after_scale_names_the_subresource(self):
        path = self.deployments + "/d"
        self.ok(self.c.apply(path, deployment("d"), "git"), 201)
        self.ok(self.c.patch(path + "/scale", MERGE, {"spec": {"replicas": 3}}, fieldManager="kubectl"))
        cause = self.status(self.c.apply(path, deployment("d"), "git"), 409, "Conflict")["details"]["causes"][0]
        self.assertIn('conflict with "kubectl" with subresource "scale" using apps/v1', cause["message"])

    def test_lists_with_keys_merge_across_managers(self):
        path = self.deployments + "/d"
        self.ok(self.c.apply(path, deployment("d"), "git"), 201)
        side = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "d"},
                "spec": {"template": {"spec": {"containers": [{"name": "side", "image": "envoy:1"}]}}}}
        both = self.ok(self.c.apply(path, side, "mesh"))
        self.assertEqual([c["name"] for c in both["spec"]["template"]["spec"]["containers"]], ["web", "side"])
        again = self.ok(self.c.apply(path, deployment("d"), "git"))
        self.assertEqual([c["name"] for c in again["spec"]["template"]["spec"]["containers"]], ["web", "side"])

    def test_apply_without_manager_is_refused(self):
        self.assertIn(self.c.patch(self.maps + "/a", APPLY, config_map("a")).code, (400, 422))

    def test_apply_with_managed_fields_is_refused(self):
        body = config_map("a")
        body["metadata"]["managedFields"] = [{"manager": "x"}]
        self.assertEqual(self.c.apply(self.maps + "/a", body, "git").code, 400)

    def test_a_schema_error_is_a_500_without_reason(self):
        body = deployment("d")
        body["spec"]["replicas"] = "three"
        answer = self.c.apply(self.deployments + "/d", body, "git")
        self.assertEqual(answer.code, 500)
        self.assertIn("failed to create typed patch object", answer.json["message"])

    def test_apply_dry_run_predicts(self):
        self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "1"}), "git"), 201)
        predicted = self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "2"}), "git", dryRun="All", force=True))
        self.assertEqual(predicted["data"], {"k": "2"})
        self.assertEqual(self.ok(self.c.get(self.maps + "/a"))["data"], {"k": "1"})

    def test_an_apply_that_changes_nothing_keeps_the_version(self):
        first = self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "1"}), "git"), 201)
        second = self.ok(self.c.apply(self.maps + "/a", config_map("a", {"k": "1"}), "git"))
        self.assertEqual(first["metadata"]["resourceVersion"], second["metadata"]["resourceVersion"])


class Deletions(Contract):
    def test_delete_answers_with_a_status(self):
        made = self.ok(self.c.post(self.maps, config_map("a")), 201)
        gone = self.ok(self.c.delete(self.maps + "/a"))
        self.assertEqual((gone["kind"], gone["status"], gone["details"]["uid"]), ("Status", "Success", made["metadata"]["uid"]))
        self.status(self.c.delete(self.maps + "/a"), 404, "NotFound")

    def test_preconditions(self):
        self.ok(self.c.post(self.maps, config_map("a")), 201)
        options = {"kind": "DeleteOptions", "apiVersion": "v1", "preconditions": {"uid": str(uuid.uuid4())}}
        self.status(self.c.delete(self.maps + "/a", options), 409, "Conflict")

    def test_a_finalizer_holds_the_object(self):
        body = config_map("a")
        body["metadata"]["finalizers"] = ["example.com/hold"]
        self.ok(self.c.post(self.maps, body), 201)
        self.assertIn("deletionTimestamp", self.ok(self.c.delete(self.maps + "/a"))["metadata"])
        self.ok(self.c.get(self.maps + "/a"))
        self.ok(self.c.patch(self.maps + "/a", MERGE, {"metadata": {"finalizers": None}}))
        self.status(self.c.get(self.maps + "/a"), 404, "NotFound")

    def owned(self, propagation):
        owner = self.ok(self.c.post(self.maps, config_map("owner")), 201)
        body = config_map("owned")
        body["metadata"]["ownerReferences"] = [{"apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": owner["metadata"]["uid"], "blockOwnerDeletion": True}]
        version = self.ok(self.c.post(self.maps, body), 201)["metadata"]["resourceVersion"]
        watch = self.c.watch(self.maps, resourceVersion=version, timeoutSeconds=60)
        self.ok(self.c.delete(self.maps + "/owner", {"kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": propagation}))
        return watch

    def test_background_deletion_takes_the_owned_after(self):
        watch = self.owned("Background")
        gone = [e["object"]["metadata"]["name"] for e in watch.until(lambda e: e["type"] == "DELETED" and e["object"]["metadata"]["name"] == "owned") if e["type"] == "DELETED"]
        watch.close()
        self.assertEqual(gone, ["owner", "owned"])

    def test_foreground_deletion_takes_the_owned_before(self):
        watch = self.owned("Foreground")
        gone = [e["object"]["metadata"]["name"] for e in watch.until(lambda e: e["type"] == "DELETED" and e["object"]["metadata"]["name"] == "owner") if e["type"] == "DELETED"]
        watch.close()
        self.assertEqual(gone, ["owned", "owner"])

    def test_orphans_lose_their_owner(self):
        watch = self.owned("Orphan")
        watch.until(lambda e: e["type"] == "DELETED" and e["object"]["metadata"]["name"] == "owner")
        watch.close()
        self.assertNotIn("ownerReferences", self.ok(self.c.get(self.maps + "/owned"))["metadata"])

    def test_a_deleted_namespace_empties(self):
        self.ok(self.c.post(self.maps, config_map("a")), 201)
        version = self.ok(self.c.get("/api/v1/namespaces"))["metadata"]["resourceVersion"]
        watch = self.c.watch("/api/v1/namespaces", resourceVersion=version, fieldSelector="metadata.name=" + self.ns, timeoutSeconds=60)
        self.ok(self.c.delete(f"/api/v1/namespaces/{self.ns}"))
        watch.until(lambda e: e["type"] == "DELETED")
        watch.close()
        self.assertEqual(self.ok(self.c.get(self.maps))["items"], [])


class Refusals(Contract):
    def test_an_object_that_is_not_there(self):
        body = self.status(self.c.get(self.maps + "/nope"), 404, "NotFound")
        self.assertEqual(body["message"], 'configmaps "nope" not found')

    def test_a_path_that_is_not_there_is_plain_text(self):
        for path in ("/apis/no.such.group/v1/things", "/nowhere"):
            answer = self.c.get(path)
            self.assertEqual((answer.code, answer.body.strip()), (404, b"404 page not found"))

    def test_validation_names_each_field(self):
        body = deployment("Bad_Name")
        del body["spec"]["selector"]
        causes = self.status(self.c.post(self.deployments, body), 422, "Invalid")["details"]["causes"]
        self.assertTrue({"metadata.name", "spec.selector"} <= {cause["field"] for cause in causes}, causes)

    def test_an_immutable_field(self):
        self.ok(self.c.post(self.deployments, deployment("d")), 201)
        patch = {"spec": {"selector": {"matchLabels": {"app": "e"}}, "template": {"metadata": {"labels": {"app": "e"}}}}}
        causes = self.status(self.c.patch(self.deployments + "/d", MERGE, patch), 422, "Invalid")["details"]["causes"]
        self.assertIn("field is immutable", causes[0]["message"])

    def test_unknown_fields_by_the_level_of_validation(self):
        body = config_map("a") | {"dta": {"k": "v"}}
        self.assertIn('strict decoding error: unknown field "dta"', self.status(self.c.post(self.maps, body, fieldValidation="Strict"), 400, "BadRequest")["message"])
        warned = self.c.post(self.maps, body, fieldValidation="Warn")
        self.assertEqual(warned.code, 201)
        self.assertIn('unknown field \\"dta\\"', warned.warnings[0])
        self.assertEqual(self.c.put(self.maps + "/a", body, fieldValidation="Ignore").warnings, [])

    def test_an_unknown_patch_type(self):
        self.ok(self.c.post(self.maps, config_map("a")), 201)
        self.status(self.c.patch(self.maps + "/a", "application/x-patch", "{}"), 415, "UnsupportedMediaType")

    def test_broken_json(self):
        self.status(self.c.post(self.maps, '{"kind":'), 400, "BadRequest")

    def test_a_name_that_is_not_the_paths(self):
        made = self.ok(self.c.post(self.maps, config_map("a")), 201)
        made["metadata"]["name"] = "b"
        self.status(self.c.put(self.maps + "/a", made), 400, "BadRequest")

    def test_impersonated_strangers_are_forbidden(self):
        answer = self.c.request("GET", self.maps, headers={"Impersonate-User": "stranger"})
        self.assertIn('User "stranger" cannot list resource "configmaps"', self.status(answer, 403, "Forbidden")["message"])

    def test_a_role_lets_a_user_in_and_its_removal_out(self):
        rbac = f"/apis/rbac.authorization.k8s.io/v1/namespaces/{self.ns}"
        role = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "read"}, "rules": [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "list"]}]}
        binding = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {"name": "read"},
                   "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "read"}, "subjects": [{"kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": "reader"}]}
        self.ok(self.c.post(rbac + "/roles", role), 201)
        self.ok(self.c.post(rbac + "/rolebindings", binding), 201)
        as_reader = {"Impersonate-User": "reader"}
        # a busy server takes a moment to know of either
        until("the reader is let in", lambda: self.c.request("GET", self.maps, headers=as_reader).code == 200)
        self.status(self.c.request("POST", self.maps, config_map("x"), as_reader), 403, "Forbidden")
        self.ok(self.c.delete(rbac + "/rolebindings/read"))
        until("the reader is kept out", lambda: self.c.request("GET", self.maps, headers=as_reader).code != 200)
        self.status(self.c.request("GET", self.maps, headers=as_reader), 403, "Forbidden")

    def test_a_wrong_login_is_unauthorized_and_none_is_a_stranger(self):
        self.status(self.c.stranger(token="nonsense").get(self.maps), 401, "Unauthorized")
        answer = self.c.stranger().get(self.maps)
        self.assertIn('User "system:anonymous" cannot list', self.status(answer, 403, "Forbidden")["message"])

    def test_a_method_that_a_path_does_not_have(self):
        self.status(self.c.put(self.maps, config_map("a")), 405, "MethodNotAllowed")

    def test_a_form_that_the_server_does_not_speak(self):
        self.status(self.c.get(self.maps, accept="text/html"), 406, "NotAcceptable")

    def test_what_is_too_large(self):
        self.status(self.c.post(self.maps, config_map("a", {"k": "x" * 3_200_000})), 413, "RequestEntityTooLarge")
        body = config_map("a")
        body["metadata"]["annotations"] = {"k": "x" * 300_000}
        causes = self.status(self.c.post(self.maps, body), 422, "Invalid")["details"]["causes"]
        self.assertEqual((causes[0]["field"], causes[0]["reason"]), ("metadata.annotations", "FieldValueTooLong"))

    def test_a_namespace_that_is_not_there_or_is_going(self):
        body = self.status(self.c.post("/api/v1/namespaces/no-such-namespace/configmaps", config_map("a")), 404, "NotFound")
        self.assertEqual(body["message"], 'namespaces "no-such-namespace" not found')
        held = config_map("held")
        held["metadata"]["finalizers"] = ["example.com/hold"]
        self.ok(self.c.post(self.maps, held), 201)
        self.ok(self.c.delete(f"/api/v1/namespaces/{self.ns}"))
        self.addCleanup(self.c.patch, self.maps + "/held", MERGE, {"metadata": {"finalizers": None}})
        causes = self.status(self.c.post(self.maps, config_map("late")), 403, "Forbidden")["details"]["causes"]
        self.assertEqual(causes[0]["reason"], "NamespaceTerminating")

    def test_access_reviews(self):
        review = {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
                  "spec": {"resourceAttributes": {"verb": "list", "resource": "configmaps", "namespace": self.ns}}}
        path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
        self.assertTrue(self.ok(self.c.post(path, review), 201)["status"]["allowed"])
        answer = self.c.request("POST", path, review, {"Impersonate-User": "stranger", "Impersonate-Group": "system:authenticated"})
        self.assertFalse(self.ok(answer, 201)["status"]["allowed"])


class Fairness(Contract):
    """Priority and fairness. The practice cluster has no queues (tests/contract/README.md); how Holdfast takes a 429 is
    in tests/core/kube."""

    def test_every_answer_names_its_flow(self):
        schemas = "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas"
        if self.c.get(schemas).code == 404:
            self.skipTest("the practice cluster has no priority and fairness")
        self.addCleanup(self.c.delete, f"{schemas}/{self.ns}")
        made = self.ok(self.c.post(schemas, {
            "apiVersion": "flowcontrol.apiserver.k8s.io/v1", "kind": "FlowSchema", "metadata": {"name": self.ns},
            "spec": {"priorityLevelConfiguration": {"name": "workload-low"}, "matchingPrecedence": 2,
                     "rules": [{"subjects": [{"kind": "User", "user": {"name": self.ns}}],
                                "resourceRules": [{"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"], "clusterScope": True, "namespaces": ["*"]}]}]}}), 201)

        def flow():
            return self.c.request("GET", self.maps, headers={"Impersonate-User": self.ns}).headers.get("x-kubernetes-pf-flowschema-uid")
        for _ in range(100):  # the server takes up a new schema within seconds
            if flow() == made["metadata"]["uid"]:
                break
            time.sleep(0.2)
        self.assertEqual(flow(), made["metadata"]["uid"])


class Discovery(Contract):
    AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"

    def test_aggregated(self):
        custom = ("/apis", "apiextensions.k8s.io", "CustomResourceDefinition")
        for path, group, kind in (("/api", "", "ConfigMap"), ("/apis", "apps", "Deployment"), custom):
            body = self.ok(self.c.get(path, accept=self.AGGREGATED))
            self.assertEqual(body["kind"], "APIGroupDiscoveryList")
            versions = next(item for item in body["items"] if item["metadata"].get("name", "") == group)["versions"]
            kinds = {r["responseKind"]["kind"] for r in versions[0]["resources"]}
            self.assertIn(kind, kinds)

    def test_an_unchanged_answer_is_304(self):
        answer = self.c.get("/apis", accept=self.AGGREGATED)
        again = self.c.request("GET", "/apis", headers={"Accept": self.AGGREGATED, "If-None-Match": answer.headers["etag"]})
        self.assertEqual(again.code, 304)

    def test_legacy(self):
        groups = {group["name"] for group in self.ok(self.c.get("/apis"))["groups"]}
        self.assertLessEqual({"apps", "batch"}, groups)
        resources = {r["name"]: r for r in self.ok(self.c.get("/apis/apps/v1"))["resources"]}
        self.assertEqual(resources["deployments"]["kind"], "Deployment")
        self.assertIn("deployments/scale", resources)
        self.assertTrue({"list", "watch", "patch"} <= set(resources["deployments"]["verbs"]))

    def test_version_and_health(self):
        self.assertRegex(self.ok(self.c.get("/version"))["gitVersion"], r"^v1\.\d+\.\d+")
        self.assertEqual(self.c.get("/readyz").body, b"ok")

    def test_openapi(self):
        paths = self.ok(self.c.get("/openapi/v3"))["paths"]
        url = paths["apis/apps/v1"]["serverRelativeURL"]
        schemas = self.ok(self.c.get(url))["components"]["schemas"]
        self.assertIn("io.k8s.api.apps.v1.Deployment", schemas)

    def test_a_new_definition_is_served_at_once(self):
        group = self.ns + ".example.com"
        crd = {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "things." + group},
               "spec": {"group": group, "scope": "Namespaced", "names": {"plural": "things", "singular": "thing", "kind": "Thing", "listKind": "ThingList"},
                        "versions": [{"name": "v1", "served": True, "storage": True,
                                      "schema": {"openAPIV3Schema": {"type": "object", "properties": {"spec": {"type": "object", "properties": {"n": {"type": "integer", "default": 4}}}}}}}]}}
        path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
        version = self.ok(self.c.get(path))["metadata"]["resourceVersion"]
        watch = self.c.watch(path, resourceVersion=version, timeoutSeconds=60)
        self.ok(self.c.post(path, crd), 201)
        self.addCleanup(self.c.delete, path + "/things." + group)
        watch.until(lambda e: any(c["type"] == "Established" and c["status"] == "True" for c in e["object"].get("status", {}).get("conditions") or []))
        watch.close()
        things = f"/apis/{group}/v1/namespaces/{self.ns}/things"
        made = self.ok(self.c.post(things, {"apiVersion": group + "/v1", "kind": "Thing", "metadata": {"name": "t"}, "spec": {"gone": 1}}), 201)
        self.assertEqual(made["spec"], {"n": 4})
        self.status(self.c.post(things, {"apiVersion": group + "/v1", "kind": "Thing", "metadata": {"name": "u"}, "spec": {"n": "x"}}), 422, "Invalid")


if __name__ == "__main__":
    unittest.main()
