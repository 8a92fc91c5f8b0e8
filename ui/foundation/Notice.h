#pragma once

#include "ui/foundation/StateBadge.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace holdfast::foundation {

enum class ButtonKind { Plain, Primary, Danger };

struct NoticeButton {
    QString id;
    QString text;
    ButtonKind kind = ButtonKind::Plain;
    friend bool operator==(const NoticeButton&, const NoticeButton&) = default;
};

/// What a page shows in place of content: empty, loading, an error, no permission.
struct Notice {
    State state = State::None; ///< None: no shape
    QString title;
    QString text;
    QStringList lines; ///< one per problem
    std::vector<NoticeButton> buttons; ///< the first has the focus
    friend bool operator==(const Notice&, const Notice&) = default;
};

/// Draws a Notice in the middle of its space; all text is plain.
class NoticePanel final : public QWidget {
    Q_OBJECT
public:
    /// `name` is the prefix of the object names: `name.title`, `name.text`.
    explicit NoticePanel(const QString& name, QWidget* parent = nullptr);
    void setNotice(const Notice& notice);
    [[nodiscard]] const Notice& notice() const { return m_notice; }

Q_SIGNALS:
    void buttonPressed(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void makeButtons();
    QString m_name;
    Notice m_notice;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_lines = nullptr;
    QWidget* m_column = nullptr;
    QHBoxLayout* m_buttons = nullptr;
};

/// One line across a page with buttons at its end: consent, insecure, acting as, a warning.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    enum class Look { Attention, Danger, Quiet };
    NoticeBar(const QString& name, Look look, QWidget* parent = nullptr);
    /// The last button has the focus where one is to be pressed without care: Cancel.
    void setNotice(const QString& text, const std::vector<NoticeButton>& buttons);

Q_SIGNALS:
    void buttonPressed(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    Look m_look;
    QLabel* m_text = nullptr;
    QHBoxLayout* m_row = nullptr;
    std::vector<NoticeButton> m_shown;
    std::vector<QWidget*> m_buttons;
};

/// A label for outside text on one line: elided, plain, the whole of it in the tooltip.
class ElidedLabel final : public QWidget {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    void setText(const QString& text);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
};

}
