#include "app/sandbox/sim/SampleFleet.h"

#include "app/sandbox/sim/Durations.h"
#include "app/sandbox/sim/FluxObjects.h"
#include "app/sandbox/sim/Repositories.h"
#include "app/sandbox/sim/World.h"

#include "core/manifest/YamlReader.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

static void initialiseResources()
{
    Q_INIT_RESOURCE(sandbox_fleet);
}

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

const QString root = u":/practice/fleet/"_s;

QByteArray read(const QString& path)
{
    initialiseResources();
    QFile file(root + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<Value> documents(const QByteArray& yaml, const QString& name)
{
    std::vector<Value> all;
    const auto parsed = manifest::readYaml({ yaml.constData(), static_cast<std::size_t>(yaml.size()) }, name);
    if (parsed) {
        for (const auto& one : *parsed)
            all.push_back(one.value);
    }
    return all;
}

Value plan()
{
    const auto all = documents(read(u"fleet.yaml"_s), u"fleet.yaml"_s);
    return all.empty() ? Value() : all.front();
}

QString qt(const Value& value)
{
    return QString::fromStdString(text(value));
}

// One `M` line of a fast-import stream.
QByteArray fileModify(const QString& path, const QByteArray& content)
{
    return "M 100644 inline " + path.toUtf8() + "\ndata " + QByteArray::number(content.size()) + '\n' + content + '\n';
}

}

SampleFleet::SampleFleet(Place place, Names names, QObject* parent)
    : QObject(parent)
    , m_place(std::move(place))
    , m_names(std::move(names))
    , m_plan(plan())
    , m_present(QDateTime::currentDateTimeUtc())
{
}

std::chrono::milliseconds SampleFleet::past()
{
    return durationOf(plan()["past"], std::chrono::hours(24));
}

QDateTime SampleFleet::before(const Value& ago) const
{
    return m_present.addMSecs(-durationOf(ago, std::chrono::milliseconds(0)).count());
}

QString SampleFleet::file(const QString& path) const
{
    auto content = QString::fromUtf8(read(path));
    for (const auto& [name, value] : m_names)
        content.replace(u"${"_s + name + u'}', value);
    return content;
}

void SampleFleet::prepare(std::function<void(const QString&)> done)
{
    if (m_plan.isNull())
        return done(u"the sample fleet's plan cannot be read"_s);
    writeRepository(0, [this, done](const QString& error) {
        if (error.isEmpty())
            schedule();
        done(error);
    });
}

void SampleFleet::writeRepository(std::size_t index, const std::function<void(const QString&)>& done)
{
    const auto& repository = m_plan["repositories"][index];
    if (repository.isNull())
        return done({});
    if (repository["locked"].boolOr(false))
        m_place.repositories.setLocked(text(repository["path"]));
    const auto folder = m_place.repositories.root() + u'/' + qt(repository["path"]) + u".git"_s;
    // The past is written anew at each start: its commits carry times relative to now.
    QDir(folder).removeRecursively();
    const auto failed = [done, folder](const ProcessResult& result) {
        if (result.exitCode != 0)
            done(u"the repository %1 cannot be made: %2"_s.arg(folder, QString::fromUtf8(result.errors).trimmed()));
        return result.exitCode != 0;
    };
    m_place.processes.run({ u"git"_s, { u"init"_s, u"-q"_s, u"--bare"_s, u"--initial-branch=main"_s, folder }, {}, {} },
        this, [this, index, done, folder, failed](const ProcessResult& made) {
            if (failed(made))
                return;
            QFile config(folder + u"/config"_s);
            if (config.open(QIODevice::Append))
                config.write("[http]\n\treceivepack = true\n");
            config.close();
            m_place.processes.run({ u"git"_s, { u"--git-dir"_s, folder, u"fast-import"_s, u"--quiet"_s }, {},
                                      importStream(m_plan["repositories"][index]) },
                this, [this, index, done, failed](const ProcessResult& imported) {
                    if (!failed(imported))
                        writeRepository(index + 1, done);
                });
        });
}

// Each commit adds folders of the resources, changes files by replacing words, or removes some.
QByteArray SampleFleet::importStream(const Value& repository) const
{
    initialiseResources();
    const auto base = u"git/"_s + qt(repository["path"]) + u'/';
    std::map<QString, QString> files;
    QByteArray stream;
    for (const auto& commit : repository["commits"].list()) {
        const auto when = QByteArray::number(before(commit["ago"]).toSecsSinceEpoch()) + " +0000\n";
        const auto message = qt(commit["message"]).toUtf8() + '\n';
        const auto author = qt(commit["author"]).toUtf8() + ' ' + when;
        stream += "commit refs/heads/main\nauthor " + author + "committer " + author + "data "
            + QByteArray::number(message.size()) + '\n' + message;
        for (const auto& folder : commit["add"].list()) {
            QDirIterator found(root + base + qt(folder), QDir::Files, QDirIterator::Subdirectories);
            while (found.hasNext()) {
                const auto path = found.next().sliced(root.size() + base.size());
                files[path] = file(base + path);
                stream += fileModify(path, files[path].toUtf8());
            }
        }
        for (const auto& change : commit["replace"].list()) {
            auto& content = files[qt(change["file"])];
            content.replace(qt(change["from"]), qt(change["to"]));
            stream += fileModify(qt(change["file"]), content.toUtf8());
        }
        for (const auto& path : commit["remove"].list()) {
            files.erase(qt(path));
            stream += "D " + qt(path).toUtf8() + '\n';
        }
    }
    return stream + "done\n";
}

void SampleFleet::schedule()
{
    const auto now = m_place.agenda.clock().now();
    for (const auto& step : m_plan["timeline"].list())
        m_place.agenda.after(
            std::chrono::milliseconds(now.msecsTo(before(step["ago"]))), this, [this, step] { act(step); });
}

void SampleFleet::act(const Value& step)
{
    for (const auto& [context, world] : m_place.worlds) {
        if (!step["cluster"].isEmpty() && step["cluster"].text() != context)
            continue;
        if (!step["apply"].isNull())
            applyFile(*world, step);
        if (!step["patch"].isNull())
            patchObject(*world, step);
        if (!step["refresh"].isNull())
            annotateAll(*world, step);
    }
}

void SampleFleet::applyFile(World& world, const Value& step)
{
    const auto path = qt(step["apply"]);
    for (const auto& object : documents(file(path).toUtf8(), path)) {
        const auto resource = world.store().resourceOf(object["apiVersion"].text(), object["kind"].text());
        const auto as = step["as"].isEmpty() ? std::string("kubectl-create") : text(step["as"]);
        const auto known = resource ? world.store().get(*resource, nameIn(object)).value_or(Value()) : Value();
        if (!resource)
            qWarning("the sample fleet: nothing serves %s %s", text(object["apiVersion"]).c_str(),
                text(object["kind"]).c_str());
        else if (known.isNull()) {
            if (const auto made = world.store().create(*resource, object, { .fieldManager = as }); !made)
                qWarning("the sample fleet: %s", made.error().message.c_str());
        } else {
            const auto next
                = put(object, { "metadata", "resourceVersion" }, known.at({ "metadata", "resourceVersion" }));
            if (const auto written = world.store().update(*resource, next, { .fieldManager = as }); !written)
                qWarning("the sample fleet: %s", written.error().message.c_str());
        }
    }
}

void SampleFleet::patchObject(World& world, const Value& step)
{
    const auto& target = step["patch"];
    const auto resource = world.store().resourceOf(target["apiVersion"].text(), target["kind"].text());
    const ObjectName name { text(target["namespace"]), text(target["name"]) };
    if (!resource)
        return;
    WriteOptions options { .fieldManager = text(step["as"]) };
    options.subresource = step["subresource"].text() == "scale" ? Subresource::Scale : Subresource::None;
    const auto type = step["type"].text() == "strategic" ? PatchType::Strategic : PatchType::Merge;
    auto body = step["body"];
    if (step["stamp"].isList()) // the time of the step, below annotations
        for (const auto& key : step["stamp"].list())
            body = put(body, { "spec", "template", "metadata", "annotations", key.text() }, Value(world.now()));
    if (const auto written = world.store().patch(*resource, name, type, body, options); !written)
        qWarning("the sample fleet: %s", written.error().message.c_str());
}

void SampleFleet::annotateAll(World& world, const Value& step)
{
    const auto& list = step["refresh"];
    for (const auto& one : list.list()) {
        const auto resource = world.store().resourceOf(one["apiVersion"].text(), one["kind"].text());
        const bool isArgo = one["kind"].text() == "Application";
        const ObjectName name { isArgo ? "argocd" : "flux-system", text(one["name"]) };
        const auto key = isArgo ? std::string_view("argocd.argoproj.io/refresh") : requestedKey;
        const auto patch
            = put(Value(), { "metadata", "annotations", key }, Value(isArgo ? std::string("normal") : world.now()));
        if (resource)
            static_cast<void>(world.store().patch(
                *resource, name, PatchType::Merge, patch, { .fieldManager = isArgo ? "argocd-server" : "flux" }));
    }
}

}
