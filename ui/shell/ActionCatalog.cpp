#include "ui/shell/ActionCatalog.h"

#include <algorithm>

namespace holdfast::shell {

void ActionCatalog::add(Command command)
{
    const QString id = command.id;
    const auto known = std::ranges::find(m_commands, id, &Command::id);
    if (known != m_commands.end())
        *known = std::move(command);
    else
        m_commands.push_back(std::move(command));
    Q_EMIT commandAdded(id);
}

const Command* ActionCatalog::find(const QString& id) const
{
    const auto known = std::ranges::find(m_commands, id, &Command::id);
    return known == m_commands.end() ? nullptr : &*known;
}

void ActionCatalog::run(const QString& id) const
{
    if (const Command* command = find(id); command && command->run) {
        const auto work = command->run; // the command may replace itself while it runs
        work();
    }
}

}
