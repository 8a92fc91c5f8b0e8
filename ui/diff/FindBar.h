#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace holdfast::difference {

/// A line to search with: text, how many places there are, and the way to the next and the previous one.
class FindBar final : public QWidget {
    Q_OBJECT
public:
    explicit FindBar(QWidget* parent = nullptr);
    void open();
    void close();
    [[nodiscard]] QString text() const;
    /// `current` from 0, -1 for none.
    void setCount(int current, int count);
    void sayWrapped();

Q_SIGNALS:
    void textChanged(const QString& text);
    void nextRequested();
    void previousRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLineEdit* m_text = nullptr;
    QLabel* m_count = nullptr;
};

}
