#include "core/git/RemoteAddress.h"

#include "core/git/GitProgram.h"

namespace holdfast::git {

namespace {

/// The longest prefix that is rewritten so far, and what becomes of the URL.
struct Rewrite {
    qsizetype length = -1;
    QString url;

    void consider(const QString& whole, const QString& prefix, const QString& base)
    {
        if (prefix.size() <= length || !whole.startsWith(prefix))
            return;
        length = prefix.size();
        url = base + whole.sliced(prefix.size());
    }
};

}

Result<RemoteAddress> remoteAddress(const QString& repository, const QString& url, const CancelToken& cancel)
{
    const Result<GitOutcome> listed
        = runGit({ .repository = repository,
                     .arguments = { QStringLiteral("config"), QStringLiteral("-z"), QStringLiteral("--get-regexp"),
                         QStringLiteral("^url\\..*\\.(push)?insteadof$") } },
            cancel);
    if (!listed)
        return std::unexpected(listed.error());
    Rewrite fetch { .length = -1, .url = url };
    Rewrite push { .length = -1, .url = {} };
    for (const QByteArray& entry : listed->output.split('\0')) {
        const QString key = QString::fromUtf8(entry.left(entry.indexOf('\n')));
        const QString prefix = QString::fromUtf8(entry.mid(entry.indexOf('\n') + 1));
        const QString base = key.section(u'.', 1, -2);
        if (key.endsWith(QLatin1String(".pushinsteadof")))
            push.consider(url, prefix, base);
        else if (key.endsWith(QLatin1String(".insteadof")))
            fetch.consider(url, prefix, base);
    }
    return RemoteAddress { .fetch = fetch.url, .push = push.length < 0 ? fetch.url : push.url };
}

}
