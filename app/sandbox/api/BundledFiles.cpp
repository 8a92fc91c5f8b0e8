#include "app/sandbox/api/BundledFiles.h"

#include "core/manifest/JsonReader.h"

#include <zlib.h>

#include <QDir>
#include <QFile>

static void initialiseResources()
{
    Q_INIT_RESOURCE(sandbox_api);
}

namespace holdfast::sandbox {

namespace {

constexpr int GzipWindow = 15 + 16; // zlib: 16 asks for the gzip form

QByteArray gunzipped(const QByteArray& bytes)
{
    z_stream stream {};
    if (inflateInit2(&stream, GzipWindow) != Z_OK)
        return {};
    QByteArray input = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    QByteArray output;
    QByteArray chunk(1 << 18, Qt::Uninitialized);
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        state = inflate(&stream, Z_NO_FLUSH);
        output.append(chunk.constData(), chunk.size() - static_cast<qsizetype>(stream.avail_out));
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? output : QByteArray();
}

}

QByteArray bundledFile(const QString& path)
{
    initialiseResources();
    QFile file(QStringLiteral(":/sandbox/") + path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    return path.endsWith(QStringLiteral(".gz")) ? gunzipped(bytes) : bytes;
}

manifest::Value bundledJson(const QString& path)
{
    const QByteArray bytes = bundledFile(path);
    const auto value = manifest::readJson(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    return value ? *value : manifest::Value();
}

std::vector<manifest::Value> bundledDefinitions()
{
    initialiseResources();
    std::vector<manifest::Value> definitions;
    const QStringList names = QDir(QStringLiteral(":/sandbox/crds")).entryList(QDir::Files, QDir::Name);
    for (const QString& name : names)
        definitions.push_back(bundledJson(QStringLiteral("crds/") + name));
    return definitions;
}

QByteArray gzipped(const QByteArray& bytes)
{
    z_stream stream {};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, GzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray input = bytes;
    QByteArray output(
        static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    deflate(&stream, Z_FINISH);
    output.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return output;
}

}
