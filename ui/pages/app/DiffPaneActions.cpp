#include "core/base/Async.h"
#include "core/session/ExternalDiff.h"
#include "core/session/MeasureService.h"
#include "ui/diff/DiffView.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"
#include "ui/pages/app/DiffPane.h"
#include "ui/pages/app/DiffPaneSide.h"

#include <QFileDialog>
#include <QMenu>

namespace holdfast::pages::app {

using namespace foundation;
using difference::Side;
using session::ComparedSide;
using session::SideKind;

namespace {

QString fileName(const session::ComparedObject& object)
{
    const manifest::ObjectKey& key = object.left ? *object.left : *object.right;
    return manifest::objectText(key).replace(QLatin1Char('/'), QLatin1Char('_')) + QStringLiteral(".yaml");
}

/// The lines of one side, without the rows that only fill.
QString textOf(const diff::SideBySide& content, Side side)
{
    QString text;
    for (std::size_t row = 0; row < content.rows.size(); ++row)
        if ((side == Side::Left ? content.rows[row].left : content.rows[row].right) > 0)
            text
                += (side == Side::Left ? content.left : content.right)[static_cast<qsizetype>(row)] + QLatin1Char('\n');
    return text;
}

}

void DiffPane::offerSides(Side side, const QPoint& at)
{
    if (!m_app)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("diff.sideMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Live in %1").arg(plain(m_app->id.context.text())), this,
        [this, side] { choose(side, { .kind = SideKind::Live, .app = *m_app, .revision = {} }); });
    menu->addAction(tr("Git at %1, as the app tracks it").arg(plain(m_app->source.target)), this,
        [this, side] { choose(side, { .kind = SideKind::Desired, .app = *m_app, .revision = {} }); });
    addOthers(*menu, side);
    menu->addSeparator();
    menu->addAction(tr("Another revision or app…"), this, [this, side] { askForSide(side); });
    menu->popup(at);
}

/// The app of the same name in other clusters: as it runs there.
void DiffPane::addOthers(QMenu& menu, Side side)
{
    for (const gitops::App& other : m_services.fleet->apps()) {
        if (other.id.context == m_app->id.context || other.id.kind != m_app->id.kind || other.id.name != m_app->id.name)
            continue;
        menu.addAction(tr("Live in %1").arg(plain(other.id.context.text())), this,
            [this, side, other] { choose(side, { .kind = SideKind::Live, .app = other, .revision = {} }); });
    }
}

void DiffPane::askForSide(Side side)
{
    const auto [left, right] = sides();
    auto* dialog = new SideDialog(side == Side::Left ? left : right, m_services.fleet->apps(), this);
    connect(dialog, &SideDialog::sideChosen, this, [this, side](const ComparedSide& what) { choose(side, what); });
    dialog->open();
}

void DiffPane::askForPatchFile()
{
    if (!m_shown)
        return;
    auto* dialog = new QFileDialog(this, tr("Save as patch"));
    dialog->setObjectName(QStringLiteral("diff.patchDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("patch"));
    dialog->selectFile(fileName(*m_shown) + QStringLiteral(".patch"));
    connect(dialog, &QFileDialog::fileSelected, this, &DiffPane::savePatch);
    dialog->open();
}

void DiffPane::savePatch(const QString& path)
{
    if (!m_shown)
        return;
    const QString name = fileName(*m_shown);
    const session::PatchFile file { .path = path,
        .names = { .left = m_shown->comparison.live.isNull() ? QString() : name,
            .right = m_shown->comparison.predicted.isNull() ? QString() : name } };
    onDone(m_services.measuring->savePatch(m_view->content(), file, {}), this, [this, path](const Result<void>& saved) {
        tell(saved ? tr("The patch was saved as %1.").arg(plain(path)) : describeInOneLine(saved.error()));
    });
}

void DiffPane::openExternally()
{
    if (!m_shown)
        return;
    const diff::SideBySide& content = *m_view->content();
    const session::ExternalTexts texts { .left = textOf(content, Side::Left),
        .right = textOf(content, Side::Right),
        .leftName = fileName(*m_shown),
        .rightName = fileName(*m_shown) };
    onDone(m_external->open(texts), this, [this](const Result<void>& shown) {
        if (!shown)
            tell(describeInOneLine(shown.error()));
    });
}

}
