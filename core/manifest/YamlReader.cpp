#include "core/manifest/YamlReader.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlComposer.h"
#include "core/manifest/YamlDecoder.h"
#include "core/manifest/YamlStream.h"

#include <algorithm>

namespace holdfast::manifest {

namespace {

using Documents = std::vector<YamlDocument>;

constexpr std::string_view jsonSpace = " \t\r\n";

int linesIn(std::string_view text)
{
    return static_cast<int>(std::ranges::count(text, '\n'));
}

/// Moves the place of an error by the lines before the text it came from, and names the file.
Error placed(Error error, const QString& name, int line)
{
    if (auto* place = std::get_if<FilePlace>(&error.where)) {
        place->file = name;
        place->line += line;
    }
    return error;
}

QString kindName(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::List:
        return QStringLiteral("a list");
    case Value::Kind::String:
        return QStringLiteral("text");
    case Value::Kind::Bool:
        return QStringLiteral("a boolean");
    case Value::Kind::Null:
        return QStringLiteral("null");
    case Value::Kind::Int:
    case Value::Kind::Uint:
    case Value::Kind::Double:
    case Value::Kind::Map:
        break;
    }
    return QStringLiteral("a number");
}

/// Reads one stream into documents.
class StreamReader final {
public:
    StreamReader(const QString& name, const YamlLimits& limits)
        : m_name(name)
        , m_limits(limits)
    {
    }

    Result<Documents> read(std::string_view stream)
    {
        std::string_view rest = stream;
        if (looksLikeJson(stream))
            if (const std::optional<Error> error = readJsonValues(rest))
                return std::unexpected(*error);
        const int line = linesIn(stream.substr(0, stream.size() - rest.size()));
        if (const std::optional<Error> error = readChunks(rest, line)) {
            const bool json = m_jsonError && startsAsJsonObject(rest);
            return std::unexpected(json ? *m_jsonError : *error);
        }
        return std::move(m_documents);
    }

private:
    /// kubectl looks for the brace in the first 4096 bytes.
    static bool looksLikeJson(std::string_view stream)
    {
        const std::size_t first = stream.substr(0, 4096).find_first_not_of(jsonSpace);
        return first != std::string_view::npos && stream[first] == '{';
    }

    static bool startsAsJsonObject(std::string_view text)
    {
        text.remove_prefix(std::min(text.find_first_not_of(jsonSpace), text.size()));
        if (!text.starts_with('{'))
            return false;
        text.remove_prefix(1);
        const std::size_t next = text.find_first_not_of(jsonSpace);
        return next == std::string_view::npos || text[next] == '"' || text[next] == '}';
    }

    /// Up to the first line break, as apimachinery does, which gives up with fewer than four bytes left.
    static bool skipSpace(std::string_view& rest)
    {
        constexpr std::size_t window = 4;
        while (rest.size() >= window && jsonSpace.find(rest.front()) != std::string_view::npos) {
            const bool newLine = rest.front() == '\n';
            rest.remove_prefix(1);
            if (newLine)
                return true;
        }
        return rest.size() >= window;
    }

    /// Takes JSON values off the stream. After two it is JSON for good; before, what is no JSON may be YAML.
    std::optional<Error> readJsonValues(std::string_view& rest)
    {
        int line = 0;
        for (int count = 0;; ++count) {
            const std::size_t start = std::min(rest.find_first_not_of(jsonSpace), rest.size());
            const std::string_view value = rest.substr(start, jsonLength(rest.substr(start)));
            const int valueLine = line + linesIn(rest.substr(0, start));
            if (value.empty()) {
                rest = {};
                return std::nullopt;
            }
            Result<Value> read = readJson(value, m_name, { .bytes = m_limits.bytes, .depth = m_limits.depth });
            if (!read) {
                m_jsonError = placed(std::move(read.error()), m_name, valueLine);
                if (count > 1 || m_jsonError->code == ErrorCode::LimitExceeded)
                    return m_jsonError;
                return skipSpace(rest) ? std::nullopt : m_jsonError;
            }
            if (std::optional<Error> error = add({ .value = std::move(*read), .line = valueLine + 1 }))
                return error;
            line = valueLine + linesIn(value);
            rest.remove_prefix(start + value.size());
        }
    }

