#pragma once

#include "core/session/SideComparison.h"
#include "ui/diff/DiffView.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;

namespace holdfast::pages::app {

/// A side in the words of its heading. `key` is the object as it is called there; none: it is not there.
[[nodiscard]] difference::SideLabel sideLabel(const session::ComparedSide& side, const session::SideOrigin& origin,
    const std::optional<manifest::ObjectKey>& key, const QDateTime& now);

/// Asks what one side of a comparison is to be: which app, as it runs or as Git declares it at a revision.
class SideDialog final : public QDialog {
    Q_OBJECT
public:
    SideDialog(const session::ComparedSide& side, std::vector<gitops::App> apps, QWidget* parent);

Q_SIGNALS:
    void sideChosen(const holdfast::session::ComparedSide& side);

private:
    void accept() override;

    std::vector<gitops::App> m_apps;
    session::ComparedSide m_side;
    QComboBox* m_kind = nullptr;
    QLineEdit* m_app = nullptr;
    QLineEdit* m_revision = nullptr;
    QLabel* m_error = nullptr;
};

}
