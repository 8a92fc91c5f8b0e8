#pragma once

#include "core/net/HttpTransport.h"
#include "core/net/PeerCertificate.h"

#include <memory>
#include <span>
#include <vector>

namespace holdfast::net {

/// Takes what arrives for one transfer, on the network thread; false ends the transfer.
class TransferSink {
public:
    virtual ~TransferSink() = default;
    virtual bool takeHeaderLine(QByteArrayView line) = 0;
    virtual bool takeBody(QByteArrayView bytes) = 0;
};

/// Why a transfer ended, without libcurl's numbers.
enum class TransferFault {
    None,
    HostUnknown,
    ProxyUnknown,
    NotConnected,
    TimedOut,
    Broken, ///< the peer ended the connection or the stream
    Truncated,
    Undecodable,
    StoppedBySink,
    HeadersTooLarge,
    CertificateRefused,
    ClientCertificateUnusable,
    ClientCertificateRefused,
    AuthoritiesUnusable,
    NoTls, ///< the peer does not speak TLS as we need it
    NotHttp,
    ProxyRefused,
    BadRequest,
    Other
};

struct TransferOutcome {
    TransferFault fault = TransferFault::None;
    QString words; ///< libcurl's own sentence
    int proxyStatus = 0; ///< of CONNECT, where a proxy answered
    int systemError = 0; ///< errno of a failed connect
    friend bool operator==(const TransferOutcome&, const TransferOutcome&) = default;
};

/// All that one transfer is made of. `request` must outlive the transfer.
struct TransferSetup {
    enum class Protocol { Http11, Http2 };
    enum class Encoding { Plain, Gzip };
    const Request* request = nullptr;
    QUrl proxy; ///< empty: direct
    QByteArray userAgent;
    QList<QByteArray> hosts; ///< name:port:address[,address], instead of asking the resolver
    Protocol protocol = Protocol::Http2;
    Encoding encoding = Encoding::Gzip;
};

/// One libcurl easy handle, set up for one request.
class CurlEasy final {
public:
    CurlEasy(const TransferSetup& setup, TransferSink& sink);
    ~CurlEasy();
    CurlEasy(const CurlEasy&) = delete;
    CurlEasy& operator=(const CurlEasy&) = delete;

    [[nodiscard]] const TransferOutcome& setupOutcome() const; ///< None, or what libcurl refused to be told
    [[nodiscard]] bool isConnected() const; ///< TCP, proxy and TLS are done
    /// Whether others may go over its connection (HTTP/2); Unknown until the answer begins.
    enum class Sharing { Unknown, Shared, Alone };
    [[nodiscard]] Sharing sharing() const;
    [[nodiscard]] const PeerCheck& peerCheck() const;

private:
    friend class CurlMulti;
    struct Private;
    std::unique_ptr<Private> m_private;
};

/// One libcurl multi handle: transfers that share connections. One thread, except wakeUp().
class CurlMulti final {
public:
    struct Finished {
        const CurlEasy* transfer;
        TransferOutcome outcome;
    };

    CurlMulti();
    ~CurlMulti();
    CurlMulti(const CurlMulti&) = delete;
    CurlMulti& operator=(const CurlMulti&) = delete;

    [[nodiscard]] TransferOutcome add(CurlEasy& transfer);
    void remove(CurlEasy& transfer);
    /// Lets a transfer that waits for another's connection make one of its own.
    void separate(CurlEasy& transfer);
    [[nodiscard]] std::vector<Finished> perform();
    void keepAlive(); ///< pings all HTTP/2 connections

    /// Sleeps until there is something to do for one of `others`, wakeUp() of this one, or the time is over.
    void wait(std::span<CurlMulti* const> others, std::chrono::milliseconds atMost);
    void wakeUp(); ///< ends wait(); from any thread

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

}
