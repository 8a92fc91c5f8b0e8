#include "core/workflow/Journal.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/workflow/JournalFile.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace holdfast::workflow {

using manifest::Value;

namespace {

QString json(const Value& value)
{
    return QString::fromStdString(manifest::writeJson(value));
}

Value value(const QVariant& column)
{
    return manifest::readJson(column.toString().toStdString()).value_or(Value());
}

QString timeText(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime time(const QVariant& column)
{
    return QDateTime::fromString(column.toString(), Qt::ISODateWithMs);
}

QVariantList positionColumns(const RunPosition& position)
{
    return { static_cast<qint64>(position.steps), static_cast<qint64>(position.current),
        static_cast<int>(position.state), position.held,
        position.back ? QVariant(static_cast<int>(*position.back)) : QVariant() };
}

RunPosition position(const QVariantList& row, qsizetype first)
{
    RunPosition read { .steps = row.at(first).toULongLong(),
        .current = row.at(first + 1).toULongLong(),
        .state = static_cast<RunState>(row.at(first + 2).toInt()),
        .held = row.at(first + 3).toBool() };
    if (!row.at(first + 4).isNull())
        read.back = static_cast<RunState>(row.at(first + 4).toInt());
    return read;
}

constexpr auto runColumns = "id, guide, who, started, steps, current, state, held, back, plan, facts";

StoredRun storedRun(const QVariantList& row)
{
    return { .id = RunId(row.at(0).toString()),
        .guide = row.at(1).toString(),
        .by = row.at(2).toString(),
        .startedAt = time(row.at(3)),
        .position = position(row, 4),
        .plan = value(row.at(9)),
        .facts = value(row.at(10)) };
}

JournalStatement recordStatement(const RunId& run, const RunRecord& record)
{
    return { QStringLiteral("INSERT INTO records (run, kind, step, at, note) VALUES (?, ?, ?, ?, ?)"),
        { run.text(), static_cast<int>(record.kind), static_cast<qint64>(record.step), timeText(record.at),
            record.note } };
}

}

RunLock::RunLock(int descriptor)
    : m_descriptor(descriptor)
{
}

RunLock::~RunLock()
{
    ::close(m_descriptor);
}

Journal::Journal(QString folder)
    : m_folder(std::move(folder))
{
}

Result<void> Journal::begin(const StoredRun& run) const
{
    const QVariantList who { run.id.text(), run.guide, run.by, timeText(run.startedAt) };
    const QVariantList content { json(run.plan), json(run.facts) };
    return JournalFile(m_folder).write(
        { { QStringLiteral("INSERT INTO runs (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                  .arg(QLatin1String(runColumns)),
              who + positionColumns(run.position) + content },
            recordStatement(run.id, { .kind = RecordKind::Begun, .at = run.startedAt }) });
}

Result<void> Journal::keep(const StoredRun& run, const RunRecord& record) const
{
    const QVariantList rest { json(run.facts), run.id.text() };
    return JournalFile(m_folder).write(
        { { QStringLiteral("UPDATE runs SET steps=?, current=?, state=?, held=?, back=?, facts=? WHERE id=?"),
              positionColumns(run.position) + rest },
            recordStatement(run.id, record) });
}

Result<std::vector<StoredRun>> Journal::runs() const
{
    const Result<std::vector<QVariantList>> rows = JournalFile(m_folder).read(
        { QStringLiteral("SELECT %1 FROM runs ORDER BY started DESC, id DESC").arg(QLatin1String(runColumns)), {} });
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<StoredRun> all;
    for (const QVariantList& row : *rows)
        all.push_back(storedRun(row));
    return all;
}

Result<StoredRun> Journal::run(const RunId& id) const
{
    const Result<std::vector<QVariantList>> rows = JournalFile(m_folder).read(
        { QStringLiteral("SELECT %1 FROM runs WHERE id=?").arg(QLatin1String(runColumns)), { id.text() } });
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->empty())
        return fail(ErrorCode::NotFound, {}, QStringLiteral("there is no run \"%1\"").arg(id.text()));
    return storedRun(rows->front());
}

Result<std::vector<RunRecord>> Journal::records(const RunId& id) const
{
    const Result<std::vector<QVariantList>> rows = JournalFile(m_folder).read(
        { QStringLiteral("SELECT kind, step, at, note FROM records WHERE run=? ORDER BY number"), { id.text() } });
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<RunRecord> all;
    for (const QVariantList& row : *rows)
        all.push_back({ .kind = static_cast<RecordKind>(row.at(0).toInt()),
            .step = row.at(1).toULongLong(),
            .at = time(row.at(2)),
            .note = row.at(3).toString() });
    return all;
}

Result<std::unique_ptr<RunLock>> Journal::lock(const RunId& id) const
{
    if (Result<void> made = JournalFile(m_folder).prepareFolder(); !made)
        return std::unexpected(made.error());
    const QString path = m_folder + QStringLiteral("/run-%1.lock").arg(id.text());
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(ErrorCode::Io, FilePlace { .file = path }, qt_error_string());
    auto held = std::make_unique<RunLock>(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorCode::Precondition, {}, QStringLiteral("run %1 is driven by another program").arg(id.text()));
    return held;
}

}
