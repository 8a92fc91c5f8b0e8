#include "core/base/Bounded.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace holdfast {

namespace {

/// Runs in the child: writes the answer into the pipe and ends, or is ended by the alarm.
[[noreturn]] void answer(int pipe, const std::function<std::string()>& compute, std::chrono::seconds most)
{
    std::signal(SIGALRM, SIG_DFL);
    ::alarm(static_cast<unsigned int>(most.count()));
    const std::string result = compute();
    std::size_t written = 0;
    while (written < result.size()) {
        const ssize_t count = ::write(pipe, result.data() + written, result.size() - written);
        if (count <= 0)
            break;
        written += static_cast<std::size_t>(count);
    }
    ::_exit(written == result.size() ? 0 : 1);
}

std::string readAll(int pipe)
{
    std::string text;
    std::array<char, 65536> part {};
    for (ssize_t count = ::read(pipe, part.data(), part.size()); count > 0;
        count = ::read(pipe, part.data(), part.size()))
        text.append(part.data(), static_cast<std::size_t>(count));
    return text;
}

}

std::expected<std::string, BoundedFailure> bounded(
    const std::function<std::string()>& compute, std::chrono::seconds most)
{
    std::array<int, 2> ends {};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::unexpected(BoundedFailure::Broken);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        answer(ends[1], compute, most);
    }
    ::close(ends[1]);
    std::string text = child > 0 ? readAll(ends[0]) : std::string();
    ::close(ends[0]);
    int status = 0;
    if (child <= 0 || ::waitpid(child, &status, 0) != child)
        return std::unexpected(BoundedFailure::Broken);
    if (WIFSIGNALED(status))
        return std::unexpected(WTERMSIG(status) == SIGALRM ? BoundedFailure::TooLong : BoundedFailure::Broken);
    if (WEXITSTATUS(status) != 0)
        return std::unexpected(BoundedFailure::Broken);
    return text;
}

}
