#include "core/session/ObjectRows.h"

#include "core/manifest/SecretMask.h"
#include "core/manifest/YamlWriter.h"

namespace holdfast::session {

using manifest::Value;

namespace {

QString textOf(const Value& object)
{
    return object.isNull() ? QString() : QString::fromStdString(manifest::writeYaml(object));
}

std::vector<diff::FieldMark> secretMarks(const Value& left, const Value& right)
{
    if (!manifest::isSecret(left.isNull() ? right : left))
        return {};
    std::vector<diff::FieldMark> marks;
    for (const char* field : { "data", "stringData" })
        marks.push_back({ .path = manifest::FieldPath().child(field), .tone = diff::RowTone::Masked, .note = {} });
    return marks;
}

}

Result<diff::SideBySide> rowsOf(const diff::Comparison& comparison, const CancelToken& cancel)
{
    std::vector<diff::FieldMark> marks = secretMarks(comparison.live, comparison.predicted);
    for (const diff::FieldChange& change : comparison.changes)
        if (change.ignoredBy)
            marks.push_back({ .path = change.path, .note = *change.ignoredBy });
    // A status that is the same on both sides says nothing about a difference.
    const bool sameStatus = comparison.live["status"] == comparison.predicted["status"];
    const auto shown = [sameStatus](const Value& object) {
        return textOf(sameStatus && !object.isNull() ? object.without("status") : object);
    };
    return diff::sideBySide(shown(comparison.live), shown(comparison.predicted), cancel, marks);
}

}
