#include "app/ctl/Confirmation.h"

#include "app/ctl/Output.h"

#include <QFile>
#include <QSocketNotifier>

#include <unistd.h>

namespace holdfast::ctl {

namespace {

void ask(FleetReading& reading, const QString& question, std::function<void()> goOn)
{
    reading.call().output->message(question + QStringLiteral(" Type yes:"));
    auto* answer = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, &reading);
    QObject::connect(answer, &QSocketNotifier::activated, &reading, [&reading, answer, goOn = std::move(goOn)] {
        answer->setEnabled(false);
        QFile input;
        const bool open = input.open(STDIN_FILENO, QIODevice::ReadOnly | QIODevice::Unbuffered);
        if (open && input.readLine(100).trimmed() == "yes") {
            goOn();
            return;
        }
        reading.call().output->error(QStringLiteral("not confirmed, nothing was done"));
        reading.call().finish(Exit::Refused);
    });
}

}

void confirm(FleetReading& reading, const QString& question, const QString& hint, std::function<void()> goOn)
{
    const Invocation& call = reading.call();
    if (call.isSet("yes"))
        return goOn();
    if (::isatty(STDIN_FILENO) == 1)
        return ask(reading, question, std::move(goOn));
    call.output->error(QStringLiteral("nobody is there to confirm this"), hint);
    call.finish(Exit::Refused);
}

}
