#pragma once

#include "app/ctl/FleetReading.h"

namespace holdfast::ctl {

/// Goes on once a person has confirmed: with `--yes`, or by typing yes to the question on a terminal. Else nothing is
/// done, and the command ends as refused with `hint`.
void confirm(FleetReading& reading, const QString& question, const QString& hint, std::function<void()> goOn);

}
