#include "core/diff/RowLayout.h"

#include "core/diff/ShortestEdit.h"
#include "core/manifest/Resource.h"

#include <algorithm>
#include <unordered_map>

namespace holdfast::diff {

namespace {

/// Lines of one run that stand beside each other, from 0.
struct Partners {
    int left = 0;
    int right = 0;
};

std::vector<int> numbered(std::span<const std::size_t> fields, std::unordered_map<std::size_t, int>& numbers)
{
    std::vector<int> result;
    result.reserve(fields.size());
    for (const std::size_t field : fields)
        result.push_back(numbers.try_emplace(field, static_cast<int>(numbers.size())).first->second);
    return result;
}

/// The lines of a run that stand in the same field, in order.
std::vector<Partners> sameFields(const LineEdit& edit, const LineContext& context, const CancelToken& cancel)
{
    if (edit.leftCount == 0 || edit.rightCount == 0)
        return {};
    const auto part = [](const std::vector<std::size_t>& fields, int first, int count) {
        return std::span(fields).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
    };
    std::unordered_map<std::size_t, int> numbers;
    const std::vector<int> left = numbered(part(context.left, edit.left, edit.leftCount), numbers);
    const std::vector<int> right = numbered(part(context.right, edit.right, edit.rightCount), numbers);
    const EditMarks marks = shortestEdit(left, right, cancel);
    std::vector<Partners> partners;
    std::size_t r = 0;
    for (std::size_t l = 0; l < left.size(); ++l) {
        if (marks.left[l] != 0)
            continue;
        while (r < right.size() && marks.right[r] != 0)
            ++r;
        if (r == right.size())
            break;
        partners.push_back({ edit.left + static_cast<int>(l), edit.right + static_cast<int>(r++) });
    }
    return partners;
}

QString stepText(const manifest::PathStep& step)
{
    return QString::fromStdString(manifest::FieldPath({ step }).text()).mid(1);
}

/// Takes a text's fields up; gives where they begin in the whole.
int addFields(SideBySide& content, const YamlPaths& paths)
{
    const int first = static_cast<int>(content.fields.size());
    for (int field = 0; field < paths.count(); ++field) {
        const int parent = paths.parentOf(field);
        content.fields.push_back({ .parent = parent < 0 ? -1 : first + parent,
            .step = parent < 0 ? QString() : stepText(paths.stepOf(field)) });
    }
    return first;
}

/// The rows of one object in the making.
class ObjectRows final {
public:
    ObjectRows(SideBySide& content, const ObjectLines& object, const CancelToken& cancel)
        : m_content(content)
        , m_object(object)
        , m_cancel(cancel)
        , m_leftPaths(object.left)
        , m_rightPaths(object.right)
        , m_leftFields(addFields(content, m_leftPaths))
        , m_rightFields(addFields(content, m_rightPaths))
        , m_leftRows(object.left.size())
        , m_rightRows(object.right.size())
    {
    }

    Result<void> lay()
    {
        const LineContext context { m_leftPaths.fields(), m_rightPaths.fields() };
        const Result<LineScript> script = lineDiff(m_object.left, m_object.right, m_cancel, context);
        if (!script)
            return std::unexpected(script.error());
        if (script->precision == Precision::Approximate)
            m_content.precision = Precision::Approximate;
        for (const LineEdit& edit : script->edits) {
            laySame(edit.left);
            layEdit(edit, sameFields(edit, context, m_cancel));
        }
        laySame(static_cast<int>(m_object.left.size()));
        return {};
    }

    void mark(const FieldMark& mark)
    {
        int last = -1;
        const auto apply = [&](const std::optional<LineRange>& lines, const std::vector<int>& rows) {
            for (int line = lines ? lines->first : 0; lines && line < lines->first + lines->count; ++line) {
                const int row = rows[static_cast<std::size_t>(line)];
                SideRow& found = m_content.rows[static_cast<std::size_t>(row)];
                if (found.kind == RowKind::Same && mark.tone != RowTone::Masked)
                    continue;
                found.tone = mark.tone;
                last = std::max(last, row);
            }
        };
        apply(m_leftPaths.linesOf(mark.path), m_leftRows);
        apply(m_rightPaths.linesOf(mark.path), m_rightRows);
        if (last >= 0 && !mark.note.isEmpty())
            m_content.notes.push_back({ .row = last, .tone = mark.tone, .text = mark.note });
    }

private:
    void laySame(int until)
    {
        while (m_left < until)
            add(RowKind::Same, m_left, m_right);
    }

    void layEdit(const LineEdit& edit, const std::vector<Partners>& partners)
    {
        const auto alone = [this](int left, int right) {
            while (m_left < left)
                add(RowKind::OnlyLeft, m_left, -1);
            while (m_right < right)
                add(RowKind::OnlyRight, -1, m_right);
        };
        for (const Partners& pair : partners) {
            alone(pair.left, pair.right);
            const bool same = line(m_object.left, pair.left) == line(m_object.right, pair.right);
            add(same ? RowKind::Same : RowKind::Changed, pair.left, pair.right);
        }
        alone(edit.left + edit.leftCount, edit.right + edit.rightCount);
    }

    static std::string_view line(const Lines& lines, int number) { return lines[static_cast<std::size_t>(number)]; }

    /// Lines from 0; -1: none on that side.
    void add(RowKind kind, int left, int right)
    {
        const int row = static_cast<int>(m_content.rows.size());
        SideRow next { .kind = kind };
        if (left >= 0) {
            next.left = m_object.leftFirst + left + 1;
            next.field = m_leftFields + m_leftPaths.fieldOf(left);
            m_leftRows[static_cast<std::size_t>(left)] = row;
            m_left = left + 1;
        }
        if (right >= 0) {
            next.right = m_object.rightFirst + right + 1;
            next.field = m_rightFields + m_rightPaths.fieldOf(right);
            m_rightRows[static_cast<std::size_t>(right)] = row;
            m_right = right + 1;
        }
        m_content.rows.push_back(next);
        m_content.left.append(left < 0 ? QString() : manifest::toQString(line(m_object.left, left)));
        m_content.right.append(kind == RowKind::Same ? m_content.left.constLast()
                : right < 0                          ? QString()
                                                     : manifest::toQString(line(m_object.right, right)));
        if (kind == RowKind::Changed)
            m_content.words.push_back({ row, wordDiff(m_content.left.constLast(), m_content.right.constLast()) });
    }

    SideBySide& m_content;
    const ObjectLines& m_object;
    const CancelToken& m_cancel;
    YamlPaths m_leftPaths;
    YamlPaths m_rightPaths;
    int m_leftFields;
    int m_rightFields;
    std::vector<int> m_leftRows; ///< the row of each line
    std::vector<int> m_rightRows;
    int m_left = 0;
    int m_right = 0;
};

}

Result<void> layRows(
    SideBySide& content, const ObjectLines& object, const std::vector<FieldMark>& marks, const CancelToken& cancel)
{
    ObjectRows rows(content, object, cancel);
    if (const Result<void> laid = rows.lay(); !laid)
        return laid;
    for (const FieldMark& mark : marks)
        rows.mark(mark);
    return {};
}

}
