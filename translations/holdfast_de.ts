<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AgeText</name>
    <message>
        <source>%1 s</source>
        <extracomment>seconds, short</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>minutes, short</extracomment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>hours, short</extracomment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>days, short</extracomment>
        <translation>%1 d</translation>
    </message>
</context>
<context>
    <name>AppStatus</name>
    <message>
        <source>%1 says %2, %3 ago</source>
        <extracomment>%1 Argo CD or Flux, %2 a verdict such as OutOfSync, %3 an age such as 41 s</extracomment>
        <translation>%1 sagt %2, vor %3</translation>
    </message>
    <message>
        <source>%1 says %2</source>
        <translation>%1 sagt %2</translation>
    </message>
    <message>
        <source>reconciling</source>
        <translation>gleicht gerade ab</translation>
    </message>
    <message numerus="yes">
        <source>measured %n field(s), %1 ago</source>
        <translation>
            <numerusform>gemessen: %n Feld, vor %1</numerusform>
            <numerusform>gemessen: %n Felder, vor %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <extracomment>%1 a state such as OutOfSync, %2 an age such as 18 min</extracomment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n Quelle</numerusform>
            <numerusform>%n Quellen</numerusform>
        </translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>manuell</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>suspended</translation>
    </message>
    <message>
        <source>prune</source>
        <translation>prune</translation>
    </message>
    <message>
        <source>self-heal</source>
        <translation>self-heal</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>held by %1, %2 left</source>
        <extracomment>%1 a person, %2 an age such as 41 min</extracomment>
        <translation>gehalten von %1, noch %2</translation>
    </message>
    <message>
        <source>its objects come to %1</source>
        <extracomment>%1 a state such as Degraded</extracomment>
        <translation>ihre Objekte ergeben %1</translation>
    </message>
    <message>
        <source>owned by %1</source>
        <translation>gehört zu %1</translation>
    </message>
    <message>
        <source>stale: the cluster was last heard %1 ago</source>
        <translation>veraltet: letzte Antwort des Clusters vor %1</translation>
    </message>
    <message>
        <source>as it was when last seen; the cluster has not answered yet</source>
        <translation>wie zuletzt gesehen; der Cluster hat noch nicht geantwortet</translation>
    </message>
    <message>
        <source>measured %1 ago</source>
        <translation>gemessen vor %1</translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <extracomment>%1 the author of a commit, %2 its age</extracomment>
        <translation>%1, vor %2</translation>
    </message>
</context>
<context>
    <name>DiffPainter</name>
    <message>
        <source>moved to line %1</source>
        <translation>verschoben nach Zeile %1</translation>
    </message>
    <message>
        <source>moved from line %1</source>
        <translation>verschoben von Zeile %1</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
    <message>
        <source>hidden, differs</source>
        <translation>verborgen, weicht ab</translation>
    </message>
    <message numerus="yes">
        <source>%n equal line(s)</source>
        <translation>
            <numerusform>%n gleiche Zeile</numerusform>
            <numerusform>%n gleiche Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>↓ %1 more</source>
        <extracomment>Rows that are hidden below those in sight</extracomment>
        <translation>↓ %1 weitere</translation>
    </message>
    <message>
        <source>↑ %1 more</source>
        <extracomment>Rows that are hidden above those in sight</extracomment>
        <translation>↑ %1 weitere</translation>
    </message>
    <message>
        <source>show all</source>
        <translation>alle anzeigen</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoriert</translation>
    </message>
    <message>
        <source>Does not count: the rule %1 hides this field.</source>
        <translation>Zählt nicht: Die Regel %1 blendet dieses Feld aus.</translation>
    </message>
</context>
<context>
    <name>DisagreementText</name>
    <message>
        <source>%1 says Synced, but objects differ from Git</source>
        <extracomment>%1 Argo CD or Flux</extracomment>
        <translation>%1 sagt Synced, doch Objekte weichen von Git ab</translation>
    </message>
    <message numerus="yes">
        <source>%1 says Synced, but %n field(s) differ from Git</source>
        <extracomment>%1 Argo CD or Flux</extracomment>
        <translation>
            <numerusform>%1 sagt Synced, doch %n Feld weicht von Git ab</numerusform>
            <numerusform>%1 sagt Synced, doch %n Felder weichen von Git ab</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 says OutOfSync, but nothing differs from Git by its rules</source>
        <extracomment>%1 Argo CD or Flux</extracomment>
        <translation>%1 sagt OutOfSync, doch nach seinen Regeln weicht nichts von Git ab</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>what happened, then the technical reason</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>stopped before it was done</source>
        <translation>vor dem Abschluss abgebrochen</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>the server&apos;s certificate was not accepted</source>
        <translation>das Serverzertifikat wurde nicht akzeptiert</translation>
    </message>
    <message>
        <source>the server does not accept your credentials</source>
        <translation>der Server akzeptiert die Zugangsdaten nicht</translation>
    </message>
    <message>
        <source>you have no permission</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>somebody else changed it meanwhile</source>
        <translation>wurde zwischenzeitlich von anderen geändert</translation>
    </message>
    <message>
        <source>it exists already</source>
        <translation>existiert bereits</translation>
    </message>
    <message>
        <source>the server no longer keeps that version</source>
        <translation>der Server hält diese Version nicht mehr vor</translation>
    </message>
    <message>
        <source>the server refused the content</source>
        <translation>der Server hat den Inhalt abgelehnt</translation>
    </message>
    <message>
        <source>the server asks for fewer requests</source>
        <translation>der Server verlangt weniger Anfragen</translation>
    </message>
    <message>
        <source>the server failed</source>
        <translation>Fehler auf dem Server</translation>
    </message>
    <message>
        <source>a program has to run for the credentials, and nobody has allowed it yet</source>
        <translation>für die Zugangsdaten muss ein Programm laufen, das noch nicht erlaubt wurde</translation>
    </message>
    <message>
        <source>refused before anything was sent</source>
        <translation>abgelehnt, bevor etwas gesendet wurde</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>nicht unterstützt</translation>
    </message>
    <message>
        <source>larger than allowed</source>
        <translation>größer als erlaubt</translation>
    </message>
    <message>
        <source>cannot be read or written</source>
        <translation>kann nicht gelesen oder geschrieben werden</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>interner Fehler</translation>
    </message>
    <message>
        <source>Mend it, then retry.</source>
        <translation>Beheben, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Check the network, the VPN and the server address; Holdfast keeps trying.</source>
        <translation>Netzwerk, VPN und Serveradresse prüfen; Holdfast versucht es weiter.</translation>
    </message>
    <message>
        <source>Check the certificate authority and the server name in the kubeconfig.</source>
        <translation>Zertifizierungsstelle und Servernamen in der Kubeconfig prüfen.</translation>
    </message>
    <message>
        <source>Log in again, then retry.</source>
        <translation>Neu anmelden, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Ask an administrator of the cluster for the right to read it.</source>
        <translation>Leserecht bei der Cluster-Administration anfragen.</translation>
    </message>
    <message>
        <source>Look at the newer state, then try again.</source>
        <translation>Den neueren Stand ansehen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Holdfast tries again by itself.</source>
        <translation>Holdfast versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>Look at the command, then allow it or not.</source>
        <translation>Den Befehl prüfen, dann erlauben oder nicht.</translation>
    </message>
    <message>
        <source>Check that it exists and that you may use it.</source>
        <translation>Prüfen, ob es existiert und die Rechte dafür reichen.</translation>
    </message>
    <message>
        <source>This is a fault in Holdfast; please report it.</source>
        <translation>Das ist ein Fehler in Holdfast; bitte melden.</translation>
    </message>
</context>
<context>
    <name>FactTables</name>
    <message>
        <source>Condition</source>
        <translation>Condition</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Anzahl</translation>
    </message>
