#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

class QSettings;

namespace holdfast::foundation {

/// What the window remembers between runs (theme, columns, saved views), in one file; without a file only for this run.
class Preferences final : public QObject {
    Q_OBJECT
public:
    /// `file` may be empty: nothing is read or written then.
    explicit Preferences(const QString& file, QObject* parent = nullptr);
    ~Preferences() override;
    [[nodiscard]] QString text(const QString& key, const QString& fallback = {}) const;
    [[nodiscard]] QStringList list(const QString& key) const;
    [[nodiscard]] bool contains(const QString& key) const;
    void setText(const QString& key, const QString& value);
    void setList(const QString& key, const QStringList& value);

Q_SIGNALS:
    void changed(const QString& key);

private:
    void set(const QString& key, const QVariant& value);
    std::unique_ptr<QSettings> m_file;
    QVariantMap m_values;
};

}
