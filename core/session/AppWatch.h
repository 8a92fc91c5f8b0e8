#pragma once

#include "core/kube/ResourceFeed.h"
#include "core/session/ClusterSession.h"

#include <QFuture>
#include <QHash>
#include <QPromise>
#include <QSet>

#include <map>
#include <memory>

namespace holdfast::session {

/// Objects of one kind in one place.
struct ObjectsAsked {
    ClusterSession* cluster = nullptr;
    kube::ApiResource resource;
    QString nameSpace; ///< empty: of no namespace
    QSet<QString> names; ///< empty: all that are there
    kube::ObjectForm form = kube::ObjectForm::Whole;
};

/// Watches what the page of one app shows, while it is in sight: a watch per kind and namespace, or of one object where
/// one is asked for; bounded in number and size. What may not be watched has to be read again by whoever asks.
class AppWatch final : public QObject {
    Q_OBJECT
public:
    using Objects = std::vector<manifest::Value>;
    static constexpr std::size_t mostWatches = 32;
    static constexpr qsizetype mostObjects = 2000; ///< of one watch; more are read as before

    AppWatch(gitops::AppId app, QObject* parent);
    ~AppWatch() override;

    [[nodiscard]] const gitops::AppId& app() const { return m_app; }
    /// From here on, what is not asked for again until endReading() is watched no longer.
    [[nodiscard]] int beginReading() { return ++m_reading; }
    void endReading(int reading);
    /// What is there, once a watch has listed it, without managedFields; an error where it is not watched.
    [[nodiscard]] QFuture<Result<Objects>> objects(const ObjectsAsked& asked);
    [[nodiscard]] std::size_t watches() const { return m_watches.size(); }

Q_SIGNALS:
    /// Something of what was asked for is another thing now.
    void objectsChanged();

private:
    struct Watch;
    void open(Watch& watch, const ObjectsAsked& asked);
    void take(Watch& watch, kube::RawChange change);
    void take(Watch& watch, const kube::FeedStatus& status);
    void tell(Watch& watch);

    gitops::AppId m_app;
    std::map<QStringList, std::unique_ptr<Watch>> m_watches; ///< by place
    int m_reading = 0;
};

}