</context>
<context>
    <name>FilterText</name>
    <message>
        <source>There is no field “%1”; there are %2.</source>
        <translation>Das Feld „%1“ gibt es nicht; es gibt %2.</translation>
    </message>
    <message>
        <source>The regular expression “%1” has no closing slash.</source>
        <translation>Dem regulären Ausdruck „%1“ fehlt der schließende Schrägstrich.</translation>
    </message>
    <message>
        <source>“%1” is no regular expression: %2.</source>
        <translation>„%1“ ist kein regulärer Ausdruck: %2.</translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>Sync</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Differs since</source>
        <translation>Weicht ab seit</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was abweicht</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>Checked</source>
        <extracomment>column: when the agent last looked at the app</extracomment>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Handlungsbedarf</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Handlungsbedarf</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>Synchron</translation>
    </message>
    <message>
        <source>All apps</source>
        <translation>Alle Apps</translation>
    </message>
    <message>
        <source>No team</source>
        <translation>Kein Team</translation>
    </message>
    <message>
        <source>Reading its objects…</source>
        <translation>Objekte werden gelesen…</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more objects</source>
        <translation>
            <numerusform>… und %Ln weiteres Objekt</numerusform>
            <numerusform>… und %Ln weitere Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing differs: all %Ln objects are as Git wants them.</source>
        <translation>
            <numerusform>Nichts weicht ab: Das Objekt ist so, wie Git es will.</numerusform>
            <numerusform>Nichts weicht ab: Alle %Ln Objekte sind so, wie Git sie will.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the practice fleet</source>
        <translation>Übungsflotte öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No cluster yet</source>
        <translation>Noch kein Cluster</translation>
    </message>
    <message>
        <source>Holdfast reads the clusters of your kubeconfig, and found none. Set KUBECONFIG or start it with --kubeconfig FILE. To look around first, open the practice fleet: two small clusters that run inside Holdfast, on this machine alone.</source>
        <translation>Holdfast liest die Cluster aus der Kubeconfig und hat keinen gefunden. KUBECONFIG setzen oder mit --kubeconfig DATEI starten. Zum Umsehen die Übungsflotte öffnen: zwei kleine Cluster, die in Holdfast laufen, nur auf diesem Rechner.</translation>
    </message>
    <message>
        <source>The kubeconfig cannot be used</source>
        <translation>Die Kubeconfig ist nicht verwendbar</translation>
    </message>
    <message>
        <source>Mend what is named here, then start Holdfast again.</source>
        <translation>Das hier Genannte beheben, dann Holdfast neu starten.</translation>
    </message>
    <message>
        <source>You may not read the apps</source>
        <translation>Keine Leserechte für die Apps</translation>
    </message>
    <message>
        <source>The clusters answer, but not about their apps. Ask an administrator for the right to list and watch these kinds.</source>
        <translation>Die Cluster antworten, aber nicht zu ihren Apps. Bei der Administration das Recht auf list und watch für diese Arten anfragen.</translation>
    </message>
    <message>
        <source>No apps</source>
        <translation>Keine Apps</translation>
    </message>
    <message numerus="yes">
        <source>There is no Application, Kustomization or HelmRelease in %Ln clusters. As soon as one is made, it appears here.</source>
        <translation>
            <numerusform>In diesem Cluster gibt es keine Application, Kustomization oder HelmRelease. Sobald eine angelegt wird, erscheint sie hier.</numerusform>
            <numerusform>In %Ln Clustern gibt es keine Application, Kustomization oder HelmRelease. Sobald eine angelegt wird, erscheint sie hier.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: waits for your consent to run %2.</source>
        <translation>%1: wartet auf Zustimmung, um %2 auszuführen.</translation>
    </message>
    <message>
        <source>Connecting</source>
        <extracomment>%1: names of clusters</extracomment>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>Asking %1 for their apps…</source>
        <translation>Apps von %1 werden abgefragt…</translation>
    </message>
    <message>
        <source>Waiting for your consent</source>
        <translation>Zustimmung steht aus</translation>
    </message>
    <message>
        <source>The kubeconfig names a program that gets the credentials. It does not run before you allow it, in the bar above.</source>
        <translation>Die Kubeconfig nennt ein Programm, das die Zugangsdaten holt. Es läuft erst, wenn es in der Leiste oben erlaubt wurde.</translation>
    </message>
    <message>
        <source>No cluster can be read</source>
        <translation>Kein Cluster ist lesbar</translation>
    </message>
    <message>
        <source>Nothing is shown, as nothing is known. Holdfast keeps trying where that can help.</source>
        <translation>Nichts wird angezeigt, weil nichts bekannt ist. Holdfast versucht es weiter, wo das helfen kann.</translation>
    </message>
    <message>
        <source>%1 wants to run a program for its credentials: %2 (named in %3)</source>
        <translation>%1 will für die Zugangsdaten ein Programm ausführen: %2 (genannt in %3)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>No app matches</source>
        <translation>Keine App passt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln apps are hidden by the filter.</source>
        <translation>
            <numerusform>%Ln App ist durch den Filter ausgeblendet.</numerusform>
            <numerusform>%Ln Apps sind durch den Filter ausgeblendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all apps</source>
        <translation>Alle Apps anzeigen</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation>OutOfSync</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>Held by a lease</source>
        <translation>Durch Lease gehalten</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>automation that nobody has switched on</extracomment>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Self-heal off</source>
        <translation>Self-heal aus</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Git %1 → live %2</source>
        <extracomment>%1 what Git has, %2 what runs</extracomment>
        <translation>Git %1 → live %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s)</source>
        <translation>
            <numerusform>%n weiteres Feld</numerusform>
            <numerusform>%n weitere Felder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Holdfast, the console of GitOps fleets.</source>
        <translation>Holdfast, die Konsole für GitOps-Flotten.</translation>
    </message>
    <message>
        <source>The kubeconfig; default as for kubectl.</source>
        <translation>Die Kubeconfig; Vorgabe wie bei kubectl.</translation>
    </message>
    <message>
        <source>A context to show; may be repeated. Default: all.</source>
        <translation>Anzuzeigender Kontext; mehrfach möglich. Vorgabe: alle.</translation>
    </message>
    <message>
        <source>The page to open, like fleet or app/KIND/NAMESPACE/NAME.</source>
        <translation>Zu öffnende Seite, etwa fleet oder app/KIND/NAMESPACE/NAME.</translation>
    </message>
    <message>
        <source>Full screen, without navigation.</source>
        <translation>Vollbild, ohne Navigation.</translation>
    </message>
    <message>
        <source>Draw this page to --output and exit.</source>
        <translation>Diese Seite in --output zeichnen und beenden.</translation>
    </message>
    <message>
        <source>The PNG file to draw to.</source>
        <translation>Zu schreibende PNG-Datei.</translation>
    </message>
    <message>
        <source>The size to draw in, like 1440x900.</source>
        <translation>Größe der Zeichnung, etwa 1440x900.</translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation>light, dark oder system.</translation>
    </message>
    <message>
        <source>Write how long the start took.</source>
        <translation>Ausgeben, wie lange der Start gedauert hat.</translation>
    </message>
    <message>
        <source>The folder for what is remembered between runs.</source>
        <translation>Ordner für das, was zwischen zwei Starts gemerkt wird.</translation>
    </message>
    <message>
        <source>A holdfast: link to open.</source>
        <translation>Zu öffnender holdfast:-Link.</translation>
    </message>
    <message>
        <source>See holdfast --help.</source>
        <translation>Siehe holdfast --help.</translation>
    </message>
    <message>
        <source>--output and --size belong to --render.</source>
        <translation>--output und --size gehören zu --render.</translation>
    </message>
    <message>
        <source>--render needs --output FILE.png.</source>
        <translation>--render braucht --output DATEI.png.</translation>
    </message>
    <message>
        <source>“%1” is no size; it looks like 1440x900 and has from 200x150 to 16384x16384 pixels.</source>
        <translation>„%1“ ist keine Größe; Beispiel: 1440x900, erlaubt sind 200x150 bis 16384x16384 Pixel.</translation>
    </message>
    <message>
        <source>“%1” is no option and no holdfast: link.</source>
        <translation>„%1“ ist weder Option noch holdfast:-Link.</translation>
    </message>
    <message>
        <source>“%1” is no route; one is fleet, another settings.</source>
        <translation>„%1“ ist keine Route; Beispiele sind fleet und settings.</translation>
    </message>
    <message>
        <source>“%1” is no theme; there are light, dark and system.</source>
        <translation>„%1“ ist kein Farbschema; es gibt light, dark und system.</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>on another machine</source>
        <translation>auf anderem Rechner</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Entscheidung</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Apps</source>
        <translation>Apps</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet vor</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
