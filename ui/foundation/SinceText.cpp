#include "ui/foundation/SinceText.h"

#include "ui/foundation/AgeText.h"

#include <QCoreApplication>

namespace holdfast::foundation {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SinceText)
};

QString proofText(gitops::SinceProof proof)
{
    switch (proof) {
    case gitops::SinceProof::Seen:
        return Text::tr("Holdfast saw it then for the first time; it may have begun earlier.");
    case gitops::SinceProof::Written:
        return Text::tr("The agent's verdict has stood unchanged since then, by its managed fields; it may have begun "
                        "earlier.");
    case gitops::SinceProof::Condition:
        return Text::tr("A condition of the object has said so since then.");
    case gitops::SinceProof::Artifact:
        return Text::tr("Since then the source has offered what is not applied.");
    case gitops::SinceProof::Event:
        return Text::tr("An Event of the agent tells when it began.");
    }
    return {};
}

}

QString sinceText(const QDateTime& since, gitops::SinceProof proof)
{
    return since.isValid() ? dateText(since) + u'\n' + proofText(proof) : QString();
}

}
