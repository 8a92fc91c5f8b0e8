#include "app/ctl/Command.h"

namespace holdfast::ctl {

std::vector<Command> fleetCommands()
{
    return {};
}

}
