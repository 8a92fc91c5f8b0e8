#pragma once

#include <QString>

namespace holdfast::foundation {

enum class Lines { One, Many };

/// Text from outside made fit to show: control, format and bidi characters become U+XXXX, line breaks a space (or stay,
/// with Lines::Many), and what is longer than any screen is cut. Show the result as Qt::PlainText only.
[[nodiscard]] QString plain(const QString& text, Lines lines = Lines::One);

/// A commit as people read it: 7 characters of a hash, the name of `branch@sha1:hash` left out; else the text itself.
[[nodiscard]] QString shortRevision(const QString& revision);

}
