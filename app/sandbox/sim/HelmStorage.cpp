#include "app/sandbox/sim/HelmStorage.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/YamlWriter.h"

#include <array>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

std::uint32_t crc32(const QByteArray& bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

QByteArray littleEndian(std::uint32_t number)
{
    QByteArray bytes;
    for (int index = 0; index < 4; ++index)
        bytes.append(static_cast<char>((number >> (8 * index)) & 0xFFU));
    return bytes;
}

}

QByteArray gzip(const QByteArray& bytes)
{
    // qCompress puts a length of 4 bytes before a zlib stream: 2 bytes of head, deflate, 4 bytes of checksum.
    const auto deflated = qCompress(bytes).sliced(6).chopped(4);
    const QByteArray head("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10);
    return head + deflated + littleEndian(crc32(bytes)) + littleEndian(static_cast<std::uint32_t>(bytes.size()));
}

std::string helmSecretName(const std::string& release, int version)
{
    return std::format("sh.helm.release.v1.{}.v{}", release, version);
}

Value helmSecret(const HelmRevision& revision)
{
    std::string manifest;
    std::vector<Value> hooks;
    for (const auto& object : revision.objects) {
        const auto path = std::format("{}/templates/{}.yaml", text(revision.chart["name"]), nameOf(object));
        const auto yaml = manifest::writeYaml(object);
        if (annotation(object, "helm.sh/hook").empty())
            manifest += std::format("---\n# Source: {}\n{}", path, yaml);
        else
            hooks.push_back(tree({ { "name", nameOf(object) }, { "kind", object["kind"] }, { "path", path },
                { "manifest", yaml }, { "events", sequence({ Value(annotation(object, "helm.sh/hook")) }) } }));
    }
    const auto info = tree({ { "first_deployed", revision.firstDeployed }, { "last_deployed", revision.lastDeployed },
        { "deleted", "" }, { "description", revision.description }, { "status", revision.status } });
    const auto chart = tree({ { "metadata", revision.chart }, { "lock", Value() }, { "templates", Value::emptyList() },
        { "values", Value::emptyMap() }, { "schema", Value() }, { "files", Value::emptyList() } });
    const auto release = tree({ { "name", revision.name }, { "info", info }, { "chart", chart },
        { "config", revision.values }, { "manifest", manifest }, { "hooks", sequence(std::move(hooks)) },
        { "version", revision.version }, { "namespace", revision.nameSpace } });
    const auto json = QByteArray::fromStdString(manifest::writeJson(release));
    const auto data = gzip(json).toBase64().toBase64().toStdString();
    const auto labels = tree({ { "name", revision.name }, { "owner", "helm" }, { "status", revision.status },
        { "version", std::to_string(revision.version) },
        { "modifiedAt", std::to_string(fromStamp(Value(revision.lastDeployed)).toSecsSinceEpoch()) } });
    const auto metadata = tree({ { "name", helmSecretName(revision.name, revision.version) },
        { "namespace", revision.nameSpace }, { "labels", labels } });
    return tree({ { "apiVersion", "v1" }, { "kind", "Secret" }, { "metadata", metadata },
        { "type", "helm.sh/release.v1" }, { "data", tree({ { "release", data } }) } });
}

}
