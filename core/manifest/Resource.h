#pragma once

#include "core/manifest/Value.h"

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <optional>

namespace holdfast::manifest {

/// An API group, version and kind; the core group is empty.
struct GroupVersionKind {
    QString group;
    QString version;
    QString kind;
    friend bool operator==(const GroupVersionKind&, const GroupVersionKind&) = default;
    friend auto operator<=>(const GroupVersionKind&, const GroupVersionKind&) = default;
};

/// What names an object in a cluster; the version is no part of it.
struct ObjectKey {
    QString group;
    QString kind;
    QString nameSpace; ///< empty for cluster-scoped objects
    QString name;
    friend bool operator==(const ObjectKey&, const ObjectKey&) = default;
    friend auto operator<=>(const ObjectKey&, const ObjectKey&) = default;
    friend std::size_t qHash(const ObjectKey& key, std::size_t seed = 0)
    {
        return qHashMulti(seed, key.group, key.kind, key.nameSpace, key.name);
    }
};

/// `[GROUP/]KIND/[NAMESPACE/]NAME`, the name of an object everywhere a person sees or types one.
[[nodiscard]] QString objectText(const ObjectKey& key);
/// The reverse; nothing where the text is no such name. A kind begins with an upper-case letter, a group does not.
[[nodiscard]] std::optional<ObjectKey> parseObjectText(const QString& text);

/// Reads `apiVersion` and `kind`.
[[nodiscard]] GroupVersionKind groupVersionKind(const Value& object);
[[nodiscard]] ObjectKey objectKey(const Value& object);
/// UTF-8 to QString, for values that go to the window.
[[nodiscard]] QString toQString(std::string_view text);

}
