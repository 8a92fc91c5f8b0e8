#pragma once

#include "core/manifest/JsonReader.h"

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTest>

namespace holdfast::ctl {

/// What one run of the real program left.
struct CtlAnswer {
    int exit = -1;
    QByteArray output;
    QString messages;

    [[nodiscard]] manifest::Value json() const
    {
        return manifest::readJson({ output.constData(), static_cast<std::size_t>(output.size()) })
            .value_or(manifest::Value());
    }
};

struct CtlCall {
    QStringList words;
    QByteArray input;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
};

inline CtlAnswer runCtl(const CtlCall& call)
{
    QProcess process;
    process.setProcessEnvironment(call.environment);
    process.start(QStringLiteral(HOLDFAST_BIN "/holdfastctl"), call.words);
    process.write(call.input);
    process.closeWriteChannel();
    // The event loop goes on, because the test may be the server that the program talks to.
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000))
        return { .messages = QStringLiteral("the program did not end: ") + process.errorString() };
    return { .exit = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        .output = process.readAllStandardOutput(),
        .messages = QString::fromUtf8(process.readAllStandardError()) };
}

}
