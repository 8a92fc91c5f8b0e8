#include "ui/pages/fleet/FleetNotices.h"

#include "ui/foundation/ErrorText.h"
#include "ui/foundation/PlainText.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdfast::pages::fleet {

using foundation::ButtonKind;
using foundation::Notice;
using foundation::NoticeButton;
using foundation::plain;
using foundation::State;
using session::ClusterStatus;
using session::LinkState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Fleet)
};

NoticeButton practiceButton(ButtonKind kind)
{
    return { QStringLiteral("practice"), Words::tr("Open the practice fleet"), kind };
}

NoticeButton retryButton(ButtonKind kind)
{
    return { QStringLiteral("retry"), Words::tr("Try again"), kind };
}

QStringList sentences(const std::vector<Error>& errors)
{
    QStringList lines;
    for (const Error& error : errors)
        lines.append(foundation::describeInOneLine(error));
    return lines;
}

QString name(const ClusterStatus& cluster)
{
    return plain(cluster.context.text());
}

Notice firstStart()
{
    return { .state = State::None,
        .title = Words::tr("No cluster yet"),
        .text = Words::tr(
            "Holdfast reads the clusters of your kubeconfig, and found none. Set KUBECONFIG or start it with "
            "--kubeconfig FILE. To look around first, open the practice fleet: two small clusters that run inside "
            "Holdfast, on this machine alone."),
        .lines = {},
        .buttons = { practiceButton(ButtonKind::Primary) } };
}

Notice brokenKubeconfig(const std::vector<Error>& problems)
{
    return { .state = State::Degraded,
        .title = Words::tr("The kubeconfig cannot be used"),
        .text = Words::tr("Mend what is named here, then start Holdfast again."),
        .lines = sentences(problems),
        .buttons = { practiceButton(ButtonKind::Plain) } };
}

Notice noApps(const std::vector<ClusterStatus>& clusters)
{
    QStringList lines;
    for (const ClusterStatus& cluster : clusters)
        lines.append(sentences(cluster.deniedKinds));
    if (!lines.isEmpty())
        return { .state = State::Unknown,
            .title = Words::tr("You may not read the apps"),
            .text = Words::tr("The clusters answer, but not about their apps. Ask an administrator for the right to "
                              "list and watch these kinds."),
            .lines = lines,
            .buttons = { retryButton(ButtonKind::Plain) } };
    return { .state = State::None,
        .title = Words::tr("No apps"),
        .text = Words::tr("There is no Application, Kustomization or HelmRelease in %Ln clusters. As soon as one is "
                          "made, it appears here.",
            nullptr, int(clusters.size())),
        .lines = {},
        .buttons = {} };
}

/// One line per cluster that gives nothing, with the reason.
QStringList silentClusters(const std::vector<ClusterStatus>& clusters)
{
    QStringList lines;
    for (const ClusterStatus& cluster : clusters) {
        if (cluster.state == LinkState::ConsentNeeded)
            lines.append(Words::tr("%1: waits for your consent to run %2.")
                    .arg(name(cluster), plain(cluster.consent ? cluster.consent->path : QString())));
        else if (cluster.error)
            lines.append(name(cluster) + QStringLiteral(": ") + foundation::describeInOneLine(*cluster.error));
    }
    return lines;
}

Notice nothingYet(const std::vector<ClusterStatus>& clusters)
{
    const auto is
        = [](LinkState state) { return [state](const ClusterStatus& cluster) { return cluster.state == state; }; };
    if (std::ranges::any_of(clusters, is(LinkState::Connecting))) {
        QStringList waiting;
        for (const ClusterStatus& cluster : clusters) {
            if (cluster.state == LinkState::Connecting)
                waiting.append(name(cluster));
        }
        //: %1: names of clusters
        return { .state = State::Progressing,
            .title = Words::tr("Connecting"),
            .text = Words::tr("Asking %1 for their apps…").arg(waiting.join(QStringLiteral(", "))),
            .lines = silentClusters(clusters),
            .buttons = {} };
    }
    if (std::ranges::all_of(clusters, is(LinkState::ConsentNeeded)))
        return { .state = State::Suspended,
            .title = Words::tr("Waiting for your consent"),
            .text = Words::tr("The kubeconfig names a program that gets the credentials. It does not run before you "
                              "allow it, in the bar above."),
            .lines = silentClusters(clusters),
            .buttons = {} };
    return { .state = State::Degraded,
        .title = Words::tr("No cluster can be read"),
        .text = Words::tr("Nothing is shown, as nothing is known. Holdfast keeps trying where that can help."),
        .lines = silentClusters(clusters),
        .buttons = { retryButton(ButtonKind::Primary) } };
}

