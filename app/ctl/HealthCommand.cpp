#include "app/ctl/ObjectCommands.h"
#include "app/ctl/Output.h"
#include "core/health/HealthScripts.h"
#include "core/manifest/Resource.h"
#include "core/session/ArgoSettings.h"

#include <QCommandLineParser>
#include <QDateTime>

namespace holdfast::ctl {

using manifest::Value;
using namespace Qt::StringLiterals;

namespace {

/// One object's answer; an empty status says that no rule applies.
struct Finding {
    QString status;
    QString message;
    QString reason;
};

Finding argoFinding(const Value& object, const health::HealthScripts& scripts)
{
    const std::optional<health::Assessment> found = health::argoHealth(object, scripts);
    return found ? Finding { health::word(found->status), found->message, {} } : Finding {};
}

Finding helmFinding(const Value& object)
{
    const std::optional<health::DerivedCondition> found = health::helmReady(object);
    return found ? Finding { found->status, found->message, found->reason } : Finding {};
}

Finding findingOf(const Value& object, const QString& rules, const health::HealthScripts& scripts)
{
    if (rules.isEmpty())
        return argoFinding(object, scripts);
    if (rules == u"helm")
        return helmFinding(object);
    const health::ReadinessAssessment found
        = health::readiness(object, rules == u"flux" ? health::ReadinessRules::Flux : health::ReadinessRules::KStatus,
            QDateTime::currentDateTimeUtc());
    return { health::word(found.status), found.message, found.reason };
}

/// The scripts of `--settings F`, an argocd-cm.
std::expected<health::HealthScripts, Exit> scriptsOf(const Invocation& call)
{
    const QString file = call.parser->value(u"settings"_s);
    if (file.isEmpty())
        return health::HealthScripts();
    const auto object = readObject(call, file);
    if (!object)
        return std::unexpected(object.error());
    const Result<session::ArgoSettings> settings = session::argoSettings(*object, {});
    if (!settings)
        return std::unexpected(call.output->error(settings.error()));
    return health::HealthScripts(settings->overrides);
}

Value findingJson(const Value& object, const Finding& finding)
{
    const manifest::ObjectKey key = manifest::objectKey(object);
    return Value(Value::Map { { "group", jsonText(key.group) }, { "kind", jsonText(key.kind) },
        { "namespace", jsonText(key.nameSpace) }, { "name", jsonText(key.name) },
        { "status", finding.status.isEmpty() ? Value() : jsonText(finding.status) },
        { "message", jsonText(finding.message) },
        { "reason", finding.reason.isEmpty() ? Value() : jsonText(finding.reason) } });
}

}

Exit runHealth(const Invocation& call)
{
    const auto rules = readChoice(call, u"rules"_s, { u"kstatus"_s, u"flux"_s, u"helm"_s });
    if (!rules)
        return rules.error();
    const auto scripts = scriptsOf(call);
    if (!scripts)
        return scripts.error();
    const auto objects = readObjects(call, call.arguments.front());
    if (!objects)
        return objects.error();
    Value::List findings;
    for (const Value& object : *objects)
        findings.push_back(findingJson(object, findingOf(object, *rules, *scripts)));
    call.output->json(Value(std::move(findings)));
    return Exit::Done;
}

}
