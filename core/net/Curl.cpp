#include "core/net/Curl.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace holdfast::net {

namespace {

constexpr long keepIdleSeconds = 30;
constexpr long keepIntervalSeconds = 10;
constexpr long keepProbes = 3;
constexpr unsigned int deadPeerMilliseconds = 45'000;
constexpr long idleConnectionSeconds = 90;
constexpr long readBufferBytes = 128L << 10;

void initialiseOnce()
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::size_t onHeader(char* bytes, std::size_t size, std::size_t count, void* sink)
{
    const std::size_t length = size * count;
    const QByteArrayView line(bytes, static_cast<qsizetype>(length));
    return static_cast<TransferSink*>(sink)->takeHeaderLine(line) ? length : CURL_WRITEFUNC_ERROR;
}

std::size_t onBody(char* bytes, std::size_t size, std::size_t count, void* sink)
{
    const std::size_t length = size * count;
    const QByteArrayView data(bytes, static_cast<qsizetype>(length));
    return static_cast<TransferSink*>(sink)->takeBody(data) ? length : CURL_WRITEFUNC_ERROR;
}

/// Bytes that a dead peer never acknowledged end the connection: without it TCP tries for about 15 minutes. Children
/// (exec plugins, git) must not inherit connections.
int onSocket(void*, curl_socket_t socket, curlsocktype)
{
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &deadPeerMilliseconds, sizeof deadPeerMilliseconds);
    return CURL_SOCKOPT_OK;
}

CURLcode onTlsContext(CURL*, void* context, void* check)
{
    observePeer(context, *static_cast<std::shared_ptr<PeerCheck>*>(check));
    return CURLE_OK;
}

/// libcurl folds several reasons into one code; OpenSSL's words tell them apart.
TransferFault tlsFault(QStringView words, TransferFault otherwise)
{
    if (words.contains("alert"_L1)) {
        const bool aboutUs
            = words.contains("certificate"_L1) || words.contains("unknown ca"_L1) || words.contains("access denied"_L1);
        return aboutUs ? TransferFault::ClientCertificateRefused : TransferFault::NoTls;
    }
    return otherwise;
}

TransferFault handshakeFault(QStringView words)
{
    const bool isBroken = words.contains("SYSCALL"_L1) || words.contains("reset"_L1, Qt::CaseInsensitive)
        || words.contains("unexpected eof"_L1) || words.contains("failure: "_L1);
    return isBroken ? TransferFault::Broken : tlsFault(words, TransferFault::NoTls);
}

TransferFault faultOf(CURLcode code, QStringView words)
{
    switch (static_cast<int>(code)) { // not the enum: libcurl has a hundred codes, and more in later versions
    case CURLE_OK:
        return TransferFault::None;
    case CURLE_COULDNT_RESOLVE_HOST:
        return TransferFault::HostUnknown;
    case CURLE_COULDNT_RESOLVE_PROXY:
        return TransferFault::ProxyUnknown;
    case CURLE_COULDNT_CONNECT:
        return TransferFault::NotConnected;
    case CURLE_OPERATION_TIMEDOUT:
        return TransferFault::TimedOut;
    case CURLE_PARTIAL_FILE:
        return TransferFault::Truncated;
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return TransferFault::Broken;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
        return tlsFault(words, TransferFault::Broken);
    case CURLE_BAD_CONTENT_ENCODING:
        return TransferFault::Undecodable;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK:
        return TransferFault::StoppedBySink;
    case CURLE_TOO_LARGE:
        return TransferFault::HeadersTooLarge;
    case CURLE_PEER_FAILED_VERIFICATION:
        return TransferFault::CertificateRefused;
    case CURLE_SSL_CERTPROBLEM:
        return TransferFault::ClientCertificateUnusable;
    case CURLE_SSL_CLIENTCERT:
        return TransferFault::ClientCertificateRefused;
    case CURLE_SSL_CACERT_BADFILE:
        return TransferFault::AuthoritiesUnusable;
    case CURLE_SSL_CONNECT_ERROR:
        return handshakeFault(words);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return TransferFault::NotHttp;
    case CURLE_PROXY:
        return TransferFault::ProxyRefused;
    case CURLE_URL_MALFORMAT:
        return TransferFault::BadRequest;
    default:
        return TransferFault::Other;
    }
}

QByteArray bracketed(const QString& host)
{
    const QByteArray latin = host.toLatin1();
    return latin.contains(':') && !latin.startsWith('[') ? '[' + latin + ']' : latin;
}

