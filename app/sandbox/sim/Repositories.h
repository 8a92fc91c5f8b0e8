#pragma once

#include "app/sandbox/sim/Processes.h"
#include "app/sandbox/sim/Tree.h"

#include <expected>
#include <functional>
#include <map>
#include <optional>

namespace holdfast::sandbox::sim {

/// A commit that a name led to.
struct Commit {
    std::string id;
    std::string subject;
    std::string author;
    std::string time; ///< RFC 3339
};

/// Why a repository could not be read, in the words of the agents' Git library.
struct GitTrouble {
    std::string message;
};

template <typename T> using GitAnswer = std::function<void(const std::expected<T, GitTrouble>&)>;

/// The bare repositories of the practice, read as the agents read a remote: names, commits, whole trees.
class Repositories final : public QObject {
public:
    Repositories(QString root, Processes& processes, const Clock& clock, QObject* parent = nullptr);

    /// Where `git` URLs begin, without a slash at the end.
    void setBase(const QString& url) { m_base = url; }
    [[nodiscard]] const QString& base() const { return m_base; }
    [[nodiscard]] const QString& root() const { return m_root; }
    /// The bare repository behind the URL; nothing where none is.
    [[nodiscard]] std::optional<QString> pathOf(const std::string& url) const;
    /// Below that path a repository wants a password that nobody has.
    void setLocked(const std::string& path) { m_locked.push_back(path); }
    [[nodiscard]] bool isLocked(const QString& path) const;

    /// The commit that a branch, tag or id stands for; as of the clock's time, so that a replay sees no later one.
    void resolve(const std::string& url, const std::string& target, QObject* context, GitAnswer<Commit> done);
    /// A folder with the whole tree of the commit; it stays until the end.
    void checkOut(const std::string& url, const std::string& commit, QObject* context, GitAnswer<QString> done);

private:
    QString m_root;
    QString m_base;
    Processes& m_processes;
    const Clock& m_clock;
    std::vector<std::string> m_locked;
    std::map<QString, std::vector<GitAnswer<QString>>> m_underway;
};

}
