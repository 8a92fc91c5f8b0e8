#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>

namespace holdfast::net {

/// A certificate as a person would compare it.
struct CertificateFacts {
    QString subject;
    QString issuer;
    QString fingerprint; ///< SHA-256, as AB:CD:...
    QStringList names; ///< subject alternative names: DNS and IP
    QDateTime notBefore;
    QDateTime notAfter;
    friend bool operator==(const CertificateFacts&, const CertificateFacts&) = default;
};

/// What was wrong with the certificate chain of a peer.
enum class CertificateFlaw { None, UnknownAuthority, Expired, NotYetValid, NoAlternativeName, Other };

/// What the verification of one TLS handshake found out.
struct PeerCheck {
    CertificateFlaw flaw = CertificateFlaw::None;
    CertificateFacts leaf; ///< what the server showed of itself
    CertificateFacts flawed; ///< the certificate of the chain that has the flaw
    QString reason; ///< OpenSSL's words
    friend bool operator==(const PeerCheck&, const PeerCheck&) = default;
};

/// Makes the TLS context (an SSL_CTX) note what it sees in `check`, and refuse certificates without a subject
/// alternative name, as Go's clients do.
void observePeer(void* sslContext, std::shared_ptr<PeerCheck> check);

}
