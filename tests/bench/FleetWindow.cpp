#include "tests/ui/support/SampleFleets.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Preferences.h"
#include "ui/foundation/Theme.h"
#include "ui/pages/Router.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace holdfast;

namespace {

constexpr int rows = 10'000;
constexpr int changesPerSecond = 1'000;
constexpr int batchEveryMs = 50; // as the live fleet delivers
constexpr int seconds = 10;

double share(std::vector<double> values, double at)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, std::size_t(double(values.size()) * at))];
}

/// Feeds the fleet page changes at a fixed rate and watches how late the GUI thread's own clock ticks.
class FleetWindow final : public QObject {
public:
    FleetWindow()
        : m_fleet(tests::sampleFleet(tests::Sample::Large))
        , m_preferences({})
        , m_window({ m_fleet.get(), tests::sampleClock(), &m_preferences, {} }, shell::WindowStyle::Full)
    {
        m_window.resize(1440, 900);
        m_window.go(*pages::parseRoute(QStringLiteral("fleet")));
        m_window.show();
        qApp->installEventFilter(this);
        m_tick.setInterval(1);
        m_tick.setTimerType(Qt::PreciseTimer);
        connect(&m_tick, &QTimer::timeout, this, [this] { tick(); });
        m_batch.setInterval(batchEveryMs);
        m_batch.setTimerType(Qt::PreciseTimer);
        connect(&m_batch, &QTimer::timeout, this, [this] { deliver(); });
        QTimer::singleShot(1000, this, [this] { // after the first rows are drawn
            m_sinceTick.start();
            m_tick.start();
            m_batch.start();
        });
        QTimer::singleShot(1000 + seconds * 1000, this, [this] { report(); });
    }

private:
    void tick()
    {
        m_delays.push_back(double(m_sinceTick.nsecsElapsed()) / 1e6 - 1.0);
        m_sinceTick.restart();
    }

    void deliver()
    {
        if (m_apps.empty())
            m_apps = m_fleet->apps();
        std::vector<gitops::App> changed;
        for (int i = 0; i < changesPerSecond * batchEveryMs / 1000; ++i) {
            gitops::App app = m_apps[std::size_t(m_random.bounded(int(m_apps.size())))];
            app.health.status = gitops::HealthStatus(m_random.bounded(6));
            app.agent.verdict = gitops::SyncVerdict(m_random.bounded(3));
            changed.push_back(std::move(app));
        }
        m_changes += int(changed.size());
        if (!m_sinceChange.isValid())
            m_sinceChange.start();
        m_fleet->upsert(std::move(changed));
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_sinceChange.isValid() && watched->inherits("QWidget"))
            QTimer::singleShot(0, this, [this] { painted(); }); // when this round of painting is over
        return QObject::eventFilter(watched, event);
    }

    void painted()
    {
        if (m_sinceChange.isValid()) // a change waits half a batch on average before it is delivered
            m_pixels.push_back(double(m_sinceChange.nsecsElapsed()) / 1e6 + batchEveryMs / 2.0);
        m_sinceChange.invalidate();
    }

    void report()
    {
        const QJsonObject result { { QStringLiteral("rows"), rows }, { QStringLiteral("changes"), m_changes },
            { QStringLiteral("seconds"), seconds }, { QStringLiteral("delayP50Ms"), share(m_delays, 0.5) },
            { QStringLiteral("delayP99Ms"), share(m_delays, 0.99) },
            { QStringLiteral("delayWorstMs"), share(m_delays, 1.0) },
            { QStringLiteral("eventToPixelP50Ms"), share(m_pixels, 0.5) },
            { QStringLiteral("eventToPixelP99Ms"), share(m_pixels, 0.99) } };
        std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
        QCoreApplication::quit();
    }

    std::unique_ptr<tests::FakeFleet> m_fleet;
    foundation::Preferences m_preferences;
    shell::MainWindow m_window;
    QTimer m_tick;
    QTimer m_batch;
    QElapsedTimer m_sinceTick;
    QElapsedTimer m_sinceChange;
    QRandomGenerator m_random { 7 };
    std::vector<gitops::App> m_apps;
    std::vector<double> m_delays;
    std::vector<double> m_pixels;
    int m_changes = 0;
};

}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    foundation::loadFonts();
    foundation::applyTheme(application, foundation::ThemeChoice::Light);
    const FleetWindow bench;
    return QApplication::exec();
}
