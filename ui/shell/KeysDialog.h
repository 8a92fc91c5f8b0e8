#pragma once

#include "ui/pages/Page.h"
#include "ui/shell/ActionCatalog.h"

#include <QDialog>

namespace holdfast::shell {

/// All keys: those of the page, then those of the window.
class KeysDialog final : public QDialog {
    Q_OBJECT
public:
    KeysDialog(const std::vector<pages::KeyHint>& page, const ActionCatalog& catalog, QWidget* parent);
};

}
