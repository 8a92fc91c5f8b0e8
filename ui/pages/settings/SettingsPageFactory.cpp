#include "ui/pages/settings/SettingsPage.h"

namespace holdfast::pages::settings {

PageFactory pageFactory();
PageFactory pageFactory()
{
    return { .name = QStringLiteral("settings"),
        .navigationText = SettingsPage::tr("Settings"),
        .icon = QStringLiteral(":/holdfast/icons/settings.svg"),
        .order = 90,
        .make = [](const PageServices& services, QWidget* parent) { return new SettingsPage(services, parent); } };
}

}
