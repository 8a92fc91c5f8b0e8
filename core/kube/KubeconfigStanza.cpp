#include "core/kube/KubeconfigStanza.h"

#include "core/manifest/Resource.h"

#include <QMap>

namespace holdfast::kube {

using manifest::toQString;
using manifest::Value;

namespace {

QString found(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return QStringLiteral("nothing");
    case Value::Kind::Bool:
        return value.boolOr(false) ? QStringLiteral("true") : QStringLiteral("false");
    case Value::Kind::Int:
    case Value::Kind::Uint:
    case Value::Kind::Double:
        return QStringLiteral("a number");
    case Value::Kind::String:
        return QStringLiteral("text");
    case Value::Kind::List:
        return QStringLiteral("a list");
    case Value::Kind::Map:
        return QStringLiteral("a mapping");
    }
    return {};
}

bool isScalar(const Value& value)
{
    return !value.isList() && !value.isMap();
}

/// `/users/0/user/token` as `users[0].user.token`.
QString dotted(std::string_view pointer)
{
    QString path;
    for (const QString& part : toQString(pointer).split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        bool isIndex = false;
        static_cast<void>(part.toInt(&isIndex));
        if (isIndex)
            path += QStringLiteral("[%1]").arg(part);
        else
            path += (path.isEmpty() ? QString() : QStringLiteral(".")) + part;
    }
    return path;
}

const Value& nullValue()
{
    static const Value value;
    return value;
}

}

Stanza::Stanza(StanzaFile& file)
    : Stanza(file, file.document->value, {})
{
}

Stanza::Stanza(StanzaFile& file, const Value& value, std::string pointer)
    : m_file(&file)
    , m_value(&value)
    , m_pointer(std::move(pointer))
{
}

Stanza Stanza::member(std::string_view key) const
{
    const Value& value = m_file->error ? nullValue() : (*m_value)[key];
    return { *m_file, value, m_pointer + '/' + std::string(key) };
}

const Value* Stanza::expect(Value::Kind kind, const char* wanted) const
{
    if (m_value->kind() == kind)
        return m_value;
    if (isPresent()) {
        const bool quote = kind == Value::Kind::String && isScalar(*m_value);
        refuse("",
            QStringLiteral("expected %1, found %2; %3")
                .arg(QLatin1String(wanted), found(*m_value),
                    quote ? QStringLiteral("put it in quotes") : QStringLiteral("correct it")));
    }
    return nullptr;
}

QString Stanza::text(const char* key) const
{
    const Stanza field = member(key);
    const Value* value = field.expect(Value::Kind::String, "text");
    return value ? toQString(value->text()) : QString();
}

bool Stanza::flag(const char* key) const
{
    const Stanza field = member(key);
    const Value* value = field.expect(Value::Kind::Bool, "true or false");
    return value && value->boolOr(false);
}

QByteArray Stanza::data(const char* key) const
{
    QByteArray encoded = text(key).toUtf8();
    encoded.replace('\n', "").replace('\r', "");
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || encoded.size() % 4 != 0) {
        refuse(key, QStringLiteral("this is not base64; paste the output of `base64 -w0 FILE` here"));
        return {};
    }
    return *decoded;
}

QStringList Stanza::textItems() const
{
    QStringList texts;
    const Value* list = expect(Value::Kind::List, "a list of text");
    for (std::size_t index = 0; list && index < list->list().size(); ++index) {
        const Stanza item(*m_file, list->list()[index], m_pointer + '/' + std::to_string(index));
        const Value* value = item.expect(Value::Kind::String, "text");
        texts.append(value ? toQString(value->text()) : QString());
    }
    return texts;
}

QStringList Stanza::texts(const char* key) const
{
    return member(key).textItems();
}

Stanza Stanza::child(const char* key) const
{
    Stanza field = member(key);
    if (field.expect(Value::Kind::Map, "a mapping") == nullptr)
        field.m_value = &nullValue();
    return field;
}

std::vector<Stanza> Stanza::items(const char* key) const
{
    std::vector<Stanza> stanzas;
    const Stanza field = member(key);
    const Value* list = field.expect(Value::Kind::List, "a list");
    for (std::size_t index = 0; list && index < list->list().size(); ++index) {
        Stanza item(*m_file, list->list()[index], field.m_pointer + '/' + std::to_string(index));
        static_cast<void>(item.expect(Value::Kind::Map, "a mapping"));
        stanzas.push_back(std::move(item));
    }
    return stanzas;
}

QMap<QString, QStringList> Stanza::textLists(const char* key) const
{
    QMap<QString, QStringList> lists;
    const Stanza field = child(key);
    for (const auto& [name, value] : field.raw().map())
        lists.insert(toQString(name), field.member(name).textItems());
    return lists;
}

FilePlace Stanza::place() const
{
    std::string pointer = m_pointer;
    const auto& lines = m_file->document->lines;
    for (;;) {
        if (const auto line = lines.find(pointer); line != lines.end())
            return { .file = m_file->path, .line = line->second };
        if (pointer.empty())
            return { .file = m_file->path, .line = m_file->document->line };
        pointer.resize(pointer.rfind('/'));
    }
}

void Stanza::refuse(const char* key, const QString& why) const
{
    if (m_file->error)
        return;
    const Stanza field = *key == '\0' ? *this : member(key);
    const QString path = dotted(field.m_pointer);
    m_file->error = Error { .code = ErrorCode::InvalidInput,
        .where = field.place(),
        .detail = path.isEmpty() ? why : path + QStringLiteral(": ") + why };
}

}
