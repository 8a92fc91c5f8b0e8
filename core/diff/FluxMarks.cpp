#include "core/diff/FluxMarks.h"

#include <QLatin1StringView>

namespace holdfast::diff {

bool hasFluxMark(const manifest::Value& object, std::string_view key, std::string_view value)
{
    const manifest::Value& metadata = object["metadata"];
    const QLatin1StringView wanted(value.data(), static_cast<qsizetype>(value.size()));
    for (const manifest::Value& marks : { metadata["labels"], metadata["annotations"] }) {
        const std::string_view text = marks[key].text();
        const QLatin1StringView found(text.data(), static_cast<qsizetype>(text.size()));
        if (found.compare(wanted, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

}
