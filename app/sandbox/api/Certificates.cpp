#include "app/sandbox/api/Certificates.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace holdfast::sandbox {

namespace {

constexpr long Day = 24L * 60 * 60;
constexpr long Validity = 3650 * Day;

template <auto Free> struct Deleter {
    template <typename T> void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

Key makeKey()
{
    return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
}

struct Extension {
    int id;
    const char* text;
};

bool addExtension(X509* certificate, X509* issuer, const Extension& extension)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &context, extension.id, extension.text);
    const bool added = made && X509_add_ext(certificate, made, -1) == 1;
    X509_EXTENSION_free(made);
    return added;
}

Certificate makeCertificate(EVP_PKEY* key, const char* name)
{
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    unsigned char serial[16];
    RAND_bytes(serial, sizeof serial);
    serial[0] &= 0x7F;
    BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -Day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), Validity);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
        reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

QByteArray contents(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, size);
}

QByteArray pem(X509* certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return contents(bio.get());
}

QByteArray pem(EVP_PKEY* key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return contents(bio.get());
}

}

std::optional<ServerIdentity> makeServerIdentity()
{
    const Key authorityKey = makeKey();
    const Key serverKey = makeKey();
    if (!authorityKey || !serverKey)
        return std::nullopt;
    const Certificate authority = makeCertificate(authorityKey.get(), "holdfast-sandbox-ca");
    X509_set_issuer_name(authority.get(), X509_get_subject_name(authority.get()));
    const Certificate server = makeCertificate(serverKey.get(), "kube-apiserver");
    X509_set_issuer_name(server.get(), X509_get_subject_name(authority.get()));
    bool done = addExtension(authority.get(), authority.get(), { NID_basic_constraints, "critical,CA:TRUE" });
    done = done
        && addExtension(
            authority.get(), authority.get(), { NID_key_usage, "critical,keyCertSign,cRLSign,digitalSignature" });
    done = done && addExtension(authority.get(), authority.get(), { NID_subject_key_identifier, "hash" });
    done = done && X509_sign(authority.get(), authorityKey.get(), EVP_sha256()) > 0;
    done = done && addExtension(server.get(), authority.get(), { NID_basic_constraints, "critical,CA:FALSE" });
    done = done && addExtension(server.get(), authority.get(), { NID_key_usage, "critical,digitalSignature" });
    done = done && addExtension(server.get(), authority.get(), { NID_ext_key_usage, "serverAuth" });
    done = done && addExtension(server.get(), authority.get(), { NID_authority_key_identifier, "keyid" });
    done = done
        && addExtension(server.get(), authority.get(),
            { NID_subject_alt_name,
                "DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96."
                "0.1" });
    done = done && X509_sign(server.get(), authorityKey.get(), EVP_sha256()) > 0;
    if (!done)
        return std::nullopt;
    return ServerIdentity {
        .authority = pem(authority.get()), .certificate = pem(server.get()), .privateKey = pem(serverKey.get())
    };
}

}
