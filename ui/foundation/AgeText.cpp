#include "ui/foundation/AgeText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace holdfast::foundation {

namespace {

struct AgeText {
    Q_DECLARE_TR_FUNCTIONS(AgeText)
};

}

QString ageText(std::chrono::milliseconds age)
{
    const qint64 seconds = std::max<qint64>(0, age.count() / 1000);
    const QLocale locale;
    if (seconds < 60)
        //: seconds, short
        return AgeText::tr("%1 s").arg(locale.toString(seconds));
    if (seconds < 3600)
        //: minutes, short
        return AgeText::tr("%1 min").arg(locale.toString(seconds / 60));
    if (seconds < 48 * 3600)
        //: hours, short
        return AgeText::tr("%1 h").arg(locale.toString(seconds / 3600));
    //: days, short
    return AgeText::tr("%1 d").arg(locale.toString(seconds / 86400));
}

QString ageText(const QDateTime& then, const QDateTime& now)
{
    return then.isValid() ? ageText(std::chrono::milliseconds(then.msecsTo(now))) : QString();
}

QString dateText(const QDateTime& time)
{
    if (!time.isValid())
        return {};
    const QDateTime local = time.toLocalTime();
    return QLocale().toString(local.date(), QLocale::ShortFormat) + u' '
        + local.time().toString(QStringLiteral("HH:mm:ss")) + u' ' + local.timeZoneAbbreviation();
}

}
