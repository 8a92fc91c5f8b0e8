#pragma once

#include "core/base/Clock.h"
#include "core/session/Fleet.h"

#include <QWidget>

#include <memory>

class QLabel;
class QLineEdit;
class QStackedLayout;

namespace holdfast::editor {
class ManifestView;
}
namespace holdfast::foundation {
class ElidedLabel;
class NoticePanel;
}

namespace holdfast::pages::app {

/// The manifest of one object with what it is and how old; find within; loading, error and absent states.
class ManifestPane final : public QWidget {
    Q_OBJECT
public:
    ManifestPane(std::shared_ptr<const Clock> clock, QWidget* parent = nullptr);
    void showLoading(const QString& object);
    void showManifest(const QString& object, const session::ManifestText& text);
    void showError(const QString& object, const Error& error);
    /// For objects that Git declares and the cluster does not have.
    void showAbsent(const QString& object);
    void refreshAge();
    void openFind();

Q_SIGNALS:
    void pathChanged(const QString& path);

private:
    void showNotice(const QString& title, const QString& text);

    std::shared_ptr<const Clock> m_clock;
    foundation::ElidedLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLineEdit* m_find = nullptr;
    editor::ManifestView* m_view = nullptr;
    foundation::NoticePanel* m_notice = nullptr;
    QStackedLayout* m_stack = nullptr;
    session::ManifestText m_text;
};

}
