#include "ui/pages/fleet/DetailLines.h"

#include "ui/foundation/ErrorText.h"
#include "ui/foundation/PlainText.h"

#include <QCoreApplication>

namespace holdfast::pages::fleet {

using foundation::plain;
using foundation::State;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Fleet)
};

constexpr std::size_t mostLines = 40;

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
        .health = object.health ? foundation::stateOf(object.health->status) : State::None };
}

DetailLine sentence(State state, const QString& text)
{
    return { .verdict = state, .object = {}, .nameSpace = {}, .note = text, .health = State::None };
}

}

std::vector<DetailLine> waitingLines()
{
    return { sentence(State::Progressing, Words::tr("Reading its objects…")) };
}

std::vector<DetailLine> detailLines(const Result<gitops::AppDetails>& details)
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
        if (++found <= mostLines)
            lines.push_back(objectLine(object));
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
