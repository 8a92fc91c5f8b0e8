#include "app/gui/Console.h"

#include "app/gui/NoFleet.h"
#include "app/gui/Practice.h"
#include "app/gui/StartupReport.h"
#include "core/base/Async.h"
#include "core/session/DataFolder.h"
#include "core/session/LiveFleet.h"
#include "core/workflow/RunService.h"
#include "ui/foundation/ErrorText.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStyleHints>

#include <algorithm>
#include <cstdio>

namespace holdfast::gui {

namespace {

constexpr std::chrono::seconds drawLimit { 60 };
constexpr int unreachableCode = 4;
constexpr int unreadableCode = 6;
constexpr int usageCode = 2;

void say(const QString& sentence)
{
    std::fputs(qPrintable(QStringLiteral("holdfast: ") + sentence + u'\n'), stderr);
}

QString sandboxProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/holdfast-sandbox");
    return QFileInfo(beside).isExecutable() ? beside
                                            : QStandardPaths::findExecutable(QStringLiteral("holdfast-sandbox"));
}

}

Console::Console(Options options, QApplication& application)
    : m_options(std::move(options))
    , m_application(application)
{
    const QString folder = m_options.fleet.dataFolder.value_or(session::defaultDataFolder());
    if (!folder.isEmpty()) {
        if (const auto prepared = session::preparePrivateFolder(folder); !prepared)
            say(foundation::describeInOneLine(prepared.error()));
    }
    m_preferences = std::make_unique<foundation::Preferences>(
        folder.isEmpty() ? QString() : folder + QStringLiteral("/window.ini"));
    connect(m_preferences.get(), &foundation::Preferences::changed, this, [this](const QString& key) {
        if (key == QLatin1String("theme")) {
            m_options.theme.reset();
            applyChosenTheme();
        }
        if (key == QLatin1String("measuring"))
            measureAsChosen();
    });
    connect(application.styleHints(), &QStyleHints::colorSchemeChanged, this, &Console::applyChosenTheme);
}

Console::~Console()
{
    m_report.reset();
    m_window.reset();
}

void Console::applyChosenTheme()
{
    foundation::applyTheme(
        m_application, m_options.theme.value_or(foundation::themeChoice(m_preferences->text(QStringLiteral("theme")))));
}

void Console::start()
{
    applyChosenTheme();
    openFleet();
    openWindow();
}

void Console::openFleet()
{
    auto made = app::Composition::make(m_options.fleet);
    // No kubeconfig at all is no fault of anybody's: the window offers the practice fleet.
    const bool firstStart = !made && made.error().code == ErrorCode::NotFound
        && std::holds_alternative<std::monostate>(made.error().where);
    m_unreadable = !made && !firstStart;
    if (made) {
        m_composition = *std::move(made);
        m_fleet = &m_composition->fleet();
        return;
    }
    m_noFleet = std::make_unique<NoFleet>(firstStart ? std::vector<Error>() : std::vector { made.error() });
    m_fleet = m_noFleet.get();
}

void Console::openWindow()
{
    const pages::PageServices services { .fleet = m_fleet,
        .clock = std::make_shared<SystemClock>(),
        .preferences = m_preferences.get(),
        .kubeconfigFiles = m_composition ? m_composition->kubeconfig().files : QStringList(),
        .measuring = m_composition ? &m_composition->measuring() : nullptr,
        .history = m_composition ? &m_composition->history() : nullptr,
        .runs = m_composition ? &m_composition->runs() : nullptr };
    m_window = std::make_unique<shell::MainWindow>(services, m_options.style);
    m_window->setWindowIcon(QIcon(QStringLiteral(":/holdfast/icons/holdfast.svg")));
    m_window->actions().add(
        { QStringLiteral("practice.start"), tr("Open the practice fleet"), {}, [this] { startPractice(); } });
    m_window->actions().add(
        { QStringLiteral("window.quit"), tr("Quit"), QKeySequence(QKeySequence::Quit), [this] { m_window->close(); } });
    if (!m_options.startupReport.isEmpty()) {
        m_report = std::make_unique<StartupReport>(m_options.startupReport, *m_fleet, *m_window);
        connect(m_report.get(), &StartupReport::failed, this, &say);
    }
    m_window->resize(m_options.render ? m_options.render->size : QSize(1440, 900));
    m_window->go(m_options.route);
    if (m_options.style == shell::WindowStyle::Kiosk && !m_options.render)
        m_window->showFullScreen();
    else
        m_window->show();
    if (m_options.render)
        watchPicture();
    if (!m_composition)
        return;
    m_composition->fleet().start();
    if (m_options.render)
        return;
    tellOfHeldRuns();
    measureAsChosen();
}

