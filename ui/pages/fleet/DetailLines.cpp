#include "ui/pages/fleet/DetailLines.h"

#include "core/manifest/JsonWriter.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/PlainText.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdfast::pages::fleet {

using foundation::plain;
using foundation::State;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Fleet)
};

constexpr std::size_t mostLines = 40;
constexpr std::size_t mostFields = 4; ///< of one object
constexpr qsizetype longestValue = 60;

bool differs(const gitops::AppObject& object)
{
    return object.verdict && *object.verdict != gitops::ObjectVerdict::Synced
        && *object.verdict != gitops::ObjectVerdict::Excluded;
}

bool ails(const gitops::AppObject& object)
{
    return object.health
        && (object.health->status == gitops::HealthStatus::Degraded
            || object.health->status == gitops::HealthStatus::Progressing);
}

DetailLine objectLine(const gitops::AppObject& object)
{
    QString note = object.note;
    if (object.health && !object.health->message.isEmpty())
        note += (note.isEmpty() ? QString() : QStringLiteral(" · ")) + object.health->message;
    return { .verdict = object.verdict ? foundation::stateOf(*object.verdict) : State::None,
        .object = plain(object.key.kind + u' ' + object.key.name),
        .nameSpace = plain(object.key.nameSpace),
        .note = plain(note),
        .health = object.health ? foundation::stateOf(object.health->status) : State::None,
        .field = {},
        .key = object.key };
}

QString valueText(const std::optional<manifest::Value>& value)
{
    if (!value)
        return Words::tr("nothing");
    const QString text = plain(
        value->isString() ? manifest::toQString(value->text()) : QString::fromStdString(manifest::writeJson(*value)));
    return text.size() > longestValue ? text.left(longestValue) + u'…' : text;
}

void addFields(std::vector<DetailLine>& lines, const session::ComparedObject& object, const manifest::ObjectKey& key)
{
    std::size_t found = 0;
    const auto add = [&lines, &key](const QString& field, const QString& note) {
        lines.push_back({ .object = {}, .nameSpace = {}, .note = note, .field = field, .key = key });
    };
    for (const diff::FieldChange& change : object.comparison.changes) {
        if (change.ignoredBy || ++found > mostFields)
            continue;
        // Git is the left side here, which a comparison calls live.
        //: %1 what Git has, %2 what runs
        add(plain(QString::fromStdString(change.path.text())),
            Words::tr("Git %1 → live %2").arg(valueText(change.live), valueText(change.desired)));
    }
    if (found > mostFields)
        add(QStringLiteral("…"), Words::tr("%n more field(s)", nullptr, int(found - mostFields)));
}

DetailLine sentence(State state, const QString& text)
{
    return { .verdict = state, .object = {}, .nameSpace = {}, .note = text, .field = {}, .key = {} };
}

}

std::vector<DetailLine> waitingLines()
{
    return { sentence(State::Progressing, Words::tr("Reading its objects…")) };
}

bool anyDiffers(const gitops::AppDetails& details)
{
    return std::ranges::any_of(details.objects, differs);
}

std::vector<DetailLine> detailLines(const Result<gitops::AppDetails>& details, const session::SideComparison& measured)
{
    if (!details)
        return { sentence(State::Unknown, foundation::describeInOneLine(details.error())) };
    std::vector<DetailLine> lines;
    const auto& app = details->app;
    if (!app.agent.message.isEmpty() && app.agent.verdict != gitops::SyncVerdict::Synced)
        lines.push_back(sentence(State::Unknown,
            plain(app.agent.reason.isEmpty() ? app.agent.message
                                             : app.agent.reason + QStringLiteral(": ") + app.agent.message)));
    std::size_t found = 0;
    for (const gitops::AppObject& object : details->objects) {
        if (!differs(object) && !ails(object))
            continue;
        if (++found > mostLines)
            continue;
        lines.push_back(objectLine(object));
        if (const session::ComparedObject* compared = differs(object) ? measured.find(object.key) : nullptr)
            addFields(lines, *compared, object.key);
    }
    if (found > mostLines)
        lines.push_back(sentence(State::None, Words::tr("… and %Ln more objects", nullptr, int(found - mostLines))));
    for (const Error& error : details->unreadable)
        lines.push_back(sentence(State::Unknown, foundation::describeInOneLine(error)));
    if (lines.empty())
        lines.push_back(sentence(State::Synced,
            Words::tr(
                "Nothing differs: all %Ln objects are as Git wants them.", nullptr, int(details->objects.size()))));
    return lines;
}

}