BarNotice consentBar(const ClusterStatus& cluster)
{
    QStringList command { cluster.consent->path };
    command.append(cluster.consent->arguments);
    return { .id = QStringLiteral("consent/") + cluster.context.text(),
        .danger = false,
        .text = Words::tr("%1 wants to run a program for its credentials: %2 (named in %3)")
            .arg(name(cluster), plain(command.join(u' ')), plain(cluster.consent->file)),
        .buttons = { { QStringLiteral("cancel"), Words::tr("Cancel"), ButtonKind::Primary },
            { QStringLiteral("allow"), Words::tr("Allow"), ButtonKind::Plain } },
        .context = cluster.context,
        .consent = cluster.consent };
}

void addClusterBars(std::vector<BarNotice>& bars, const ClusterStatus& cluster)
{
    // A cluster that does not answer is told by its chip and its faded rows; it comes back by itself.
    const bool failed = cluster.state == LinkState::Denied || cluster.state == LinkState::Broken;
    if (cluster.state == LinkState::ConsentNeeded && cluster.consent)
        bars.push_back(consentBar(cluster));
    else if (failed && cluster.error)
        bars.push_back({ .id = QStringLiteral("error/") + cluster.context.text() + u'/' + cluster.error->detail,
            .danger = true,
            .text = name(cluster) + QStringLiteral(": ") + foundation::describeInOneLine(*cluster.error),
            .buttons = { { QStringLiteral("retry"), Words::tr("Try again"), ButtonKind::Plain },
                { QStringLiteral("hide"), Words::tr("Hide"), ButtonKind::Plain } },
            .context = cluster.context,
            .consent = {} });
    for (const Error& denied : cluster.deniedKinds)
        bars.push_back({ .id = QStringLiteral("denied/") + cluster.context.text() + denied.detail,
            .danger = false,
            .text = name(cluster) + QStringLiteral(": ") + foundation::describeInOneLine(denied),
            .buttons = { { QStringLiteral("hide"), Words::tr("Hide"), ButtonKind::Plain } },
            .context = cluster.context,
            .consent = {} });
}

}

std::optional<Notice> listNotice(
    const std::vector<ClusterStatus>& clusters, const std::vector<Error>& problems, RowCounts rows)
{
    if (rows.shown > 0)
        return std::nullopt;
    if (rows.all > 0)
        return Notice { .state = State::None,
            .title = Words::tr("No app matches"),
            .text = Words::tr("%Ln apps are hidden by the filter.", nullptr, rows.all),
            .lines = {},
            .buttons = { { QStringLiteral("clear"), Words::tr("Show all apps"), ButtonKind::Primary } } };
    if (clusters.empty())
        return problems.empty() ? firstStart() : brokenKubeconfig(problems);
    const bool allLive
        = std::ranges::all_of(clusters, [](const ClusterStatus& cluster) { return cluster.state == LinkState::Live; });
    return allLive ? noApps(clusters) : nothingYet(clusters);
}

std::vector<BarNotice> barNotices(
    const std::vector<ClusterStatus>& clusters, const std::vector<Error>& problems, RowCounts rows)
{
    std::vector<BarNotice> bars;
    for (const ClusterStatus& cluster : clusters)
        addClusterBars(bars, cluster);
    for (const Error& problem : problems)
        bars.push_back({ .id = QStringLiteral("problem/") + problem.detail,
            .danger = true,
            .text = foundation::describeInOneLine(problem),
            .buttons = { { QStringLiteral("hide"), Words::tr("Hide"), ButtonKind::Plain } },
            .context = {},
            .consent = {} });
    if (rows.all == 0)
        std::erase_if(bars, [](const BarNotice& bar) { return !bar.consent; });
    return bars;
}

}