    std::optional<Error> readChunks(std::string_view text, int line)
    {
        if (std::optional<Error> error = forbiddenCharacter(text))
            return placed(std::move(*error), m_name, line);
        Result<std::vector<YamlChunk>> chunks = splitYaml(text);
        if (!chunks)
            return placed(std::move(chunks.error()), m_name, line);
        for (const YamlChunk& chunk : *chunks)
            if (std::optional<Error> error = readChunk(chunk.text, line + chunk.line))
                return error;
        return std::nullopt;
    }

    std::optional<Error> readChunk(std::string_view text, int line)
    {
        Result<YamlTree> tree = composeYaml(text, m_limits.depth);
        if (!tree)
            return placed(std::move(tree.error()), m_name, line);
        if (!tree->root)
            return std::nullopt;
        YamlDocument document { .line = line };
        if (std::optional<Error> error = YamlDecoder(m_limits).decode(*tree, document))
            return placed(std::move(*error), m_name, line);
        if (tree->unreadLine > 0)
            document.warnings.push_back({ .line = line + tree->unreadLine,
                .text = QStringLiteral("Kubernetes does not read what follows `...`; separate documents by `---`") });
        document.line = line + tree->root->line;
        return add(std::move(document));
    }

    std::optional<Error> add(YamlDocument document)
    {
        if (document.value.isNull())
            return std::nullopt;
        if (m_limits.root == YamlRoot::Object && !document.value.isMap())
            return Error { .code = ErrorCode::InvalidInput,
                .where = FilePlace { .file = m_name, .line = document.line },
                .detail
                = QStringLiteral("a Kubernetes object is a mapping, and this is %1").arg(kindName(document.value)) };
        if (document.value["kind"].text() == "List")
            return addItems(document);
        m_documents.push_back(std::move(document));
        return std::nullopt;
    }

    std::optional<Error> addItems(const YamlDocument& list)
    {
        const Value& items = list.value["items"];
        if (!items.isList() && !items.isNull())
            return Error { .code = ErrorCode::InvalidInput,
                .where = FilePlace { .file = m_name, .line = std::max(list.lines.at("/items"), list.line) },
                .detail = QStringLiteral("the items of a List have to be a list") };
        const std::uint64_t field = FieldLines::step(FieldLines::root, "items");
        const std::size_t first = m_documents.size();
        for (std::size_t index = 0; index < items.list().size(); ++index) {
            const int line = std::max(list.lines.at("/items/" + std::to_string(index)), list.line);
            YamlDocument item { .value = items[index], .line = line };
            item.lines = list.lines.below(FieldLines::step(field, index));
            if (std::optional<Error> error = add(std::move(item)))
                return error;
        }
        for (const YamlWarning& warning : list.warnings)
            addWarning(first, warning);
        return std::nullopt;
    }

    /// A warning about a List goes to the item it stands in.
    void addWarning(std::size_t first, const YamlWarning& warning)
    {
        if (first == m_documents.size())
            return;
        auto item = m_documents.begin() + static_cast<std::ptrdiff_t>(first);
        while (std::next(item) != m_documents.end() && std::next(item)->line <= warning.line)
            ++item;
        item->warnings.push_back(warning);
    }

    QString m_name;
    YamlLimits m_limits;
    Documents m_documents;
    std::optional<Error> m_jsonError;
};

}

Result<std::vector<YamlDocument>> readYaml(std::string_view text, const QString& name, const YamlLimits& limits)
{
    if (text.size() > limits.bytes)
        return fail(ErrorCode::LimitExceeded, FilePlace { .file = name },
            QStringLiteral("%1 bytes are more than the limit of %2 for a manifest").arg(text.size()).arg(limits.bytes));
    Result<std::string> stream = toUtf8(text);
    if (!stream)
        return std::unexpected(placed(std::move(stream.error()), name, 0));
    return StreamReader(name, limits).read(*stream);
}

}
