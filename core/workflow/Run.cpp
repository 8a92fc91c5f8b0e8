#include "core/workflow/Run.h"

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

}
