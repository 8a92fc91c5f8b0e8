#pragma once

#include "app/ctl/Command.h"

namespace holdfast::ctl {

/// Commands that render an app and measure it: `render`, `diff`.
[[nodiscard]] std::vector<Command> measureCommands();

}
