#include "core/session/SavedViews.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"
#include "core/session/DataFolder.h"

namespace holdfast::session {

using manifest::Value;

namespace {

constexpr int fileVersion = 1;

}

SavedViews::SavedViews(QString path)
    : m_path(std::move(path))
{
}

Result<std::vector<SavedView>> SavedViews::load()
{
    const std::optional<QByteArray> file = m_path.isEmpty() ? std::nullopt : readPrivateFile(m_path);
    if (!file)
        return m_views;
    const Result<Value> content = manifest::readJson(std::string_view(*file));
    m_foreign = !content || (*content)["version"].intOr(0) != fileVersion || !(*content)["views"].isList();
    if (m_foreign)
        return fail(ErrorCode::InvalidInput, FilePlace { .file = m_path },
            QStringLiteral("these saved views are broken or from a newer version; move the file away to start anew"));
    m_views.clear();
    for (const Value& view : (*content)["views"].list())
        m_views.push_back(
            { .name = manifest::toQString(view["name"].text()), .filter = manifest::toQString(view["filter"].text()) });
    return m_views;
}

Result<void> SavedViews::save(const std::vector<SavedView>& views)
{
    if (m_foreign)
        return fail(ErrorCode::Precondition, FilePlace { .file = m_path },
            QStringLiteral("saved views that could not be read are not written over; move the file away first"));
    m_views = views;
    if (m_path.isEmpty())
        return {};
    Value::List items;
    for (const SavedView& view : views)
        items.emplace_back(
            Value::Map { { "name", Value(view.name.toStdString()) }, { "filter", Value(view.filter.toStdString()) } });
    const Value content(Value::Map { { "version", Value(fileVersion) }, { "views", Value(std::move(items)) } });
    return writePrivateFile(
        m_path, QByteArray::fromStdString(manifest::writeJson(content, manifest::JsonStyle::Indented)));
}

}
