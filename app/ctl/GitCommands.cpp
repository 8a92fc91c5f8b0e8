#include "app/ctl/GitCommands.h"

#include "app/ctl/Output.h"
#include "core/git/HostKeys.h"
#include "core/git/PathHistory.h"
#include "core/git/Push.h"
#include "core/git/Revert.h"

#include <QCommandLineParser>

#include <algorithm>

namespace holdfast::ctl {

using manifest::Value;

namespace {

QString option(const Invocation& call, const char* name)
{
    return call.parser->value(QString::fromLatin1(name));
}

Value text(const QString& words)
{
    return words.isEmpty() ? Value() : Value(words.toStdString());
}

template <typename Tag> Value text(const Id<Tag>& id)
{
    return text(id.text());
}

Exit misused(const Invocation& call, const QString& sentence)
{
    call.output->error(sentence, QStringLiteral("holdfastctl git --help lists the options"));
    return Exit::Usage;
}

/// The branch's tip in a repository that may be worked in.
struct Place {
    QString repository;
    QString branch;
    git::CommitId tip;
};

Result<Place> placeOf(const Invocation& call)
{
    const Result<QString> repository = git::openRepository(option(call, "repository"), {});
    if (!repository)
        return std::unexpected(repository.error());
    const QString branch = option(call, "branch");
    const Result<git::CommitId> tip = git::branchTip(*repository, branch, {});
    if (!tip)
        return std::unexpected(tip.error());
    return Place { .repository = *repository, .branch = branch, .tip = *tip };
}

Value conflictsJson(const std::vector<git::Conflict>& conflicts)
{
    Value::List all;
    for (const git::Conflict& conflict : conflicts)
        all.emplace_back(
            Value::Map { { "path", Value(conflict.path.toStdString()) }, { "commit", text(conflict.commit) } });
    return Value(std::move(all));
}

Exit printPlan(const Invocation& call, const Place& place, const git::RevertPlan& plan)
{
    // The merge is git's own: where it would stop over a renamed directory, so does this, as a conflict.
    const Value warnings = Value::emptyList();
    if (!plan.conflicts.empty()) {
        call.output->json(
            Value(Value::Map { { "conflicts", conflictsJson(plan.conflicts) }, { "warnings", warnings } }));
        return Exit::Conflict;
    }
    const bool nothing = plan.newTip == place.tip;
    if (!nothing) {
        if (const Result<void> moved = git::moveBranch(place.repository, place.branch, plan, place.tip); !moved)
            return call.output->error(moved.error());
    }
    call.output->json(Value(Value::Map {
        { "commit", nothing ? Value() : text(plan.newTip) }, { "tree", text(plan.tree) }, { "warnings", warnings } }));
    return Exit::Done;
}

Exit runRevert(const Invocation& call)
{
    const Result<Place> place = placeOf(call);
    if (!place)
        return call.output->error(place.error());
    git::RevertRequest request { .repository = place->repository, .tip = place->tip };
    for (const QString& name : call.arguments.mid(1)) {
        const Result<git::CommitId> commit = git::commitNamed(place->repository, name, {});
        if (!commit)
            return call.output->error(commit.error());
        request.commits.push_back(*commit);
    }
    if (request.commits.empty())
        return misused(call, QStringLiteral("git revert needs a commit"));
    if (call.isSet("mainline")) {
        bool number = false;
        request.mainline = option(call, "mainline").toInt(&number);
        if (!number)
            return misused(call, QStringLiteral("--mainline takes the number of a parent, from 1"));
    }
    const Result<git::RevertPlan> plan = git::planRevert(request, {});
    if (!plan)
        return call.output->error(plan.error());
    return printPlan(call, *place, *plan);
}

Exit runLog(const Invocation& call)
{
    const Result<Place> place = placeOf(call);
    if (!place)
        return call.output->error(place.error());
    git::HistoryQuery query { .repository = place->repository, .from = place->tip };
    for (const QString& path : call.parser->values(QStringLiteral("path")))
        query.paths.append(path.toLocal8Bit());
    const Result<std::vector<git::CommitLine>> lines = git::pathHistory(query, {});
    if (!lines)
        return call.output->error(lines.error());
    Value::List all;
    for (const git::CommitLine& line : *lines)
        all.emplace_back(Value::Map { { "commit", text(line.id) }, { "author", Value(line.author.toStdString()) },
            { "time", text(line.time.toString(Qt::ISODate)) }, { "subject", Value(line.subject.toStdString()) } });
    call.output->json(Value(std::move(all)));
    return Exit::Done;
}

QString word(git::PushReason reason)
{
    switch (reason) {
    case git::PushReason::None:
        return {};
    case git::PushReason::Moved:
        return QStringLiteral("moved");
    case git::PushReason::Diverged:
        return QStringLiteral("diverged");
    case git::PushReason::Refused:
        return QStringLiteral("refused");
    case git::PushReason::Denied:
        return QStringLiteral("denied");
    case git::PushReason::Unreachable:
        return QStringLiteral("unreachable");
    case git::PushReason::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

Exit exitOf(git::PushReason reason)
{
    switch (reason) {
    case git::PushReason::None:
        return Exit::Done;
    case git::PushReason::Moved:
    case git::PushReason::Diverged:
        return Exit::Conflict;
    case git::PushReason::Refused:
        return Exit::Refused;
    case git::PushReason::Denied:
    case git::PushReason::Unreachable:
    case git::PushReason::Unknown:
        return Exit::Unreachable;
    }
    return Exit::Unreachable;
}

Exit runPush(const Invocation& call)
{
    for (const char* name : { "remote", "expect" }) {
        if (option(call, name).isEmpty())
            return misused(call, QStringLiteral("git push needs --") + QString::fromLatin1(name));
    }
    const Result<QString> repository = git::openRepository(option(call, "repository"), {});
    if (!repository)
        return call.output->error(repository.error());
    const Result<git::PushOutcome> outcome = git::push({ .repository = *repository,
                                                           .remote = option(call, "remote"),
                                                           .branch = option(call, "branch"),
                                                           .expect = option(call, "expect") },
        {});
    if (!outcome) {
        const Exit exit = call.output->error(outcome.error());
        return outcome.error().code == ErrorCode::NotFound ? Exit::Conflict : exit;
    }
    call.output->json(Value(Value::Map { { "pushed", outcome->pushed ? Value(*outcome->pushed) : Value() },
        { "commit", text(outcome->commit) }, { "tip", text(outcome->tip) }, { "reason", text(word(outcome->reason)) },
        { "message", text(outcome->message) } }));
    return exitOf(outcome->reason);
}

/// What the ssh server of a repository shows; `--trust FINGERPRINT` takes that key up.
Exit runHost(const Invocation& call)
{
    const QString url = option(call, "remote");
    if (url.isEmpty())
        return misused(call, QStringLiteral("git host needs --remote"));
    const Result<std::vector<git::HostKey>> keys = git::offeredHostKeys(url, {});
    if (!keys)
        return call.output->error(keys.error());
    const QString wanted = option(call, "trust");
    std::vector<git::HostKey> trusted;
    std::ranges::copy_if(
        *keys, std::back_inserter(trusted), [&wanted](const git::HostKey& key) { return key.fingerprint == wanted; });
    if (!wanted.isEmpty() && trusted.empty()) {
        call.output->error(QStringLiteral("the host shows no key with the fingerprint %1").arg(wanted));
        return Exit::Refused;
    }
    if (const Result<void> kept = git::trustHostKeys(url, trusted, {}); !kept)
        return call.output->error(kept.error());
    Value::List all;
    for (const git::HostKey& key : *keys)
        all.emplace_back(Value::Map { { "host", text(key.host) }, { "type", text(key.type) },
            { "fingerprint", text(key.fingerprint) }, { "trusted", Value(std::ranges::contains(trusted, key)) } });
    call.output->json(Value(std::move(all)));
    return Exit::Done;
}

Exit runGitCommand(const Invocation& call)
{
    if (call.arguments.front() == QLatin1String("host"))
        return runHost(call);
    if (option(call, "repository").isEmpty() || option(call, "branch").isEmpty())
        return misused(call, QStringLiteral("git needs --repository and --branch"));
    const QString verb = call.arguments.front();
    if (verb == QLatin1String("revert"))
        return runRevert(call);
    if (call.arguments.size() > 1)
        return misused(call, QStringLiteral("git %1 takes no arguments").arg(verb));
    if (verb == QLatin1String("log"))
        return runLog(call);
    if (verb == QLatin1String("push"))
        return runPush(call);
    return misused(call, QStringLiteral("there is no command \"git %1\"").arg(verb));
}

}

std::vector<Command> gitCommands()
{
    constexpr int any = 100'000;
    return { { .name = QStringLiteral("git"),
        .synopsis = QStringLiteral("revert C...|log|push|host"),
        .summary = QStringLiteral("undo commits of a bare repository, list its history, push it, as JSON"),
        .minimum = 1,
        .maximum = any,
        .options = { { QStringLiteral("repository"), QStringLiteral("The bare repository."), QStringLiteral("BARE") },
            { QStringLiteral("branch"), QStringLiteral("The branch."), QStringLiteral("B") },
            { QStringLiteral("mainline"), QStringLiteral("revert: the parent of a merge that stays, from 1."),
                QStringLiteral("N") },
            { QStringLiteral("path"), QStringLiteral("log: only commits that touched it; may be given more than once."),
                QStringLiteral("P") },
            { QStringLiteral("remote"), QStringLiteral("push, host: the remote's URL."), QStringLiteral("URL") },
            { QStringLiteral("trust"), QStringLiteral("host: the fingerprint of the key to trust."),
                QStringLiteral("SHA256:...") },
            { QStringLiteral("expect"), QStringLiteral("push: the remote's tip that was reviewed."),
                QStringLiteral("OLDTIP") } },
        .run = [](const Invocation& call) { call.finish(runGitCommand(call)); } } };
}

}
