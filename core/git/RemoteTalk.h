#pragma once

#include "core/git/GitProgram.h"

namespace holdfast::git {

/// A git command that talks to a server.
struct RemoteCall {
    QString repository; ///< a git directory, whose configuration counts
    QString url;
    QStringList arguments; ///< the URL among them
};

/// Runs it with the user's credentials and trust: no redirect is followed, nothing is asked, nothing but what the
/// command names is sent. A configured `http.sslCAInfo` goes before the environment's. 60 s of silence end it, as an
/// outcome like any other failure of the connection.
[[nodiscard]] Result<GitOutcome> talkToRemote(const RemoteCall& call, const CancelToken& cancel);

/// What the server said, or git where the server said nothing.
[[nodiscard]] QString remoteWords(const GitOutcome& outcome);

/// A failed conversation as an error: Unauthorized, NotFound (no such repository), TlsRefused or Unreachable, with
/// remoteWords().
[[nodiscard]] Error remoteError(const QString& url, const GitOutcome& outcome);

/// A URL without the credentials that it may hold.
[[nodiscard]] QString withoutCredentials(const QString& url);

}
