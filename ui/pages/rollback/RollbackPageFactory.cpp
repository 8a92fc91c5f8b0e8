#include "ui/pages/rollback/RollbackPage.h"

namespace holdfast::pages::rollback {

/// Reached from an app, the fleet or a run's route: no entry in the navigation bar.
PageFactory pageFactory();

PageFactory pageFactory()
{
    return { .name = QStringLiteral("rollback"), .make = [](const PageServices& services, QWidget* parent) -> Page* {
                return new RollbackPage(services, parent);
            } };
}

}
