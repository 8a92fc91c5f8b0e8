#include "ui/pages/fleet/FleetPage.h"

#include <QCoreApplication>

namespace holdfast::pages::fleet {

PageFactory pageFactory();
PageFactory pageFactory()
{
    return { .name = QStringLiteral("fleet"),
        .navigationText = QCoreApplication::translate("Fleet", "Fleet"),
        .icon = QStringLiteral(":/holdfast/icons/fleet.svg"),
        .order = 10,
        .make = [](const PageServices& services, QWidget* parent) { return new FleetPage(services, parent); } };
}

}
