#include "ui/foundation/DisagreementText.h"

#include "core/session/Disagreement.h"

#include <QCoreApplication>

#include <utility>

namespace holdfast::foundation {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(DisagreementText)
};

}

QString agentName(gitops::AppKind kind)
{
    return kind == gitops::AppKind::Application ? QStringLiteral("Argo CD") : QStringLiteral("Flux");
}

QString disagreementText(const gitops::App& app)
{
    const QString agent = agentName(app.id.kind);
    switch (session::disagreement(app)) {
    case session::Disagreement::None:
        return {};
    case session::Disagreement::UnseenByAgent:
        if (app.measured->fields == 0)
            //: %1 Argo CD or Flux
            return Text::tr("%1 says Synced, but objects differ from Git").arg(agent);
        //: %1 Argo CD or Flux
        return Text::tr("%1 says Synced, but %n field(s) differ from Git", nullptr, app.measured->fields).arg(agent);
    case session::Disagreement::SeenByAgentAlone:
        //: %1 Argo CD or Flux
        return Text::tr("%1 says OutOfSync, but nothing differs from Git by its rules").arg(agent);
    }
    std::unreachable();
}

}