int portOf(const QUrl& url)
{
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

bool hasHeader(const Request& request, QByteArrayView name)
{
    return std::ranges::any_of(
        request.headers, [name](const Header& header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
}

/// A libcurl string list that frees itself.
class StringList final {
public:
    StringList() = default;
    ~StringList() { curl_slist_free_all(m_list); }
    StringList(const StringList&) = delete;
    StringList& operator=(const StringList&) = delete;
    void append(const QByteArray& text) { m_list = curl_slist_append(m_list, text.constData()); }
    [[nodiscard]] curl_slist* list() const { return m_list; }

private:
    curl_slist* m_list = nullptr;
};

}

struct CurlEasy::Private {
    CURL* handle = curl_easy_init();
    std::shared_ptr<PeerCheck> check = std::make_shared<PeerCheck>();
    std::array<char, CURL_ERROR_SIZE> words {};
    StringList headers;
    StringList connectTo;
    StringList hosts;
    TransferOutcome setup;

    template <typename Value> void set(CURLoption option, Value value)
    {
        const CURLcode code = curl_easy_setopt(handle, option, value);
        if (code != CURLE_OK && setup.fault == TransferFault::None) {
            const QString said = QString::fromUtf8(curl_easy_strerror(code));
            setup = { .fault = TransferFault::BadRequest, .words = said };
        }
    }
    void setBlob(CURLoption option, const QByteArray& pem)
    {
        curl_blob blob { const_cast<char*>(pem.constData()), static_cast<std::size_t>(pem.size()), CURL_BLOB_COPY };
        set(option, &blob);
    }

    void setUrl(const TransferSetup& transfer);
    void setBehaviour(const TransferSetup& transfer);
    void setSockets();
    void setMethod(const Request& request);
    void setHeaders(const TransferSetup& transfer);
    void setTrust(const TlsOptions& tls);
    void setProxy(const TransferSetup& transfer);
    [[nodiscard]] TransferOutcome outcome(CURLcode code) const;
};

void CurlEasy::Private::setUrl(const TransferSetup& transfer)
{
    QUrl url = transfer.request->url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    const bool isTls = url.scheme() == "https"_L1;
    const QString& serverName = transfer.request->tls.serverName;
    if (isTls && !serverName.isEmpty() && serverName != url.host()) {
        const QByteArray port = QByteArray::number(portOf(url));
        const QByteArray real = bracketed(url.host(QUrl::FullyEncoded));
        if (!hasHeader(*transfer.request, "Host"))
            headers.append("Host: " + real + (url.port() > 0 ? ':' + port : QByteArray()));
        connectTo.append(bracketed(serverName) + ':' + port + ':' + real + ':' + port);
        set(CURLOPT_CONNECT_TO, connectTo.list());
        url.setHost(serverName);
    }
    set(CURLOPT_URL, url.toEncoded().constData());
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_PROTOCOLS_STR, isTls ? "https" : "http");
}

void CurlEasy::Private::setBehaviour(const TransferSetup& transfer)
{
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L); // else removing a transfer waits for a slow resolver
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NETRC, long { CURL_NETRC_IGNORED });
    set(CURLOPT_HSTS_CTRL, 0L);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_ERRORBUFFER, words.data());
    const bool isHttp2 = transfer.protocol == TransferSetup::Protocol::Http2;
    set(CURLOPT_HTTP_VERSION, isHttp2 ? long { CURL_HTTP_VERSION_2TLS } : long { CURL_HTTP_VERSION_1_1 });
    set(CURLOPT_PIPEWAIT, isHttp2 ? 1L : 0L);
    if (transfer.encoding == TransferSetup::Encoding::Gzip)
        set(CURLOPT_ACCEPT_ENCODING, "gzip");
    if (const auto connect = transfer.request->limits.connect; connect.count() > 0)
        set(CURLOPT_CONNECTTIMEOUT_MS, long { connect.count() });
}

void CurlEasy::Private::setSockets()
{
    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_TCP_KEEPIDLE, keepIdleSeconds);
    set(CURLOPT_TCP_KEEPINTVL, keepIntervalSeconds);
    set(CURLOPT_TCP_KEEPCNT, keepProbes);
    set(CURLOPT_SOCKOPTFUNCTION, &onSocket);
    set(CURLOPT_MAXAGE_CONN, idleConnectionSeconds);
    set(CURLOPT_BUFFERSIZE, readBufferBytes);
}

