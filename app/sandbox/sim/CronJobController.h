#pragma once

#include "app/sandbox/sim/Controller.h"

namespace holdfast::sandbox::sim {

/// Starts the Jobs of CronJobs when they are due.
class CronJobController final : public Controller {
public:
    explicit CronJobController(World& world);

protected:
    void reconcile(const ObjectName& name) override;

private:
    void launch(const Value& cron, const QDateTime& due);
    void writeStatus(const Value& cron, const QDateTime& launched);
};

}