</context>
<context>
    <name>SinceText</name>
    <message>
        <source>Holdfast saw it then for the first time; it may have begun earlier.</source>
        <translation>Holdfast hat es da zum ersten Mal gesehen; es kann früher begonnen haben.</translation>
    </message>
    <message>
        <source>The agent&apos;s verdict has stood unchanged since then, by its managed fields; it may have begun earlier.</source>
        <translation>Das Urteil des Agenten steht seitdem unverändert, laut seinen verwalteten Feldern; es kann früher begonnen haben.</translation>
    </message>
    <message>
        <source>A condition of the object has said so since then.</source>
        <translation>Eine Bedingung des Objekts sagt es seitdem.</translation>
    </message>
    <message>
        <source>Since then the source has offered what is not applied.</source>
        <translation>Seitdem bietet die Quelle an, was nicht angewendet ist.</translation>
    </message>
    <message>
        <source>An Event of the agent tells when it began.</source>
        <translation>Ein Ereignis des Agenten sagt, wann es begann.</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Synced</source>
        <translation>Synced</translation>
    </message>
    <message>
        <source>OutOfSync</source>
        <translation>OutOfSync</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>Drifted</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>Extra</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Excluded</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Healthy</translation>
    </message>
    <message>
        <source>Progressing</source>
        <translation>Progressing</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Degraded</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspended</translation>
    </message>
</context>
<context>
    <name>holdfast::commits::ChangesView</name>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>This cannot be shown.</source>
        <translation>Das lässt sich nicht anzeigen.</translation>
    </message>
</context>
<context>
    <name>holdfast::commits::CommitList</name>
    <message>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
</context>
<context>
    <name>holdfast::commits::CommitModel</name>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>tried · %1</source>
        <translation>versucht · %1</translation>
    </message>
    <message>
        <source>deployment %1 · %2</source>
        <translation>Deployment %1 · %2</translation>
    </message>
    <message>
        <source>suspect: first rendered difference since last good</source>
        <translation>verdächtig: erster gerenderter Unterschied seit dem letzten guten Stand</translation>
    </message>
    <message>
        <source>runs now</source>
        <translation>läuft jetzt</translation>
    </message>
    <message>
        <source>deployed before that</source>
        <translation>davor deployt</translation>
    </message>
    <message>
        <source>no rendered difference here</source>
        <translation>hier kein gerenderter Unterschied</translation>
    </message>
</context>
<context>
    <name>holdfast::commits::HistoryReader</name>
    <message>
        <source>No fleet is open</source>
        <translation>Keine Flotte ist offen</translation>
    </message>
    <message>
        <source>Open a kubeconfig or the practice fleet first.</source>
        <translation>Zuerst eine Kubeconfig oder die Übungsflotte öffnen.</translation>
    </message>
    <message>
        <source>No such cluster</source>
        <translation>Cluster unbekannt</translation>
    </message>
    <message>
        <source>There is no context &quot;%1&quot; here.</source>
        <translation>Den Kontext &quot;%1&quot; gibt es hier nicht.</translation>
    </message>
    <message>
        <source>%1 cannot be asked</source>
        <translation>%1 lässt sich nicht abfragen</translation>
    </message>
    <message>
        <source>The cluster is not connected.</source>
        <translation>Der Cluster ist nicht verbunden.</translation>
    </message>
    <message>
        <source>No such app</source>
        <translation>App unbekannt</translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>The history of %1 cannot be read</source>
        <translation>Der Verlauf von %1 ist nicht lesbar</translation>
    </message>
    <message>
        <source>Look at the host&apos;s key</source>
        <translation>Schlüssel des Hosts ansehen</translation>
    </message>
    <message>
        <source>This host is not to be trusted</source>
        <translation>Diesem Host ist nicht zu trauen</translation>
    </message>
    <message>
        <source>Is this %1?</source>
        <translation>Ist das %1?</translation>
    </message>
    <message>
        <source>ssh does not know the host yet. Compare a fingerprint with what those who run it publish; trusted keys go to your known_hosts file.</source>
        <translation>ssh kennt den Host noch nicht. Einen Fingerabdruck mit dem vergleichen, was seine Betreiber veröffentlichen; Schlüssel, denen vertraut wird, kommen in die Datei known_hosts.</translation>
    </message>
    <message>
        <source>Trust these keys</source>
        <translation>Diesen Schlüsseln vertrauen</translation>
    </message>
    <message>
        <source>The keys could not be kept</source>
        <translation>Die Schlüssel konnten nicht gespeichert werden</translation>
    </message>
</context>
<context>
    <name>holdfast::difference::DiffCanvas</name>
    <message>
        <source>What differs</source>
        <translation>Was abweicht</translation>
    </message>
    <message numerus="yes">
        <source>%n equal line(s) hidden; Enter shows more</source>
        <translation>
            <numerusform>%n gleiche Zeile ausgeblendet; Eingabe zeigt mehr</numerusform>
            <numerusform>%n gleiche Zeilen ausgeblendet; Eingabe zeigt mehr</numerusform>
        </translation>
    </message>
    <message>
        <source>left %1, right %2</source>
        <translation>links %1, rechts %2</translation>
    </message>
    <message>
        <source>only left: %1</source>
        <translation>nur links: %1</translation>
    </message>
    <message>
        <source>only right: %1</source>
        <translation>nur rechts: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all of this side</source>
        <translation>Diese Seite ganz auswählen</translation>
    </message>
    <message>
        <source>Copy the field&apos;s path</source>
        <translation>Feldpfad kopieren</translation>
    </message>
</context>
<context>
    <name>holdfast::difference::DiffTools</name>
    <message>
        <source>approximate</source>
        <translation>angenähert</translation>
    </message>
    <message>
        <source>Previous change (Alt+Up)</source>
        <translation>Vorherige Änderung (Alt+↑)</translation>
    </message>
    <message>
        <source>Next change (Alt+Down)</source>
        <translation>Nächste Änderung (Alt+↓)</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>More ▾</source>
        <translation>Mehr ▾</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>The texts differ so much that the shortest way between them was not looked for to the end: every difference is shown, some could be shown with fewer lines.</source>
        <translation>Die Texte weichen so stark ab, dass der kürzeste Weg zwischen ihnen nicht bis zum Ende gesucht wurde: Jeder Unterschied wird angezeigt, manche ließen sich mit weniger Zeilen zeigen.</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Unified</source>
        <translation>Unified</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Show all equal lines</source>
        <translation>Alle gleichen Zeilen anzeigen</translation>
    </message>
    <message>
        <source>Find on both sides</source>
        <translation>Auf beiden Seiten suchen</translation>
    </message>
    <message>
        <source>Save as patch…</source>
        <translation>Als Patch speichern…</translation>
    </message>
    <message>
        <source>Field of the current row: %1</source>
        <translation>Feld der aktuellen Zeile: %1</translation>
    </message>
    <message>
        <source>No line differs.</source>
        <translation>Keine Zeile weicht ab.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) differ(s)</source>
        <translation>
            <numerusform>%n Stelle weicht ab</numerusform>
            <numerusform>%n Stellen weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Unified ▾</source>
        <translation>Unified ▾</translation>
    </message>
    <message>
        <source>Side by side ▾</source>
        <translation>Nebeneinander ▾</translation>
    </message>
    <message>
        <source>Open in an external tool (git&apos;s diff.tool is not set)</source>
        <translation>In externem Werkzeug öffnen (diff.tool von git ist nicht gesetzt)</translation>
    </message>
    <message>
        <source>Open in %1</source>
        <translation>In %1 öffnen</translation>
    </message>
