#pragma once

#include "ui/foundation/Palette.h"

#include <QObject>

#include <memory>

class QTextDocument;

namespace holdfast::editor {

/// Colours YAML in a text document with KSyntaxHighlighting and our own two themes. Documents beyond `maximumLines`
/// stay plain, since colouring runs on the GUI thread.
class Highlighter final : public QObject {
    Q_OBJECT
public:
    static constexpr int maximumLines = 4000;

    explicit Highlighter(QTextDocument* document);
    ~Highlighter() override;
    void setScheme(foundation::Scheme scheme);
    /// Call before the document's text is replaced by one of so many lines.
    void prepareFor(qsizetype lines);
    [[nodiscard]] bool isOn() const;

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine;
};

}
