#include "ui/shell/KeysDialog.h"

#include "ui/foundation/Fonts.h"

#include <QGridLayout>
#include <QLabel>

namespace holdfast::shell {

using foundation::scaled;

namespace {

void addRow(QGridLayout& grid, const QString& key, const QString& text)
{
    auto* parent = grid.parentWidget();
    auto* keyLabel = new QLabel(key, parent);
    auto* textLabel = new QLabel(text, parent);
    for (auto* label : { keyLabel, textLabel }) {
        label->setTextFormat(Qt::PlainText);
        label->setObjectName(label == keyLabel ? QStringLiteral("keys.key") : QStringLiteral("keys.text"));
        label->setAccessibleName(label->text());
    }
    keyLabel->setFont(foundation::textFont(12, foundation::Weight::Strong));
    keyLabel->setProperty("tone", QStringLiteral("mid"));
    const int row = grid.rowCount();
    grid.addWidget(keyLabel, row, 0);
    grid.addWidget(textLabel, row, 1);
}

}

KeysDialog::KeysDialog(const std::vector<pages::KeyHint>& page, const ActionCatalog& catalog, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("keys.dialog"));
    setWindowTitle(tr("All keys"));
    setAccessibleName(tr("All keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(scaled(24), scaled(18), scaled(24), scaled(20));
    grid->setHorizontalSpacing(scaled(28));
    grid->setVerticalSpacing(scaled(7));
    for (const pages::KeyHint& hint : page)
        addRow(*grid, hint.key, hint.text);
    for (const Command& command : catalog.commands()) {
        if (!command.shortcut.isEmpty())
            addRow(*grid,
                command.shortcut.toString(QKeySequence::NativeText).replace(QStringLiteral(", "), QStringLiteral(" ")),
                command.text);
    }
}

}
