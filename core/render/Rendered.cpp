#include "core/render/Rendered.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"

#include <QSet>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::Value;

Result<std::vector<Value>> readObjects(std::string_view text, const QString& name)
{
    const auto documents = manifest::readYaml(text, name, { .bytes = 64U << 20U });
    if (!documents)
        return std::unexpected(documents.error());
    std::vector<Value> objects;
    for (const manifest::YamlDocument& document : *documents) {
        if (document.value["apiVersion"].isEmpty() || document.value["kind"].isEmpty())
            return fail(ErrorCode::InvalidInput, FilePlace { .file = name, .line = document.line },
                u"this is no Kubernetes object: apiVersion or kind is missing"_s);
        objects.push_back(document.value);
    }
    return objects;
}

Result<Rendered> checked(std::vector<Value> objects)
{
    if (objects.empty())
        return fail(ErrorCode::Precondition, {},
            u"the source renders to no objects at all; this is not taken as a wish to delete everything"_s);
    Rendered rendered;
    QSet<manifest::ObjectKey> seen;
    for (const Value& object : objects) {
        const manifest::ObjectKey key = manifest::objectKey(object);
        const QString name = manifest::objectText(key);
        if (!key.name.isEmpty() && seen.contains(key))
            return fail(
                ErrorCode::InvalidInput, ObjectPlace { .object = name, .field = {} }, u"it is declared twice"_s);
        seen.insert(key);
        if (object.contains("sops"))
            rendered.notes << u"The values of %1 are encrypted with SOPS and are not compared."_s.arg(name);
        if (key.group == u"bitnami.com" && key.kind == u"SealedSecret")
            rendered.notes << u"%1 is sealed: the Secret that comes of it is not compared."_s.arg(name);
    }
    rendered.objects = std::move(objects);
    return rendered;
}

}
