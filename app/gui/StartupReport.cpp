#include "app/gui/StartupReport.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimer>
#include <QWidget>

#include <algorithm>

#include <time.h>
#include <unistd.h>

namespace holdfast::gui {

using session::ClusterStatus;
using session::LinkState;

namespace {

QByteArray readWhole(const char* path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 peakResidentKiB()
{
    for (const QByteArray& line : readWhole("/proc/self/status").split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').front().toLongLong();
    }
    return 0;
}

bool hasRows(const ClusterStatus& cluster)
{
    return cluster.state != LinkState::Connecting && (cluster.state != LinkState::Live || cluster.rowsComplete);
}

bool isComplete(const ClusterStatus& cluster)
{
    return hasRows(cluster) && (cluster.state != LinkState::Live || cluster.detailsComplete);
}

}

qint64 processAge()
{
    // proc(5): field 22 is the start in clock ticks since boot; the name in field 2 may hold spaces.
    const QByteArray stat = readWhole("/proc/self/stat");
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const qint64 startMs = fields.value(19).toLongLong() * 1000 / std::max(1L, sysconf(_SC_CLK_TCK));
    timespec now {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return std::max<qint64>(0, now.tv_sec * 1000 + now.tv_nsec / 1'000'000 - startMs);
}

StartupReport::StartupReport(QString file, session::Fleet& fleet, QWidget& window)
    : m_file(std::move(file))
    , m_fleet(fleet)
    , m_window(window)
{
    QCoreApplication::instance()->installEventFilter(this);
    connect(&fleet, &session::Fleet::clusterChanged, this, &StartupReport::look);
    connect(&fleet, &session::Fleet::appsChanged, this, &StartupReport::look);
}

bool StartupReport::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::UpdateRequest && watched == &m_window) {
        // After this event the frame has been drawn.
        QTimer::singleShot(0, this, &StartupReport::painted);
    }
    return false;
}

void StartupReport::look()
{
    const auto clusters = m_fleet.clusters();
    m_rowsThere = std::ranges::all_of(clusters, hasRows);
    if (m_rowsThere && !m_rowsPainted)
        m_window.update();
    if (!m_complete && std::ranges::all_of(clusters, isComplete))
        m_complete = processAge();
    if (m_complete && m_rowsPainted)
        write();
}

void StartupReport::painted()
{
    const bool first = !m_firstPaint;
    if (first)
        m_firstPaint = processAge();
    if (m_rowsThere && !m_rowsPainted)
        m_rowsPainted = processAge();
    if (first || m_rowsPainted)
        look();
}

void StartupReport::write()
{
    if (m_done)
        return;
    m_done = true;
    QCoreApplication::instance()->removeEventFilter(this);
    const qint64 peak = peakResidentKiB(); // before the rows are copied to be counted
    const QJsonObject report { { QStringLiteral("firstPaintMs"), *m_firstPaint },
        { QStringLiteral("rowsPaintedMs"), *m_rowsPainted },
        { QStringLiteral("detailsCompleteMs"), std::max(*m_complete, *m_rowsPainted) },
        { QStringLiteral("rows"), qint64(m_fleet.apps().size()) }, { QStringLiteral("peakRssKiB"), peak } };
    QSaveFile file(m_file);
    const QByteArray text = QJsonDocument(report).toJson(QJsonDocument::Compact) + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        Q_EMIT failed(tr("%1: the start report cannot be written (%2).").arg(m_file, file.errorString()));
    Q_EMIT done();
}

}
