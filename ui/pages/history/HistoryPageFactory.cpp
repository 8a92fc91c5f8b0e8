#include "ui/pages/history/HistoryPage.h"

namespace holdfast::pages::history {

/// A part of an app: no entry in the navigation bar.
PageFactory pageFactory();

PageFactory pageFactory()
{
    return { .name = QStringLiteral("history"),
        .appPart = QStringLiteral("history"),
        .make
        = [](const PageServices& services, QWidget* parent) -> Page* { return new HistoryPage(services, parent); } };
}

}
