#include "ui/pages/Page.h"

#include "ui/foundation/Preferences.h"
