#include "core/session/FleetCache.h"

#include <QDataStream>
#include <QHash>
#include <QIODevice>
#include <QTimeZone>

#include <algorithm>

namespace holdfast::session {

using namespace holdfast::gitops;

namespace {

constexpr quint32 magic = 0x48464c54; // "HFLT"
constexpr quint32 version = 5;
constexpr quint32 mostRows = 1'000'000;
constexpr qint64 checksumPlace = 8;
constexpr qint64 textsPlace = 10;
constexpr std::size_t sampleRows = 256;
constexpr std::size_t smallestRow = 64;

/// Writes texts that many rows have as numbers; they themselves stand behind the rows.
class RowWriter final {
public:
    explicit RowWriter(QDataStream& stream)
        : m_stream(stream)
    {
    }

    /// A text that no other row has.
    void own(const QString& text) { m_stream << text; }

    void operator()(const QString& text)
    {
        const auto place = m_places.constFind(text);
        if (place != m_places.constEnd()) {
            m_stream << *place;
            return;
        }
        m_stream << static_cast<quint32>(m_texts.size());
        m_places.insert(text, static_cast<quint32>(m_texts.size()));
        m_texts.push_back(text);
    }
    void operator()(const QDateTime& time) { m_stream << (time.isValid() ? time.toMSecsSinceEpoch() : qint64(0)); }
    void operator()(bool value) { m_stream << value; }
    void operator()(int value) { m_stream << static_cast<qint32>(value); }
    template <typename Enum>
        requires std::is_enum_v<Enum>
    void operator()(Enum value)
    {
        m_stream << static_cast<quint8>(value);
    }
    [[nodiscard]] const QStringList& texts() const { return m_texts; }

private:
    QDataStream& m_stream;
    QHash<QString, quint32> m_places;
    QStringList m_texts;
};

/// The reverse; after a broken byte everything reads as empty and `isWhole` is false.
class RowReader final {
public:
    RowReader(QDataStream& stream, const QStringList& texts)
        : m_stream(stream)
        , m_texts(texts)
    {
    }

