#include "core/git/Objects.h"

#include "core/git/RevertMessage.h"

#include <QFile>
#include <QTimeZone>

#include <git2.h>

#include <memory>

namespace holdfast::git {

namespace {

/// libgit2 for as long as the process lives; its count of users is never let down to none.
void begin()
{
    static const int users = git_libgit2_init();
    Q_UNUSED(users);
}

template <auto Free> struct Freed {
    template <typename Object> void operator()(Object* object) const { Free(object); }
};
using RepositoryPointer = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using CommitPointer = std::unique_ptr<git_commit, Freed<git_commit_free>>;
using TreePointer = std::unique_ptr<git_tree, Freed<git_tree_free>>;
using EntryPointer = std::unique_ptr<git_tree_entry, Freed<git_tree_entry_free>>;
using BlobPointer = std::unique_ptr<git_blob, Freed<git_blob_free>>;

/// A commit with the repository that it lives in.
struct Found {
    RepositoryPointer repository;
    CommitPointer commit; ///< last: ends before its repository
};

std::optional<Found> find(const QString& repository, const CommitId& id)
{
    begin();
    git_oid oid;
    if (git_oid_fromstr(&oid, id.text().toLatin1().constData()) != 0)
        return std::nullopt;
    git_repository* opened = nullptr;
    if (git_repository_open_bare(&opened, QFile::encodeName(repository).constData()) != 0)
        return std::nullopt;
    Found found { .repository = RepositoryPointer(opened), .commit = nullptr };
    git_commit* commit = nullptr;
    if (git_commit_lookup(&commit, opened, &oid) != 0)
        return std::nullopt;
    found.commit.reset(commit);
    return found;
}

}

std::optional<CommitLine> readCommit(const QString& repository, const CommitId& commit)
{
    const std::optional<Found> found = find(repository, commit);
    if (!found)
        return std::nullopt;
    return CommitLine { .id = commit,
        .author = QString::fromUtf8(git_commit_author(found->commit.get())->name),
        .time = QDateTime::fromSecsSinceEpoch(git_commit_time(found->commit.get()), QTimeZone::UTC),
        .subject = QString::fromUtf8(firstLine(git_commit_message(found->commit.get()))) };
}

std::optional<QByteArray> readFile(const QString& repository, const CommitId& commit, const QString& path)
{
    const std::optional<Found> found = find(repository, commit);
    git_tree* root = nullptr;
    if (!found || git_commit_tree(&root, found->commit.get()) != 0)
        return std::nullopt;
    const TreePointer tree(root);
    git_tree_entry* at = nullptr;
    if (git_tree_entry_bypath(&at, root, path.toUtf8().constData()) != 0)
        return std::nullopt;
    const EntryPointer entry(at);
    git_blob* content = nullptr;
    if (git_tree_entry_type(at) != GIT_OBJECT_BLOB
        || git_blob_lookup(&content, found->repository.get(), git_tree_entry_id(at)) != 0)
        return std::nullopt;
    const BlobPointer blob(content);
    return QByteArray(static_cast<const char*>(git_blob_rawcontent(content)), qsizetype(git_blob_rawsize(content)));
}

}
