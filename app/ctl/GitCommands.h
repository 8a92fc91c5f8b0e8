#pragma once

#include "app/ctl/Command.h"

namespace holdfast::ctl {

/// `git revert`, `git log`, `git push`: on a bare repository, without a cluster.
[[nodiscard]] std::vector<Command> gitCommands();

}
