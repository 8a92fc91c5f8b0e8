#include "core/base/Async.h"
#include "core/manifest/JsonWriter.h"
#include "core/session/ExternalDiff.h"
#include "core/session/MeasureService.h"
#include "core/workflow/HistoryService.h"
#include "ui/diff/DiffView.h"
#include "ui/foundation/AgeText.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"
#include "ui/pages/app/DiffPane.h"
#include "ui/pages/app/DiffPaneSide.h"

#include <QFileDialog>
#include <QKeyEvent>
#include <QMenu>

namespace holdfast::pages::app {

using namespace foundation;
using difference::Side;
using session::ComparedSide;
using session::SideKind;

namespace {

constexpr qsizetype longestValue = 60;

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

void DiffPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_O && event->modifiers() == Qt::NoModifier)
        askForOrigin();
    else
        QWidget::keyPressEvent(event);
}

void DiffPane::askForOrigin()
{
    const QString field = m_view->currentField();
    const auto path = manifest::FieldPath::fromText(field.toStdString());
    if (!m_app || !m_shown || m_services.history == nullptr || !path || path->isRoot())
        return tell(tr("Go to a field first: the arrow keys move, Alt and they go from change to change."));
    tell(tr("Looking for the commit that set %1…").arg(plain(field)));
    m_asking = CancelSource();
    const workflow::FieldQuestion question {
        .app = m_app->id, .object = m_shown->right ? *m_shown->right : *m_shown->left, .field = *path
    };
    onDone(m_services.history->origin(question, m_asking.token()), this,
        [this, field, token = m_asking.token()](const Result<workflow::FieldOrigin>& origin) {
            if (!token.isCancelled())
                tellOrigin(field, origin);
        });
}

void DiffPane::tellOrigin(const QString& field, const Result<workflow::FieldOrigin>& origin)
{
    if (!origin)
        return tell(describeInOneLine(origin.error()));
    m_origin = origin->commit.id;
    const auto shown = [](const std::optional<manifest::Value>& value) {
        const QString text = value ? QString::fromStdString(manifest::writeJson(*value)) : tr("nothing");
        return plain(text.size() > longestValue ? text.left(longestValue) + QStringLiteral("…") : text);
    };
    const QString what = tr("%1 was set from %2 to %3").arg(plain(field), shown(origin->before), shown(origin->value));
    tell(tr("%1 by %2 on %3, %4, %5 ago: %6")
             .arg(what, m_origin.text().first(7), plain(origin->branch), plain(origin->commit.author),
                 ageText(origin->commit.time, m_services.clock->now()), plain(origin->commit.subject)),
        { { .id = QStringLiteral("commit"), .text = tr("Show the commit") } });
}

}
