#include "ui/diff/RowColours.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <map>
#include <span>

namespace holdfast::difference {

namespace {

constexpr int cancelInterval = 256;
/// Longer lines stay plain: a minified document in one line would take seconds.
constexpr int longestLine = 5000;

/// Writes down what the syntax engine says of each line.
class Recorder final : public KSyntaxHighlighting::AbstractHighlighter {
public:
    void record(RowColours& colours, Side side)
    {
        m_colours = &colours;
        m_lines = &colours.sides[static_cast<std::size_t>(side)];
        m_state = {};
    }

    void line(const QString& text, bool isThere)
    {
        m_lines->firstRun.push_back(static_cast<int>(m_lines->runs.size()));
        if (isThere && text.size() <= longestLine)
            m_state = highlightLine(text, m_state);
    }

    void end() { m_lines->firstRun.push_back(static_cast<int>(m_lines->runs.size())); }

    void setThemes(const KSyntaxHighlighting::Theme& light, const KSyntaxHighlighting::Theme& dark)
    {
        m_light = light;
        m_dark = dark;
        setTheme(light);
    }

    void forget() { m_styles.clear(); }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override
    {
        if (length > 0)
            m_lines->runs.push_back({ offset, length, styleOf(format) });
    }

private:
    int styleOf(const KSyntaxHighlighting::Format& format)
    {
        const auto [found, isNew] = m_styles.try_emplace(format.id(), static_cast<int>(m_colours->styles.size()));
        if (isNew) {
            const auto colour = [&format](const KSyntaxHighlighting::Theme& theme) {
                return format.hasTextColor(theme) ? format.textColor(theme).rgba() : qRgba(0, 0, 0, 0);
            };
            m_colours->styles.push_back({ .colours = { colour(m_light), colour(m_dark) } });
        }
        return found->second;
    }

    KSyntaxHighlighting::Theme m_light;
    KSyntaxHighlighting::Theme m_dark;
    KSyntaxHighlighting::State m_state;
    RowColours* m_colours = nullptr;
    RowColours::Lines* m_lines = nullptr;
    std::map<int, int> m_styles; ///< by the engine's own number
};

}

struct RowHighlighter::Engine {
    KSyntaxHighlighting::Repository repository;
    Recorder recorder;
};

RowHighlighter::RowHighlighter() = default;
RowHighlighter::~RowHighlighter() = default;

std::shared_ptr<const RowColours> RowHighlighter::colours(const diff::SideBySide& content, const CancelToken& cancel)
{
    if (!m_engine) {
        m_engine = std::make_unique<Engine>();
        m_engine->repository.addCustomSearchPath(QStringLiteral(":/holdfast/syntax"));
        m_engine->recorder.setDefinition(m_engine->repository.definitionForName(QStringLiteral("YAML")));
        m_engine->recorder.setThemes(m_engine->repository.theme(QStringLiteral("Holdfast Light")),
            m_engine->repository.theme(QStringLiteral("Holdfast Dark")));
    }
    auto colours = std::make_shared<RowColours>();
    m_engine->recorder.forget();
    for (const Side side : { Side::Left, Side::Right }) {
        m_engine->recorder.record(*colours, side);
        const QStringList& lines = side == Side::Left ? content.left : content.right;
        for (int row = 0; row < static_cast<int>(content.rows.size()); ++row) {
            if (row % cancelInterval == 0 && cancel.isCancelled())
                return nullptr;
            const diff::SideRow& here = content.rows[static_cast<std::size_t>(row)];
            m_engine->recorder.line(lines[row], (side == Side::Left ? here.left : here.right) > 0);
        }
        m_engine->recorder.end();
    }
    return colours;
}

std::span<const ColourRun> RowColours::of(Side side, int row) const
{
    const Lines& lines = sides[static_cast<std::size_t>(side)];
    const auto at = static_cast<std::size_t>(row);
    if (at + 1 >= lines.firstRun.size())
        return {};
    return std::span(lines.runs)
        .subspan(static_cast<std::size_t>(lines.firstRun[at]),
            static_cast<std::size_t>(lines.firstRun[at + 1] - lines.firstRun[at]));
}

QRgb RowColours::colour(const ColourRun& run, foundation::Scheme scheme) const
{
    return styles[static_cast<std::size_t>(run.style)].colours[static_cast<std::size_t>(scheme)];
}

}