</context>
<context>
    <name>holdfast::difference::FindBar</name>
    <message>
        <source>Find on both sides</source>
        <translation>Auf beiden Seiten suchen</translation>
    </message>
    <message>
        <source>Find on both sides; Enter for the next, Shift+Enter for the one before</source>
        <translation>Auf beiden Seiten suchen; Eingabe für die nächste Stelle, Umschalt+Eingabe für die vorherige</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorherige Stelle</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n Stelle</numerusform>
            <numerusform>%n Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 · begun again at the other end</source>
        <translation>%1 · am anderen Ende neu begonnen</translation>
    </message>
</context>
<context>
    <name>holdfast::difference::OverviewRuler</name>
    <message>
        <source>Overview of the changes</source>
        <translation>Übersicht der Änderungen</translation>
    </message>
</context>
<context>
    <name>holdfast::gui::Console</name>
    <message>
        <source>Open the practice fleet</source>
        <translation>Übungsflotte öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The practice fleet does not start: %1</source>
        <translation>Die Übungsflotte startet nicht: %1</translation>
    </message>
    <message>
        <source>%1: the picture cannot be written.</source>
        <translation>%1: Das Bild kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Not everything had arrived after %1 seconds; the picture shows what had.</source>
        <translation>Nach %1 Sekunden war noch nicht alles da; das Bild zeigt, was da war.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) wait for you: open Runs to go on, take back or give up.</source>
        <translation>
            <numerusform>%n Lauf wartet auf Entscheidung: unter Läufe fortsetzen, zurücknehmen oder aufgeben.</numerusform>
            <numerusform>%n Läufe warten auf Entscheidung: unter Läufe fortsetzen, zurücknehmen oder aufgeben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::gui::StartupReport</name>
    <message>
        <source>%1: the start report cannot be written (%2).</source>
        <translation>%1: Der Startbericht kann nicht geschrieben werden (%2).</translation>
    </message>
</context>
<context>
    <name>holdfast::guides::GuidePanel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1: nothing was pushed</source>
        <translation>%1: nichts wurde gepusht</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The server says: %1</source>
        <translation>Der Server meldet: %1</translation>
    </message>
    <message>
        <source>Pull request: %1</source>
        <translation>Pull Request: %1</translation>
    </message>
    <message>
        <source>Conflict in %1, undoing %2</source>
        <translation>Konflikt in %1 beim Rückgängigmachen von %2</translation>
    </message>
    <message>
        <source>The clusters are as the commit says. Nothing is left to do.</source>
        <translation>Die Cluster entsprechen dem Commit. Es bleibt nichts zu tun.</translation>
    </message>
    <message>
        <source>The commit is on the server; the run itself is over.</source>
        <translation>Der Commit ist auf dem Server; der Lauf selbst ist beendet.</translation>
    </message>
    <message>
        <source>Nothing was written. Review again to start over.</source>
        <translation>Nichts wurde geschrieben. Für einen Neubeginn erneut prüfen.</translation>
    </message>
    <message>
        <source>Everything that this run had done was taken back.</source>
        <translation>Alles, was dieser Lauf getan hatte, wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>Nothing runs by itself. Going on looks at Git and the clusters first, and does nothing twice.</source>
        <translation>Nichts läuft von selbst. Das Fortsetzen prüft zuerst Git und die Cluster und tut nichts doppelt.</translation>
    </message>
    <message>
        <source>Nothing is lost if this window closes. The commit is on the server; opening Holdfast again looks at Git and the clusters first, then offers to go on.</source>
        <translation>Nichts geht verloren, wenn dieses Fenster schließt. Der Commit ist auf dem Server; beim nächsten Start prüft Holdfast zuerst Git und die Cluster und bietet dann an fortzusetzen.</translation>
    </message>
    <message>
        <source>Nothing is lost if this window closes. Nothing is on the server yet.</source>
        <translation>Nichts geht verloren, wenn dieses Fenster schließt. Auf dem Server ist noch nichts.</translation>
    </message>
    <message>
        <source>Reviewed and recorded</source>
        <translation>Geprüft und festgehalten</translation>
    </message>
    <message>
        <source>Record what was reviewed</source>
        <translation>Geprüftes festhalten</translation>
    </message>
    <message>
        <source>Pushed, confirmed by the server</source>
        <translation>Gepusht, vom Server bestätigt</translation>
    </message>
    <message>
        <source>Push the commit</source>
        <translation>Commit pushen</translation>
    </message>
    <message>
        <source>Pull request is open</source>
        <translation>Pull Request ist offen</translation>
    </message>
    <message>
        <source>Open a pull request</source>
        <translation>Pull Request öffnen</translation>
    </message>
    <message>
        <source>Pull request was merged</source>
        <translation>Pull Request ist gemergt</translation>
    </message>
    <message>
        <source>Wait for the merge</source>
        <translation>Auf den Merge warten</translation>
    </message>
    <message>
        <source>Sources fetched</source>
        <translation>Quellen abgerufen</translation>
    </message>
    <message>
        <source>Have the sources fetched</source>
        <translation>Quellen abrufen lassen</translation>
    </message>
    <message>
        <source>Apps told to look</source>
        <translation>Refresh der Apps angestoßen</translation>
    </message>
    <message>
        <source>Tell the apps to look</source>
        <translation>Refresh der Apps anstoßen</translation>
    </message>
    <message>
        <source>Apps synced</source>
        <translation>Apps gesynct</translation>
    </message>
    <message>
        <source>Sync the apps whose automation is off</source>
        <translation>Apps ohne Automatik syncen</translation>
    </message>
    <message>
        <source>The clusters equal the commit</source>
        <translation>Cluster entsprechen dem Commit</translation>
    </message>
    <message>
        <source>Wait until the clusters equal the commit</source>
        <translation>Warten, bis die Cluster dem Commit entsprechen</translation>
    </message>
    <message>
        <source>Our mark taken off the apps</source>
        <translation>Eigene Markierung von den Apps entfernt</translation>
    </message>
    <message>
        <source>Take our mark off the apps</source>
        <translation>Eigene Markierung von den Apps entfernen</translation>
    </message>
    <message>
        <source>%1 went back through Git</source>
        <translation>%1: über Git zurückgerollt</translation>
    </message>
    <message>
        <source>Rolling back %1 failed</source>
        <translation>%1: Zurückrollen fehlgeschlagen</translation>
    </message>
    <message>
        <source>Rolling back %1 was taken back</source>
        <translation>%1: Zurückrollen zurückgenommen</translation>
    </message>
    <message>
        <source>Rolling back %1 waits for you</source>
        <translation>%1: Zurückrollen wartet auf Entscheidung</translation>
    </message>
    <message>
        <source>%1 is going back through Git</source>
        <translation>%1: wird über Git zurückgerollt</translation>
    </message>
    <message>
        <source>Guided run</source>
        <translation>Geführter Lauf</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>Was als Nächstes geschieht</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
    <message>
        <source>What you can do now</source>
        <translation>Was jetzt möglich ist</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>run %1 · started %2 by %3 · %4</source>
        <translation>Lauf %1 · gestartet %2 von %3 · %4</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keine.</translation>
    </message>
    <message>
        <source>What is pushed is taken back by rolling back again: a revert of the revert is one more commit.</source>
        <translation>Gepushtes wird durch erneutes Zurückrollen zurückgenommen: Ein Revert des Reverts ist ein weiterer Commit.</translation>
    </message>
    <message>
        <source>The run is over; it stays in the journal.</source>
        <translation>Der Lauf ist beendet; er bleibt im Journal.</translation>
    </message>
    <message>
        <source>%1 · now</source>
        <translation>%1 · aktuell</translation>
    </message>
    <message>
        <source>Review again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>As pull request</source>
        <translation>Als Pull Request</translation>
    </message>
    <message>
        <source>Rollout history</source>
        <translation>Rollout-Verlauf</translation>
    </message>
    <message>
        <source>equal · Healthy</source>
        <translation>gleich · Healthy</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n pod(s) ready</source>
        <translation>
            <numerusform>%1 von %n Pod bereit</numerusform>
            <numerusform>%1 von %n Pods bereit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Healthy · %n object(s) differ</source>
        <translation>
            <numerusform>Healthy · %n Objekt weicht ab</numerusform>
            <numerusform>Healthy · %n Objekte weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Synced · Healthy</source>
        <translation>Synced · Healthy</translation>
    </message>
