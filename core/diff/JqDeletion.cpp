#include "core/diff/JqDeletion.h"

#include "core/base/Bounded.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <jq.h>

#include <QScopeGuard>

#include <chrono>

namespace holdfast::diff {

namespace {

constexpr std::chrono::seconds atMost { 1 };

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

/// In front of what jq says where it fails: no JSON begins with it.
constexpr char failed = '!';

/// The first answer as JSON, or what went wrong.
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
            const jv message = jq_format_error(jv_invalid_get_msg(answer));
            if (jv_get_kind(message) == JV_KIND_STRING)
                result = failed + std::string(jv_string_value(message));
            jv_free(message);
        }
    }
    jq_teardown(&state);
    return result;
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
    // libjq cannot be interrupted, and an endless expression must not take this process along.
    const auto text = bounded([&] { return evaluated(m_expression, json); }, atMost);
    if (!text && text.error() == BoundedFailure::TooLong)
        return fail(ErrorCode::LimitExceeded, {},
            QStringLiteral("the jq path \"%1\" took longer than a second").arg(QString::fromStdString(m_expression)));
    const std::string answer = text.value_or(std::string());
    // A path that is not in the object is no fault of the rule.
    if (answer.starts_with(failed) && !answer.contains("null"))
        return fail(ErrorCode::InvalidInput, {},
            QStringLiteral("the jq path \"%1\" cannot be applied: %2")
                .arg(QString::fromStdString(m_expression), QString::fromStdString(answer.substr(1)).simplified()));
    const Result<manifest::Value> result = manifest::readJson(answer);
    return result ? *result : object;
}

}
