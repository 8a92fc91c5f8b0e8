#pragma once

#include "app/sandbox/sim/ArgoCompare.h"
#include "app/sandbox/sim/Renderer.h"

namespace holdfast::sandbox::sim {

/// What Git gave for an app.
struct LoadedSources {
    std::vector<std::string> revisions;
    std::vector<std::string> types;
    std::vector<Value> objects; ///< not yet tracked
    std::string error; ///< empty when all went well
};

/// A digest of what was rendered.
[[nodiscard]] std::string digestOf(const LoadedSources& sources);

/// What a comparison found.
struct Comparison {
    LoadedSources sources;
    std::vector<Compared> objects;
    std::vector<std::string> images;
    std::string now;
    std::string invalidSpec; ///< what is wrong with the spec itself; then nothing was compared
};

/// The status after a comparison; operationState and history stay.
[[nodiscard]] Value comparedStatus(const Value& app, const Comparison& comparison);
[[nodiscard]] bool isMultiSource(const Value& app);
/// The sources of the spec, one or many.
[[nodiscard]] std::vector<Value> sourcesOf(const Value& spec);
/// The status with one more deployment; the oldest beyond the limit are left out.
[[nodiscard]] Value withHistory(const Value& app, const Value& status, const Value& entry);

/// What auto-sync does after a comparison.
struct AutoSync {
    enum class Decision { Nothing, Sync, Heal, Failed };
    Decision decision = Decision::Nothing;
    Value operation;
};
/// Whether Git may render differently than at the last sync; None is only known with manifest-generate-paths.
enum class RevisionChange { Possible, None };
[[nodiscard]] AutoSync decideAutoSync(const Value& app, RevisionChange change = RevisionChange::Possible);

}
