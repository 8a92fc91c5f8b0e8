#include "app/sandbox/api/Selector.h"

#include <algorithm>
#include <map>

namespace holdfast::sandbox {

namespace {

std::vector<std::string> parts(std::string_view text, char separator)
{
    std::vector<std::string> all;
    std::string part;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) {
            part += text[at];
            part += text[++at];
        } else if (text[at] == separator) {
            all.push_back(std::move(part));
            part.clear();
        } else {
            part += text[at];
        }
    }
    all.push_back(std::move(part));
    return all;
}

std::string unescaped(std::string_view text)
{
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size())
            ++at;
        plain += text[at];
    }
    return plain;
}

const Value& reached(const Value& object, const std::vector<std::string>& path)
{
    const Value* value = &object;
    for (const std::string& key : path)
        value = &(*value)[key];
    return *value;
}

StatusError unknownField(const std::string& field, const std::vector<std::string>& known)
{
    std::string all;
    for (const std::string& name : known)
        all += (all.empty() ? "\"" : ", \"") + name + "\"";
    return badRequest("\"" + field + "\" is not a known field selector: only " + all);
}

}

Answer<FieldSelector> FieldSelector::parse(std::string_view text, const std::vector<std::string>& known)
{
    FieldSelector selector;
    for (const std::string& part : parts(text, ',')) {
        if (part.empty())
            continue;
        Term term;
        std::size_t at = part.find("!=");
        std::size_t length = 2;
        term.equal = at == std::string::npos;
        if (term.equal) {
            at = part.find('=');
            length = part.compare(std::min(at, part.size()), 2, "==") == 0 ? 2 : 1;
        }
        if (at == std::string::npos)
            return std::unexpected(badRequest("invalid selector: '" + part + "'; can't understand '" + part + "'"));
        const std::string field = part.substr(0, at);
        if (std::ranges::find(known, field) == known.end())
            return std::unexpected(unknownField(field, known));
        term.path = parts(field, '.');
        term.value = unescaped(std::string_view(part).substr(at + length));
        selector.m_terms.push_back(std::move(term));
    }
    return selector;
}

bool FieldSelector::matches(const Value& object) const
{
    return std::ranges::all_of(m_terms, [&](const Term& term) {
        const Value& value = reached(object, term.path);
        std::string text = value.isNull() ? std::string() : plainText(value);
        if (term.path == std::vector<std::string> { "spec", "unschedulable" } && text.empty())
            text = "false";
        return (text == term.value) == term.equal;
    });
}

std::vector<std::string> selectableFields(std::string_view group, std::string_view plural)
{
    static const std::map<std::string, std::vector<std::string>, std::less<>> extra {
        { "pods",
            { "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
                "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName" } },
        { "events",
            { "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
                "reportingComponent", "source", "type" } },
        { "namespaces", { "status.phase" } },
        { "secrets", { "type" } },
        { "nodes", { "spec.unschedulable" } },
        { "replicationcontrollers", { "status.replicas" } },
        { "services", { "spec.clusterIP", "spec.type" } },
        { "replicasets", { "status.replicas" } },
        { "jobs", { "status.successful" } },
        { "certificatesigningrequests", { "spec.signerName" } },
    };
    std::vector<std::string> fields { "metadata.name", "metadata.namespace" };
    const bool builtIn = group.empty() || group == "apps" || group == "batch";
    const auto found = extra.find(plural);
    if (builtIn && found != extra.end())
        fields.insert(fields.end(), found->second.begin(), found->second.end());
    return fields;
}

}
