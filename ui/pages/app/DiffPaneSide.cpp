#include "ui/pages/app/DiffPaneSide.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/Theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace holdfast::pages::app {

using namespace foundation;
using difference::SideLabel;

SideLabel sideLabel(const session::ComparedSide& side, const session::SideOrigin& origin,
    const std::optional<manifest::ObjectKey>& key, const QDateTime& now)
{
    const QString object = key ? manifest::objectText(*key) : QString();
    if (side.kind == session::SideKind::Live)
        return { .what = SideDialog::tr("Live"),
            .which = side.app.id.context.text() + QStringLiteral(" · ")
                + (key ? object : SideDialog::tr("this object is not there")),
            .detail = SideDialog::tr("read %1 ago · server fields hidden").arg(ageText(origin.at, now)) };
    const QString revision = side.revision.isEmpty() ? side.app.source.target : shortRevision(side.revision);
    const QString commit = shortRevision(origin.commit.text());
    const QString at = revision == commit ? commit : QStringLiteral("%1 @ %2").arg(revision, commit);
    return {
        .what = SideDialog::tr("Git"),
        .which = key ? at : at + QStringLiteral(" · ") + SideDialog::tr("this object is not there"),
        .detail
        = SideDialog::tr("%1 rendered %2 ago from %3").arg(side.app.id.name, ageText(origin.at, now), origin.repository)
    };
}

SideDialog::SideDialog(const session::ComparedSide& side, std::vector<gitops::App> apps, QWidget* parent)
    : QDialog(parent)
    , m_apps(std::move(apps))
    , m_side(side)
    , m_kind(new QComboBox(this))
    , m_app(new QLineEdit(gitops::appText(side.app.id), this))
    , m_revision(new QLineEdit(side.revision, this))
    , m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("diff.sideDialog"));
    setWindowTitle(tr("What to compare"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_kind->addItem(tr("Live: as it runs"));
    m_kind->addItem(tr("Git: as it is declared"));
    m_kind->setCurrentIndex(side.kind == session::SideKind::Live ? 0 : 1);
    m_kind->setObjectName(QStringLiteral("diff.sideKind"));
    m_kind->setAccessibleName(tr("State"));
    m_app->setObjectName(QStringLiteral("diff.sideApp"));
    m_app->setAccessibleName(tr("App"));
    m_app->setMinimumWidth(scaled(380));
    QStringList names;
    for (const gitops::App& app : m_apps)
        names << gitops::appText(app.id);
    auto* completer = new QCompleter(names, m_app);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_app->setCompleter(completer);
    m_revision->setObjectName(QStringLiteral("diff.sideRevision"));
    m_revision->setAccessibleName(tr("Revision"));
    m_revision->setPlaceholderText(tr("A branch, tag or commit; empty: what the app tracks"));
    m_revision->setEnabled(side.kind == session::SideKind::Desired);
    m_error->setObjectName(QStringLiteral("diff.sideError"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setProperty("tone", QStringLiteral("bad"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Compare"));
    setButtonKind(*buttons->button(QDialogButtonBox::Ok), "primary");
    auto* form = new QFormLayout(this);
    form->addRow(tr("State"), m_kind);
    form->addRow(tr("App"), m_app);
    form->addRow(tr("Revision"), m_revision);
    form->addRow(m_error);
    form->addRow(buttons);
    connect(
        m_kind, &QComboBox::currentIndexChanged, m_revision, [this](int kind) { m_revision->setEnabled(kind == 1); });
    connect(buttons, &QDialogButtonBox::accepted, this, &SideDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &SideDialog::reject);
}

void SideDialog::accept()
{
    const QString wanted = m_app->text().trimmed();
    const auto found
        = std::ranges::find_if(m_apps, [&wanted](const gitops::App& app) { return gitops::appText(app.id) == wanted; });
    if (found == m_apps.end()) {
        m_error->setText(tr("This fleet has no app %1; type a part of its name and choose one.").arg(plain(wanted)));
        m_error->show();
        return;
    }
    const bool live = m_kind->currentIndex() == 0;
    Q_EMIT sideChosen({ .kind = live ? session::SideKind::Live : session::SideKind::Desired,
        .app = *found,
        .revision = live ? QString() : m_revision->text().trimmed() });
    QDialog::accept();
}

}
