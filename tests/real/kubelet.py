"""Stands in for scheduler and kubelet; no container runs. Two Nodes, leases, pod binding and pod status.
An image whose name or tag holds 'bad' -> ImagePullBackOff; 'crash' -> CrashLoopBackOff; 'slow' -> ready after 8 s.
restartPolicy other than Always -> Succeeded after 1 s (image with 'fail': Failed); otherwise Running and Ready after 0.3 s."""
import hashlib, os, sys, threading, time
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kube import Client, now
NODES = ['node-1', 'node-2']
SM = 'application/strategic-merge-patch+json'
def cond(t, s, r): return {'type': t, 'status': s, 'reason': r, 'message': r, 'lastHeartbeatTime': now(), 'lastTransitionTime': now()}
def nodes(k):
    for i, n in enumerate(NODES):
        k.req('POST', '/api/v1/nodes', {'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': n, 'labels': {'kubernetes.io/hostname': n, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64'}}, 'spec': {'podCIDR': f'10.244.{i}.0/24'}})
        cap = {'cpu': '16', 'memory': '64Gi', 'pods': '500'}
        k.req('PATCH', f'/api/v1/nodes/{n}/status', {'status': {'capacity': cap, 'allocatable': cap,
            'conditions': [cond('Ready', 'True', 'KubeletReady'), cond('MemoryPressure', 'False', 'KubeletHasSufficientMemory'), cond('DiskPressure', 'False', 'KubeletHasNoDiskPressure'), cond('PIDPressure', 'False', 'KubeletHasSufficientPID')],
            'addresses': [{'type': 'InternalIP', 'address': f'10.0.0.{i+1}'}, {'type': 'Hostname', 'address': n}]}}, SM)
def beat():
    k = Client('kubelet')
    while True:
        try:
            for n in NODES:
                l = {'apiVersion': 'coordination.k8s.io/v1', 'kind': 'Lease', 'metadata': {'name': n, 'namespace': 'kube-node-lease'}, 'spec': {'holderIdentity': n, 'leaseDurationSeconds': 40, 'renewTime': time.strftime('%Y-%m-%dT%H:%M:%S.000000Z', time.gmtime())}}
                st, _ = k.merge(f'/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{n}', l)
                if st == 404: k.req('POST', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases', l)
            nodes(k)
        except Exception as e: print('beat', e, flush=True)
        time.sleep(10)
seq, done = [0], set()
def later(sec, f): t = threading.Timer(sec, f); t.daemon = True; t.start()
def handle(k, p):
    m = p['metadata']; path = f"/api/v1/namespaces/{m['namespace']}/pods/{m['name']}"
    if m.get('deletionTimestamp'):
        if m.get('deletionGracePeriodSeconds', 0) != 0: k.req('DELETE', path, {'kind': 'DeleteOptions', 'apiVersion': 'v1', 'gracePeriodSeconds': 0})
        return
    if not p['spec'].get('nodeName'):
        seq[0] += 1
        k.req('POST', path + '/binding', {'apiVersion': 'v1', 'kind': 'Binding', 'metadata': {'name': m['name'], 'namespace': m['namespace']}, 'target': {'apiVersion': 'v1', 'kind': 'Node', 'name': NODES[seq[0] % 2]}})
        return
    if p.get('status', {}).get('startTime') or m['uid'] in done: return
    done.add(m['uid']); seq[0] += 1
    images = ' '.join(c['image'] for c in p['spec']['containers'])
    batch = p['spec'].get('restartPolicy', 'Always') != 'Always'
    wait = 8 if 'slow' in images else 0.3
    if 'slow' in images: put(path, m, p, seq[0], creating=True)
    n = seq[0]
    later(wait, lambda: put(path, m, p, n))
    if batch: later(wait + 1, lambda: put(path, m, p, n, finished='Failed' if 'fail' in images else 'Succeeded'))
def put(path, m, p, n, creating=False, finished=None):
    k, t, cs, ok = Client('kubelet'), now(), [], not creating and not finished
    for c in p['spec']['containers']:
        i = c['image']; cid = 'containerd://' + hashlib.sha256((m['uid'] + c['name']).encode()).hexdigest()
        b = {'name': c['name'], 'image': i, 'imageID': i.split(':')[0] + '@sha256:' + hashlib.sha256(i.encode()).hexdigest(), 'restartCount': 0, 'ready': True, 'started': True, 'containerID': cid, 'state': {'running': {'startedAt': t}}}
        if 'bad' in i: b.update(ready=False, started=False, imageID='', containerID='', state={'waiting': {'reason': 'ImagePullBackOff', 'message': f'Back-off pulling image "{i}"'}}); ok = False
        elif 'crash' in i: b.update(ready=False, started=False, restartCount=4, state={'waiting': {'reason': 'CrashLoopBackOff', 'message': f"back-off 1m20s restarting failed container={c['name']} pod={m['name']}"}}, lastState={'terminated': {'exitCode': 1, 'reason': 'Error', 'startedAt': t, 'finishedAt': t, 'containerID': cid}}); ok = False
        elif creating: b.update(ready=False, started=False, imageID='', containerID='', state={'waiting': {'reason': 'ContainerCreating'}})
        elif finished: b.update(ready=False, started=False, state={'terminated': {'exitCode': 0 if finished == 'Succeeded' else 1, 'reason': 'Completed' if finished == 'Succeeded' else 'Error', 'startedAt': t, 'finishedAt': t, 'containerID': cid}})
        cs.append(b)
    s = 'True' if ok else 'False'
    why = {} if ok else {'reason': 'PodCompleted' if finished == 'Succeeded' else 'ContainersNotReady', 'message': '' if finished == 'Succeeded' else 'containers with unready status: [' + ' '.join(c['name'] for c in cs) + ']'}
    cc = lambda ty, v, w={}: {'type': ty, 'status': v, 'lastProbeTime': None, 'lastTransitionTime': t, **w}
    phase = finished or ('Pending' if creating or any('bad' in c['image'] for c in p['spec']['containers']) else 'Running')
    ip = f'10.244.{n // 250 % 250}.{n % 250 + 2}'
    st = {'phase': phase, 'startTime': t, 'hostIP': '10.0.0.1', 'podIP': ip, 'podIPs': [{'ip': ip}], 'containerStatuses': cs,
          'conditions': [cc('PodReadyToStartContainers', 'True'), cc('Initialized', 'True'), cc('Ready', s, why), cc('ContainersReady', s, why), cc('PodScheduled', 'True')]}
    r, o = k.req('PATCH', path + '/status', {'metadata': {'uid': m['uid']}, 'status': st}, SM)
    if r >= 300 and r not in (404, 409): print('status', r, o.get('message') if isinstance(o, dict) else o, flush=True)
def main():
    k = Client('kubelet'); nodes(k); threading.Thread(target=beat, daemon=True).start()
    while True:
        try:
            _, l = k.req('GET', '/api/v1/pods')
            for p in l['items']: handle(k, p)
            for e in k.watch('/api/v1/pods?watch=1&allowWatchBookmarks=true&resourceVersion=' + l['metadata']['resourceVersion']):
                if e['type'] in ('ADDED', 'MODIFIED'): handle(k, e['object'])
                elif e['type'] == 'ERROR': break
        except Exception as e: print('loop', repr(e), flush=True); time.sleep(1)
main()
