#include "core/workflow/JournalFile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace holdfast::workflow {

namespace {

constexpr int fileVersion = 1;

constexpr std::initializer_list<const char*> schema {
    "CREATE TABLE IF NOT EXISTS runs (id TEXT PRIMARY KEY, guide TEXT NOT NULL, who TEXT NOT NULL, "
    "started TEXT NOT NULL, steps INTEGER NOT NULL, current INTEGER NOT NULL, state INTEGER NOT NULL, "
    "held INTEGER NOT NULL, back INTEGER, plan TEXT NOT NULL, facts TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS records (number INTEGER PRIMARY KEY AUTOINCREMENT, "
    "run TEXT NOT NULL REFERENCES runs(id), kind INTEGER NOT NULL, step INTEGER NOT NULL, at TEXT NOT NULL, "
    "note TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS records_by_run ON records (run, number)",
};

/// Qt binds a null text as NULL; here it is an empty one.
QVariant stored(const QVariant& value)
{
    return value.typeId() == QMetaType::QString && value.toString().isNull() ? QVariant(QStringLiteral("")) : value;
}

/// A connection that lives as long as this object, on the thread that made it.
class Connection final {
public:
    explicit Connection(const QString& path)
        : m_name(QUuid::createUuid().toString())
        , m_path(path)
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
        m_database.setDatabaseName(path);
    }
    ~Connection()
    {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] Result<void> open()
    {
        if (!m_database.open())
            return std::unexpected(failure(m_database.lastError()));
        for (const char* pragma : { "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL" })
            if (Result<std::vector<QVariantList>> set = run({ QLatin1String(pragma), {} }); !set)
                return std::unexpected(set.error());
        return {};
    }

    [[nodiscard]] Result<std::vector<QVariantList>> run(const JournalStatement& statement)
    {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(statement.text))
            return std::unexpected(failure(query.lastError()));
        for (const QVariant& value : statement.values)
            query.addBindValue(stored(value));
        if (!query.exec()) // a query, no event loop
            return std::unexpected(failure(query.lastError()));
        std::vector<QVariantList> rows;
        while (query.next()) {
            QVariantList row;
            for (int column = 0; column < query.record().count(); ++column)
                row.push_back(query.value(column));
            rows.push_back(std::move(row));
        }
        if (query.lastError().isValid())
            return std::unexpected(failure(query.lastError()));
        return rows;
    }

private:
    [[nodiscard]] Error failure(const QSqlError& error) const
    {
        const QString native = error.nativeErrorCode();
        ErrorCode code = ErrorCode::Io;
        if (native == QLatin1String("26") || native == QLatin1String("11")) // NOTADB, CORRUPT
            code = ErrorCode::InvalidInput;
        else if (native == QLatin1String("1555") || native == QLatin1String("2067")) // primary key, unique
            code = ErrorCode::AlreadyExists;
        return { .code = code, .where = FilePlace { .file = m_path }, .detail = error.text().simplified() };
    }

    QString m_name;
    QString m_path;
    QSqlDatabase m_database;
};

Result<void> apply(Connection& connection, const std::vector<JournalStatement>& statements)
{
    for (const JournalStatement& statement : statements)
        if (Result<std::vector<QVariantList>> done = connection.run(statement); !done)
            return std::unexpected(done.error());
    return {};
}

/// All or none.
Result<void> transact(Connection& connection, std::vector<JournalStatement> statements)
{
    statements.insert(statements.begin(), { QStringLiteral("BEGIN IMMEDIATE"), {} });
    statements.push_back({ QStringLiteral("COMMIT"), {} });
    Result<void> done = apply(connection, statements);
    if (!done)
        static_cast<void>(connection.run({ QStringLiteral("ROLLBACK"), {} }));
    return done;
}

Result<void> ensureSchema(Connection& connection, const QString& path)
{
    const Result<std::vector<QVariantList>> version = connection.run({ QStringLiteral("PRAGMA user_version"), {} });
    if (!version)
        return std::unexpected(version.error());
    const int found = version->empty() ? 0 : version->front().front().toInt();
    if (found > fileVersion)
        return fail(ErrorCode::Precondition, FilePlace { .file = path },
            QStringLiteral("the journal was written by a newer version of Holdfast"));
    if (found == fileVersion)
        return {};
    std::vector<JournalStatement> statements;
    for (const char* text : schema)
        statements.push_back({ QLatin1String(text), {} });
    statements.push_back({ QStringLiteral("PRAGMA user_version=%1").arg(fileVersion), {} });
    return transact(connection, std::move(statements));
}

Result<void> openJournal(Connection& connection, const QString& path)
{
    if (Result<void> opened = connection.open(); !opened)
        return opened;
    return ensureSchema(connection, path);
}

/// SQLite gives its side files the mode of the file itself.
Result<void> makePrivateFile(const QString& path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(ErrorCode::Io, FilePlace { .file = path }, qt_error_string());
    const bool closed = ::fchmod(descriptor, 0600) == 0;
    ::close(descriptor);
    if (!closed)
        return fail(ErrorCode::Io, FilePlace { .file = path }, qt_error_string());
    return {};
}

Result<void> keepAside(const QString& path)
{
    const QString aside = path
        + QStringLiteral(".broken-%1")
              .arg(QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmsszzz")));
    for (const char* side : { "-wal", "-shm" })
        QFile::rename(path + QLatin1String(side), aside + QLatin1String(side));
    if (!QFile::rename(path, aside))
        return fail(ErrorCode::Io, FilePlace { .file = path }, QStringLiteral("the broken journal cannot be moved"));
    return makePrivateFile(path);
}

template <typename T, typename Work> Result<T> withJournal(const QString& path, const Work& work)
{
    {
        Connection connection(path);
        const Result<void> opened = openJournal(connection, path);
        if (opened)
            return work(connection);
        if (opened.error().code != ErrorCode::InvalidInput)
            return std::unexpected(opened.error());
    }
    if (Result<void> moved = keepAside(path); !moved)
        return std::unexpected(moved.error());
    Connection fresh(path);
    if (Result<void> opened = openJournal(fresh, path); !opened)
        return std::unexpected(opened.error());
    return work(fresh);
}

}

JournalFile::JournalFile(const QString& folder)
    : m_folder(folder)
    , m_path(folder + QStringLiteral("/runs.sqlite"))
{
}

Result<void> JournalFile::prepareFolder() const
{
    if (QFileInfo(m_folder).isDir())
        return {};
    if (!QDir().mkpath(m_folder)
        || !QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return fail(ErrorCode::Io, FilePlace { .file = m_folder }, QStringLiteral("the folder cannot be made"));
    return {};
}

Result<void> JournalFile::write(const std::vector<JournalStatement>& statements) const
{
    if (Result<void> made = prepareFolder(); !made)
        return made;
    if (Result<void> made = makePrivateFile(m_path); !made)
        return made;
    return withJournal<void>(
        m_path, [&statements](Connection& connection) { return transact(connection, statements); });
}

Result<std::vector<QVariantList>> JournalFile::read(const JournalStatement& statement) const
{
    if (!QFileInfo::exists(m_path))
        return std::vector<QVariantList>();
    return withJournal<std::vector<QVariantList>>(
        m_path, [&statement](Connection& connection) { return connection.run(statement); });
}

}
