#pragma once

#include <QByteArray>

#include <optional>

namespace holdfast::sandbox {

/// A certificate authority made for one run, and a server certificate for loopback that it signed; PEM.
struct ServerIdentity {
    QByteArray authority;
    QByteArray certificate;
    QByteArray privateKey;
};

/// Nothing where the TLS library refuses.
[[nodiscard]] std::optional<ServerIdentity> makeServerIdentity();

}
