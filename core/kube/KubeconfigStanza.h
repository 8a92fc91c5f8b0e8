#pragma once

#include "core/base/Result.h"
#include "core/manifest/YamlReader.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace holdfast::kube {

/// The file that is being decoded, and the first thing that is wrong with it.
struct StanzaFile {
    QString path;
    const manifest::YamlDocument* document = nullptr;
    std::optional<Error> error;
};

/// A mapping of the kubeconfig, read field by field with Go's types: null is the zero value, a value of another type
/// is an error of the file. After an error every answer is empty.
class Stanza final {
public:
    explicit Stanza(StanzaFile& file);

    [[nodiscard]] QString text(const char* key) const;
    [[nodiscard]] bool flag(const char* key) const;
    /// Standard base64 with padding; line breaks are skipped.
    [[nodiscard]] QByteArray data(const char* key) const;
    [[nodiscard]] QStringList texts(const char* key) const;
    [[nodiscard]] Stanza child(const char* key) const;
    [[nodiscard]] std::vector<Stanza> items(const char* key) const;
    /// The members of a mapping of lists of text.
    [[nodiscard]] QMap<QString, QStringList> textLists(const char* key) const;
    [[nodiscard]] const manifest::Value& raw() const { return *m_value; }
    [[nodiscard]] bool isPresent() const { return !m_value->isNull(); }

    [[nodiscard]] FilePlace place() const;
    /// Notes an error at a member, or at the stanza itself where `key` is empty.
    void refuse(const char* key, const QString& why) const;

private:
    Stanza(StanzaFile& file, const manifest::Value& value, std::string pointer);
    [[nodiscard]] Stanza member(std::string_view key) const;
    [[nodiscard]] const manifest::Value* expect(manifest::Value::Kind kind, const char* wanted) const;
    [[nodiscard]] QStringList textItems() const;

    StanzaFile* m_file;
    const manifest::Value* m_value;
    std::string m_pointer;
};

}
