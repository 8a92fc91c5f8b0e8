#!/usr/bin/env python3
"""Measures the console beside kubectl on the same server, in one run: bench.py BUILD [NAME...].

start       N Applications of 20 resources each: painted rows and peak memory, beside `kubectl get` and `-o json`
remembered  the same fleet again with the server gone: how soon the last known rows are on screen
compare     10,000 pairs of objects, by Argo CD's rules, beside gitops-engine's own diff on the same pairs
diff        line diff beside `git diff --no-index`, and the view on it: first hunk painted, worst frame while scrolling
git         history of a path and a revert beside git's own, 100,000 commits and 30,000 files; a whole way back
window      delay of the GUI thread and event-to-pixel time at 1,000 changes a second on 10,000 rows
"""
import json
import os
import pathlib
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import git_bench

BUILD = pathlib.Path(sys.argv[1]).resolve()
BIN = BUILD / "bin"
HERE = pathlib.Path(__file__).parent
SIZES = (1250, 5000, 20000)
RUNS = 3


def measured(command, environment=None):
    """Wall seconds and peak resident MiB of one command; its output goes nowhere."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"bench: {' '.join(map(str, command))} failed: {words.decode()[-400:]}")
    return time.monotonic() - began, usage.ru_maxrss / 1024


class Server:
    """holdfast-sandbox with N generated Applications."""

    def __init__(self, folder, applications):
        self.kubeconfig = pathlib.Path(folder, f"kubeconfig-{applications}")
        self.process = subprocess.Popen(
            [BIN / "holdfast-sandbox", "--fleet", "none", "--load", str(applications), "--kubeconfig", self.kubeconfig],
            stdout=subprocess.PIPE, text=True)
        json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def console(server, folder, name):
    """One start of the console: its own report, and peak MiB as the kernel saw it."""
    report = pathlib.Path(folder, "report.json")
    report.unlink(missing_ok=True)
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", HOME=folder)
    wall, memory = measured(
        [BIN / "holdfast", "--kubeconfig", server.kubeconfig, "--data", pathlib.Path(folder, name), "--render", "fleet",
         "--output", pathlib.Path(folder, "fleet.png"), "--startup-report", report], environment)
    return json.loads(report.read_text()) | {"wallMs": wall * 1000, "kernelPeakMiB": memory}


def middle(values):
    return statistics.median(values)


def start():
    """Painted rows against kubectl's whole output, cold each time (a data folder of its own)."""
    rows = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder, Server(folder, size) as server:
            kubectl = ["kubectl", "--kubeconfig", server.kubeconfig, "get", "applications.argoproj.io", "-A"]
            measured(kubectl)  # discovery is cached from here on, which favours kubectl
            table, whole, ours = [], [], []
            for run in range(RUNS):
                table.append(measured(kubectl))
                whole.append(measured([*kubectl, "-o", "json"]))
                ours.append(console(server, folder, f"data{run}"))
            row = {
                "applications": size,
                "kubectlGetMs": middle([wall * 1000 for wall, _ in table]),
                "kubectlGetMiB": middle([memory for _, memory in table]),
                "kubectlJsonMs": middle([wall * 1000 for wall, _ in whole]),
                "kubectlJsonMiB": middle([memory for _, memory in whole]),
            }
            for key in ("firstPaintMs", "rowsPaintedMs", "detailsCompleteMs"):
                row[key] = middle([report[key] for report in ours])
            row["rows"] = ours[0]["rows"]
            row["peakMiB"] = middle([report["peakRssKiB"] / 1024 for report in ours])
            row["rowsPaintedToKubectlGet"] = row["rowsPaintedMs"] / row["kubectlGetMs"]
            rows.append(row)
            print(f"{size:>6} apps: first paint {row['firstPaintMs']:.0f} ms, rows painted {row['rowsPaintedMs']:.0f} ms "
                  f"(kubectl get {row['kubectlGetMs']:.0f} ms, ratio {row['rowsPaintedToKubectlGet']:.2f}), details "
                  f"{row['detailsCompleteMs']:.0f} ms (kubectl -o json {row['kubectlJsonMs']:.0f} ms), peak "
                  f"{row['peakMiB']:.0f} MiB (kubectl {row['kubectlGetMiB']:.0f} and {row['kubectlJsonMiB']:.0f} MiB)", flush=True)
    growth = (rows[-1]["detailsCompleteMs"] / rows[0]["detailsCompleteMs"]) / (SIZES[-1] / SIZES[0])
    print(f"growth from {SIZES[0]} to {SIZES[-1]} apps: {growth:.2f} of linear")
    return {"sizes": rows, "growthToLinear": growth}


