#include "core/kube/ExecPlugins.h"

#include "core/base/Guarded.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QThreadPool>

#include <atomic>

namespace holdfast::kube {

namespace {

using std::chrono::milliseconds;

/// One caller: answered by the run or by its own cancel token, whichever comes first.
struct Waiter {
    ExecPlugins::Done done;
    std::atomic_bool answered = false;

    Guarded<CancelRegistration> cancellation;

    void answer(Result<ExecCredential> result)
    {
        if (answered.exchange(true))
            return;
        letGo();
        done(std::move(result));
    }

    void keep(CancelRegistration registration)
    {
        cancellation.with([&](CancelRegistration& kept) { kept = std::move(registration); });
        if (answered) // meanwhile
            letGo();
    }

    void letGo()
    {
        cancellation.with([](CancelRegistration& kept) { return std::exchange(kept, {}); }).release();
    }
};

struct Entry {
    std::optional<Result<ExecCredential>> last;
    milliseconds finishedAt { 0 };
    std::optional<milliseconds> renewedAt;
    bool expiredOnArrival = false;
    bool refused = false; ///< the server did not take `last`
    bool running = false;
    CancelSource run;
    std::vector<std::shared_ptr<Waiter>> waiters;
};

Result<ExecCredential> run(const ExecRequest& request, const ExecLimits& limits, const CancelToken& cancel)
{
    ExecCall call { .program = request.program,
        .arguments = request.plugin.arguments,
        .environment = QProcessEnvironment::systemEnvironment() };
    for (const auto& [name, value] : request.plugin.environment)
        call.environment.insert(name, value);
    call.environment.insert(QStringLiteral("KUBERNETES_EXEC_INFO"), QString::fromUtf8(request.info));
    const Result<ExecOutcome> outcome = runExec(call, limits, cancel);
    if (!outcome)
        return std::unexpected(outcome.error());
    const QString said = execMessage(outcome->errors);
    const QString why = said.isEmpty() ? QStringLiteral(" and said nothing") : QStringLiteral(": ") + said;
    if (outcome->crashed)
        return fail(ErrorCode::InvalidInput, {}, QStringLiteral("it was ended by a signal") + why);
    if (outcome->exitCode != 0)
        return fail(
            ErrorCode::InvalidInput, {}, QStringLiteral("it ended with status %1").arg(outcome->exitCode) + why);
    return parseExecCredential(outcome->output, request.plugin.apiVersion);
}

Result<ExecCredential> named(const ExecRequest& request, Result<ExecCredential> result)
{
    if (result || result.error().code == ErrorCode::Cancelled)
        return result;
    Error error = std::move(result).error();
    error.detail = QStringLiteral("exec plugin %1: %2").arg(request.program, error.detail);
    return std::unexpected(std::move(error));
}

}

QByteArray ExecRequest::key() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QString& text) { hash.addData(text.toUtf8().append('\0')); };
    add(program);
    for (const QString& argument : plugin.arguments)
        add(argument);
    hash.addData(QByteArrayView("\0", 1));
    for (const auto& [name, value] : plugin.environment)
        add(name + QLatin1Char('=') + value);
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(info);
    return hash.result();
}

struct ExecPlugins::State final : std::enable_shared_from_this<ExecPlugins::State> {
    State(std::shared_ptr<const Clock> theClock, ExecPolicy thePolicy)
        : clock(std::move(theClock))
        , policy(thePolicy)
    {
    }

    using Entries = std::map<QByteArray, Entry>;

    [[nodiscard]] bool usable(const Entry& entry) const
    {
        if (!entry.last || entry.refused)
            return false;
        const milliseconds age = clock->monotonic() - entry.finishedAt;
        if (!*entry.last)
            return age < policy.afterFailure;
        const QDateTime& expires = (*entry.last)->expires;
        return !expires.isValid() || clock->now() < expires || (entry.expiredOnArrival && age < policy.between);
    }

