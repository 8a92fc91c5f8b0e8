#pragma once

#include "core/base/Clock.h"
#include "core/gitops/Application.h"
#include "ui/foundation/KeyedTableModel.h"

#include <QTableView>

#include <memory>

namespace holdfast::pages::app {

using ConditionModel = foundation::KeyedTableModel<QString, gitops::Condition>;
using EventModel = foundation::KeyedTableModel<QString, gitops::EventRecord>;

/// Conditions: type, status, reason, message, since.
[[nodiscard]] std::unique_ptr<ConditionModel> makeConditionModel(const std::shared_ptr<const Clock>& clock);
/// Events: last seen, type, reason, object, message, count.
[[nodiscard]] std::unique_ptr<EventModel> makeEventModel(const std::shared_ptr<const Clock>& clock);

/// A table of facts: whole rows, one height, the message column takes the space that is left.
class FactTable final : public QTableView {
    Q_OBJECT
public:
    /// `widths` in pixels per column, 0 for the one that stretches. Takes the model over.
    FactTable(std::unique_ptr<QAbstractItemModel> model, const std::vector<int>& widths, QWidget* parent = nullptr);

private:
    std::unique_ptr<QAbstractItemModel> m_model;
};

}