def remembered():
    """The last known fleet of 5,000 apps, with nobody answering."""
    with tempfile.TemporaryDirectory() as folder:
        with Server(folder, 5000) as server:
            console(server, folder, "data")
        reports = []
        for _ in range(RUNS):
            report = pathlib.Path(folder, "report.json")
            report.unlink(missing_ok=True)
            environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", HOME=folder)
            process = subprocess.Popen(
                [BIN / "holdfast", "--kubeconfig", server.kubeconfig, "--data", pathlib.Path(folder, "data"), "--page", "fleet",
                 "--startup-report", report], env=environment, stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 30
            while not report.exists() and time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.02)
            process.terminate()
            process.wait(10)
            if report.exists():
                reports.append(json.loads(report.read_text()))
        result = {key: middle([report[key] for report in reports]) for key in ("firstPaintMs", "rowsPaintedMs")} if reports else {}
        print("remembered fleet of 5,000 apps, server gone: " +
              (f"first paint {result['firstPaintMs']:.0f} ms, rows {result['rowsPaintedMs']:.0f} ms" if result else "no report"))
        return result


def window():
    """The fleet page alone, driven by a program of its own that watches its event loop."""
    run = subprocess.run([BUILD / "tests" / "bench_fleet_window"], capture_output=True, text=True, check=True,
                         env=dict(os.environ, QT_QPA_PLATFORM="offscreen"))
    result = json.loads(run.stdout)
    print(f"window: {result['changes']} changes on {result['rows']} rows: GUI delay p99 {result['delayP99Ms']:.1f} ms, "
          f"worst {result['delayWorstMs']:.1f} ms; event to pixel p50 {result['eventToPixelP50Ms']:.0f} ms, "
          f"p99 {result['eventToPixelP99Ms']:.0f} ms")
    return result


def manifests(objects, case):
    """Two streams of Deployments, 25 lines each: 1 % of the lines edited, a fifth moved as a block, or shuffled."""
    random = __import__("random").Random(7)
    texts = []
    for number in range(objects):
        text = (f"---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-{number}\n  namespace: shop\nspec:\n"
                f"  replicas: {random.randrange(5)}\n  template:\n    spec:\n      containers:\n")
        for container in range(3):
            text += (f"      - image: registry.example.com/web-{number}:1.{random.randrange(20)}\n        name: c{container}\n"
                     f"        ports:\n        - containerPort: {8080 + container}\n          protocol: TCP\n")
        texts.append(text)
    left = "".join(texts)
    fifth = objects // 5
    if case == "edits":
        for number in range(0, objects, 4):
            texts[number] = texts[number].replace("containerPort: 8081", "containerPort: 9091")
    elif case == "moved":
        texts = texts[:fifth] + texts[2 * fifth:] + texts[fifth:2 * fifth]
    else:
        random.shuffle(texts)
    return left, "".join(texts)