void Console::measureAsChosen()
{
    const bool off = m_preferences->text(QStringLiteral("measuring")) == u"off";
    if (m_composition && !m_options.render)
        m_composition->measureInBackground(off ? app::Background::Off : app::Background::On);
}

void Console::tellOfHeldRuns()
{
    onDone(m_composition->runs().runs(), m_window.get(), [this](const Result<std::vector<workflow::RunInfo>>& runs) {
        const auto held = !runs ? 0 : std::ranges::count_if(*runs, [](const workflow::RunInfo& run) {
            return run.state == workflow::RunState::Open && run.pace == workflow::RunInfo::Pace::Held;
        });
        if (held > 0)
            m_window->notifications().post({ foundation::NoticeBar::Look::Attention,
                tr("%n run(s) wait for you: open Runs to go on, take back or give up.", nullptr,
                    static_cast<int>(held)) });
    });
}

void Console::startPractice()
{
    if (m_practice && m_practice->isRunning())
        return;
    m_practice = std::make_unique<Practice>(sandboxProgram());
    connect(m_practice.get(), &Practice::started, this, &Console::enterPractice);
    connect(m_practice.get(), &Practice::failed, this, [this](const Error& error) {
        m_window->notifications().post({ foundation::NoticeBar::Look::Danger,
            tr("The practice fleet does not start: %1").arg(foundation::describe(error).sentence) });
    });
    m_practice->start();
}

void Console::enterPractice(const QString& kubeconfig)
{
    // The window is made anew on the new fleet; the old one may be the sender of what led here.
    m_report.reset();
    m_window->hide();
    m_window.release()->deleteLater();
    auto* oldComposition = m_composition.release();
    auto* oldFleet = m_noFleet.release();
    QMetaObject::invokeMethod(
        this,
        [oldComposition, oldFleet] {
            delete oldComposition;
            delete oldFleet;
        },
        Qt::QueuedConnection);
    m_options.fleet.kubeconfig = kubeconfig;
    m_options.fleet.contexts.clear();
    m_options.fleet.choice = app::ContextChoice::All;
    m_options.route = { QStringLiteral("fleet"), {} };
    openFleet();
    openWindow();
}

bool Console::isDrawable() const
{
    const pages::Page* page = m_window->page();
    const bool reported = !m_report || m_report->isDone();
    return page && page->isComplete() && reported;
}

void Console::watchPicture()
{
    if (!m_window->routeError().isEmpty())
        return finish(usageCode, m_window->routeError());
    const auto look = [this] {
        if (isDrawable())
            QTimer::singleShot(0, this, [this] { draw(m_unreadable ? unreadableCode : 0); });
    };
    connect(m_window->page(), &pages::Page::completed, this, look);
    if (m_report)
        connect(m_report.get(), &StartupReport::done, this, look);
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { draw(unreachableCode); });
    m_limit.start(drawLimit);
    QTimer::singleShot(0, this, look);
}

void Console::draw(int exitCode)
{
    if (m_finished || (exitCode != unreachableCode && !isDrawable()))
        return;
    const QString& output = m_options.render->output;
    for (int nesting = 0; nesting < 4; ++nesting) // what was shown last may not be laid out yet
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    if (!m_window->grab().save(output, "PNG"))
        return finish(usageCode, tr("%1: the picture cannot be written.").arg(output));
    if (exitCode == unreachableCode)
        return finish(exitCode,
            tr("Not everything had arrived after %1 seconds; the picture shows what had.").arg(drawLimit.count()));
    if (exitCode == unreadableCode)
        return finish(exitCode, foundation::describeInOneLine(m_fleet->problems().front()));
    finish(0, {});
}

void Console::finish(int exitCode, const QString& sentence)
{
    if (m_finished)
        return;
    m_finished = true;
    if (!sentence.isEmpty())
        say(sentence);
    QMetaObject::invokeMethod(&m_application, [exitCode] { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
}

}
