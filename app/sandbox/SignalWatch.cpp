#include "app/sandbox/SignalWatch.h"

#include <QSocketNotifier>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace holdfast::sandbox {

namespace {

// A signal handler can only reach what is global.
int writeEnd = -1;

void note(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
}

}

SignalWatch::SignalWatch(QObject* parent)
    : QObject(parent)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    writeEnd = m_pipe[1];
    auto* notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &SignalWatch::stopRequested);
    struct sigaction action {};
    action.sa_handler = note;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

SignalWatch::~SignalWatch()
{
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

}