    void start(const ExecRequest& request, CancelToken token)
    {
        // The thread waits for a program most of the time, so that it does not count against the pool.
        QThreadPool::globalInstance()->start([self = shared_from_this(), request, token = std::move(token)] {
            QThreadPool::globalInstance()->releaseThread();
            Result<ExecCredential> result = run(request, self->policy.limits, token);
            QThreadPool::globalInstance()->reserveThread();
            self->finish(request, named(request, std::move(result)));
        });
    }

    void finish(const ExecRequest& request, Result<ExecCredential> result)
    {
        std::vector<std::shared_ptr<Waiter>> waiters;
        std::optional<CancelToken> again;
        entries.with([&](Entries& all) {
            Entry& entry = all[request.key()];
            if (!result && result.error().code == ErrorCode::Cancelled && !entry.waiters.empty() && !closed) {
                entry.run = CancelSource();
                again = entry.run.token();
                return;
            }
            entry.running = false;
            waiters.swap(entry.waiters);
            if (!result && result.error().code == ErrorCode::Cancelled)
                return;
            entry.refused = false;
            entry.finishedAt = clock->monotonic();
            entry.expiredOnArrival = result && result->expires.isValid() && result->expires <= clock->now();
            entry.last = result;
        });
        if (again)
            start(request, *again);
        for (const auto& waiter : waiters)
            waiter->answer(result);
    }

    void leave(const QByteArray& key, const std::shared_ptr<Waiter>& waiter)
    {
        std::optional<CancelSource> abandoned;
        entries.with([&](Entries& all) {
            Entry& entry = all[key];
            std::erase(entry.waiters, waiter);
            if (entry.running && entry.waiters.empty())
                abandoned = std::exchange(entry.run, CancelSource());
        });
        waiter->answer(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled")));
    }

    std::shared_ptr<const Clock> clock;
    ExecPolicy policy;
    std::atomic_bool closed = false;
    Guarded<Entries> entries;
};

ExecPlugins::ExecPlugins(std::shared_ptr<const Clock> clock, ExecPolicy policy)
    : m_state(std::make_shared<State>(std::move(clock), policy))
{
}

ExecPlugins::~ExecPlugins()
{
    m_state->closed = true;
    std::vector<CancelSource> runs;
    m_state->entries.with([&runs](State::Entries& all) {
        for (auto& [key, entry] : all)
            runs.push_back(std::exchange(entry.run, CancelSource()));
    });
}

void ExecPlugins::credential(const ExecRequest& request, const CancelToken& cancel, Done done)
{
    const QByteArray key = request.key();
    auto waiter = std::make_shared<Waiter>();
    waiter->done = std::move(done);
    std::optional<Result<ExecCredential>> known;
    std::optional<CancelToken> run;
    m_state->entries.with([&](State::Entries& all) {
        Entry& entry = all[key];
        if (!entry.running && m_state->usable(entry)) {
            known = entry.last;
            return;
        }
        entry.waiters.push_back(waiter);
        if (entry.running)
            return;
        entry.running = true;
        entry.run = CancelSource();
        run = entry.run.token();
    });
    if (known) {
        waiter->answer(*std::move(known));
        return;
    }
    if (run)
        m_state->start(request, *run);
    waiter->keep(cancel.onCancelled([state = std::weak_ptr(m_state), key, waiter] {
        if (const auto alive = state.lock())
            alive->leave(key, waiter);
    }));
}

bool ExecPlugins::renew(const ExecRequest& request)
{
    return m_state->entries.with([&](State::Entries& all) {
        Entry& entry = all[request.key()];
        if (entry.running || entry.refused || !entry.last || !*entry.last)
            return true;
        const milliseconds now = m_state->clock->monotonic();
        if (entry.expiredOnArrival && now - entry.finishedAt < m_state->policy.between)
            return false;
        // A refusal that comes right after a renewal is one of the old answer, or a new one will not help either.
        if (entry.renewedAt && now - *entry.renewedAt < m_state->policy.between)
            return true;
        entry.renewedAt = now;
        entry.refused = true;
        return true;
    });
}

}
