#include "app/sandbox/sim/Repositories.h"

#include <QDir>
#include <QUrl>

#include <format>

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

bool isId(const std::string& target)
{
    return target.size() == 40 && target.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::expected<Commit, GitTrouble> parsed(const ProcessResult& result, const std::string& target)
{
    const auto lines = QString::fromUtf8(result.output).split(u'\n');
    if (result.exitCode != 0 || lines.size() < 4)
        return std::unexpected(GitTrouble { std::format("couldn't find remote ref \"refs/heads/{}\"", target) });
    return Commit { lines[0].toStdString(), lines[3].toStdString(), lines[2].toStdString(), lines[1].toStdString() };
}

}

Repositories::Repositories(QString root, Processes& processes, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_root(std::move(root))
    , m_processes(processes)
    , m_clock(clock)
{
}

std::optional<QString> Repositories::pathOf(const std::string& url) const
{
    const auto path = QDir::cleanPath(QUrl(qt(url)).path());
    if (m_base.isEmpty() || !qt(url).startsWith(m_base + u'/') || path.contains(u".."))
        return {};
    for (const auto& end : { u""_s, u".git"_s }) {
        const auto folder = m_root + path + end;
        if (QDir(folder).exists(u"objects"_s))
            return folder;
    }
    return {};
}

bool Repositories::isLocked(const QString& path) const
{
    return std::ranges::any_of(m_locked, [&](const std::string& one) { return path.startsWith(u'/' + qt(one)); });
}

void Repositories::resolve(const std::string& url, const std::string& target, QObject* context, GitAnswer<Commit> done)
{
    if (isLocked(QUrl(qt(url)).path()))
        return done(std::unexpected(GitTrouble { "authentication required: authentication required\n" }));
    const auto folder = pathOf(url);
    if (!folder)
        return done(std::unexpected(GitTrouble { "repository not found" }));
    QStringList arguments { u"--git-dir"_s, *folder, u"log"_s, u"-1"_s, u"--format=%H%n%cI%n%an%n%s"_s };
    // Two seconds of grace: a push and the machine's clock are not of one mind.
    if (!isId(target))
        arguments.append(u"--before=@%1"_s.arg(m_clock.now().toSecsSinceEpoch() + 2));
    arguments << u"--end-of-options"_s << (target.empty() ? u"HEAD"_s : qt(target));
    m_processes.run({ u"git"_s, arguments, {}, {} }, context,
        [done, target](const ProcessResult& result) { done(parsed(result, target)); });
}

void Repositories::checkOut(
    const std::string& url, const std::string& commit, QObject* context, GitAnswer<QString> done)
{
    const auto folder = pathOf(url);
    if (!folder)
        return done(std::unexpected(GitTrouble { "repository not found" }));
    const auto target
        = QDir(m_root).filePath(u".trees/"_s + qt(sha256(folder->toStdString()).substr(0, 12)) + u'-' + qt(commit));
    auto& waiting = m_underway[target];
    if (waiting.empty() && QDir(target + u".done"_s).exists())
        return done(target);
    const QPointer<QObject> alive(context);
    waiting.push_back([alive, done](const std::expected<QString, GitTrouble>& answer) {
        if (alive)
            done(answer);
    });
    if (waiting.size() > 1)
        return;
    QDir().mkpath(target);
    const QStringList arguments { u"--git-dir"_s, *folder, u"--work-tree"_s, target, u"checkout"_s, u"-f"_s, qt(commit),
        u"--"_s, u"."_s };
    m_processes.run({ u"git"_s, arguments, { u"GIT_INDEX_FILE="_s + target + u".index"_s }, {} }, this,
        [this, target](const ProcessResult& result) {
            std::expected<QString, GitTrouble> answer(target);
            if (result.exitCode == 0)
                QDir().mkpath(target + u".done"_s);
            else
                answer = std::unexpected(GitTrouble { result.errors.trimmed().toStdString() });
            for (const auto& one : std::exchange(m_underway[target], {}))
                one(answer);
        });
}

}
