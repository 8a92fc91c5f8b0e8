#include "ui/pages/app/ObjectTreeModel.h"

#include "ui/foundation/PlainText.h"
#include "ui/foundation/StateBadge.h"

#include <algorithm>
#include <ranges>
#include <tuple>

namespace holdfast::pages::app {

using foundation::plain;
using foundation::State;

namespace {

State stateOf(const gitops::AppObject& object)
{
    const bool differs = object.verdict && *object.verdict != gitops::ObjectVerdict::Synced;
    const bool ill = object.health && object.health->status != gitops::HealthStatus::Healthy;
    if (differs && !(ill && *object.verdict == gitops::ObjectVerdict::Unknown))
        return foundation::stateOf(*object.verdict);
    if (ill || (object.health && !object.verdict))
        return foundation::stateOf(object.health->status);
    return object.verdict ? foundation::stateOf(*object.verdict) : State::None;
}

bool needsAttention(State state)
{
    return state == State::OutOfSync || state == State::Drifted || state == State::Missing || state == State::Extra
        || state == State::Degraded;
}

QString kindText(gitops::AppKind kind)
{
    switch (kind) {
    case gitops::AppKind::Application:
        return QStringLiteral("Application");
    case gitops::AppKind::Kustomization:
        return QStringLiteral("Kustomization");
    case gitops::AppKind::HelmRelease:
        return QStringLiteral("HelmRelease");
    }
    return {};
}

auto order(const gitops::AppObject& object)
{
    return std::tuple(!needsAttention(stateOf(object)), object.key.kind, object.key.nameSpace, object.key.name);
}

}

ObjectTreeModel::ObjectTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

void ObjectTreeModel::setApp(const gitops::App& app, std::vector<gitops::AppObject> objects)
{
    std::vector<Node> nodes = arrange(std::move(objects));
    const auto shape = [](const Node& node) { return std::tuple(node.object.key, node.parent, node.row); };
    const bool same = std::ranges::equal(m_nodes, nodes, {}, shape, shape);
    if (!same)
        beginResetModel();
    std::vector<int> changed;
    for (std::size_t i = 0; same && i < nodes.size(); ++i) {
        if (nodes[i].object != m_nodes[i].object)
            changed.push_back(int(i));
    }
    const bool appChanged = !(m_app == app);
    m_app = app;
    m_nodes = std::move(nodes);
    if (!same)
        return endResetModel();
    if (appChanged)
        Q_EMIT dataChanged(indexOf(0), indexOf(0));
    for (const int node : changed)
        Q_EMIT dataChanged(indexOf(node), indexOf(node));
}

std::vector<ObjectTreeModel::Node> ObjectTreeModel::arrange(std::vector<gitops::AppObject> objects)
{
    std::ranges::sort(objects, {}, order);
    std::vector<Node> nodes(1);
    QHash<manifest::ObjectKey, int> known;
    for (gitops::AppObject& object : objects) {
        if (known.contains(object.key))
            continue;
        known.insert(object.key, int(nodes.size()));
        nodes.push_back({ .object = std::move(object) });
    }
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto& owner = nodes[i].object.owner;
        const int found = owner ? known.value(*owner, 0) : 0;
        nodes[i].parent = found == int(i) ? 0 : found;
    }
    for (std::size_t i = 1; i < nodes.size(); ++i) { // owners that own each other would never be reached
        std::size_t steps = 0;
        for (int at = nodes[i].parent; at > 0 && steps <= nodes.size(); at = nodes[std::size_t(at)].parent)
            ++steps;
        if (steps > nodes.size())
            nodes[i].parent = 0;
    }
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        Node& owner = nodes[std::size_t(nodes[i].parent)];
        nodes[i].row = int(owner.children.size());
        owner.children.push_back(int(i));
    }
    return nodes;
}

const gitops::AppObject* ObjectTreeModel::object(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() > 0 ? &m_nodes[std::size_t(index.internalId())].object : nullptr;
}

QModelIndex ObjectTreeModel::indexOf(int node) const
{
    return createIndex(m_nodes[std::size_t(node)].row, 0, quintptr(node));
}

QModelIndex ObjectTreeModel::indexOf(const manifest::ObjectKey& key) const
{
    const auto found = std::ranges::find_if(
        m_nodes | std::views::drop(1), [&key](const Node& node) { return node.object.key == key; });
    return found == m_nodes.end() ? QModelIndex() : indexOf(int(found - m_nodes.begin()));
}

QModelIndex ObjectTreeModel::firstOfInterest() const
{
    if (m_nodes.size() < 2)
        return {};
    for (std::size_t i = 1; i < m_nodes.size(); ++i) {
        if (needsAttention(stateOf(m_nodes[i].object)))
            return indexOf(int(i));
    }
    return indexOf(m_nodes.front().children.front());
}

QModelIndex ObjectTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(0, 0, quintptr(0));
    return indexOf(m_nodes[std::size_t(parent.internalId())].children[std::size_t(row)]);
}

QModelIndex ObjectTreeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return indexOf(m_nodes[std::size_t(index.internalId())].parent);
}

int ObjectTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return m_nodes.empty() ? 0 : 1;
    return parent.column() > 0 ? 0 : int(m_nodes[std::size_t(parent.internalId())].children.size());
}

int ObjectTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant ObjectTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == 0)
        return appData(role);
    const gitops::AppObject& object = m_nodes[std::size_t(index.internalId())].object;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return plain(object.key.kind + QLatin1Char(' ') + object.key.name);
    case KeyRole:
        return manifest::objectText(object.key);
    case StateRole:
        return int(stateOf(object));
    case OwnRole:
        return object.verdict.has_value() || object.hook;
    case NoteRole:
        return plain(object.note);
    case AttentionRole:
        return needsAttention(stateOf(object));
    case Qt::AccessibleDescriptionRole:
        return foundation::stateText(stateOf(object));
    case Qt::ToolTipRole: {
        const QString message
            = object.health ? QLatin1Char('\n') + plain(object.health->message, foundation::Lines::Many) : QString();
        return (plain(manifest::objectText(object.key)) + message).toHtmlEscaped();
    }
    default:
        return {};
    }
}

QVariant ObjectTreeModel::appData(int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return plain(kindText(m_app.id.kind) + QLatin1Char(' ') + m_app.id.name);
    case StateRole:
        return int(foundation::syncStateOf(m_app));
    case OwnRole:
        return true;
    case AttentionRole:
        return false;
    case KeyRole:
    case NoteRole:
        return QString();
    default:
        return {};
    }
}

}
