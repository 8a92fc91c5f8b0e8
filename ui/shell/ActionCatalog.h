#pragma once

#include <QKeySequence>
#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace holdfast::shell {

/// Something the user can have done: from a key, the palette or a button.
struct Command {
    QString id; ///< `go.fleet`, `practice.start`
    QString text; ///< as in the palette and in the list of keys
    QKeySequence shortcut;
    std::function<void()> run;
};

/// Every command of the window exactly once.
class ActionCatalog final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// A command whose id is known already replaces it in its place.
    void add(Command command);
    /// Does nothing where there is no such command.
    void run(const QString& id) const;
    [[nodiscard]] const Command* find(const QString& id) const;
    [[nodiscard]] const std::vector<Command>& commands() const { return m_commands; }

Q_SIGNALS:
    void commandAdded(const QString& id);

private:
    std::vector<Command> m_commands;
};

}
