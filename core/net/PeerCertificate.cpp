#include "core/net/PeerCertificate.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <QTimeZone>

#include <array>
#include <ctime>

#include <arpa/inet.h>

namespace holdfast::net {

namespace {

constexpr qsizetype mostNames = 20;
constexpr qsizetype longestName = 300;

using Observed = std::shared_ptr<PeerCheck>;

int observedIndex()
{
    static const int index = SSL_CTX_get_ex_new_index(
        0, nullptr, nullptr, nullptr, [](void*, void* stored, CRYPTO_EX_DATA*, int, long, void*) {
            const std::unique_ptr<Observed> owned(static_cast<Observed*>(stored));
        });
    return index;
}

/// The text comes from a peer that is not trusted yet: nothing in it may steer a terminal or turn the reading order.
QString harmless(QString text)
{
    for (QChar& character : text) {
        if (!character.isPrint())
            character = u'?';
    }
    return text.left(longestName);
}

QString nameText(const X509_NAME* name)
{
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), &BIO_free);
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char* text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    return harmless(QString::fromUtf8(text, length));
}

QString fingerprintText(const X509* certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest {};
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1)
        return {};
    const QByteArray bytes(reinterpret_cast<const char*>(digest.data()), static_cast<qsizetype>(size));
    return QString::fromLatin1(bytes.toHex(':').toUpper());
}

QDateTime timeOf(const ASN1_TIME* time)
{
    std::tm parts {};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::UTC);
}

QString addressText(const ASN1_OCTET_STRING* address)
{
    std::array<char, INET6_ADDRSTRLEN> text {};
    const int family = ASN1_STRING_length(address) == 16 ? AF_INET6 : AF_INET;
    if (family == AF_INET && ASN1_STRING_length(address) != 4)
        return {};
    if (!inet_ntop(family, ASN1_STRING_get0_data(address), text.data(), text.size()))
        return {};
    return QString::fromLatin1(text.data());
}

QString alternativeName(const GENERAL_NAME* name)
{
    int type = 0;
    const void* value = GENERAL_NAME_get0_value(name, &type);
    if (type == GEN_IPADD)
        return addressText(static_cast<const ASN1_OCTET_STRING*>(value));
    if (type != GEN_DNS)
        return {};
    const auto* text = static_cast<const ASN1_IA5STRING*>(value);
    return harmless(
        QString::fromLatin1(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), ASN1_STRING_length(text)));
}

QStringList alternativeNames(const X509* certificate)
{
    const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
        &GENERAL_NAMES_free);
    QStringList texts;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()) && texts.size() < mostNames; ++i) {
        if (const QString text = alternativeName(sk_GENERAL_NAME_value(names.get(), i)); !text.isEmpty())
            texts.append(text);
    }
    return texts;
}

CertificateFacts factsOf(const X509* certificate)
{
    return { .subject = nameText(X509_get_subject_name(certificate)),
        .issuer = nameText(X509_get_issuer_name(certificate)),
        .fingerprint = fingerprintText(certificate),
        .names = alternativeNames(certificate),
        .notBefore = timeOf(X509_get0_notBefore(certificate)),
        .notAfter = timeOf(X509_get0_notAfter(certificate)) };
}

CertificateFlaw flawOf(int code)
{
    switch (code) {
    case X509_V_OK:
        return CertificateFlaw::None;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return CertificateFlaw::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return CertificateFlaw::NotYetValid;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_CERT_UNTRUSTED:
        return CertificateFlaw::UnknownAuthority;
    default:
        return CertificateFlaw::Other;
    }
}

PeerCheck* observedBy(X509_STORE_CTX* store)
{
    const auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* observed = ssl ? static_cast<Observed*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), observedIndex())) : nullptr;
    return observed ? observed->get() : nullptr;
}

int verifyStep(int accepted, X509_STORE_CTX* store)
{
    PeerCheck* check = observedBy(store);
    if (!check)
        return accepted;
    if (const X509* leaf = X509_STORE_CTX_get0_cert(store); leaf && check->leaf == CertificateFacts {})
        check->leaf = factsOf(leaf);
    if (accepted && X509_STORE_CTX_get_error_depth(store) == 0 && check->leaf.names.isEmpty()) {
        check->flaw = CertificateFlaw::NoAlternativeName;
        X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
        return 0;
    }
    if (!accepted) {
        const int code = X509_STORE_CTX_get_error(store);
        check->flaw = flawOf(code);
        check->reason = QString::fromUtf8(X509_verify_cert_error_string(code));
        if (const X509* current = X509_STORE_CTX_get_current_cert(store))
            check->flawed = factsOf(current);
    }
    return accepted;
}

}

void observePeer(void* sslContext, std::shared_ptr<PeerCheck> check)
{
    auto* context = static_cast<SSL_CTX*>(sslContext);
    // The context may outlive the transfer that made it, so it owns a share of the record.
    auto owned = std::make_unique<Observed>(std::move(check));
    if (SSL_CTX_set_ex_data(context, observedIndex(), owned.get()) == 1)
        owned.release(); // NOLINT(bugprone-unused-return-value): the index frees it
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, &verifyStep);
}

}