    void own(QString& text) { m_stream >> text; }
    void operator()(QString& text)
    {
        quint32 place = 0;
        m_stream >> place;
        if (place < static_cast<quint32>(m_texts.size()))
            text = m_texts.at(static_cast<qsizetype>(place));
        else
            m_stream.setStatus(QDataStream::ReadCorruptData);
    }
    void operator()(QDateTime& time)
    {
        qint64 milliseconds = 0;
        m_stream >> milliseconds;
        time = milliseconds == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(milliseconds, QTimeZone::UTC);
    }
    void operator()(bool& value) { m_stream >> value; }
    void operator()(int& value)
    {
        qint32 number = 0;
        m_stream >> number;
        value = number;
    }
    template <typename Enum>
        requires std::is_enum_v<Enum>
    void operator()(Enum& value)
    {
        quint8 number = 0;
        m_stream >> number;
        constexpr quint8 most = 5; // no enumeration of a row has more than six values
        if (number > most)
            m_stream.setStatus(QDataStream::ReadCorruptData);
        else
            value = static_cast<Enum>(number);
    }

private:
    QDataStream& m_stream;
    const QStringList& m_texts;
};

/// One list of fields for both directions, so that they cannot differ.
template <typename Visitor, typename Row> void visitVerdict(Visitor& visit, Row& app)
{
    visit(app.agent.verdict);
    visit(app.agent.reason);
    visit.own(app.agent.message);
    visit(app.agent.at);
    visit(app.health.status);
    visit.own(app.health.message);
    visit(app.automation.mode);
    visit(app.automation.prune);
    visit(app.automation.selfHeal);
    visit(app.differsSince);
    visit(app.sinceProof);
    visit.own(app.whatDiffers);
    visit(app.createdAt);
}

template <typename Visitor, typename Row> void visitPlace(Visitor& visit, Row& app)
{
    visit(app.id.kind);
    visit(app.id.nameSpace);
    visit.own(app.id.name);
    visit(app.source.kind);
    visit(app.source.repository);
    visit.own(app.source.path);
    visit(app.source.chart);
    visit(app.source.target);
    visit(app.destination.server);
    visit(app.destination.name);
    visit(app.destination.nameSpace);
    visit(app.destination.kubeConfigSecret);
    visit(app.project);
    visit(app.team);
}

template <typename Visitor, typename Verdict> void visitMeasured(Visitor& visit, Verdict& measured)
{
    visit(measured.verdict);
    visit(measured.fields);
    visit(measured.at);
    visit(measured.commit.id);
    visit(measured.commit.subject);
    visit(measured.commit.author);
    visit(measured.commit.at);
    visit(measured.what);
}

App readRow(RowReader& read)
{
    App app { .detail = Detail::Remembered };
    QString context;
    QString revision;
    read(context);
    visitPlace(read, app);
    visitVerdict(read, app);
    read(revision);
    app.id.context = ContextName(context);
    app.revision = Revision(revision);
    bool measured = false;
    read(measured);
    if (measured) {
        MeasuredVerdict verdict;
        visitMeasured(read, verdict);
        app.measured = std::move(verdict);
    }
    bool owned = false;
    read(owned);
    if (owned) {
        manifest::ObjectKey owner;
        read(owner.group);
        read(owner.kind);
        read(owner.nameSpace);
        read(owner.name);
        app.owner = std::move(owner);
    }
    return app;
}

void writeRow(RowWriter& write, const App& app)
{
    write(app.id.context.text());
    visitPlace(write, app);
    visitVerdict(write, app);
    write(app.revision.text());
    write(app.measured.has_value());
    if (app.measured)
        visitMeasured(write, *app.measured);
    write(app.owner.has_value());
    if (app.owner) {
        write(app.owner->group);
        write(app.owner->kind);
        write(app.owner->nameSpace);
        write(app.owner->name);
    }
}

}

// Magic, version, checksum of what follows, place of the texts, number of rows; the rows; the texts.
QByteArray writeRows(const std::vector<std::shared_ptr<const App>>& apps)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << magic << version << quint16(0) << quint32(0) << static_cast<quint32>(apps.size());
    RowWriter writer(stream);
    std::size_t written = 0;
    for (const std::shared_ptr<const App>& app : apps) {
        writeRow(writer, *app);
        if (++written == sampleRows) // the whole lies in memory once, and not in a block that has doubled
            bytes.reserve(bytes.size() / qsizetype(sampleRows) * qsizetype(apps.size()) * 9 / 8);
    }
    const auto texts = static_cast<quint32>(bytes.size());
    stream << writer.texts();
    stream.device()->seek(textsPlace);
    stream << texts;
    stream.device()->seek(checksumPlace);
    stream << qChecksum(QByteArrayView(bytes).sliced(textsPlace));
    return bytes;
}

Result<std::vector<App>> readRows(const QByteArray& bytes)
{
    const auto broken
        = fail(ErrorCode::InvalidInput, {}, QStringLiteral("the remembered fleet is broken or from another version"));
    QDataStream stream(bytes);
    quint32 mark = 0;
    quint32 written = 0;
    quint16 checksum = 0;
    stream >> mark >> written >> checksum;
    if (bytes.size() < textsPlace || mark != magic || written != version
        || qChecksum(QByteArrayView(bytes).sliced(textsPlace)) != checksum)
        return broken;
    quint32 place = 0;
    quint32 count = 0;
    stream >> place >> count;
    const qint64 rows = stream.device()->pos();
    QStringList texts;
    stream.device()->seek(place);
    stream >> texts;
    stream.device()->seek(rows);
    if (stream.status() != QDataStream::Ok || count > mostRows)
        return broken;
    std::vector<App> apps;
    apps.reserve(std::min(static_cast<std::size_t>(count), static_cast<std::size_t>(bytes.size()) / smallestRow));
    RowReader reader(stream, texts);
    for (quint32 row = 0; row < count && stream.status() == QDataStream::Ok; ++row)
        apps.push_back(readRow(reader));
    if (stream.status() != QDataStream::Ok)
        return broken;
    return apps;
}

}
