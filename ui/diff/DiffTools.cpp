#include "ui/diff/DiffTools.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/foundation/PlainText.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>

namespace holdfast::difference {

using namespace foundation;

namespace {

QPushButton* makeButton(const QString& text, const QString& name, const char* id, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QStringLiteral("diff.") + QLatin1StringView(id));
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}

DiffTools::DiffTools(QWidget* parent)
    : QWidget(parent)
    , m_path(new ElidedLabel(this))
    , m_approximate(new QLabel(tr("approximate"), this))
    , m_count(new QLabel(this))
    , m_previous(makeButton(QStringLiteral("▲"), tr("Previous change (Alt+Up)"), "previous", this))
    , m_next(makeButton(QStringLiteral("▼"), tr("Next change (Alt+Down)"), "next", this))
    , m_arrangement(makeButton({}, tr("Arrangement"), "arrangement", this))
    , m_more(makeButton(tr("More ▾"), tr("More"), "more", this))
{
    setObjectName(QStringLiteral("diff.tools"));
    m_path->setObjectName(QStringLiteral("diff.path"));
    m_path->setFont(monoFont());
    m_count->setObjectName(QStringLiteral("diff.count"));
    m_count->setTextFormat(Qt::PlainText);
    m_approximate->setObjectName(QStringLiteral("diff.approximate"));
    m_approximate->setTextFormat(Qt::PlainText);
    m_approximate->setProperty("tone", QStringLiteral("mid"));
    m_approximate->setToolTip(
        tr("The texts differ so much that the shortest way between them was not looked for to the "
           "end: every difference is shown, some could be shown with fewer lines."));
    m_approximate->hide();
    makeArrangementMenu();
    makeMoreMenu();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(8));
    row->addWidget(m_path, 1);
    for (QWidget* widget : std::initializer_list<QWidget*> { m_approximate, m_count, m_previous, m_next })
        row->addWidget(widget);
    row->addSpacing(scaled(4));
    row->addWidget(m_arrangement);
    row->addWidget(m_more);
    m_path->setMinimumWidth(scaled(80));
    connect(m_previous, &QPushButton::clicked, this, &DiffTools::previousRequested);
    connect(m_next, &QPushButton::clicked, this, &DiffTools::nextRequested);
    setCount(-1, 0);
    setArrangement(Arrangement::SideBySide, Wrapping::Off);
}

void DiffTools::makeArrangementMenu()
{
    auto* menu = new QMenu(m_arrangement);
    menu->setAccessibleName(tr("Arrangement"));
    auto* group = new QActionGroup(menu);
    m_sideBySide = group->addAction(tr("Side by side"));
    m_unified = group->addAction(tr("Unified"));
    for (QAction* action : { m_sideBySide, m_unified }) {
        action->setCheckable(true);
        menu->addAction(action);
    }
    m_sideBySide->setObjectName(QStringLiteral("diff.sideBySide"));
    m_unified->setObjectName(QStringLiteral("diff.unified"));
    m_unified->setShortcut(Qt::Key_U);
    m_unified->setShortcutContext(Qt::WidgetShortcut); // shown only; the view takes the key
    menu->addSeparator();
    m_wrap = menu->addAction(tr("Wrap long lines"));
    m_wrap->setObjectName(QStringLiteral("diff.wrap"));
    m_wrap->setCheckable(true);
    auto* all = menu->addAction(tr("Show all equal lines"), this, &DiffTools::revealAllRequested);
    all->setObjectName(QStringLiteral("diff.revealAll"));
    m_arrangement->setMenu(menu);
    connect(m_sideBySide, &QAction::triggered, this, [this] { Q_EMIT arrangementChosen(Arrangement::SideBySide); });
    connect(m_unified, &QAction::triggered, this, [this] { Q_EMIT arrangementChosen(Arrangement::Unified); });
    connect(m_wrap, &QAction::triggered, this,
        [this](bool on) { Q_EMIT wrappingChosen(on ? Wrapping::On : Wrapping::Off); });
}

void DiffTools::makeMoreMenu()
{
    auto* menu = new QMenu(m_more);
    menu->setAccessibleName(tr("More"));
    menu->addAction(tr("Find on both sides"), this, &DiffTools::findRequested)
        ->setObjectName(QStringLiteral("diff.openFind"));
    menu->addAction(tr("Save as patch…"), this, &DiffTools::patchRequested)
        ->setObjectName(QStringLiteral("diff.savePatch"));
    m_external = menu->addAction({}, this, &DiffTools::externalRequested);
    m_external->setObjectName(QStringLiteral("diff.external"));
    m_more->setMenu(menu);
    setExternalTool({});
}

void DiffTools::setPath(const QString& path)
{
    m_path->setText(plain(path));
    m_path->setAccessibleName(tr("Field of the current row: %1").arg(plain(path)));
}

void DiffTools::setCount(int current, int count)
{
    const QLocale locale;
    if (count == 0)
        m_count->setText(tr("No line differs."));
    else if (current < 0)
        m_count->setText(tr("%n place(s) differ(s)", nullptr, count));
    else
        m_count->setText(tr("%1 of %2").arg(locale.toString(current + 1), locale.toString(count)));
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
}

void DiffTools::setApproximate(diff::Precision precision)
{
    m_approximate->setVisible(precision == diff::Precision::Approximate);
}

void DiffTools::setArrangement(Arrangement arrangement, Wrapping wrapping)
{
    const bool unified = arrangement == Arrangement::Unified;
    m_arrangement->setText(unified ? tr("Unified ▾") : tr("Side by side ▾"));
    m_sideBySide->setChecked(!unified);
    m_unified->setChecked(unified);
    m_wrap->setChecked(wrapping == Wrapping::On);
}

void DiffTools::setExternalTool(const QString& name)
{
    m_external->setEnabled(!name.isEmpty());
    m_external->setText(name.isEmpty() ? tr("Open in an external tool (git's diff.tool is not set)")
                                       : tr("Open in %1").arg(plain(name)));
}

}
