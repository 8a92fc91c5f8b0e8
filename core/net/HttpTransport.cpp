#include "core/net/HttpTransport.h"

namespace holdfast::net {

QByteArray ResponseHead::header(QByteArrayView name) const
{
    for (const Header& entry : headers) {
        if (entry.name.compare(name, Qt::CaseInsensitive) == 0)
            return entry.value;
    }
    return {};
}

}
