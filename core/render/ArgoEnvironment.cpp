#include "core/render/ArgoEnvironment.h"

#include "core/manifest/Resource.h"

#include <QRegularExpression>

#include <map>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::toQString;

QString environmentOf(const AppTree& app, const QString& name)
{
    const auto source = [&app](std::string_view field) { return toQString(app.source[field].text()); };
    const std::map<QString, QString> all { { u"ARGOCD_APP_NAME"_s, app.instance.isEmpty() ? app.name : app.instance },
        { u"ARGOCD_APP_NAMESPACE"_s, app.nameSpace }, { u"ARGOCD_APP_PROJECT_NAME"_s, app.project },
        { u"ARGOCD_APP_REVISION"_s, app.commit }, { u"ARGOCD_APP_REVISION_SHORT"_s, app.commit.left(7) },
        { u"ARGOCD_APP_REVISION_SHORT_8"_s, app.commit.left(8) },
        { u"ARGOCD_APP_SOURCE_REPO_URL"_s, source("repoURL") }, { u"ARGOCD_APP_SOURCE_PATH"_s, source("path") },
        { u"ARGOCD_APP_SOURCE_TARGET_REVISION"_s, source("targetRevision") } };
    const auto found = all.find(name);
    return found == all.end() ? QString() : found->second;
}

QString withEnvironment(const AppTree& app, const QString& text)
{
    static const QRegularExpression place(u"\\$(?:(\\$)|\\{([^}]*)\\}|([A-Za-z_0-9]+))"_s);
    QString result;
    qsizetype from = 0;
    for (auto matches = place.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        result += text.sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        result += match.hasCaptured(1) ? u"$"_s : environmentOf(app, match.captured(2) + match.captured(3));
    }
    return result + text.sliced(from);
}

}
