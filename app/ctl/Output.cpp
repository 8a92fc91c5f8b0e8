#include "app/ctl/Output.h"

#include "core/manifest/JsonWriter.h"

#include <QIODevice>

namespace holdfast::ctl {

namespace {

QString painted(const QString& text, Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return text;
    case Tone::Good:
        return QStringLiteral("\x1b[32m%1\x1b[0m").arg(text);
    case Tone::Attention:
        return QStringLiteral("\x1b[33m%1\x1b[0m").arg(text);
    case Tone::Bad:
        return QStringLiteral("\x1b[31m%1\x1b[0m").arg(text);
    case Tone::Faint:
        return QStringLiteral("\x1b[2m%1\x1b[0m").arg(text);
    }
    return text;
}

std::vector<qsizetype> widths(const Table& table)
{
    std::vector<qsizetype> all;
    for (const QString& heading : table.headings)
        all.push_back(heading.size());
    for (const auto& row : table.rows) {
        for (std::size_t column = 0; column < row.size() && column < all.size(); ++column)
            all[column] = std::max(all[column], printable(row[column].text).size());
    }
    return all;
}

}

Output::Output(QIODevice* result, QIODevice* messages, Colour colour)
    : m_result(result)
    , m_messages(messages)
    , m_colour(colour)
{
}

void Output::json(const manifest::Value& value)
{
    m_result->write(QByteArray::fromStdString(manifest::writeJson(value)) + '\n');
}

void Output::table(const Table& table)
{
    const std::vector<qsizetype> columns = widths(table);
    std::vector<Cell> headings;
    for (const QString& heading : table.headings)
        headings.push_back({ heading, Tone::Faint });
    const auto print = [&](const std::vector<Cell>& row) {
        QString text;
        qsizetype gap = 0;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const QString cell = printable(row[column].text);
            if (!cell.isEmpty()) {
                text += QString(gap, QLatin1Char(' '))
                    + (m_colour == Colour::Ansi ? painted(cell, row[column].tone) : cell);
                gap = 0;
            }
            gap += columns[column] - cell.size() + 2;
        }
        line(text);
    };
    print(headings);
    for (const auto& row : table.rows)
        print(row);
}

void Output::line(const QString& text)
{
    m_result->write(text.toUtf8() + '\n');
}

void Output::error(const QString& sentence, const QString& hint)
{
    m_messages->write("holdfastctl: " + printable(sentence).toUtf8() + '\n');
    if (!hint.isEmpty())
        m_messages->write("hint: " + printable(hint).toUtf8() + '\n');
}

Exit Output::error(const Error& failure)
{
    error(errorText(failure), hintFor(failure));
    return exitOf(failure.code);
}

void Output::warning(const QString& sentence)
{
    m_messages->write("warning: " + printable(sentence).toUtf8() + '\n');
}

void Output::message(const QString& text)
{
    m_messages->write(printable(text).toUtf8() + '\n');
}

QString hintFor(const Error& failure)
{
    switch (failure.code) {
    case ErrorCode::Unreachable:
        return QStringLiteral("check the network, the server's address and the proxy, then try again");
    case ErrorCode::TlsRefused:
        if (const auto* place = std::get_if<UrlPlace>(&failure.where);
            place && place->url.startsWith(QLatin1String("ssh:")))
            return QStringLiteral("compare the host's key, then accept it once with ssh or add it to known_hosts");
        return QStringLiteral("check the certificate authority in the kubeconfig, and this machine's clock");
    case ErrorCode::Unauthorized:
        return QStringLiteral(
            "check the credentials: a cluster's come from the kubeconfig, a repository's from git's credential helper");
    case ErrorCode::Forbidden:
        return QStringLiteral("ask for the right to read this, or choose another context");
    case ErrorCode::ConsentNeeded:
        return QStringLiteral("add --allow-exec to let it run, now and later");
    case ErrorCode::TooManyRequests:
    case ErrorCode::ServerError:
        return QStringLiteral("the server is busy or ill; try again in a moment");
    case ErrorCode::Cancelled:
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::AlreadyExists:
    case ErrorCode::Gone:
    case ErrorCode::Invalid:
    case ErrorCode::Precondition:
    case ErrorCode::Unsupported:
    case ErrorCode::LimitExceeded:
    case ErrorCode::Io:
    case ErrorCode::Internal:
        return {};
    }
    return {};
}

QString printable(const QString& text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        const QChar::Category category = c.category();
        const bool hidden = category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        clean += hidden ? QLatin1Char(' ') : c;
    }
    return clean;
}

}
