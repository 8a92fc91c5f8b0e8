#include "ui/editor/Highlighter.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

#include <QTextDocument>

namespace holdfast::editor {

struct Highlighter::Engine {
    explicit Engine(QTextDocument* textDocument)
        : document(textDocument)
        , highlighter(static_cast<QObject*>(nullptr))
    {
        repository.addCustomSearchPath(QStringLiteral(":/holdfast/syntax"));
        highlighter.setDefinition(repository.definitionForName(QStringLiteral("YAML")));
    }

    QTextDocument* document;
    KSyntaxHighlighting::Repository repository;
    KSyntaxHighlighting::SyntaxHighlighter highlighter;
};

Highlighter::Highlighter(QTextDocument* document)
    : QObject(document)
    , m_engine(std::make_unique<Engine>(document))
{
    m_engine->highlighter.setDocument(document);
}

Highlighter::~Highlighter() = default;

void Highlighter::setScheme(foundation::Scheme scheme)
{
    const QString name
        = scheme == foundation::Scheme::Dark ? QStringLiteral("Holdfast Dark") : QStringLiteral("Holdfast Light");
    const KSyntaxHighlighting::Theme theme = m_engine->repository.theme(name);
    if (m_engine->highlighter.theme().name() == theme.name())
        return;
    m_engine->highlighter.setTheme(theme);
    if (isOn())
        m_engine->highlighter.rehighlight();
}

void Highlighter::prepareFor(qsizetype lines)
{
    QTextDocument* wanted = lines > maximumLines ? nullptr : m_engine->document;
    if (m_engine->highlighter.document() != wanted)
        m_engine->highlighter.setDocument(wanted);
}

bool Highlighter::isOn() const
{
    return m_engine->highlighter.document() != nullptr;
}

}
