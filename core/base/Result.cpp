#include "core/base/Result.h"

namespace holdfast {

namespace {

template <typename... Callables> struct Overloaded : Callables... {
    using Callables::operator()...;
};

QString fileText(const FilePlace& place)
{
    QString text = place.file;
    if (place.line > 0)
        text += QStringLiteral(":%1").arg(place.line);
    if (place.line > 0 && place.column > 0)
        text += QStringLiteral(":%1").arg(place.column);
    return text;
}

QString objectText(const ObjectPlace& place)
{
    return place.field.isEmpty() ? place.object : place.object + QLatin1Char(' ') + place.field;
}

}

QString placeText(const Where& where)
{
    return std::visit(
        Overloaded { [](std::monostate) { return QString(); }, [](const FilePlace& place) { return fileText(place); },
            [](const UrlPlace& place) { return place.url; }, [](const ObjectPlace& place) { return objectText(place); },
            [](const CommitPlace& place) { return place.repository + QLatin1Char('@') + place.commit; } },
        where);
}

QString errorText(const Error& error)
{
    const QString place = placeText(error.where);
    QString text = place.isEmpty() ? error.detail : place + QStringLiteral(": ") + error.detail;
    if (error.cause)
        text += QStringLiteral(": ") + errorText(*error.cause);
    return text;
}

}
