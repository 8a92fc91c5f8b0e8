#include "app/ctl/ContextSelection.h"

namespace holdfast::ctl {

namespace {

QStringList allNames(const kube::Kubeconfig& config)
{
    QStringList names;
    for (const kube::Context& context : config.contexts)
        names.append(context.name.text());
    for (const kube::BrokenContext& context : config.broken)
        names.append(context.name.text());
    names.sort();
    return names;
}

QString known(const QStringList& names)
{
    return names.isEmpty() ? QStringLiteral("the kubeconfig has no contexts")
                           : QStringLiteral("one of: ") + names.join(QStringLiteral(", "));
}

std::expected<QStringList, UsageError> wanted(
    const kube::Kubeconfig& config, const GlobalOptions& options, const ContextName& ofApp)
{
    const QStringList names = allNames(config);
    if (!ofApp.isEmpty()) {
        if (options.contextChoice == ContextChoice::Named && !options.contexts.contains(ofApp.text()))
            return std::unexpected(UsageError {
                QStringLiteral("the app is in context \"%1\", which --context leaves out").arg(ofApp.text()),
                QStringLiteral("leave --context out") });
        return QStringList { ofApp.text() };
    }
    switch (options.contextChoice) {
    case ContextChoice::All:
        return names;
    case ContextChoice::Named:
        return options.contexts;
    case ContextChoice::Current:
        break;
    }
    if (!config.current.isEmpty())
        return QStringList { config.current.text() };
    if (names.size() == 1)
        return names;
    return std::unexpected(UsageError { QStringLiteral("the kubeconfig has no current context"),
        QStringLiteral("choose with --context or --all-contexts; ") + known(names) });
}

}

std::expected<kube::Kubeconfig, UsageError> selectContexts(
    const kube::Kubeconfig& config, const GlobalOptions& options, const ContextName& ofApp)
{
    const std::expected<QStringList, UsageError> names = wanted(config, options, ofApp);
    if (!names)
        return std::unexpected(names.error());
    const QStringList defined = allNames(config);
    for (const QString& name : *names) {
        if (!defined.contains(name))
            return std::unexpected(UsageError {
                QStringLiteral("there is no context \"%1\" in the kubeconfig").arg(name), known(defined) });
    }
    kube::Kubeconfig selected = config;
    std::erase_if(
        selected.contexts, [&names](const kube::Context& context) { return !names->contains(context.name.text()); });
    std::erase_if(selected.broken,
        [&names](const kube::BrokenContext& context) { return !names->contains(context.name.text()); });
    return selected;
}

}
