#pragma once

#include "ui/pages/fleet/Arrangement.h"
#include "ui/pages/fleet/LineChanges.h"

#include <QAbstractTableModel>
#include <QPointer>

namespace holdfast::pages::fleet {

/// One line below an expanded app: what of it differs.
struct DetailLine {
    foundation::State verdict = foundation::State::None;
    QString object; ///< "Deployment api"
    QString nameSpace;
    QString note; ///< what is known about it
    foundation::State health = foundation::State::None;
    QString field; ///< of a line that tells one field of the object above
    std::optional<manifest::ObjectKey> key; ///< what its diff shows; none: there is none
    friend bool operator==(const DetailLine&, const DetailLine&) = default;
};

/// What the user has chosen to see.
struct ListChoice {
    foundation::FilterText filter;
    FacetChoice facets;
    Grouping grouping = Grouping::Attention;
    Sorting sorting;
};

/// A group's heading.
struct GroupLine {
    QString text;
    int count = 0;
    int overdue = 0; ///< that differ for more than 15 minutes
    bool collapsed = false;
    friend bool operator==(const GroupLine&, const GroupLine&) = default;
};

/// The list as it is drawn: group headings, apps and their details, one line each, over a FleetModel. Keeps sorted and
/// filtered by moving only what has changed.
class FleetLines final : public QAbstractTableModel {
    Q_OBJECT
public:
    FleetLines(const FleetModel& source, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// Rearranges for everything that the source has signalled since the last time; once per batch of changes.
    void settle();
    void setChoice(const ListChoice& choice);
    [[nodiscard]] const ListChoice& choice() const { return m_choice; }
    void toggleGroup(int line);
    void setDetails(const gitops::AppId& app, std::vector<DetailLine> details); ///< expands
    void collapse(const gitops::AppId& app);
    [[nodiscard]] bool isExpanded(const gitops::AppId& app) const;
    /// Recounts what time alone changes: apps past 15 minutes.
    void tick(const QDateTime& now);

    [[nodiscard]] const Line& line(int line) const { return m_lines[std::size_t(line)]; }
    /// The app of an app or detail line; null for a heading.
    [[nodiscard]] const FleetRow* app(int line) const;
    [[nodiscard]] const GroupLine* group(int line) const;
    [[nodiscard]] const DetailLine* detail(int line) const;
    [[nodiscard]] int lineOf(const gitops::AppId& app) const; ///< -1 where it is not shown
    [[nodiscard]] int shownApps() const { return m_shown; }

Q_SIGNALS:
    void aboutToRearrange();
    void rearranged(); ///< after every change of lines; the view restores its current line and its place

private:
    struct Slot {
        RowPointer row; ///< null once the app is gone
        bool passes = false;
    };
    struct Group {
        QString key;
        GroupLine shown;
        bool collapsed = false;
    };
    void noteChanged(int first, int last);
    void noteRemoved(int first, int last);
    int slotOf(const gitops::AppId& app);
    [[nodiscard]] bool isSlotAbove(int left, int right) const;
    void takeOut(const std::vector<int>& touched);
    void refreshPasses(int slot);
    [[nodiscard]] std::vector<Line> arranged();
    int groupOf(const FleetRow& row);
    void show(std::vector<Line> lines, const QSet<int>& touched);
    void apply(const std::vector<LineChange>& changes, std::vector<Line>& lines);

    const FleetModel& m_source;
    ListChoice m_choice;
    QHash<gitops::AppId, int> m_slotIds;
    std::vector<Slot> m_slots; ///< by slot id, kept for the life of the list
    std::vector<int> m_order; ///< slot ids, sorted, filtered or not
    QHash<QString, int> m_groupIds;
    std::vector<Group> m_groups;
    QHash<int, std::vector<DetailLine>> m_details; ///< by slot id; present where expanded
    std::vector<Line> m_lines;
    QSet<int> m_touched; ///< slot ids since the last settle
    QDateTime m_now;
    int m_shown = 0;
};

/// One cell's text, as shown and as read aloud.
[[nodiscard]] QString cellText(const FleetRow& row, Column column);
[[nodiscard]] QString automationText(const FleetRow& row, const QDateTime& now);

}
