#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace holdfast::ctl {

/// An input file with the name that stands in messages.
struct Input {
    QString name;
    QByteArray bytes;
};

/// The bytes of a file; `-` is standard input. Io where it cannot be read.
[[nodiscard]] Result<Input> readInput(const QString& file);

}
