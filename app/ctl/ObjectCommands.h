#pragma once

#include "app/ctl/Command.h"
#include "core/diff/Compare.h"
#include "core/manifest/Value.h"

#include <expected>
#include <vector>

namespace holdfast::ctl {

/// Commands about objects in files: `health`, `compare`, `normalize`, `mask`, `order`, `inventory`, `prune`.
[[nodiscard]] std::vector<Command> objectCommands();

/// The objects of a manifest stream. What a person should know of them goes to the messages; where the stream cannot
/// be read, the error has been printed and its exit code is given.
[[nodiscard]] std::expected<std::vector<manifest::Value>, Exit> readObjects(
    const Invocation& call, const QString& file);
/// The same for a file that must hold one object.
[[nodiscard]] std::expected<manifest::Value, Exit> readObject(const Invocation& call, const QString& file);
/// The value of an option that must be one of a few words; wrong usage otherwise, printed.
[[nodiscard]] std::expected<QString, Exit> readChoice(
    const Invocation& call, const QString& option, const QStringList& choices);
/// `{"verdict","changes"}`, as `compare` and `diff` give it.
[[nodiscard]] manifest::Value comparisonJson(const diff::Comparison& comparison);
/// A name as it stands in JSON.
[[nodiscard]] manifest::Value jsonText(const QString& text);

[[nodiscard]] Exit runHealth(const Invocation& call);
[[nodiscard]] Exit runCompare(const Invocation& call);
[[nodiscard]] Exit runNormalize(const Invocation& call);
[[nodiscard]] Exit runMask(const Invocation& call);
[[nodiscard]] Exit runOrder(const Invocation& call);
[[nodiscard]] Exit runInventory(const Invocation& call);
[[nodiscard]] Exit runPrune(const Invocation& call);

}
