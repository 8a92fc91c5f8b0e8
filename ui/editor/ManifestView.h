#pragma once

#include <QPlainTextEdit>
#include <QStringList>

namespace holdfast::editor {

class Highlighter;

/// One manifest as coloured, read-only YAML with line numbers. Says which field the cursor stands in.
class ManifestView final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit ManifestView(QWidget* parent = nullptr);

    /// Shows this text; the place in it is kept where the text is a newer state of the same object.
    void setManifest(const QString& object, const QString& yaml);
    [[nodiscard]] const QString& object() const { return m_object; }
    /// Selects the next place, from the top again after the last. False where there is none.
    bool findNext(const QString& text, QTextDocument::FindFlags flags = {});
    /// The field below the cursor, as `spec.template.spec.containers[name=api].image`.
    [[nodiscard]] QString currentPath() const;

Q_SIGNALS:
    void pathChanged(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Gutter;
    void layOutGutter();
    void paintGutter(QPaintEvent* event);

    Gutter* m_gutter = nullptr;
    Highlighter* m_highlighter = nullptr;
    QString m_object;
    QString m_source;
    QStringList m_lines; ///< as shown, without control and bidi characters
};

}
