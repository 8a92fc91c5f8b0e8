#include "core/diff/JqDeletion.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <jq.h>

#include <QScopeGuard>

#include <array>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace holdfast::diff {

namespace {

constexpr unsigned int secondsAtMost = 1;

void keepMessage(void* text, jv message)
{
    const jv formatted = jq_format_error(message);
    if (jv_get_kind(formatted) == JV_KIND_STRING && static_cast<QString*>(text)->isEmpty())
        *static_cast<QString*>(text) = QString::fromUtf8(jv_string_value(formatted));
    jv_free(formatted);
}

std::string program(const std::string& expression)
{
    return "del(" + expression + ")";
}

/// The first answer as JSON; empty where the expression fails.
std::string evaluated(const std::string& expression, const std::string& json)
{
    jq_state* state = jq_init();
    if (!state)
        return {};
    QString ignored;
    jq_set_error_cb(state, keepMessage, &ignored);
    std::string result;
    if (jq_compile(state, program(expression).c_str()) != 0) {
        jq_start(state, jv_parse(json.c_str()), 0);
        const jv answer = jq_next(state);
        if (jv_is_valid(answer)) {
            const jv text = jv_dump_string(answer, 0);
            result = jv_string_value(text);
            jv_free(text);
        } else {
            jv_free(answer);
        }
    }
    jq_teardown(&state);
    return result;
}

/// Runs in the child: writes the answer into the pipe and ends, or is ended by the alarm.
[[noreturn]] void answer(int pipe, const std::string& expression, const std::string& json)
{
    std::signal(SIGALRM, SIG_DFL);
    alarm(secondsAtMost);
    const std::string result = evaluated(expression, json);
    std::size_t written = 0;
    while (written < result.size()) {
        const ssize_t count = ::write(pipe, result.data() + written, result.size() - written);
        if (count <= 0)
            break;
        written += static_cast<std::size_t>(count);
    }
    ::_exit(0);
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

Result<JqDeletion> JqDeletion::compiled(const std::string& expression)
{
    jq_state* state = jq_init();
    const auto done = qScopeGuard([&state] { jq_teardown(&state); });
    QString message;
    jq_set_error_cb(state, keepMessage, &message);
    if (jq_compile(state, program(expression).c_str()) == 0)
        return fail(ErrorCode::InvalidInput, {},
            QStringLiteral("\"%1\" is no jq path: %2").arg(QString::fromStdString(expression), message.simplified()));
    JqDeletion deletion;
    deletion.m_expression = expression;
    return deletion;
}

Result<manifest::Value> JqDeletion::applied(const manifest::Value& object) const
{
    const std::string json = manifest::writeJson(object);
    std::array<int, 2> ends {};
    if (::pipe(ends.data()) != 0)
        return fail(ErrorCode::Io, {}, QStringLiteral("no pipe for jq"));
    // libjq cannot be interrupted, and an endless expression must not take this process along.
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        answer(ends[1], m_expression, json);
    }
    ::close(ends[1]);
    const std::string text = child > 0 ? readAll(ends[0]) : std::string();
    ::close(ends[0]);
    int status = 0;
    if (child > 0)
        ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return fail(ErrorCode::LimitExceeded, {},
            QStringLiteral("the jq path \"%1\" took longer than a second").arg(QString::fromStdString(m_expression)));
    const Result<manifest::Value> result = manifest::readJson(text);
    return result ? *result : object;
}

}
