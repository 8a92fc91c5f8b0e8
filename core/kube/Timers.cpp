#include "core/kube/Timers.h"

#include <QTimer>

namespace holdfast::kube {

void QtTimers::after(std::chrono::milliseconds delay, QObject* context, std::function<void()> work)
{
    QTimer::singleShot(delay, context, std::move(work));
}

}
