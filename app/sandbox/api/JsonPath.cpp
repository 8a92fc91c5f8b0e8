#include "app/sandbox/api/Tables.h"

#include <charconv>

namespace holdfast::sandbox {

namespace {

/// The JSONPath of printer columns: members, indexes, `[*]` and `[?(@.key=="value")]`.
class PathReader final {
public:
    explicit PathReader(std::string_view path)
        : m_path(path)
    {
    }

    std::vector<Value> run(const Value& object)
    {
        std::vector<Value> found { object };
        while (m_at < m_path.size() && !found.empty()) {
            if (m_path[m_at] == '.') {
                ++m_at;
                const std::string name = memberName();
                if (!name.empty())
                    found = members(found, name);
            } else if (m_path[m_at] == '[') {
                found = bracket(found);
            } else {
                found = members(found, memberName());
            }
        }
        return found;
    }

private:
    std::string memberName()
    {
        std::string name;
        while (m_at < m_path.size() && m_path[m_at] != '.' && m_path[m_at] != '[') {
            if (m_path[m_at] == '\\')
                ++m_at;
            if (m_at < m_path.size())
                name += m_path[m_at++];
        }
        return name;
    }

    static std::vector<Value> members(const std::vector<Value>& from, const std::string& name)
    {
        std::vector<Value> found;
        for (const Value& value : from) {
            if (!value[name].isNull())
                found.push_back(value[name]);
        }
        return found;
    }

    std::vector<Value> bracket(const std::vector<Value>& from)
    {
        const std::size_t end = m_path.find(']', m_at);
        const std::string_view inside = m_path.substr(m_at + 1, end == std::string_view::npos ? end : end - m_at - 1);
        m_at = end == std::string_view::npos ? m_path.size() : end + 1;
        if (inside.starts_with("?(@"))
            return filtered(from, inside);
        if (inside.size() > 1 && (inside.front() == '\'' || inside.front() == '"'))
            return members(from, std::string(inside.substr(1, inside.size() - 2)));
        std::vector<Value> found;
        std::size_t index = 0;
        const bool all = inside == "*";
        std::from_chars(inside.data(), inside.data() + inside.size(), index);
        for (const Value& value : from) {
            if (all)
                found.insert(found.end(), value.list().begin(), value.list().end());
            else if (index < value.list().size())
                found.push_back(value[index]);
        }
        return found;
    }

    static std::vector<Value> filtered(const std::vector<Value>& from, std::string_view inside)
    {
        const std::size_t equals = inside.find("==");
        std::vector<Value> found;
        if (equals == std::string_view::npos)
            return found;
        std::string_view key = inside.substr(3, equals - 3);
        while (key.ends_with(' '))
            key.remove_suffix(1);
        const std::size_t open = inside.find_first_of("'\"", equals);
        const std::size_t close = inside.find_last_of("'\"");
        const std::string_view wanted = open == std::string_view::npos || close <= open
            ? std::string_view()
            : inside.substr(open + 1, close - open - 1);
        for (const Value& value : from) {
            for (const Value& item : value.list()) {
                const Value reached = jsonPathValue(key, item);
                if (!reached.isNull() && plainText(reached) == wanted)
                    found.push_back(item);
            }
        }
        return found;
    }

    std::string_view m_path;
    std::size_t m_at = 0;
};

}

Value jsonPathValue(std::string_view path, const Value& object)
{
    const std::vector<Value> found = PathReader(path).run(object);
    return found.empty() ? Value() : found.front();
}

}
