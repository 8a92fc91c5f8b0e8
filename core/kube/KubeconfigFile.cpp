#include "core/kube/KubeconfigFile.h"

#include "core/kube/KubeconfigStanza.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>

namespace holdfast::kube {

namespace {

constexpr auto execExtensionName = "client.authentication.k8s.io/exec";

/// Collects the names of one list; Go refuses the whole file where a name comes twice.
class Names final {
public:
    explicit Names(const char* what)
        : m_what(QLatin1String(what))
    {
    }

    void add(const Stanza& entry, const QString& name)
    {
        const FilePlace place = entry.place();
        if (const auto first = m_lines.constFind(name); first != m_lines.constEnd()) {
            entry.refuse("name",
                QStringLiteral("%1 \"%2\" is already defined on line %3; rename or remove one of the two")
                    .arg(m_what, name)
                    .arg(*first));
        }
        m_lines.insert(name, place.line);
    }

private:
    QString m_what;
    QMap<QString, int> m_lines;
};

QString resolved(const QString& path, const QString& file)
{
    if (path.isEmpty())
        return path;
    return QDir::cleanPath(QDir(QFileInfo(file).absolutePath()).absoluteFilePath(path));
}

manifest::Value execExtension(const Stanza& cluster)
{
    manifest::Value found;
    Names names("extension");
    for (const Stanza& entry : cluster.items("extensions")) {
        const QString name = entry.text("name");
        names.add(entry, name);
        if (name == QLatin1String(execExtensionName))
            found = entry.raw()["extension"];
    }
    return found;
}

RawCluster readCluster(const Stanza& entry, const QString& file)
{
    const Stanza fields = entry.child("cluster");
    RawCluster cluster { .place = entry.place() };
    cluster.server = fields.text("server");
    cluster.proxy = fields.text("proxy-url");
    ClusterConfig& config = cluster.config;
    config.name = entry.text("name");
    config.tlsServerName = fields.text("tls-server-name");
    config.certificateAuthorityFile = resolved(fields.text("certificate-authority"), file);
    config.certificateAuthorityData = fields.data("certificate-authority-data");
    config.insecureSkipTlsVerify = fields.flag("insecure-skip-tls-verify");
    config.disableCompression = fields.flag("disable-compression");
    config.execExtension = execExtension(fields);
    return cluster;
}

std::optional<ExecPlugin> readExec(const Stanza& user, const QString& file)
{
    const Stanza fields = user.child("exec");
    if (!fields.isPresent())
        return std::nullopt;
    ExecPlugin exec;
    exec.command = fields.text("command");
    if (exec.command.contains(QLatin1Char('/')))
        exec.command = resolved(exec.command, file);
    exec.arguments = fields.texts("args");
    for (const Stanza& variable : fields.items("env"))
        exec.environment.append({ variable.text("name"), variable.text("value") });
    exec.apiVersion = fields.text("apiVersion");
    exec.interactiveMode = fields.text("interactiveMode");
    exec.installHint = fields.text("installHint");
    exec.provideClusterInfo = fields.flag("provideClusterInfo");
    return exec;
}

RawUser readUser(const Stanza& entry, const QString& file)
{
    const Stanza fields = entry.child("user");
    RawUser user { .place = entry.place() };
    UserConfig& config = user.config;
    config.name = entry.text("name");
    config.token = fields.text("token").toUtf8();
    config.tokenFile = resolved(fields.text("tokenFile"), file);
    config.clientCertificateFile = resolved(fields.text("client-certificate"), file);
    config.clientCertificateData = fields.data("client-certificate-data");
    config.clientKeyFile = resolved(fields.text("client-key"), file);
    config.clientKeyData = fields.data("client-key-data");
    config.impersonation = { .user = fields.text("as"),
        .uid = fields.text("as-uid"),
        .groups = fields.texts("as-groups"),
        .extra = fields.textLists("as-user-extra") };
    config.exec = readExec(fields, file);
    user.basic = !fields.text("username").isEmpty() || !fields.text("password").isEmpty();
    if (const Stanza provider = fields.child("auth-provider"); provider.isPresent()) {
        const QString name = provider.text("name");
        user.authProvider = name.isEmpty() ? QStringLiteral("(unnamed)") : name;
    }
    return user;
}

RawContext readContext(const Stanza& entry)
{
    const Stanza fields = entry.child("context");
    return { .place = entry.place(),
        .name = entry.text("name"),
        .cluster = fields.text("cluster"),
        .user = fields.text("user"),
        .nameSpace = fields.text("namespace") };
}

void checkKind(const Stanza& root)
{
    const QString version = root.text("apiVersion");
    const QString kind = root.text("kind");
    if (!version.isEmpty() && version != QLatin1String("v1"))
        root.refuse("apiVersion", QStringLiteral("\"%1\" is no kubeconfig version; write v1").arg(version));
    if (!kind.isEmpty() && kind != QLatin1String("Config"))
        root.refuse("kind", QStringLiteral("\"%1\" is no kubeconfig; a kubeconfig has kind Config").arg(kind));
}

KubeconfigFile readRoot(const Stanza& root, const QString& path)
{
    KubeconfigFile file;
    Names clusters("cluster");
    for (const Stanza& entry : root.items("clusters")) {
        file.clusters.push_back(readCluster(entry, path));
        clusters.add(entry, file.clusters.back().config.name);
    }
    Names users("user");
    for (const Stanza& entry : root.items("users")) {
        file.users.push_back(readUser(entry, path));
        users.add(entry, file.users.back().config.name);
    }
    Names contexts("context");
    for (const Stanza& entry : root.items("contexts")) {
        file.contexts.push_back(readContext(entry));
        contexts.add(entry, file.contexts.back().name);
    }
    file.currentContext = root.text("current-context");
    return file;
}

}

Result<KubeconfigFile> decodeKubeconfig(std::string_view text, const QString& path)
{
    const Result<std::vector<manifest::YamlDocument>> documents = manifest::readYaml(text, path);
    if (!documents)
        return std::unexpected(documents.error());
    if (documents->empty())
        return KubeconfigFile {};
    // Go's decoder reads the first document of a stream and leaves the rest.
    const manifest::YamlDocument& document = documents->front();
    StanzaFile source { .path = path, .document = &document };
    const Stanza root(source);
    if (!document.value.isMap() && !document.value.isNull())
        root.refuse("", QStringLiteral("this is no kubeconfig; its top level must be a mapping with kind Config"));
    checkKind(root);
    KubeconfigFile file = readRoot(root, path);
    if (source.error)
        return std::unexpected(*source.error);
    return file;
}

}
