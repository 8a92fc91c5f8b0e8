#include "ui/pages/runs/RunsPage.h"

namespace holdfast::pages::runs {

PageFactory pageFactory();
PageFactory pageFactory()
{
    return { .name = QStringLiteral("runs"),
        .navigationText = RunsPage::tr("Runs"),
        .icon = QStringLiteral(":/holdfast/icons/runs.svg"),
        .order = 30,
        .make = [](const PageServices& services, QWidget* parent) { return new RunsPage(services, parent); } };
}

}
