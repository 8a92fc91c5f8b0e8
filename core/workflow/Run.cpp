#include "core/workflow/Run.h"

#include <unistd.h>

namespace holdfast::workflow {

QString word(RunState state)
{
    switch (state) {
    case RunState::Open:
        return QStringLiteral("open");
    case RunState::Done:
        return QStringLiteral("done");
    case RunState::Failed:
        return QStringLiteral("failed");
    case RunState::Undone:
        return QStringLiteral("undone");
    }
    return {};
}

QString localUser()
{
    for (const char* variable : { "USER", "LOGNAME" })
        if (const QString name = qEnvironmentVariable(variable); !name.isEmpty())
            return name;
    return QStringLiteral("uid %1").arg(::getuid());
}

}
