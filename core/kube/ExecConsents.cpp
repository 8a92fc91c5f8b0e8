#include "core/kube/ExecConsents.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace holdfast::kube {

using manifest::Value;

namespace {

QString fileName(const QString& folder)
{
    return folder + QStringLiteral("/exec-consents.json");
}

Value readEntries(const QString& folder)
{
    QFile file(fileName(folder));
    if (folder.isEmpty() || !file.open(QIODevice::ReadOnly))
        return Value::emptyMap();
    const QByteArray bytes = file.readAll();
    const Result<Value> value = manifest::readJson({ bytes.constData(), static_cast<std::size_t>(bytes.size()) });
    return value && value->isMap() ? *value : Value::emptyMap();
}

/// Arguments may hold secrets, so that only their hash is kept; each is followed by a zero byte, which none contains.
QByteArray argumentsHash(const QStringList& arguments)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString& argument : arguments)
        hash.addData(argument.toUtf8().append('\0'));
    return hash.result().toHex();
}

std::string entryName(const ExecConsentKey& key)
{
    return argumentsHash({ key.path, QString::fromLatin1(argumentsHash(key.arguments)), key.file }).toStdString();
}

Value entry(const ExecConsentKey& key)
{
    return Value(Value::Map { { "path", Value(key.path.toStdString()) },
        { "argumentsHash", Value(argumentsHash(key.arguments).toStdString()) },
        { "file", Value(key.file.toStdString()) } });
}

Result<void> writeEntries(const QString& folder, const Value& entries)
{
    const QString name = fileName(folder);
    const auto failed = [&name](const QString& why) {
        return fail(ErrorCode::Io, FilePlace { name }, QStringLiteral("cannot keep the consent: ") + why);
    };
    if (!QDir().mkpath(folder))
        return failed(QStringLiteral("the folder cannot be made; check its permissions"));
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return failed(file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QByteArray::fromStdString(manifest::writeJson(entries, manifest::JsonStyle::Indented)) + '\n');
    if (!file.commit())
        return failed(file.errorString());
    return {};
}

}

ExecConsents::ExecConsents(QString folder)
    : m_folder(std::move(folder))
    , m_entries(readEntries(m_folder))
{
}

bool ExecConsents::isAllowed(const ExecConsentKey& key)
{
    return m_entries.with(
        [name = entryName(key), expected = entry(key)](const Value& entries) { return entries[name] == expected; });
}

Result<void> ExecConsents::allow(const ExecConsentKey& key)
{
    return m_entries.with([this, &key](Value& entries) -> Result<void> {
        // Another window may have written meanwhile: its answers are kept.
        const Value written = readEntries(m_folder);
        for (const auto& [name, value] : written.map())
            entries = entries.with(name, value);
        entries = entries.with(entryName(key), entry(key));
        return m_folder.isEmpty() ? Result<void>() : writeEntries(m_folder, entries);
    });
}

std::optional<ExecConsentKey> execConsentKey(const Context& context)
{
    if (!context.user.exec)
        return std::nullopt;
    const ExecPlugin& exec = *context.user.exec;
    // findExecutable also looks up absolute paths; it gives nothing where the file cannot be run.
    const QString found = QStandardPaths::findExecutable(exec.command);
    return ExecConsentKey { .path = found.isEmpty() ? exec.command : QFileInfo(found).absoluteFilePath(),
        .arguments = exec.arguments,
        .file = context.file };
}

}
