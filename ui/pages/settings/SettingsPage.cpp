#include "ui/pages/settings/SettingsPage.h"

#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/Preferences.h"
#include "ui/foundation/Theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QScrollArea>

namespace holdfast::pages::settings {

using foundation::scaled;
using foundation::ThemeChoice;

namespace {

const QString themeKey = QStringLiteral("theme");
const QString measuringKey = QStringLiteral("measuring");

QString clusterLine(const session::ClusterStatus& cluster)
{
    QStringList parts { foundation::plain(cluster.context.text()) };
    if (!cluster.identity.server.isEmpty())
        parts.append(foundation::plain(cluster.identity.server));
    if (!cluster.identity.version.isEmpty())
        parts.append(foundation::plain(cluster.identity.version));
    if (cluster.error)
        parts.append(foundation::describe(*cluster.error).sentence);
    return parts.join(QStringLiteral(" · "));
}

}

SettingsPage::SettingsPage(const PageServices& services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_content(new QWidget(this))
    , m_column(new QVBoxLayout(m_content))
{
    setObjectName(QStringLiteral("settings.page"));
    setAccessibleName(title());
    m_content->setObjectName(QStringLiteral("settings.content"));
    m_column->setContentsMargins(scaled(28), scaled(18), scaled(28), scaled(28));
    m_column->setSpacing(scaled(7));
    buildTheme();
    buildMeasuring();
    addHeading(tr("Kubeconfig"));
    const QStringList files = services.kubeconfigFiles;
    addText(QStringLiteral("settings.kubeconfig"),
        files.isEmpty() ? tr("No kubeconfig file is in use.")
                        : foundation::plain(files.join(u'\n'), foundation::Lines::Many));
    addHeading(tr("Clusters"));
    m_clusters = addText(QStringLiteral("settings.clusters"), {});
    addHeading(tr("About"));
    addText(QStringLiteral("settings.version"),
        tr("Holdfast %1, with Qt %2. Licensed under the Apache License 2.0.")
            .arg(QCoreApplication::applicationVersion(), QLatin1String(qVersion())));
    addText(QStringLiteral("settings.licences"),
        tr("Bundled fonts: Inter, Copyright 2016 The Inter Project Authors, and JetBrains Mono, Copyright 2020 The "
           "JetBrains Mono Project Authors, both under the SIL Open Font License 1.1. Linked: Qt (LGPL), "
           "KSyntaxHighlighting (MIT), libcurl (curl), libgit2 (GPL 2.0 with its linking exception), OpenSSL and "
           "simdjson (Apache 2.0), yaml-cpp, libyaml, libjq and LuaJIT (MIT)."));
    m_column->addStretch(1);
    auto* area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("settings.area"));
    area->setAccessibleName(title());
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(m_content);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins({});
    page->addWidget(area);
    connect(services.fleet, &session::Fleet::clusterChanged, this, &SettingsPage::showClusters);
    showClusters();
}

void SettingsPage::addHeading(const QString& text)
{
    auto* label = new QLabel(text, m_content);
    label->setObjectName(QStringLiteral("settings.heading"));
    label->setAccessibleName(text);
    label->setTextFormat(Qt::PlainText);
    label->setFont(foundation::textFont(14, foundation::Weight::Strong));
    m_column->addSpacing(scaled(12));
    m_column->addWidget(label);
}

QLabel* SettingsPage::addText(const QString& name, const QString& text)
{
    auto* label = new QLabel(text, m_content);
    label->setObjectName(name);
    label->setAccessibleName(text.isEmpty() ? name : text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMaximumWidth(scaled(720));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_column->addWidget(label);
    return label;
}

void SettingsPage::buildTheme()
{
    addHeading(tr("Colours"));
    m_theme = new QComboBox(m_content);
    m_theme->setObjectName(QStringLiteral("settings.theme"));
    m_theme->setAccessibleName(tr("Colours"));
    m_theme->addItem(tr("Like the system"), word(ThemeChoice::System));
    m_theme->addItem(tr("Light"), word(ThemeChoice::Light));
    m_theme->addItem(tr("Dark"), word(ThemeChoice::Dark));
    m_theme->setFixedWidth(scaled(200));
    m_column->addWidget(m_theme);
    setFocusProxy(m_theme);
    showTheme();
    if (!m_services.preferences)
        return;
    connect(m_theme, &QComboBox::activated, this,
        [this] { m_services.preferences->setText(themeKey, m_theme->currentData().toString()); });
    connect(m_services.preferences, &foundation::Preferences::changed, this, &SettingsPage::showTheme);
}

void SettingsPage::showTheme()
{
    const QString chosen = m_services.preferences ? m_services.preferences->text(themeKey) : QString();
    m_theme->setCurrentIndex(m_theme->findData(word(foundation::themeChoice(chosen))));
}

void SettingsPage::buildMeasuring()
{
    addHeading(tr("Measuring"));
    m_measuring = new QCheckBox(tr("Measure all apps in the background"), m_content);
    m_measuring->setObjectName(QStringLiteral("settings.measuring"));
    m_measuring->setAccessibleName(m_measuring->text());
    m_column->addWidget(m_measuring);
    addText(QStringLiteral("settings.measuringText"),
        tr("Reads every object of every app about every five minutes, Secrets included, so that the list says what "
           "differs; the clusters' audit logs show it. When this is off, an app is read only when it is opened."));
    showMeasuring();
    if (!m_services.preferences)
        return;
    connect(m_measuring, &QCheckBox::clicked, this, [this](bool on) {
        m_services.preferences->setText(measuringKey, on ? QStringLiteral("on") : QStringLiteral("off"));
    });
    connect(m_services.preferences, &foundation::Preferences::changed, this, &SettingsPage::showMeasuring);
}

void SettingsPage::showMeasuring()
{
    m_measuring->setChecked(!m_services.preferences || m_services.preferences->text(measuringKey) != u"off");
}

void SettingsPage::showClusters()
{
    QStringList lines;
    for (const auto& cluster : m_services.fleet->clusters())
        lines.append(clusterLine(cluster));
    for (const Error& problem : m_services.fleet->problems())
        lines.append(foundation::describeInOneLine(problem));
    m_clusters->setText(lines.isEmpty() ? tr("None.") : lines.join(u'\n'));
    m_clusters->setAccessibleName(m_clusters->text());
}

void SettingsPage::open(const Route&)
{
    m_theme->setFocus();
}

std::vector<KeyHint> SettingsPage::keyHints() const
{
    return { { tr("Tab"), tr("next") }, { tr("Esc"), tr("back") }, { QStringLiteral("?"), tr("all keys") } };
}

QString SettingsPage::summary() const
{
    return tr("Holdfast %1").arg(QCoreApplication::applicationVersion());
}

}
