#include "core/session/DriftLine.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"
#include "core/manifest/SecretMask.h"

#include <algorithm>

namespace holdfast::session {

using manifest::Value;

namespace {

constexpr std::size_t mostParts = 4;
constexpr qsizetype longestValue = 28;

/// The last steps of a path: `replicas`, `containers api`, `args[0]`.
QString fieldName(const manifest::FieldPath& path)
{
    if (path.isRoot())
        return QStringLiteral("all of it");
    const manifest::PathStep& last = path.steps().back();
    const QString key = QString::fromStdString(last.key);
    const bool isIndex = !key.isEmpty() && std::ranges::all_of(key, [](QChar c) { return c.isDigit(); });
    if ((!last.item && !isIndex) || path.steps().size() < 2)
        return key;
    const QString list = fieldName(path.parent());
    return last.item ? list + u' ' + QString::fromStdString(*last.item) : QStringLiteral("%1[%2]").arg(list, key);
}

bool isPlain(const std::optional<Value>& value)
{
    return value && !value->isMap() && !value->isList();
}

QString text(const Value& value)
{
    return value.isString() ? manifest::toQString(value.text()) : QString::fromStdString(manifest::writeJson(value));
}

/// Of two long texts what is not the same at their beginning, from the last word on: of images the tags.
void shorten(QString& before, QString& after)
{
    if (before.size() <= longestValue && after.size() <= longestValue)
        return;
    static const QString ends = QStringLiteral("/:@ ,=");
    const auto [one, other] = std::ranges::mismatch(before, after);
    qsizetype same = one - before.begin();
    while (same > 0 && !ends.contains(before[same - 1]))
        --same;
    for (QString* each : { &before, &after }) {
        each->remove(0, same);
        if (each->size() > longestValue)
            *each = each->first(longestValue) + u'…';
    }
}

QString changeText(const diff::FieldChange& change, bool isSecret)
{
    const QString name = fieldName(change.path);
    switch (change.kind) {
    case diff::ChangeKind::Added:
        return u'−' + QStringLiteral(" ") + name;
    case diff::ChangeKind::Removed:
        return QStringLiteral("+ ") + name;
    case diff::ChangeKind::Changed:
        break;
    }
    if (isSecret || !isPlain(change.desired) || !isPlain(change.live))
        return name + QStringLiteral(" changed");
    QString git = text(*change.desired);
    QString live = text(*change.live);
    shorten(git, live);
    return QStringLiteral("%1 %2 → %3").arg(name, git, live).simplified();
}

QStringList partsOf(const MeasuredObject& object, bool withKind)
{
    const QString name = object.key.kind + u' ' + object.key.name;
    if (object.comparison.verdict == diff::Verdict::Missing)
        return { name + QStringLiteral(" absent") };
    if (object.comparison.verdict == diff::Verdict::Extra)
        return { name + QStringLiteral(" extra") };
    const bool isSecret = manifest::isSecret(object.comparison.live);
    QStringList parts;
    for (const diff::FieldChange& change : object.comparison.changes) {
        if (!change.ignoredBy)
            parts << changeText(change, isSecret);
    }
    if (!parts.isEmpty() && withKind)
        parts.front() = object.key.kind + u' ' + parts.front();
    return parts;
}

}

QString driftLine(const std::vector<MeasuredObject>& objects)
{
    const bool several = std::ranges::count_if(objects, differs) > 1;
    QStringList parts;
    for (const MeasuredObject& object : objects) {
        if (differs(object))
            parts += partsOf(object, several || manifest::isSecret(object.comparison.live));
        if (parts.size() > qsizetype(mostParts)) {
            parts.resize(mostParts);
            return parts.join(QStringLiteral(", ")) + QStringLiteral(", …");
        }
    }
    return parts.join(QStringLiteral(", "));
}

}
