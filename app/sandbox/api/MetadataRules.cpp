#include "app/sandbox/api/Strategy.h"

#include <QRegularExpression>

#include <set>

namespace holdfast::sandbox {

namespace {

using Causes = std::vector<StatusCause>;

constexpr std::size_t MaxAnnotations = 262144;

bool matches(const char* pattern, std::string_view text)
{
    const QRegularExpression expression(QRegularExpression::anchoredPattern(QString::fromLatin1(pattern)));
    return expression.match(QString::fromUtf8(text.data(), qsizetype(text.size()))).hasMatch();
}

constexpr const char* Subdomain = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
constexpr const char* Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
constexpr const char* Label1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
constexpr const char* QualifiedName = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

void addLabelRule(const std::string& field, const Value& name, Causes& causes)
{
    if (name.text().size() > 63)
        causes.push_back(invalidCause(field, name, "must be no more than 63 characters"));
    if (!matches(Label, name.text())) {
        causes.push_back(invalidCause(field, name,
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
            "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
            "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"));
    }
}

void addNameCauses(const ResourceType& type, const Value& name, Causes& causes)
{
    if (type.name.group == "rbac.authorization.k8s.io") {
        if (name.text().contains('/') || name.text().contains('%'))
            causes.push_back(invalidCause("metadata.name", name, "may not contain '/'"));
        return;
    }
    if (type.name == ResourceName { "", "namespaces" })
        return addLabelRule("metadata.name", name, causes);
    if (type.name == ResourceName { "", "services" }) {
        if (name.text().size() > 63)
            causes.push_back(invalidCause("metadata.name", name, "must be no more than 63 characters"));
        if (!matches(Label1035, name.text())) {
            causes.push_back(invalidCause("metadata.name", name,
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
                "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for "
                "validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"));
        }
        return;
    }
    if (name.text().size() > 253)
        causes.push_back(invalidCause("metadata.name", name, "must be no more than 253 characters"));
    if (!matches(Subdomain, name.text())) {
        causes.push_back(invalidCause("metadata.name", name,
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
            "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
    }
}

void addKeyCauses(const std::string& field, const std::string& key, Causes& causes)
{
    const std::size_t slash = key.find('/');
    const std::string name = slash == std::string::npos ? key : key.substr(slash + 1);
    if (slash != std::string::npos && !matches(Subdomain, key.substr(0, slash))) {
        causes.push_back(invalidCause(field, Value(key),
            "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
            "'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation "
            "is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
    }
    if (!matches(QualifiedName, name)) {
        causes.push_back(invalidCause(field, Value(key),
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
            "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"));
    } else if (name.size() > 63) {
        causes.push_back(invalidCause(field, Value(key), "name part must be no more than 63 characters"));
    }
}

void addLabelCauses(const Value& labels, Causes& causes)
{
    for (const auto& [key, value] : labels.map()) {
        addKeyCauses("metadata.labels", key, causes);
        if (value.text().size() > 63)
            causes.push_back(invalidCause("metadata.labels", value, "must be no more than 63 characters"));
        if (!value.text().empty() && !matches(QualifiedName, value.text())) {
            causes.push_back(invalidCause("metadata.labels", value,
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and "
                "must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex "
                "used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
        }
    }
}

void addPortCauses(const Value& container, const std::string& place, Causes& causes)
{
    std::size_t index = 0;
    for (const Value& port : container["ports"].list()) {
        const std::int64_t number = port["containerPort"].intOr(0);
        if (number < 1 || number > 65535) {
            causes.push_back(invalidCause(place + ".ports[" + std::to_string(index) + "].containerPort", Value(number),
                "must be between 1 and 65535, inclusive"));
        }
        ++index;
    }
}

void addContainerCauses(const Value& spec, const char* kind, const std::string& place, Causes& causes)
{
    std::set<std::string, std::less<>> seen;
    std::size_t index = 0;
    for (const Value& container : spec[kind].list()) {
        const std::string here = place + "." + kind + "[" + std::to_string(index++) + "]";
        const Value& name = container["name"];
        if (name.text().empty())
            causes.push_back(requiredCause(here + ".name"));
        else
            addLabelRule(here + ".name", name, causes);
        if (!name.text().empty() && !seen.insert(textOf(name)).second)
            causes.push_back({ .reason = "FieldValueDuplicate",
                .message = "Duplicate value: \"" + textOf(name) + "\"",
                .field = here + ".name" });
        if (container["image"].text().empty())
            causes.push_back(requiredCause(here + ".image"));
        addPortCauses(container, here, causes);
        const Value& policy = container["imagePullPolicy"];
        if (policy.text() != "Always" && policy.text() != "IfNotPresent" && policy.text() != "Never")
            causes.push_back(
                unsupportedCause(here + ".imagePullPolicy", policy, "\"Always\", \"IfNotPresent\", \"Never\""));
    }
}

}

void addMetadataCauses(const ResourceType& type, const Value& object, Causes& causes)
{
    const Value& metadata = object["metadata"];
    addNameCauses(type, metadata["name"], causes);
    addLabelCauses(metadata["labels"], causes);
    std::size_t size = 0;
    for (const auto& [key, value] : metadata["annotations"].map()) {
        addKeyCauses("metadata.annotations", key, causes);
        size += key.size() + value.text().size();
    }
    if (size > MaxAnnotations)
        causes.push_back({ .reason = "FieldValueTooLong",
            .message = "Too long: may not be more than 262144 bytes",
            .field = "metadata.annotations" });
}

void addPodCauses(const Value& spec, const std::string& place, Causes& causes)
{
    if (spec["containers"].list().empty())
        causes.push_back(requiredCause(place + ".containers"));
    addContainerCauses(spec, "initContainers", place, causes);
    addContainerCauses(spec, "containers", place, causes);
}

}