</context>
<context>
    <name>holdfast::guides::StepList</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::AppPage</name>
    <message>
        <source>This is not the name of an app.</source>
        <translation>Das ist kein App-Name.</translation>
    </message>
    <message>
        <source>An app is named CONTEXT:KIND/NAMESPACE/NAME, such as prod:application/argocd/checkout.</source>
        <translation>Eine App heißt CONTEXT:KIND/NAMESPACE/NAME, etwa prod:application/argocd/checkout.</translation>
    </message>
    <message>
        <source>Looking for %1…</source>
        <translation>%1 wird gesucht…</translation>
    </message>
    <message>
        <source>There is no %1 in this fleet.</source>
        <translation>%1 gibt es in dieser Flotte nicht.</translation>
    </message>
    <message>
        <source>No context of this name is open: %1.</source>
        <translation>Kein Kontext dieses Namens ist offen: %1.</translation>
    </message>
    <message>
        <source>It was deleted, or its name is spelled differently.</source>
        <translation>Sie wurde gelöscht, oder ihr Name wird anders geschrieben.</translation>
    </message>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>filter objects</source>
        <translation>Objekte filtern</translation>
    </message>
    <message>
        <source>find</source>
        <translation>suchen</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>neu lesen</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them differ(s)</source>
        <translation>
            <numerusform>%n davon weicht ab</numerusform>
            <numerusform>%n davon weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Conditions</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>What is shown of the app</source>
        <translation>Was von der App gezeigt wird</translation>
    </message>
    <message>
        <source>Field below the cursor</source>
        <translation>Feld unter dem Cursor</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>unified</source>
        <translation>unified</translation>
    </message>
    <message>
        <source>wrap</source>
        <translation>umbrechen</translation>
    </message>
    <message>
        <source>where it moved</source>
        <translation>wohin verschoben</translation>
    </message>
    <message>
        <source>roll back</source>
        <translation>zurückrollen</translation>
    </message>
    <message>
        <source>Run %1 of %2 has been under way on this app for %3.</source>
        <translation>Auf dieser App läuft seit %3 der Lauf %1 von %2.</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>Lauf anzeigen</translation>
    </message>
    <message>
        <source>commit that set it</source>
        <translation>Commit dazu</translation>
    </message>
    <message>
        <source>manifest, diff, conditions, events, history</source>
        <translation>Manifest, Diff, Conditions, Events, Verlauf</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurückrollen…</translation>
    </message>
    <message>
        <source>Roll back this app</source>
        <translation>Diese App zurückrollen</translation>
    </message>
    <message>
        <source>Takes commits of this app back through Git (R)</source>
        <translation>Nimmt Commits dieser App über Git zurück (R)</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::DiffPane</name>
    <message>
        <source>Nothing is measured here.</source>
        <translation>Hier wird nichts gemessen.</translation>
    </message>
    <message>
        <source>Rendering %1 from Git…</source>
        <translation>%1 wird aus Git gerendert…</translation>
    </message>
    <message>
        <source>No object is selected.</source>
        <translation>Kein Objekt ist ausgewählt.</translation>
    </message>
    <message>
        <source>Git does not declare this object.</source>
        <translation>Git deklariert dieses Objekt nicht.</translation>
    </message>
    <message>
        <source>Another object or a controller made it, so that there is nothing to compare it with.</source>
        <translation>Ein anderes Objekt oder ein Controller hat es angelegt, daher gibt es nichts zum Vergleichen.</translation>
    </message>
    <message>
        <source>These two sides could not be compared.</source>
        <translation>Diese beiden Seiten ließen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>Neither side has this object.</source>
        <translation>Auf keiner Seite gibt es dieses Objekt.</translation>
    </message>
    <message>
        <source>Compare what runs with Git again</source>
        <translation>Laufendes wieder mit Git vergleichen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Live in %1</source>
        <translation>Live in %1</translation>
    </message>
    <message>
        <source>Git at %1, as the app tracks it</source>
        <translation>Git bei %1, wie von der App verfolgt</translation>
    </message>
    <message>
        <source>Another revision or app…</source>
        <translation>Andere Revision oder App…</translation>
    </message>
    <message>
        <source>Save as patch</source>
        <translation>Als Patch speichern</translation>
    </message>
    <message>
        <source>The patch was saved as %1.</source>
        <translation>Der Patch wurde als %1 gespeichert.</translation>
    </message>
    <message>
        <source>Go to a field first: the arrow keys move, Alt and they go from change to change.</source>
        <translation>Zuerst ein Feld ansteuern: Pfeiltasten bewegen, mit Alt springen sie von Änderung zu Änderung.</translation>
    </message>
    <message>
        <source>Looking for the commit that set %1…</source>
        <translation>Der Commit, der %1 gesetzt hat, wird gesucht…</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1 was set from %2 to %3</source>
        <translation>%1 wurde von %2 auf %3 gesetzt</translation>
    </message>
    <message>
        <source>%1 by %2 on %3, %4, %5 ago: %6</source>
        <translation>%1 durch %2 auf %3, %4, vor %5: %6</translation>
    </message>
    <message>
        <source>Show the commit</source>
        <translation>Commit anzeigen</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::ManifestPane</name>
    <message>
        <source>Find in this manifest</source>
        <translation>In diesem Manifest suchen</translation>
    </message>
    <message>
        <source>Find; Enter for the next, Esc to close</source>
        <translation>Suchen; Eingabe für die nächste Stelle, Esc zum Schließen</translation>
    </message>
    <message>
        <source>Live manifest</source>
        <translation>Live-Manifest</translation>
    </message>
    <message>
        <source>Reading the object…</source>
        <translation>Objekt wird gelesen…</translation>
    </message>
    <message>
        <source>This object is not in the cluster.</source>
        <translation>Dieses Objekt ist nicht im Cluster.</translation>
    </message>
    <message>
        <source>Git declares it, and the agent has not created it or somebody has deleted it.</source>
        <translation>Git deklariert es, und der Agent hat es nicht angelegt oder es wurde gelöscht.</translation>
    </message>
    <message>
        <source>live · resourceVersion %1 · read %2 ago · managed fields hidden, Secret values masked</source>
        <extracomment>%1 a resource version, %2 an age such as 4 s</extracomment>
        <translation>live · resourceVersion %1 · gelesen vor %2 · managed fields ausgeblendet, Secret-Werte maskiert</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::ObjectPane</name>
    <message>
        <source>Filter objects</source>
        <translation>Objekte filtern</translation>
    </message>
    <message>
        <source>/  filter objects</source>
        <translation>/  Objekte filtern</translation>
    </message>
    <message>
        <source>Objects of this app</source>
        <translation>Objekte dieser App</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::SideDialog</name>
    <message>
        <source>What to compare</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>Live: as it runs</source>
        <translation>Live: wie es läuft</translation>
    </message>
    <message>
        <source>Git: as it is declared</source>
        <translation>Git: wie es deklariert ist</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>A branch, tag or commit; empty: what the app tracks</source>
        <translation>Branch, Tag oder Commit; leer: was die App verfolgt</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>This fleet has no app %1; type a part of its name and choose one.</source>
        <translation>Diese Flotte hat keine App %1; einen Teil des Namens eingeben und eine auswählen.</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>this object is not there</source>
        <translation>dieses Objekt gibt es nicht</translation>
    </message>
    <message>
        <source>read %1 ago · server fields hidden</source>
        <translation>gelesen vor %1 · Serverfelder ausgeblendet</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>%1 rendered %2 ago from %3</source>
        <translation>%1, gerendert vor %2 aus %3</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::app::StatusStrip</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::BarStack</name>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FacetRail</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Remove this view</source>
        <translation>Diese Ansicht entfernen</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetHeader</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetLines</name>
    <message>
        <source>lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>lease %1</source>
        <extracomment>a lease holds the automation back; %1 is what is left of it</extracomment>
        <translation>Lease %1</translation>
    </message>
    <message>
        <source>lease expired</source>
        <translation>Lease abgelaufen</translation>
    </message>
    <message>
        <source>auto · self-heal</source>
        <translation>auto · self-heal</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>manuell</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>suspended</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>a group&apos;s heading and how many apps it has</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>· %Ln past 15 min</source>
        <translation>
            <numerusform>· %Ln über 15 min</numerusform>
            <numerusform>· %Ln über 15 min</numerusform>
        </translation>
    </message>
    <message>
        <source>stale · nothing heard since %1</source>
        <translation>veraltet · keine Antwort seit %1</translation>
    </message>
    <message>
        <source>stale · nothing heard yet</source>
        <translation>veraltet · noch keine Antwort</translation>
    </message>
    <message>
        <source>remembered; asking again</source>
        <translation>gemerkter Stand; wird neu abgefragt</translation>
    </message>
    <message>
        <source>in a run of %1</source>
        <extracomment>a guided run goes on with the app; %1 is who began it</extracomment>
        <translation>in einem Lauf von %1</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetPage</name>
    <message>
        <source>Apps</source>
        <translation>Apps</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>next</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>alle Tasten</translation>
    </message>
    <message>
        <source>move</source>
        <translation>bewegen</translation>
    </message>
    <message>
        <source>what differs</source>
        <translation>was abweicht</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>filtern</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clusters</source>
        <translation>
            <numerusform>%Ln Cluster</numerusform>
            <numerusform>%Ln Cluster</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln apps</source>
        <translation>
            <numerusform>%Ln App</numerusform>
            <numerusform>%Ln Apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln apps</source>
        <translation>
            <numerusform>%1 von %Ln App</numerusform>
            <numerusform>%1 von %Ln Apps</numerusform>
        </translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Diese Ansicht speichern</translation>
    </message>
    <message>
        <source>Name of the view with the filter %1</source>
        <translation>Name der Ansicht mit dem Filter %1</translation>
    </message>
    <message>
        <source>diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>roll back</source>
        <translation>zurückrollen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>markieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marked</source>
        <translation>
            <numerusform>%Ln markiert</numerusform>
            <numerusform>%Ln markiert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetToolBar</name>
    <message>
        <source>Save view…</source>
        <translation>Ansicht speichern…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter, like team:payments !suspended /api-.*/</source>
        <translation>Filter, etwa team:payments !suspended /api-.*/</translation>
    </message>
    <message>
        <source>Columns ▾</source>
        <translation>Spalten ▾</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Remove the filter %1</source>
        <translation>Filter %1 löschen</translation>
    </message>
    <message>
        <source>Group: %1 ▾</source>
        <extracomment>the button that chooses how the list is grouped</extracomment>
        <translation>Gruppe: %1 ▾</translation>
    </message>
    <message>
        <source>Group by %1</source>
        <translation>Gruppierung: %1</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::FleetView</name>
    <message>
        <source>Apps</source>
        <translation>Apps</translation>
    </message>
    <message>
        <source>Last checked by the agent: %1</source>
        <extracomment>when the agent last looked</extracomment>
        <translation>Zuletzt vom Agenten geprüft: %1</translation>
    </message>
    <message>
        <source>Held by %1 until %2: %3</source>
        <translation>Gehalten von %1 bis %2: %3</translation>
    </message>
    <message>
        <source>Run %1 of %2, open since %3</source>
        <translation>Lauf %1 von %2, offen seit %3</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::fleet::RailModel</name>
    <message>
        <source>%1, %2</source>
        <extracomment>a filter and how many apps it has</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::history::CommitPanel</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>entfernt</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n Feld</numerusform>
            <numerusform>%n Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>a try</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>deployment %1</source>
        <translation>Deployment %1</translation>
    </message>
    <message>
        <source>%1 %2 ago</source>
        <translation>%1 vor %2</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Rendering %1 before and after %2…</source>
        <translation>%1 wird vor und nach %2 gerendert…</translation>
    </message>
    <message>
        <source>The commit cannot be read.</source>
        <translation>Der Commit ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Nothing is rendered here.</source>
        <translation>Hier wird nichts gerendert.</translation>
    </message>
    <message>
        <source>What it changed is not known.</source>
        <translation>Was er geändert hat, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>no commit</source>
        <translation>kein Commit</translation>
    </message>
    <message>
        <source>%1 rendered at the parent</source>
        <translation>%1, gerendert beim Parent</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>%1 rendered at the commit</source>
        <translation>%1, gerendert beim Commit</translation>
    </message>
    <message>
        <source>No rendered difference in %1.</source>
        <translation>Kein gerenderter Unterschied in %1.</translation>
    </message>
    <message>
        <source>It renders to the same objects before and after this commit.</source>
        <translation>Vor und nach diesem Commit werden dieselben Objekte gerendert.</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 ago</source>
        <translation>%1 · %2 · vor %3</translation>
    </message>
    <message>
        <source>Deployed: %1</source>
        <translation>Deployt: %1</translation>
    </message>
    <message>
        <source>%1 · %2 · written %3 ago, committed %4 ago</source>
        <translation>%1 · %2 · geschrieben vor %3, committet vor %4</translation>
    </message>
    <message>
        <source> · a merge, shown against its first parent</source>
        <translation> · ein Merge, gezeigt gegen den ersten Parent</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s): %1</source>
        <translation>
            <numerusform>%n Datei: %1</numerusform>
            <numerusform>%n Dateien: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Touches no other app of the connected clusters</source>
        <translation>Betrifft keine andere App der verbundenen Cluster</translation>
    </message>
    <message numerus="yes">
        <source>Touches %n other app(s): %1</source>
        <translation>
            <numerusform>Betrifft %n weitere App: %1</numerusform>
            <numerusform>Betrifft %n weitere Apps: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::pages::history::HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Only commits that matter</source>
        <translation>Nur relevante Commits</translation>
    </message>
    <message>
        <source>Leaves out commits that changed nothing that is rendered and were never deployed</source>
        <translation>Lässt Commits weg, die nichts Gerendertes geändert haben und nie deployt wurden</translation>
    </message>
    <message>
        <source>Back to this state…</source>
        <translation>Zurück zu diesem Stand…</translation>
    </message>
    <message>
        <source>Undo this commit…</source>
        <translation>Diesen Commit rückgängig machen…</translation>
    </message>
    <message>
        <source>This is not the name of an app.</source>
        <translation>Das ist kein App-Name.</translation>
    </message>
    <message>
        <source>An app is named CONTEXT:KIND/NAMESPACE/NAME, such as prod:application/argocd/checkout.</source>
        <translation>Eine App heißt CONTEXT:KIND/NAMESPACE/NAME, etwa prod:application/argocd/checkout.</translation>
    </message>
    <message>
        <source>Reading the history of %1</source>
        <translation>Der Verlauf von %1 wird gelesen</translation>
    </message>
    <message>
        <source>Its repository is fetched and its deployments are read.</source>
        <translation>Das Repository wird abgerufen, und die Deployments werden gelesen.</translation>
    </message>
    <message>
        <source>No commits</source>
        <translation>Keine Commits</translation>
    </message>
    <message>
        <source>No commit touched what %1 is made of.</source>
        <translation>Kein Commit betrifft die Bestandteile von %1.</translation>
    </message>
    <message>
        <source>%1 · looking at what each changed…</source>
        <translation>%1 · Änderungen der Commits werden ermittelt…</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>undo it</source>
        <translation>rückgängig machen</translation>
    </message>
    <message>
        <source>back to this state</source>
        <translation>zurück zu diesem Stand</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n Commit</numerusform>
            <numerusform>%n Commits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::pages::rollback::PreviewPanel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Nothing changes</source>
        <translation>Nichts ändert sich</translation>
    </message>
    <message>
        <source>Go back on several repositories</source>
        <translation>Zurück in mehreren Repositorys</translation>
    </message>
    <message>
        <source>Revert %1 on %2</source>
        <translation>Revert von %1 auf %2</translation>
    </message>
    <message>
        <source>Go back to an earlier state on %1</source>
        <translation>Zurück zu einem früheren Stand auf %1</translation>
    </message>
    <message numerus="yes">
        <source>Revert %n commit(s) on %1</source>
        <translation>
            <numerusform>Revert von %n Commit auf %1</numerusform>
            <numerusform>Revert von %n Commits auf %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left to undo on %1.</source>
        <translation>Auf %1 ist nichts mehr rückgängig zu machen.</translation>
    </message>
    <message numerus="yes">
        <source>%n new commit(s) on top of %1. History is kept; nothing is forced.</source>
        <translation>
            <numerusform>%n neuer Commit auf Basis von %1. Die Historie bleibt erhalten; kein Force-Push.</numerusform>
            <numerusform>%n neue Commits auf Basis von %1. Die Historie bleibt erhalten; kein Force-Push.</numerusform>
        </translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>renders as before</source>
        <translation>rendert wie zuvor</translation>
    </message>
    <message>
        <source>syncs by itself</source>
        <translation>synct von selbst</translation>
    </message>
    <message>
        <source>automation is off</source>
        <translation>Automatik ist aus</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>suspended</translation>
    </message>
    <message>
        <source>What would be done</source>
        <translation>Was getan würde</translation>
    </message>
    <message>
        <source>What changes in the clusters</source>
        <translation>Was sich in den Clustern ändert</translation>
    </message>
    <message>
        <source>DATA AT RISK: %1 of %2 would be deleted</source>
        <translation>DATEN GEFÄHRDET: %1 von %2 würde gelöscht</translation>
    </message>
    <message>
        <source>%1 of %2 would be deleted</source>
        <translation>%1 von %2 würde gelöscht</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>%1, undoing %2</source>
        <translation>%1, beim Rückgängigmachen von %2</translation>
    </message>
    <message>
        <source>No conflict</source>
        <translation>Kein Konflikt</translation>
    </message>
    <message>
        <source>git&apos;s own merge is clean</source>
        <translation>der Merge von git ist sauber</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Nothing is deleted</source>
        <translation>Nichts wird gelöscht</translation>
    </message>
    <message>
        <source>every object stays or changes</source>
        <translation>jedes Objekt bleibt oder ändert sich</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>takes back %1</source>
        <translation>nimmt %1 zurück</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) change</source>
        <translation>
            <numerusform>%n Datei ändert sich</numerusform>
            <numerusform>%n Dateien ändern sich</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be reverted by itself on %2</source>
        <translation>%1 lässt sich auf %2 nicht allein rückgängig machen</translation>
    </message>
    <message>
        <source>Later commits changed the same lines. Undo them too, or go back to a state (D).</source>
        <translation>Spätere Commits haben dieselben Zeilen geändert. Auch diese rückgängig machen oder zu einem Stand zurückgehen (D).</translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) restart</source>
        <translation>
            <numerusform>%n Pod startet neu</numerusform>
            <numerusform>%n Pods starten neu</numerusform>
        </translation>
    </message>
    <message>
        <source>pods restart</source>
        <translation>Pods starten neu</translation>
    </message>
    <message>
        <source>goes</source>
        <translation>entfällt</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>shares the files</source>
        <translation>teilt die Dateien</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pruned</source>
        <translation>
            <numerusform>%n per Prune gelöscht</numerusform>
            <numerusform>%n per Prune gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>Immutable field</source>
        <translation>Unveränderliches Feld</translation>
    </message>
    <message>
        <source>%1: the server refuses this change; the object has to be deleted and made anew</source>
        <translation>%1: Der Server lehnt diese Änderung ab; das Objekt muss gelöscht und neu angelegt werden</translation>
    </message>
    <message>
        <source>As that commit left it</source>
        <translation>Wie jener Commit es hinterließ</translation>
    </message>
    <message>
        <source>conflict: what later commits changed</source>
        <translation>Konflikt: was spätere Commits geändert haben</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>conflict: what would be undone</source>
        <translation>Konflikt: was rückgängig gemacht würde</translation>
    </message>
    <message>
        <source>Before that commit</source>
        <translation>Vor jenem Commit</translation>
    </message>
    <message>
        <source>file of %1</source>
        <translation>Datei auf %1</translation>
    </message>
    <message>
        <source>After the commit</source>
        <translation>Nach dem Commit</translation>
    </message>
    <message>
        <source>rendered by %1 on %2</source>
        <translation>gerendert von %1 auf %2</translation>
    </message>
    <message>
        <source>rendered</source>
        <translation>gerendert</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::rollback::RollbackPage</name>
    <message>
        <source>No fleet is open</source>
        <translation>Keine Flotte ist offen</translation>
    </message>
    <message>
        <source>Open a kubeconfig or the practice fleet first.</source>
        <translation>Zuerst eine Kubeconfig oder die Übungsflotte öffnen.</translation>
    </message>
    <message>
        <source>No such app</source>
        <translation>App unbekannt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no app.</source>
        <translation>&quot;%1&quot; benennt keine App.</translation>
    </message>
    <message>
        <source>Reading the history of %1</source>
        <translation>Der Verlauf von %1 wird gelesen</translation>
    </message>
    <message>
        <source>Its repository is fetched and its deployments are read.</source>
        <translation>Das Repository wird abgerufen, und die Deployments werden gelesen.</translation>
    </message>
    <message>
        <source>There is nothing to go back behind</source>
        <translation>Kein früherer Stand vorhanden</translation>
    </message>
    <message>
        <source>No commit touched what %1 is made of.</source>
        <translation>Kein Commit betrifft die Bestandteile von %1.</translation>
    </message>
    <message>
        <source>Choose what goes back</source>
        <translation>Auswählen, was zurückgeht</translation>
    </message>
    <message>
        <source>Space chooses a commit to undo. D goes back to the state that the app had at a commit.</source>
        <translation>Leertaste wählt einen Commit zum Rückgängigmachen. D geht zum Stand zurück, den die App bei einem Commit hatte.</translation>
    </message>
    <message>
        <source>Looking at what would happen</source>
        <translation>Es wird ermittelt, was geschehen würde</translation>
    </message>
    <message>
        <source>The remote&apos;s tip is fetched, git&apos;s own merge is tried, and every app is rendered.</source>
        <translation>Der Tip des Remotes wird abgerufen, der Merge von git versucht und jede App gerendert.</translation>
    </message>
    <message>
        <source>Nothing has been reviewed yet.</source>
        <translation>Noch ist nichts geprüft.</translation>
    </message>
    <message>
        <source>It is being recorded.</source>
        <translation>Es wird gerade festgehalten.</translation>
    </message>
    <message>
        <source>%1 is not connected, so what was reviewed may be stale.</source>
        <translation>%1 ist nicht verbunden, das Geprüfte kann daher veraltet sein.</translation>
    </message>
    <message>
        <source>%1 at %2 of %3</source>
        <translation>%1 bei %2 in %3</translation>
    </message>
    <message>
        <source>clusters: %1</source>
        <translation>Cluster: %1</translation>
    </message>
    <message>
        <source>Open pull request</source>
        <translation>Pull Request öffnen</translation>
    </message>
    <message>
        <source>Revert and push</source>
        <translation>Revert und Push</translation>
    </message>
    <message>
        <source>Revert and push to %1</source>
        <translation>Revert und Push nach %1</translation>
    </message>
    <message>
        <source>No such run</source>
        <translation>Lauf unbekannt</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>%1 zurückrollen</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>next</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>move</source>
        <translation>bewegen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>auswählen</translation>
    </message>
    <message>
        <source>back to this state</source>
        <translation>zurück zu diesem Stand</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>abbrechen</translation>
    </message>
    <message>
        <source>run %1 is also shown to colleagues on these apps</source>
        <translation>Lauf %1 wird an diesen Apps auch anderen angezeigt</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n gewählt</numerusform>
            <numerusform>%n gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>As pull request</source>
        <translation>Als Pull Request</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n Commit</numerusform>
            <numerusform>%n Commits</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, looking at what each changed…</source>
        <translation>%1, Änderungen der Commits werden ermittelt…</translation>
    </message>
    <message>
        <source>Looking for the suspect</source>
        <translation>Verdächtiger Commit wird gesucht</translation>
    </message>
    <message>
        <source>The app is rendered at each commit. Choose without waiting: Space undoes a commit.</source>
        <translation>Die App wird bei jedem Commit gerendert. Auswählen geht sofort: Leertaste macht einen Commit rückgängig.</translation>
    </message>
    <message>
        <source>This way back cannot be planned</source>
        <translation>Dieser Rückweg lässt sich nicht planen</translation>
    </message>
    <message>
        <source>%1 is a merge: back to parent %2, %3</source>
        <translation>%1 ist ein Merge: zurück zu Parent %2, %3</translation>
    </message>
    <message>
        <source>Later commits changed the same lines of %1.</source>
        <translation>Spätere Commits haben dieselben Zeilen von %1 geändert.</translation>
    </message>
    <message>
        <source>Run %1 goes on elsewhere</source>
        <translation>Lauf %1 läuft anderswo weiter</translation>
    </message>
    <message>
        <source>%1 began it %2 ago, and its journal is on that machine: there it is resumed, taken back or given up. %3 can be rolled back here once the mark of the run is off the app.</source>
        <translation>%1 hat ihn vor %2 begonnen, und sein Journal liegt auf jenem Rechner: Dort wird er fortgesetzt, zurückgenommen oder aufgegeben. %3 lässt sich hier zurückrollen, sobald die Markierung des Laufs von der App entfernt ist.</translation>
    </message>
    <message>
        <source>Which parent of the merge stays</source>
        <translation>Welcher Parent des Merges bleibt</translation>
    </message>
    <message>
        <source>Only commits that matter</source>
        <translation>Nur relevante Commits</translation>
    </message>
    <message>
        <source>Leaves out commits that changed nothing that is rendered and were never deployed</source>
        <translation>Lässt Commits weg, die nichts Gerendertes geändert haben und nie deployt wurden</translation>
    </message>
