#pragma once

#include "core/base/Clock.h"
#include "core/session/Fleet.h"
#include "core/workflow/Run.h"
#include "ui/foundation/FactTable.h"

namespace holdfast::pages::runs {

/// One run of the list: of this journal, or of a colleague whose mark is on an app.
struct RunRow {
    workflow::RunInfo run;
    enum class Place { Here, Elsewhere } place = Place::Here;
    friend bool operator==(const RunRow&, const RunRow&) = default;
};

/// Those that wait for a person first, then those under way, then the past; each part newest first.
[[nodiscard]] std::vector<RunRow> runRows(std::vector<workflow::RunInfo> kept, const std::vector<gitops::App>& apps);

using RunModel = foundation::KeyedTableModel<QString, RunRow>;
/// State, apps, step, commits, since when, by whom.
[[nodiscard]] std::unique_ptr<RunModel> makeRunModel(const std::shared_ptr<const Clock>& clock);

}
