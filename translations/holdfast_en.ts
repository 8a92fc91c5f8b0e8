<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AgeText</name>
    <message>
        <source>%1 s</source>
        <extracomment>seconds, short</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>minutes, short</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>hours, short</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>days, short</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AppStatus</name>
    <message>
        <source>%1 says %2, %3 ago</source>
        <extracomment>%1 Argo CD or Flux, %2 a verdict such as OutOfSync, %3 an age such as 41 s</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 says %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reconciling</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>measured %n field(s), %1 ago</source>
        <translation>
            <numerusform>measured %n field, %1 ago</numerusform>
            <numerusform>measured %n fields, %1 ago</numerusform>
        </translation>
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <extracomment>%1 a state such as OutOfSync, %2 an age such as 18 min</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n source</numerusform>
            <numerusform>%n sources</numerusform>
        </translation>
    </message>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>self-heal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held by %1, %2 left</source>
        <extracomment>%1 a person, %2 an age such as 41 min</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its objects come to %1</source>
        <extracomment>%1 a state such as Degraded</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owned by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale: the cluster was last heard %1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it was when last seen; the cluster has not answered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured %1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <extracomment>%1 the author of a commit, %2 its age</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DiffPainter</name>
    <message>
        <source>moved to line %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved from line %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden, differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n equal line(s)</source>
        <translation>
            <numerusform>%n equal line</numerusform>
            <numerusform>%n equal lines</numerusform>
        </translation>
    </message>
    <message>
        <source>↓ %1 more</source>
        <extracomment>Rows that are hidden below those in sight</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↑ %1 more</source>
        <extracomment>Rows that are hidden above those in sight</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not count: the rule %1 hides this field.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DisagreementText</name>
    <message>
        <source>%1 says Synced, but objects differ from Git</source>
        <extracomment>%1 Argo CD or Flux</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 says Synced, but %n field(s) differ from Git</source>
        <extracomment>%1 Argo CD or Flux</extracomment>
        <translation>
            <numerusform>%1 says Synced, but %n field differs from Git</numerusform>
            <numerusform>%1 says Synced, but %n fields differ from Git</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 says OutOfSync, but nothing differs from Git by its rules</source>
        <extracomment>%1 Argo CD or Flux</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>what happened, then the technical reason</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped before it was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server&apos;s certificate was not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server does not accept your credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you have no permission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody else changed it meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it exists already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server no longer keeps that version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server refused the content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server asks for fewer requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a program has to run for the credentials, and nobody has allowed it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused before anything was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>larger than allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read or written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend it, then retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network, the VPN and the server address; Holdfast keeps trying.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the certificate authority and the server name in the kubeconfig.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log in again, then retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask an administrator of the cluster for the right to read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the newer state, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holdfast tries again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the command, then allow it or not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it exists and that you may use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a fault in Holdfast; please report it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FactTables</name>
    <message>
        <source>Condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterText</name>
    <message>
        <source>There is no field “%1”; there are %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The regular expression “%1” has no closing slash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no regular expression: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked</source>
        <extracomment>column: when the agent last looked at the app</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading its objects…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more objects</source>
        <translation>
            <numerusform>… and %Ln more object</numerusform>
            <numerusform>… and %Ln more objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing differs: all %Ln objects are as Git wants them.</source>
        <translation>
            <numerusform>Nothing differs: its object is as Git wants it.</numerusform>
            <numerusform>Nothing differs: all %Ln objects are as Git wants them.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the practice fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cluster yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holdfast reads the clusters of your kubeconfig, and found none. Set KUBECONFIG or start it with --kubeconfig FILE. To look around first, open the practice fleet: two small clusters that run inside Holdfast, on this machine alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kubeconfig cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend what is named here, then start Holdfast again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not read the apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clusters answer, but not about their apps. Ask an administrator for the right to list and watch these kinds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>There is no Application, Kustomization or HelmRelease in %Ln clusters. As soon as one is made, it appears here.</source>
        <translation>
            <numerusform>There is no Application, Kustomization or HelmRelease in this cluster. As soon as one is made, it appears here.</numerusform>
            <numerusform>There is no Application, Kustomization or HelmRelease in %Ln clusters. As soon as one is made, it appears here.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: waits for your consent to run %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <extracomment>%1: names of clusters</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 for their apps…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for your consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kubeconfig names a program that gets the credentials. It does not run before you allow it, in the bar above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cluster can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is shown, as nothing is known. Holdfast keeps trying where that can help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wants to run a program for its credentials: %2 (named in %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No app matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln apps are hidden by the filter.</source>
        <translation>
            <numerusform>%Ln app is hidden by the filter.</numerusform>
            <numerusform>%Ln apps are hidden by the filter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by a lease</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>automation that nobody has switched on</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Self-heal off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git %1 → live %2</source>
        <extracomment>%1 what Git has, %2 what runs</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s)</source>
        <translation>
            <numerusform>%n more field</numerusform>
            <numerusform>%n more fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Holdfast, the console of GitOps fleets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kubeconfig; default as for kubectl.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A context to show; may be repeated. Default: all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page to open, like fleet or app/KIND/NAMESPACE/NAME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen, without navigation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw this page to --output and exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PNG file to draw to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size to draw in, like 1440x900.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write how long the start took.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for what is remembered between runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A holdfast: link to open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See holdfast --help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--output and --size belong to --render.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--render needs --output FILE.png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no size; it looks like 1440x900 and has from 200x150 to 16384x16384 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no option and no holdfast: link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no route; one is fleet, another settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no theme; there are light, dark and system.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>on another machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SinceText</name>
    <message>
        <source>Holdfast saw it then for the first time; it may have begun earlier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent&apos;s verdict has stood unchanged since then, by its managed fields; it may have begun earlier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A condition of the object has said so since then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since then the source has offered what is not applied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An Event of the agent tells when it began.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OutOfSync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extra</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progressing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::commits::ChangesView</name>
    <message>
        <source>What changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::commits::CommitList</name>
    <message>
        <source>Commits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::commits::CommitModel</name>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tried · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deployment %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspect: first rendered difference since last good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deployed before that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no rendered difference here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::commits::HistoryReader</name>
    <message>
        <source>No fleet is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a kubeconfig or the practice fleet first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no context &quot;%1&quot; here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cluster is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history of %1 cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the host&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This host is not to be trusted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is this %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ssh does not know the host yet. Compare a fingerprint with what those who run it publish; trusted keys go to your known_hosts file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust these keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys could not be kept</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::difference::DiffCanvas</name>
    <message>
        <source>What differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n equal line(s) hidden; Enter shows more</source>
        <translation>
            <numerusform>%n equal line hidden; Enter shows more</numerusform>
            <numerusform>%n equal lines hidden; Enter shows more</numerusform>
        </translation>
    </message>
    <message>
        <source>left %1, right %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only left: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only right: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all of this side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the field&apos;s path</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::difference::DiffTools</name>
    <message>
        <source>approximate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous change (Alt+Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next change (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The texts differ so much that the shortest way between them was not looked for to the end: every difference is shown, some could be shown with fewer lines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all equal lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as patch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field of the current row: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No line differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) differ(s)</source>
        <translation>
            <numerusform>%n place differs</numerusform>
            <numerusform>%n places differ</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unified ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in an external tool (git&apos;s diff.tool is not set)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::difference::FindBar</name>
    <message>
        <source>Find on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find on both sides; Enter for the next, Shift+Enter for the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · begun again at the other end</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::difference::OverviewRuler</name>
    <message>
        <source>Overview of the changes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::gui::Console</name>
    <message>
        <source>Open the practice fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The practice fleet does not start: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the picture cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything had arrived after %1 seconds; the picture shows what had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) wait for you: open Runs to go on, take back or give up.</source>
        <translation>
            <numerusform>%n run waits for you: open Runs to go on, take back or give up.</numerusform>
            <numerusform>%n runs wait for you: open Runs to go on, take back or give up.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::gui::StartupReport</name>
    <message>
        <source>%1: the start report cannot be written (%2).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::guides::GuidePanel</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: nothing was pushed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server says: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull request: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict in %1, undoing %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clusters are as the commit says. Nothing is left to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The commit is on the server; the run itself is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written. Review again to start over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that this run had done was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing runs by itself. Going on looks at Git and the clusters first, and does nothing twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost if this window closes. The commit is on the server; opening Holdfast again looks at Git and the clusters first, then offers to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost if this window closes. Nothing is on the server yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reviewed and recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record what was reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushed, confirmed by the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Push the commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull request is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a pull request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull request was merged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for the merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the sources fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps told to look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the apps to look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync the apps whose automation is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clusters equal the commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until the clusters equal the commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our mark taken off the apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take our mark off the apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 went back through Git</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rolling back %1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rolling back %1 was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rolling back %1 waits for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is going back through Git</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guided run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you can do now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run %1 · started %2 by %3 · %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is pushed is taken back by rolling back again: a revert of the revert is one more commit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is over; it stays in the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As pull request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rollout history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equal · Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%1 of %n pod ready</numerusform>
            <numerusform>%1 of %n pods ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Healthy · %n object(s) differ</source>
        <translation>
            <numerusform>Healthy · %n object differs</numerusform>
            <numerusform>Healthy · %n objects differ</numerusform>
        </translation>
    </message>
    <message>
        <source>Synced · Healthy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::guides::StepList</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::AppPage</name>
    <message>
        <source>This is not the name of an app.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An app is named CONTEXT:KIND/NAMESPACE/NAME, such as prod:application/argocd/checkout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1 in this fleet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No context of this name is open: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was deleted, or its name is spelled differently.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filter objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them differ(s)</source>
        <translation>
            <numerusform>%n of them differs</numerusform>
            <numerusform>%n of them differ</numerusform>
        </translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown of the app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field below the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where it moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>roll back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 of %2 has been under way on this app for %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>commit that set it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>manifest, diff, conditions, events, history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back this app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes commits of this app back through Git (R)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::DiffPane</name>
    <message>
        <source>Nothing is measured here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendering %1 from Git…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No object is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git does not declare this object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another object or a controller made it, so that there is nothing to compare it with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These two sides could not be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither side has this object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare what runs with Git again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git at %1, as the app tracks it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another revision or app…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The patch was saved as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a field first: the arrow keys move, Alt and they go from change to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the commit that set %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was set from %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 by %2 on %3, %4, %5 ago: %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the commit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::ManifestPane</name>
    <message>
        <source>Find in this manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find; Enter for the next, Esc to close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the object…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This object is not in the cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git declares it, and the agent has not created it or somebody has deleted it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live · resourceVersion %1 · read %2 ago · managed fields hidden, Secret values masked</source>
        <extracomment>%1 a resource version, %2 an age such as 4 s</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::ObjectPane</name>
    <message>
        <source>Filter objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/  filter objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects of this app</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::SideDialog</name>
    <message>
        <source>What to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live: as it runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git: as it is declared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A branch, tag or commit; empty: what the app tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This fleet has no app %1; type a part of its name and choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this object is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read %1 ago · server fields hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Git</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rendered %2 ago from %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::StatusStrip</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::BarStack</name>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FacetRail</name>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this view</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetHeader</name>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetLines</name>
    <message>
        <source>lease</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lease %1</source>
        <extracomment>a lease holds the automation back; %1 is what is left of it</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lease expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto · self-heal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>a group&apos;s heading and how many apps it has</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>· %Ln past 15 min</source>
        <translation>
            <numerusform>· %Ln past 15 min</numerusform>
            <numerusform>· %Ln past 15 min</numerusform>
        </translation>
    </message>
    <message>
        <source>stale · nothing heard since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale · nothing heard yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remembered; asking again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a run of %1</source>
        <extracomment>a guided run goes on with the app; %1 is who began it</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetPage</name>
    <message>
        <source>Apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln clusters</source>
        <translation>
            <numerusform>%Ln cluster</numerusform>
            <numerusform>%Ln clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln apps</source>
        <translation>
            <numerusform>%Ln app</numerusform>
            <numerusform>%Ln apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln apps</source>
        <translation>
            <numerusform>%1 of %Ln app</numerusform>
            <numerusform>%1 of %Ln apps</numerusform>
        </translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the view with the filter %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>diff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>roll back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln marked</source>
        <translation>
            <numerusform>%Ln marked</numerusform>
            <numerusform>%Ln marked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetToolBar</name>
    <message>
        <source>Save view…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter, like team:payments !suspended /api-.*/</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the filter %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group: %1 ▾</source>
        <extracomment>the button that chooses how the list is grouped</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetView</name>
    <message>
        <source>Apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last checked by the agent: %1</source>
        <extracomment>when the agent last looked</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by %1 until %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 of %2, open since %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::RailModel</name>
    <message>
        <source>%1, %2</source>
        <extracomment>a filter and how many apps it has</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::history::CommitPanel</name>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
    <message>
        <source>a try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deployment %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendering %1 before and after %2…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The commit cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is rendered here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it changed is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rendered at the parent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rendered at the commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rendered difference in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It renders to the same objects before and after this commit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · %3 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deployed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · written %3 ago, committed %4 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · a merge, shown against its first parent</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s): %1</source>
        <translation>
            <numerusform>%n file: %1</numerusform>
            <numerusform>%n files: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Touches no other app of the connected clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Touches %n other app(s): %1</source>
        <translation>
            <numerusform>Touches %n other app: %1</numerusform>
            <numerusform>Touches %n other apps: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::pages::history::HistoryPage</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only commits that matter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves out commits that changed nothing that is rendered and were never deployed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to this state…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo this commit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the name of an app.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An app is named CONTEXT:KIND/NAMESPACE/NAME, such as prod:application/argocd/checkout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the history of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its repository is fetched and its deployments are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No commits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No commit touched what %1 is made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · looking at what each changed…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undo it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back to this state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::pages::rollback::PreviewPanel</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back on several repositories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revert %1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to an earlier state on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Revert %n commit(s) on %1</source>
        <translation>
            <numerusform>Revert %n commit on %1</numerusform>
            <numerusform>Revert %n commits on %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left to undo on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n new commit(s) on top of %1. History is kept; nothing is forced.</source>
        <translation>
            <numerusform>%n new commit on top of %1. History is kept; nothing is forced.</numerusform>
            <numerusform>%n new commits on top of %1. History is kept; nothing is forced.</numerusform>
        </translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>renders as before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>syncs by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automation is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changes in the clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DATA AT RISK: %1 of %2 would be deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 would be deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, undoing %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git&apos;s own merge is clean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every object stays or changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>takes back %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) change</source>
        <translation>
            <numerusform>%n file changes</numerusform>
            <numerusform>%n files change</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be reverted by itself on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later commits changed the same lines. Undo them too, or go back to a state (D).</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) restart</source>
        <translation>
            <numerusform>%n pod restarts</numerusform>
            <numerusform>%n pods restart</numerusform>
        </translation>
    </message>
    <message>
        <source>pods restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shares the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pruned</source>
        <translation>
            <numerusform>%n pruned</numerusform>
            <numerusform>%n pruned</numerusform>
        </translation>
    </message>
    <message>
        <source>Immutable field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the server refuses this change; the object has to be deleted and made anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As that commit left it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conflict: what later commits changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conflict: what would be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before that commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the commit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rendered by %1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rendered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::rollback::RollbackPage</name>
    <message>
        <source>No fleet is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a kubeconfig or the practice fleet first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no app.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the history of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its repository is fetched and its deployments are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to go back behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No commit touched what %1 is made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what goes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space chooses a commit to undo. D goes back to the state that the app had at a commit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at what would happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The remote&apos;s tip is fetched, git&apos;s own merge is tried, and every app is rendered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been reviewed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not connected, so what was reviewed may be stale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clusters: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pull request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revert and push</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revert and push to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back to this state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run %1 is also shown to colleagues on these apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As pull request</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, looking at what each changed…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The app is rendered at each commit. Choose without waiting: Space undoes a commit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This way back cannot be planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a merge: back to parent %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later commits changed the same lines of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 goes on elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 began it %2 ago, and its journal is on that machine: there it is resumed, taken back or given up. %3 can be rolled back here once the mark of the run is off the app.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which parent of the merge stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only commits that matter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves out commits that changed nothing that is rendered and were never deployed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::pages::runs::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No fleet is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a kubeconfig or the practice fleet first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been rolled back yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R on an app of the fleet opens its way back; its run is then kept here, also through a crash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::pages::settings::SettingsPage</name>
    <message>
        <source>Kubeconfig</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No kubeconfig file is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holdfast %1, with Qt %2. Licensed under the Apache License 2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure all apps in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads every object of every app about every five minutes, Secrets included, so that the list says what differs; the clusters&apos; audit logs show it. When this is off, an app is read only when it is opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holdfast %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundled fonts: Inter, Copyright 2016 The Inter Project Authors, and JetBrains Mono, Copyright 2020 The JetBrains Mono Project Authors, both under the SIL Open Font License 1.1. Linked: Qt (LGPL), KSyntaxHighlighting (MIT), libcurl (curl), libgit2 (GPL 2.0 with its linking exception), OpenSSL and simdjson (Apache 2.0), yaml-cpp, libyaml, libjq and LuaJIT (MIT).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::Banners</name>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::ClusterChip</name>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disconnected %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unusable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a cluster and how old what it says is, or what is wrong with it</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last heard: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::ClusterChips</name>
    <message>
        <source>Clusters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kubernetes %1</source>
        <extracomment>version of Kubernetes</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::CommandPalette</name>
    <message>
        <source>Go to, filter or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of an app, a page or a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::KeysDialog</name>
    <message>
        <source>All keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::MainWindow</name>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to, filter or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy a link to this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask all clusters again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no page “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link may come from another version of Holdfast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the fleet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::NavigationBar</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::NotificationCenter</name>
    <message>
        <source>%1: the certificate of the server is not verified; anybody on the way can read and change what you see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: you act as %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::shell::TopBar</name>
    <message>
        <source>Go to, filter or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where you are</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
