#include "core/session/RowProjection.h"

#include "core/gitops/ObjectReading.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

namespace holdfast::session {

using namespace holdfast::gitops;
using manifest::ObjectKey;
using manifest::Value;

namespace {

App evaluated(const ContextName& context, const Engine& engine, SourceBook& book, const Value& object)
{
    const AppId id { .context = context,
        .kind = parseAppKind(object["kind"].text()),
        .nameSpace = text(object["metadata"]["namespace"]),
        .name = text(object["metadata"]["name"]) };
    App app = engine.app(context, object, [&book](const ObjectKey& key) { return book.find(key); }, book.settled(id));
    book.settle(app);
    return app;
}

}

void SourceBook::put(const ObjectKey& key, Value kept)
{
    m_state.with([&](State& state) { state.objects.insert(key, std::move(kept)); });
}

void SourceBook::remove(const ObjectKey& key)
{
    m_state.with([&](State& state) { state.objects.remove(key); });
}

Value SourceBook::find(const ObjectKey& key)
{
    return m_state.with([&](State& state) { return state.objects.value(key); });
}

std::optional<Settled> SourceBook::settled(const AppId& id)
{
    return m_state.with([&](State& state) -> std::optional<Settled> {
        const auto found = state.settled.constFind(id);
        return found == state.settled.constEnd() ? std::nullopt : std::optional(*found);
    });
}

void SourceBook::settle(const App& app)
{
    if (app.agent.reconciling || app.detail != Detail::Full)
        return;
    m_state.with([&](State& state) { state.settled.insert(app.id, { app.agent.verdict, app.health }); });
}

void SourceBook::forget(const AppId& id)
{
    m_state.with([&](State& state) { state.settled.remove(id); });
}

void TextPool::share(QString& text)
{
    if (text.isEmpty())
        return;
    const auto known = m_texts.constFind(text);
    if (known != m_texts.constEnd())
        text = *known;
    else
        m_texts.insert(text);
}

void TextPool::share(App& app)
{
    for (QString* text :
        { &app.id.nameSpace, &app.source.kind, &app.source.repository, &app.source.target, &app.destination.server,
            &app.destination.name, &app.destination.nameSpace, &app.project, &app.team, &app.agent.reason })
        share(*text);
    QString revision = app.revision.text();
    share(revision);
    app.revision = Revision(std::move(revision));
    if (app.owner) {
        const auto known = m_owners.constFind(*app.owner);
        if (known != m_owners.constEnd())
            app.owner = *known;
        else
            m_owners.insert(*app.owner, app.owner);
    }
}

RowProjection::RowProjection(ContextName context, EnginePointer engine, std::shared_ptr<SourceBook> book)
    : m_context(std::move(context))
    , m_engine(std::move(engine))
    , m_book(std::move(book))
{
}

FeedRow RowProjection::row(const Value& object)
{
    const Value kept = m_engine->kept(object);
    if (kept.isNull()) {
        FeedRow row { .app = m_engine->app(m_context, object, [](const ObjectKey&) { return Value(); }, std::nullopt) };
        m_pool.share(row.app);
        return row;
    }
    FeedRow row { .app = evaluated(m_context, *m_engine, *m_book, object),
        .kept = manifest::writeJson(kept),
        .references = m_engine->references(object) };
    m_pool.share(row.app);
    return row;
}

FeedRow RowProjection::quarantined(const Value& stub, const Error& error)
{
    return { .app = gitops::quarantined(
                 appId(m_context, parseAppKind(stub["kind"].text()), stub["metadata"]), stub, error.detail + u'.') };
}

App reevaluated(const ContextName& context, const Engine& engine, SourceBook& book, const std::string& kept)
{
    const Result<Value> object = manifest::readJson(kept);
    return evaluated(context, engine, book, object.value_or(Value()));
}

}
