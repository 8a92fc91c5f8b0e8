#pragma once

#include "app/ctl/Command.h"
#include "core/workflow/Preview.h"

namespace holdfast::ctl {

class FleetReading;

/// `history`, `revert`, `runs`, `run`: guided runs, and what they can go back to.
[[nodiscard]] std::vector<Command> runCommands();
/// Plans a revert, shows it, asks, and follows it to its end.
void runRevert(const Invocation& call);
/// Lists the commits of an app beside its deployments.
void runHistory(const Invocation& call);

/// Says how the run goes on until it is over or held, prints the answer, and ends the call.
void followRun(FleetReading& reading, const workflow::RunId& run);
/// The whole fleet that these apps' names, or the options, ask for.
void readFleetOf(const Invocation& call, const QStringList& apps, std::function<void(FleetReading&)> settled);

/// What `revert` and `run ID` answer.
[[nodiscard]] manifest::Value runJson(const workflow::RunInfo& run);
/// One entry of `runs`.
[[nodiscard]] manifest::Value runLineJson(const workflow::RunInfo& run);
[[nodiscard]] manifest::Value previewJson(const workflow::Preview& preview);
/// The preview as lines for a person, before the question.
[[nodiscard]] QStringList previewLines(const workflow::Preview& preview);
/// How the program ends with this run.
[[nodiscard]] Exit exitOf(const workflow::RunInfo& run);
void printRun(const Invocation& call, const workflow::RunInfo& run);

}