</context>
<context>
    <name>holdfast::pages::runs::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>No fleet is open</source>
        <translation>Keine Flotte ist offen</translation>
    </message>
    <message>
        <source>Open a kubeconfig or the practice fleet first.</source>
        <translation>Zuerst eine Kubeconfig oder die Übungsflotte öffnen.</translation>
    </message>
    <message>
        <source>The journal cannot be read</source>
        <translation>Das Journal ist nicht lesbar</translation>
    </message>
    <message>
        <source>Nothing has been rolled back yet</source>
        <translation>Noch wurde nichts zurückgerollt</translation>
    </message>
    <message>
        <source>R on an app of the fleet opens its way back; its run is then kept here, also through a crash.</source>
        <translation>R auf einer App der Flotte öffnet ihren Rückweg; der Lauf bleibt dann hier erhalten, auch nach einem Absturz.</translation>
    </message>
    <message>
        <source>move</source>
        <translation>bewegen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::pages::settings::SettingsPage</name>
    <message>
        <source>Kubeconfig</source>
        <translation>Kubeconfig</translation>
    </message>
    <message>
        <source>No kubeconfig file is in use.</source>
        <translation>Keine Kubeconfig-Datei in Gebrauch.</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Holdfast %1, with Qt %2. Licensed under the Apache License 2.0.</source>
        <translation>Holdfast %1, mit Qt %2. Lizenziert unter der Apache License 2.0.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure all apps in the background</source>
        <translation>Alle Apps im Hintergrund messen</translation>
    </message>
    <message>
        <source>Reads every object of every app about every five minutes, Secrets included, so that the list says what differs; the clusters&apos; audit logs show it. When this is off, an app is read only when it is opened.</source>
        <translation>Liest etwa alle fünf Minuten jedes Objekt jeder App, auch Secrets, damit die Liste zeigt, was abweicht; die Audit-Protokolle der Cluster zeigen es. Ist dies aus, wird eine App nur gelesen, wenn sie geöffnet wird.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>next</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>alle Tasten</translation>
    </message>
    <message>
        <source>Holdfast %1</source>
        <translation>Holdfast %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Bundled fonts: Inter, Copyright 2016 The Inter Project Authors, and JetBrains Mono, Copyright 2020 The JetBrains Mono Project Authors, both under the SIL Open Font License 1.1. Linked: Qt (LGPL), KSyntaxHighlighting (MIT), libcurl (curl), libgit2 (GPL 2.0 with its linking exception), OpenSSL and simdjson (Apache 2.0), yaml-cpp, libyaml, libjq and LuaJIT (MIT).</source>
        <translation>Mitgelieferte Schriften: Inter, Copyright 2016 The Inter Project Authors, und JetBrains Mono, Copyright 2020 The JetBrains Mono Project Authors, beide unter der SIL Open Font License 1.1. Gelinkt: Qt (LGPL), KSyntaxHighlighting (MIT), libcurl (curl), libgit2 (GPL 2.0 mit ihrer Ausnahme für das Linken), OpenSSL und simdjson (Apache 2.0), yaml-cpp, libyaml, libjq und LuaJIT (MIT).</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::Banners</name>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::ClusterChip</name>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>disconnected %1</source>
        <translation>getrennt %1</translation>
    </message>
    <message>
        <source>no access</source>
        <translation>kein Zugriff</translation>
    </message>
    <message>
        <source>needs consent</source>
        <translation>braucht Zustimmung</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>unbrauchbar</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a cluster and how old what it says is, or what is wrong with it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Last heard: %1</source>
        <translation>Letzte Antwort: %1</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::ClusterChips</name>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Kubernetes %1</source>
        <extracomment>version of Kubernetes</extracomment>
        <translation>Kubernetes %1</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::CommandPalette</name>
    <message>
        <source>Go to, filter or run a command</source>
        <translation>Springen, filtern oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Name of an app, a page or a command</source>
        <translation>Name einer App, einer Seite oder eines Befehls</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::KeysDialog</name>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::MainWindow</name>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Go to, filter or run a command</source>
        <translation>Springen, filtern oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Alle Tasten anzeigen</translation>
    </message>
    <message>
        <source>Copy a link to this place</source>
        <translation>Link zu dieser Stelle kopieren</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>Farben des Systems</translation>
    </message>
    <message>
        <source>Ask all clusters again</source>
        <translation>Alle Cluster neu abfragen</translation>
    </message>
    <message>
        <source>There is no page “%1”.</source>
        <translation>Die Seite „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The link may come from another version of Holdfast.</source>
        <translation>Der Link stammt vielleicht aus einer anderen Version von Holdfast.</translation>
    </message>
    <message>
        <source>Go to the fleet</source>
        <translation>Zur Flotte</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::NavigationBar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::NotificationCenter</name>
    <message>
        <source>%1: the certificate of the server is not verified; anybody on the way can read and change what you see.</source>
        <translation>%1: Das Serverzertifikat wird nicht geprüft; auf dem Weg dorthin lässt sich alles Angezeigte mitlesen und verändern.</translation>
    </message>
    <message>
        <source>%1: you act as %2.</source>
        <translation>%1: Zugriff erfolgt als %2.</translation>
    </message>
</context>
<context>
    <name>holdfast::shell::TopBar</name>
    <message>
        <source>Go to, filter or run a command</source>
        <translation>Springen, filtern oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Where you are</source>
        <translation>Aktueller Ort</translation>
    </message>
</context>
</TS>
