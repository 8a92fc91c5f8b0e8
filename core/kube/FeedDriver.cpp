#include "core/kube/FeedDriver.h"

#include "core/base/Async.h"
#include "core/kube/ApiPath.h"

#include <QRandomGenerator>
#include <QThread>

namespace holdfast::kube {

namespace {

using namespace std::chrono_literals;

constexpr auto pageSilence = 30s;
constexpr auto longestList = 5min;
/// Servers send a bookmark about every minute, so this much silence means that nobody is there.
constexpr auto watchSilence = 75s;

UrlPlace placeOf(const QUrl& url)
{
    return { url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo) };
}

bool isSignOfLife(const std::optional<ReflectorEvent>& event)
{
    return event
        && (std::holds_alternative<reflector_event::PageListed>(*event)
            || std::holds_alternative<reflector_event::WatchOpened>(*event)
            || std::holds_alternative<reflector_event::StreamListed>(*event)
            || std::holds_alternative<reflector_event::WatchMoved>(*event));
}

/// How a request begins a list; none where it continues one or only watches.
std::optional<FeedStore::ListMode> beginningOf(const ReflectorCommand& command)
{
    const auto from = [](const QString& version) {
        return version.isNull() ? FeedStore::ListMode::Everything : FeedStore::ListMode::Changes;
    };
    if (const auto* list = std::get_if<reflector_command::List>(&command); list && list->continueToken.isEmpty())
        return from(list->resourceVersion);
    if (const auto* stream = std::get_if<reflector_command::StreamList>(&command))
        return from(stream->resourceVersion);
    return std::nullopt;
}

QByteArray accepted(ObjectForm form)
{
    return form == ObjectForm::Whole
        ? QByteArrayLiteral("application/json")
        : QByteArrayLiteral("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
}

net::Limits limitsOf(net::StreamKind kind)
{
    if (kind == net::StreamKind::Watch)
        return { .total = 0ms, .silence = watchSilence, .bodyBytes = 0 };
    return { .total = longestList, .silence = pageSilence };
}

}

std::shared_ptr<FeedDriver> FeedDriver::make(FeedSubject subject, QObject* context, ResourceFeed::Handler handler)
{
    const auto release = [](FeedDriver* driver) {
        if (driver->thread() == QThread::currentThread())
            delete driver;
        else
            driver->deleteLater();
    };
    return { new FeedDriver(std::move(subject), context, std::move(handler)), release };
}

FeedDriver::FeedDriver(FeedSubject subject, QObject* context, ResourceFeed::Handler handler)
    : m_subject(std::move(subject))
    , m_context(context)
    , m_handler(std::move(handler))
{
    m_tuning.random = [] { return QRandomGenerator::global()->generateDouble(); };
}

void FeedDriver::tune(FeedTuning tuning)
{
    if (!tuning.random)
        tuning.random = m_tuning.random;
    m_tuning = std::move(tuning);
}

void FeedDriver::start()
{
    if (m_reflector || m_stopped)
        return;
    Reflector::Rules rules;
    if (m_subject.client->streamsLists())
        rules.lists = Reflector::ListForm::Streamed;
    m_reflector = std::make_unique<Reflector>(rules, m_tuning.random);
    m_intake = std::make_shared<FeedIntake>(FeedIntake::Options { .resource = m_subject.resource,
        .form = m_subject.form,
        .project = m_handler.project,
        .quarantine = m_handler.quarantine,
        .post = [weak = weak_from_this()](FeedBatch batch, std::optional<ReflectorEvent> event) {
            const auto driver = weak.lock();
            if (!driver)
                return;
            QMetaObject::invokeMethod(
                driver.get(),
                [to = driver.get(), batch = std::move(batch), event = std::move(event)]() mutable {
                    to->receive(std::move(batch), event);
                },
                Qt::QueuedConnection);
        } });
    publish();
    handle(reflector_event::Start {});
}

void FeedDriver::retryNow()
{
    if (m_reflector)
        handle(reflector_event::RetryAsked {});
}

void FeedDriver::stop()
{
    m_stopped = true;
    ++m_turn;
    m_stream.cancel();
}

void FeedDriver::handle(const ReflectorEvent& event)
{
    if (isOver())
        return;
    for (const ReflectorCommand& command : m_reflector->step(event, m_tuning.clock->monotonic()))
        std::visit([this](const auto& wanted) { run(wanted); }, command);
}

void FeedDriver::receive(FeedBatch batch, const std::optional<ReflectorEvent>& event)
{
    if (isOver())
        return m_stream.cancel();
    if (!batch.entries.empty() || batch.listed || isSignOfLife(event))
        heard();
    for (const Error& report : batch.reports) {
        if (m_handler.reported)
            m_handler.reported(report);
    }
    const bool listed = batch.listed;
    m_inbox.add(std::move(batch));
    if (listed) {
        m_status.listedAt = m_tuning.clock->now();
        flush();
        publish();
    } else if (!m_inbox.isEmpty()) {
        scheduleFlush();
    }
    if (!event || renewed(*event))
        return;
    ReflectorEvent meant = *event;
    if (auto* ended = std::get_if<reflector_event::WatchEnded>(&meant)) {
        m_watching = false;
        if (m_cut)
            ended->failure = failureOf(*std::exchange(m_cut, std::nullopt));
    }
    handle(meant);
}

bool FeedDriver::renewed(const ReflectorEvent& event)
{
    std::optional<Failure> failure;
    if (const auto* list = std::get_if<reflector_event::ListFailed>(&event))
        failure = list->failure;
    else if (const auto* watch = std::get_if<reflector_event::WatchEnded>(&event))
        failure = watch->failure;
    if (!failure) {
        m_renewed = false;
        return false;
    }
    if (failure->error.code != ErrorCode::Unauthorized || m_renewed
        || !m_subject.client->credentials()->renewAfterUnauthorized())
        return false;
    m_renewed = true;
    if (const auto* list = std::get_if<reflector_command::List>(&m_command))
        run(*list);
    else if (const auto* stream = std::get_if<reflector_command::StreamList>(&m_command))
        run(*stream);
    else if (const auto* watch = std::get_if<reflector_command::Watch>(&m_command))
        run(*watch);
    return true;
}

void FeedDriver::run(const reflector_command::List& command)
{
    request({ { QStringLiteral("resourceVersion"), command.resourceVersion },
                { QStringLiteral("limit"), command.limit > 0 ? QString::number(command.limit) : QString() },
                { QStringLiteral("continue"), command.continueToken } },
        net::StreamKind::List, command);
}

void FeedDriver::run(const reflector_command::Watch& command)
{
    request({ { QStringLiteral("watch"), QStringLiteral("1") },
                { QStringLiteral("allowWatchBookmarks"), QStringLiteral("true") },
                { QStringLiteral("resourceVersion"), command.resourceVersion },
                { QStringLiteral("timeoutSeconds"), QString::number(command.timeout.count()) } },
        net::StreamKind::Watch, command);
}

void FeedDriver::run(const reflector_command::StreamList& command)
{
    request({ { QStringLiteral("watch"), QStringLiteral("1") },
                { QStringLiteral("sendInitialEvents"), QStringLiteral("true") },
                { QStringLiteral("resourceVersionMatch"), QStringLiteral("NotOlderThan") },
                { QStringLiteral("allowWatchBookmarks"), QStringLiteral("true") },
                { QStringLiteral("resourceVersion"), command.resourceVersion },
                { QStringLiteral("timeoutSeconds"), QString::number(command.timeout.count()) } },
        net::StreamKind::Watch, command);
}

void FeedDriver::request(
    const QList<std::pair<QString, QString>>& query, net::StreamKind kind, const ReflectorCommand& command)
{
    m_command = command;
    m_watching = false;
    m_cut.reset();
    m_stream = CancelSource();
    const int turn = ++m_turn;
    const auto path = collectionPath(m_subject.resource, m_subject.scope.nameSpace);
    const QString target = withQuery(path.value_or(QString()), selectors(m_subject.scope) + query);
    auto prepared = path ? m_subject.client->prepare(target, accepted(m_subject.form), m_stream.token())
                         : ready<net::Request>(std::unexpected(path.error()));
    onDone(prepared, this, [this, turn, kind](const Result<net::Request>& request) {
        if (turn != m_turn || isOver())
            return;
        if (request)
            return send(*request, kind);
        Failure failure = failureOf(request.error());
        if (kind == net::StreamKind::Watch)
            handle(reflector_event::WatchEnded { std::move(failure) });
        else
            handle(reflector_event::ListFailed { std::move(failure) });
    });
}

void FeedDriver::send(net::Request request, net::StreamKind kind)
{
    request.limits = limitsOf(kind);
    const UrlPlace where = placeOf(request.url);
    const std::optional<FeedStore::ListMode> beginning = beginningOf(m_command);
    m_watching = kind == net::StreamKind::Watch;
    m_heardAt = m_tuning.clock->monotonic();
    if (m_watching)
        watchOverSilence(quietBeforeProbe);
    if (m_watching && beginning)
        watchOverList();
    auto handler = m_watching ? watchStream(m_intake, beginning, where) : listStream(m_intake, beginning, where);
    m_subject.client->transport()->stream(std::move(request), kind, std::move(handler), m_stream.token());
}

void FeedDriver::run(const reflector_command::Wait& command)
{
    m_subject.client->timers()->after(command.time, this, [this, turn = ++m_turn] {
        if (turn == m_turn)
            handle(reflector_event::TimeCame {});
    });
}

void FeedDriver::run(const reflector_command::CloseWatch&)
{
    m_stream.cancel();
    // Before the request went out there is no stream that could report its end.
    if (!m_watching) {
        ++m_turn;
        handle(reflector_event::WatchEnded {});
    }
}

void FeedDriver::run(const reflector_command::Discover&)
{
    onDone(m_subject.client->discoverRecent(), this, [this, turn = ++m_turn](const auto& resources) {
        if (turn == m_turn && !isOver())
            discovered(resources);
    });
}

void FeedDriver::discovered(const Result<std::vector<ApiResource>>& resources)
{
    using Answer = reflector_event::Discovered::Answer;
    if (!resources)
        return handle(reflector_event::Discovered { .answer = Answer::Unknown, .error = resources.error() });
    // A group may have changed its versions: the kind is the same, its path is not.
    const auto same = [&](const ApiResource& resource) {
        return resource.group == m_subject.resource.group && resource.kind == m_subject.resource.kind;
    };
    const auto found = std::ranges::find_if(*resources, same);
    if (found == resources->end())
        return handle(reflector_event::Discovered { .answer = Answer::NotServed, .error = {} });
    m_subject.resource = *found;
    m_intake->setResource(*found);
    handle(reflector_event::Discovered { .answer = Answer::Served, .error = {} });
}

void FeedDriver::run(const reflector_command::Forget&)
{
    FeedBatch batch;
    m_intake->addRemovals(m_intake->store().clear(), batch);
    m_inbox.add(std::move(batch));
}

void FeedDriver::run(const reflector_command::Tell& command)
{
    flush();
    m_status.state = command.state;
    m_status.error = command.error;
    publish();
}

}
