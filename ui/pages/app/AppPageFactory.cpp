#include "ui/pages/app/AppPage.h"

namespace holdfast::pages::app {

/// An app is reached from the fleet or by its route: no entry in the navigation bar.
PageFactory pageFactory();

PageFactory pageFactory()
{
    return { .name = QStringLiteral("app"),
        .make = [](const PageServices& services, QWidget* parent) -> Page* { return new AppPage(services, parent); } };
}

}
