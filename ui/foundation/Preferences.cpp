#include "ui/foundation/Preferences.h"

#include <QSettings>

namespace holdfast::foundation {

Preferences::Preferences(const QString& file, QObject* parent)
    : QObject(parent)
{
    if (file.isEmpty())
        return;
    m_file = std::make_unique<QSettings>(file, QSettings::IniFormat);
    for (const QString& key : m_file->allKeys())
        m_values.insert(key, m_file->value(key));
}

Preferences::~Preferences() = default;

QString Preferences::text(const QString& key, const QString& fallback) const
{
    return m_values.value(key, fallback).toString();
}

QStringList Preferences::list(const QString& key) const
{
    return m_values.value(key).toStringList();
}

bool Preferences::contains(const QString& key) const
{
    return m_values.contains(key);
}

void Preferences::setText(const QString& key, const QString& value)
{
    set(key, value);
}

void Preferences::setList(const QString& key, const QStringList& value)
{
    set(key, value);
}

void Preferences::set(const QString& key, const QVariant& value)
{
    if (m_values.contains(key) && m_values.value(key) == value)
        return;
    m_values.insert(key, value);
    if (m_file)
        m_file->setValue(key, value);
    Q_EMIT changed(key);
}

}
