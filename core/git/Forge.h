#pragma once

#include "core/git/Repository.h"
#include "core/net/HttpTransport.h"

#include <memory>
#include <optional>

namespace holdfast::git {

enum class ForgeKind { GitHub, GitLab, Gitea };

/// Which forge a remote is on, and what it calls the repository there.
struct ForgeSite {
    ForgeKind kind = ForgeKind::GitHub;
    QUrl api; ///< without a slash at the end
    QString project; ///< owner/name
    friend bool operator==(const ForgeSite&, const ForgeSite&) = default;
};

enum class PullState { Open, Merged, Closed };

/// A pull request, or what GitLab calls a merge request.
struct PullRequest {
    QString url;
    PullState state = PullState::Open;
    CommitId merged; ///< what the merge made of it on the base branch; empty before
    friend bool operator==(const PullRequest&, const PullRequest&) = default;
};

/// What is proposed: one branch of a remote to be merged into another.
struct Proposal {
    QString repository; ///< a git directory whose configuration counts: credentials, trust, `holdfast.forge`
    QString remote; ///< URL
    QString head;
    QString base;
    QString title;
    QString body;
};

/// Asks forges for pull requests, with the token that git's credential helpers have for the remote. Calls block.
class Forge final {
public:
    explicit Forge(std::shared_ptr<net::HttpTransport> transport);

    /// The newest from head to base, in any state; NotFound where there is none. Unsupported where the remote is on no
    /// forge that is known, Unauthorized, Forbidden, Unreachable.
    [[nodiscard]] Result<PullRequest> find(const Proposal& proposal, const CancelToken& cancel) const;
    /// The one that is open already, or a new one; Invalid with the forge's own words where it does not take it.
    [[nodiscard]] Result<PullRequest> open(const Proposal& proposal, const CancelToken& cancel) const;

private:
    std::shared_ptr<net::HttpTransport> m_transport;
};

/// The place of a remote by its address alone; nothing where that does not tell which forge it is.
[[nodiscard]] std::optional<ForgeSite> knownSite(const QString& remote);
/// The site of a remote if its forge is of this kind; nothing where the address names no repository.
[[nodiscard]] std::optional<ForgeSite> siteAs(ForgeKind kind, const QString& remote);

}