void CurlEasy::Private::setMethod(const Request& request)
{
    const bool hasBody = !request.body.isEmpty() || request.method == "POST";
    if (request.method == "HEAD")
        set(CURLOPT_NOBODY, 1L);
    else if (request.method != "GET" || hasBody)
        set(CURLOPT_CUSTOMREQUEST, request.method.constData());
    if (hasBody) {
        set(CURLOPT_POSTFIELDS, request.body.isNull() ? "" : request.body.constData());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
    // libcurl resends on its own what it sent on a kept connection that then broke; a write must never be sent twice.
    if (request.method != "GET" && request.method != "HEAD")
        set(CURLOPT_FRESH_CONNECT, 1L);
}

void CurlEasy::Private::setHeaders(const TransferSetup& transfer)
{
    headers.append("Expect:");
    if (!hasHeader(*transfer.request, "Content-Type"))
        headers.append("Content-Type:");
    for (const Header& header : transfer.request->headers)
        headers.append(header.value.isEmpty() ? header.name + ';' : header.name + ": " + header.value);
    set(CURLOPT_HTTPHEADER, headers.list());
    set(CURLOPT_USERAGENT, transfer.userAgent.constData());
    for (const QByteArray& host : transfer.hosts)
        hosts.append(host);
    set(CURLOPT_RESOLVE, hosts.list());
}

void CurlEasy::Private::setTrust(const TlsOptions& tls)
{
    set(CURLOPT_SSLVERSION, long { CURL_SSLVERSION_TLSv1_2 });
    set(CURLOPT_SSL_SESSIONID_CACHE, 0L); // a resumed session would not show its certificate again
    set(CURLOPT_KEYPASSWD, ""); // an encrypted key must fail, not ask at the terminal
    set(CURLOPT_SSL_VERIFYPEER, tls.insecureSkipVerify ? 0L : 1L);
    set(CURLOPT_SSL_VERIFYHOST, tls.insecureSkipVerify ? 0L : 2L);
    if (!tls.certificateAuthorities.isEmpty()) { // the built-in folder would be trusted beside the blob
        set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
        setBlob(CURLOPT_CAINFO_BLOB, tls.certificateAuthorities);
    }
    if (!tls.clientCertificate.isEmpty()) {
        set(CURLOPT_SSLCERTTYPE, "PEM");
        set(CURLOPT_SSLKEYTYPE, "PEM");
        setBlob(CURLOPT_SSLCERT_BLOB, tls.clientCertificate);
        setBlob(CURLOPT_SSLKEY_BLOB, tls.clientKey);
    }
    if (!tls.insecureSkipVerify) {
        set(CURLOPT_SSL_CTX_FUNCTION, &onTlsContext);
        set(CURLOPT_SSL_CTX_DATA, &check);
    }
}

void CurlEasy::Private::setProxy(const TransferSetup& transfer)
{
    set(CURLOPT_NOPROXY, ""); // decided in ProxyRules; libcurl must not look at the environment again
    QUrl proxy = transfer.proxy;
    if (proxy.scheme().startsWith("socks5"_L1))
        proxy.setScheme(u"socks5h"_s); // the proxy resolves the name, as with Go's client
    set(CURLOPT_PROXY, proxy.toEncoded(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery).constData());
    if (!proxy.userName().isEmpty()) {
        set(CURLOPT_PROXYUSERNAME, proxy.userName(QUrl::FullyDecoded).toUtf8().constData());
        set(CURLOPT_PROXYPASSWORD, proxy.password(QUrl::FullyDecoded).toUtf8().constData());
    }
    const TlsOptions& tls = transfer.request->tls;
    set(CURLOPT_PROXY_SSL_VERIFYPEER, tls.insecureSkipVerify ? 0L : 1L);
    set(CURLOPT_PROXY_SSL_VERIFYHOST, tls.insecureSkipVerify ? 0L : 2L);
    if (!tls.certificateAuthorities.isEmpty())
        setBlob(CURLOPT_PROXY_CAINFO_BLOB, tls.certificateAuthorities);
}

TransferOutcome CurlEasy::Private::outcome(CURLcode code) const
{
    TransferOutcome result;
    result.words = QString::fromUtf8(words.data());
    if (result.words.isEmpty() && code != CURLE_OK)
        result.words = QString::fromUtf8(curl_easy_strerror(code));
    result.fault = faultOf(code, result.words);
    long number = 0;
    curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &number);
    result.proxyStatus = static_cast<int>(number);
    if (code != CURLE_OK && number != 0 && number / 100 != 2)
        result.fault = TransferFault::ProxyRefused;
    number = 0;
    curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, &number);
    result.systemError = static_cast<int>(number);
    if (result.fault == TransferFault::NotConnected && number == ECONNRESET)
        result.fault = TransferFault::Broken;
    return result;
}

