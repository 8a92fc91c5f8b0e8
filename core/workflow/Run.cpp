#include "core/workflow/Run.h"

#include <QSysInfo>

#include <pwd.h>
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
    QString name;
    for (const char* variable : { "USER", "LOGNAME" })
        if (name.isEmpty())
            name = qEnvironmentVariable(variable);
    if (const passwd* user = name.isEmpty() ? ::getpwuid(::getuid()) : nullptr)
        name = QString::fromLocal8Bit(user->pw_name);
    if (name.isEmpty())
        name = QStringLiteral("uid %1").arg(::getuid());
    const QString machine = QSysInfo::machineHostName();
    return machine.isEmpty() ? name : name + u'@' + machine;
}

}