def pairs(path, count):
    """A Deployment as Git has it and as it runs, defaults filled in: every tenth with another image."""
    for number in range(count):
        containers = [{"name": f"c{one}", "image": f"registry.example.com/shop/web-{number % 97}:1.{one}",
                       "ports": [{"name": "http", "containerPort": 8080 + one, "protocol": "TCP"}],
                       "env": [{"name": f"SETTING_{setting}", "value": f"value {number} {setting}"} for setting in range(6)],
                       "resources": {"limits": {"cpu": "500m", "memory": "256Mi"}, "requests": {"cpu": "0.1", "memory": "128Mi"}},
                       "readinessProbe": {"httpGet": {"path": "/ready", "port": "http"}, "periodSeconds": 5}} for one in range(2)]
        name = f"web-{number}"
        desired = {"apiVersion": "apps/v1", "kind": "Deployment",
                   "metadata": {"name": name, "namespace": "shop", "labels": {"app": name},
                                "annotations": {"argocd.argoproj.io/tracking-id": f"shop:apps/Deployment:shop/{name}"}},
                   "spec": {"replicas": 3, "selector": {"matchLabels": {"app": name}},
                            "template": {"metadata": {"labels": {"app": name}}, "spec": {"containers": containers}}}}
        live = json.loads(json.dumps(desired))
        live["metadata"] |= {"uid": f"00000000-0000-0000-0000-{number:012}", "resourceVersion": str(number), "generation": 2,
                             "creationTimestamp": "2026-01-01T00:00:00Z"}
        live["metadata"]["annotations"]["kubectl.kubernetes.io/last-applied-configuration"] = json.dumps(desired)
        live["spec"] |= {"progressDeadlineSeconds": 600, "revisionHistoryLimit": 10,
                         "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}}}
        live["spec"]["template"]["spec"] |= {"dnsPolicy": "ClusterFirst", "restartPolicy": "Always", "schedulerName": "default-scheduler",
                                             "securityContext": {}, "terminationGracePeriodSeconds": 30}
        for container in live["spec"]["template"]["spec"]["containers"]:
            container |= {"imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}
            container["resources"]["requests"]["cpu"] = "100m"
            container["readinessProbe"] |= {"failureThreshold": 3, "successThreshold": 1, "timeoutSeconds": 1}
        if number % 10 == 0:
            live["spec"]["template"]["spec"]["containers"][0]["image"] += "-hotfix"
        live["status"] = {"observedGeneration": 2, "replicas": 3, "readyReplicas": 3, "availableReplicas": 3}
        path.write(json.dumps({"config": desired, "live": live}) + "\n")


def comparing(command):
    """What one program says of its run, and its peak MiB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    said = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"bench: {command[0]} failed")
    return said | {"peakMiB": usage.ru_maxrss / 1024}


def compare():
    """Comparing alone, without reading the file; the best of three runs; on one thread and on all cores."""
    built = subprocess.run([HERE / "gitops-engine" / "build"], stdout=subprocess.PIPE, text=True)
    theirs = built.stdout.strip() if built.returncode == 0 else None
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "pairs.jsonl")
        with file.open("w") as out:
            pairs(out, 10_000)
        for threads in sorted({1, os.cpu_count()}):
            row = {"threads": threads, "pairKB": file.stat().st_size / 10_000 / 1000}
            for name, program in (("holdfast", BUILD / "tests" / "bench_compare"), ("gitopsEngine", theirs)):
                if program:
                    row[name] = min((comparing([program, file, str(threads)]) for _ in range(RUNS)), key=lambda run: run["ms"])
            ours, other = row["holdfast"], row.get("gitopsEngine")
            text = f"compare: {ours['pairs']} pairs of {row['pairKB']:.1f} KB, {threads} thread(s): {ours['ms']:.0f} ms, {ours['peakMiB']:.0f} MiB"
            if other:
                row["timesFaster"] = other["ms"] / ours["ms"]
                text += (f"; gitops-engine {other['ms']:.0f} ms, {other['peakMiB']:.0f} MiB: {row['timesFaster']:.0f} times as long"
                         f" ({ours['modified']} differ, by its word {other['modified']})")
            print(text, flush=True)
            rows.append(row)
    return rows


def git_diff(left, right):
    """Milliseconds of one whole run of git, its output read."""
    began = time.monotonic()
    subprocess.run(["git", "--no-pager", "diff", "--no-index", "--no-color", left, right], stdout=subprocess.PIPE,
                   env=dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1"))
    return (time.monotonic() - began) * 1000


def diff():
    """Ours from the files to the text, without the program's start; git's net of its own start, both the best of runs."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        one, other = pathlib.Path(folder, "one"), pathlib.Path(folder, "other")
        one.write_text("a\n")
        other.write_text("b\n")
        start = min(git_diff(one, other) for _ in range(10))
        for lines in (25_000, 128_000):
            for case in ("edits", "moved", "shuffled"):
                left, right = pathlib.Path(folder, "left.yaml"), pathlib.Path(folder, "right.yaml")
                for path, text in zip((left, right), manifests(lines // 26, case)):
                    path.write_text(text)
                git = max(min(git_diff(left, right) for _ in range(5)) - start, 0.1)
                stat = subprocess.run(["git", "diff", "--no-index", "--numstat", left, right], capture_output=True, text=True).stdout
                run = subprocess.run([BUILD / "tests" / "bench_diff", left, right], capture_output=True, text=True, check=True,
                                     env=dict(os.environ, QT_QPA_PLATFORM="offscreen"))
                row = {"lines": lines, "case": case, "gitMs": git, "gitChanged": sum(map(int, stat.split()[:2]))}
                row |= json.loads(run.stdout)
                row["lineToGit"] = row["lineMs"] / git
                row["rowsToGit"] = row["rowsMs"] / git
                rows.append(row)
                print(f"{lines:>7} lines, {case:<8} lines {row['lineMs']:.1f} ms (git {git:.1f} ms, ratio {row['lineToGit']:.2f}; "
                      f"{row['lineChanged']} changed, git {row['gitChanged']}); rows by object, field and line {row['rowsMs']:.0f} ms "
                      f"({row['rowsChanged']} changed); first hunk {row['firstHunkMs']:.1f} ms, coloured {row['colouredMs']:.0f} ms, "
                      f"frame p50 {row['frameP50Ms']:.1f} ms, p99 {row['frameP99Ms']:.1f} ms, worst {row['frameWorstMs']:.1f} ms", flush=True)
    return {"gitStartMs": start, "cases": rows}


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = sys.argv[2:] or ["start", "remembered", "window", "compare", "diff", "git"]
    known = {"start": start, "remembered": remembered, "window": window, "compare": compare, "diff": diff, "git": lambda: git_bench.measure(BIN)}
    results = {"cores": os.cpu_count()}
    for name in wanted:
        if name not in known:
            raise SystemExit(f"bench: no benchmark {name}; there are {', '.join(known)}")
        results[name] = known[name]()
    (BUILD / "bench.json").write_text(json.dumps(results, indent=2) + "\n")
    print(f"all figures: {BUILD / 'bench.json'}")


main()