CurlEasy::CurlEasy(const TransferSetup& setup, TransferSink& sink)
    : m_private((initialiseOnce(), std::make_unique<Private>()))
{
    Private& easy = *m_private;
    if (!easy.handle) {
        easy.setup = { .fault = TransferFault::Other, .words = u"libcurl gave no handle"_s };
        return;
    }
    easy.set(CURLOPT_PRIVATE, this);
    easy.set(CURLOPT_HEADERFUNCTION, &onHeader);
    easy.set(CURLOPT_HEADERDATA, &sink);
    easy.set(CURLOPT_WRITEFUNCTION, &onBody);
    easy.set(CURLOPT_WRITEDATA, &sink);
    easy.setUrl(setup);
    easy.setBehaviour(setup);
    easy.setSockets();
    easy.setMethod(*setup.request);
    easy.setHeaders(setup);
    easy.setTrust(setup.request->tls);
    easy.setProxy(setup);
}

CurlEasy::~CurlEasy()
{
    curl_easy_cleanup(m_private->handle);
}

const TransferOutcome& CurlEasy::setupOutcome() const
{
    return m_private->setup;
}

bool CurlEasy::isConnected() const
{
    curl_off_t microseconds = 0;
    curl_easy_getinfo(m_private->handle, CURLINFO_PRETRANSFER_TIME_T, &microseconds);
    return microseconds > 0;
}

CurlEasy::Sharing CurlEasy::sharing() const
{
    long version = 0;
    curl_easy_getinfo(m_private->handle, CURLINFO_HTTP_VERSION, &version);
    if (version == CURL_HTTP_VERSION_NONE)
        return Sharing::Unknown;
    return version >= CURL_HTTP_VERSION_2_0 ? Sharing::Shared : Sharing::Alone;
}

const PeerCheck& CurlEasy::peerCheck() const
{
    return *m_private->check;
}

struct CurlMulti::Private {
    CURLM* handle = curl_multi_init();
    std::vector<curl_waitfd> sockets;
};

CurlMulti::CurlMulti()
    : m_private((initialiseOnce(), std::make_unique<Private>()))
{
    curl_multi_setopt(m_private->handle, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
}

CurlMulti::~CurlMulti()
{
    curl_multi_cleanup(m_private->handle);
}

TransferOutcome CurlMulti::add(CurlEasy& transfer)
{
    const CURLMcode code = curl_multi_add_handle(m_private->handle, transfer.m_private->handle);
    if (code == CURLM_OK)
        return {};
    return { .fault = TransferFault::Other, .words = QString::fromUtf8(curl_multi_strerror(code)) };
}

void CurlMulti::remove(CurlEasy& transfer)
{
    curl_multi_remove_handle(m_private->handle, transfer.m_private->handle);
}

void CurlMulti::separate(CurlEasy& transfer)
{
    remove(transfer);
    curl_easy_setopt(transfer.m_private->handle, CURLOPT_PIPEWAIT, 0L);
    static_cast<void>(add(transfer));
}

std::vector<CurlMulti::Finished> CurlMulti::perform()
{
    int left = 0;
    curl_multi_perform(m_private->handle, &left);
    std::vector<Finished> finished;
    while (const CURLMsg* message = curl_multi_info_read(m_private->handle, &left)) {
        CurlEasy* transfer = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        finished.push_back({ transfer, transfer->m_private->outcome(message->data.result) });
    }
    return finished;
}

void CurlMulti::keepAlive()
{
    // Not with a handle that is on its way: curl_easy_upkeep() would take its connection from it.
    const std::unique_ptr<CURL, void (*)(CURL*)> idle(curl_easy_init(), &curl_easy_cleanup);
    curl_easy_setopt(idle.get(), CURLOPT_UPKEEP_INTERVAL_MS, 1L);
    if (curl_multi_add_handle(m_private->handle, idle.get()) == CURLM_OK) {
        curl_easy_upkeep(idle.get());
        curl_multi_remove_handle(m_private->handle, idle.get());
    }
}

void CurlMulti::wait(std::span<CurlMulti* const> others, std::chrono::milliseconds atMost)
{
    std::vector<curl_waitfd>& sockets = m_private->sockets;
    sockets.clear();
    long timeout = std::clamp<long>(atMost.count(), 0, 60'000);
    for (const CurlMulti* other : others) {
        unsigned int count = 0;
        curl_multi_waitfds(other->m_private->handle, nullptr, 0, &count);
        const std::size_t before = sockets.size();
        sockets.resize(before + count);
        if (count > 0)
            curl_multi_waitfds(other->m_private->handle, sockets.data() + before, count, &count);
        sockets.resize(before + count);
        long wanted = -1;
        curl_multi_timeout(other->m_private->handle, &wanted);
        timeout = wanted >= 0 ? std::min(timeout, wanted) : timeout;
    }
    curl_multi_poll(m_private->handle, sockets.data(), static_cast<unsigned int>(sockets.size()),
        static_cast<int>(timeout), nullptr);
}

void CurlMulti::wakeUp()
{
    curl_multi_wakeup(m_private->handle);
}

}
