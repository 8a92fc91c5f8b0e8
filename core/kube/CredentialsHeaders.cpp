#include "core/kube/CredentialsHeaders.h"

#include <algorithm>

namespace holdfast::kube {

namespace {

/// RFC 9110 token characters but for the percent sign, which introduces an escape.
bool isKeyCharacter(char c)
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || QByteArrayView("!#$&'*+-.^_`|~").contains(c);
}

QByteArray escapedKey(const QString& key)
{
    QByteArray escaped;
    for (const char c : key.toUtf8()) {
        if (isKeyCharacter(c))
            escaped += c;
        else
            escaped += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return escaped;
}

bool fitsHeader(const QByteArray& value)
{
    return std::ranges::none_of(value, [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; });
}

}

Result<QList<net::Header>> impersonationHeaders(const Impersonation& impersonation)
{
    QList<net::Header> headers;
    if (!impersonation.user.isEmpty())
        headers.append({ "Impersonate-User", impersonation.user.toUtf8() });
    if (!impersonation.uid.isEmpty())
        headers.append({ "Impersonate-Uid", impersonation.uid.toUtf8() });
    for (const QString& group : impersonation.groups)
        headers.append({ "Impersonate-Group", group.toUtf8() });
    for (const auto& [key, values] : impersonation.extra.asKeyValueRange()) {
        for (const QString& value : values)
            headers.append({ "Impersonate-Extra-" + escapedKey(key), value.toUtf8() });
    }
    for (const net::Header& header : std::as_const(headers)) {
        if (!fitsHeader(header.value))
            return fail(ErrorCode::InvalidInput, {},
                QStringLiteral("a value of `as`, `as-uid`, `as-groups` or `as-user-extra` has a line break or control "
                               "character; remove it"));
    }
    return headers;
}

}
