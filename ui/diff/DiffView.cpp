#include "ui/diff/DiffView.h"

#include "core/base/Async.h"
#include "ui/diff/DiffCanvas.h"
#include "ui/diff/DiffSearch.h"
#include "ui/diff/DiffTools.h"
#include "ui/diff/FindBar.h"
#include "ui/diff/OverviewRuler.h"
#include "ui/diff/SideHeading.h"
#include "ui/foundation/Fonts.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace holdfast::difference {

using namespace foundation;

namespace {

/// Narrower than this, two sides have no room beside each other.
constexpr int leastForTwo = 720;

}

DiffView::DiffView(QWidget* parent)
    : QWidget(parent)
    , m_content(std::make_shared<const diff::SideBySide>())
    , m_left(new SideHeading(Side::Left, this))
    , m_right(new SideHeading(Side::Right, this))
    , m_canvas(new DiffCanvas(this))
    , m_ruler(new OverviewRuler(m_canvas->plan(), this))
    , m_find(new FindBar(this))
    , m_tools(new DiffTools(this))
    , m_highlighter(std::make_shared<RowHighlighter>())
    , m_worker(std::make_unique<PoolExecutor>(1))
{
    setObjectName(QStringLiteral("diff.view"));
    m_canvas->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_canvas->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the ruler is one, too
    auto* headings = new QHBoxLayout;
    headings->setContentsMargins(0, 0, 0, 0);
    headings->setSpacing(0);
    headings->addWidget(m_left, 1);
    headings->addWidget(m_right, 1);
    auto* line = new QFrame(this);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Midlight);
    auto* rows = new QHBoxLayout;
    rows->setSpacing(0);
    rows->addWidget(m_canvas, 1);
    rows->addWidget(m_ruler);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tools);
    column->addLayout(headings);
    column->addWidget(line);
    column->addWidget(m_find);
    column->addLayout(rows, 1);
    setFocusProxy(m_canvas);
    m_canvas->installEventFilter(this);
    m_find->installEventFilter(this);
    connectParts();
    connectTools();
}

DiffView::~DiffView() = default;

void DiffView::connectParts()
{
    connect(m_canvas, &DiffCanvas::planChanged, m_ruler, &OverviewRuler::refresh);
    connect(m_canvas, &DiffCanvas::scrolled, m_ruler, &OverviewRuler::show);
    connect(m_canvas, &DiffCanvas::currentRowChanged, this, &DiffView::showCurrentRow);
    connect(m_ruler, &OverviewRuler::placeRequested, m_canvas, &DiffCanvas::centreAt);
    connect(m_find, &FindBar::textChanged, this, &DiffView::search);
    connect(m_find, &FindBar::nextRequested, this, &DiffView::findNext);
    connect(m_find, &FindBar::previousRequested, this, &DiffView::findPrevious);
    connect(m_find, &FindBar::closed, this, [this] {
        m_canvas->setMatches({}, std::nullopt);
        m_ruler->setMatches({});
        m_canvas->setFocus();
    });
    for (const auto& [heading, side] : { std::pair(m_left, Side::Left), std::pair(m_right, Side::Right) })
        connect(heading, &QAbstractButton::clicked, this,
            [this, heading, side] { Q_EMIT sideWanted(side, heading->mapToGlobal(QPoint(0, heading->height()))); });
}

void DiffView::connectTools()
{
    connect(m_tools, &DiffTools::nextRequested, this, &DiffView::goToNextChange);
    connect(m_tools, &DiffTools::previousRequested, this, &DiffView::goToPreviousChange);
    connect(m_tools, &DiffTools::revealAllRequested, m_canvas, &DiffCanvas::revealAll);
    connect(m_tools, &DiffTools::findRequested, this, &DiffView::openFind);
    connect(m_tools, &DiffTools::arrangementChosen, this, [this](Arrangement arrangement) {
        m_chosen = arrangement;
        arrange();
    });
    connect(m_tools, &DiffTools::wrappingChosen, this, [this](Wrapping wrapping) {
        m_canvas->setWrapping(wrapping);
        arrange();
    });
}

void DiffView::setContent(
    std::shared_ptr<const diff::SideBySide> content, const SideLabel& left, const SideLabel& right)
{
    m_content = std::move(content);
    m_change = -1;
    m_canvas->setContent(m_content);
    setLabels(left, right);
    m_tools->setApproximate(m_content->precision);
    m_tools->setCount(-1, static_cast<int>(m_content->changes.size()));
    m_tools->setPath({});
    colourRows();
    if (m_find->isVisible())
        search(m_find->text());
    if (!m_content->changes.empty())
        goTo(0);
}

void DiffView::setLabels(const SideLabel& left, const SideLabel& right)
{
    m_left->setLabel(left);
    m_right->setLabel(right);
}

void DiffView::colourRows()
{
    m_colouring = CancelSource();
    m_complete = false;
    const auto work = [highlighter = m_highlighter, content = m_content](
                          const CancelToken& token) -> Result<std::shared_ptr<const RowColours>> {
        return highlighter->colours(*content, token);
    };
    onDone(m_worker->run<std::shared_ptr<const RowColours>>(work, m_colouring.token()), this,
        [this, content = m_content](const Result<std::shared_ptr<const RowColours>>& colours) {
            if (content != m_content || !colours || !*colours)
                return;
            m_canvas->setColours(*colours);
            m_complete = true;
            Q_EMIT completed();
        });
}

void DiffView::goToNextChange()
{
    const int count = static_cast<int>(m_content->changes.size());
    goTo(count == 0 ? -1 : (m_change + 1) % count);
}

void DiffView::goToPreviousChange()
{
    const int count = static_cast<int>(m_content->changes.size());
    goTo(count == 0 ? -1 : (m_change <= 0 ? count : m_change) - 1);
}

void DiffView::goTo(int change)
{
    if (change < 0 || change >= static_cast<int>(m_content->changes.size()))
        return;
    m_change = change;
    m_canvas->setCurrentChange(change);
    m_canvas->goToRow(m_content->changes[static_cast<std::size_t>(change)]);
    m_tools->setCount(change, static_cast<int>(m_content->changes.size()));
}

void DiffView::setSidesFixed()
{
    m_left->setFixed();
    m_right->setFixed();
}

/// A row that is reached by other ways makes its change the current one.
void DiffView::showCurrentRow(int row)
{
    m_field = diff::pathOfRow(*m_content, row);
    m_tools->setPath(m_field);
    if (row < 0 || m_content->rows[static_cast<std::size_t>(row)].kind == diff::RowKind::Same)
        return;
    const auto behind = std::ranges::upper_bound(m_content->changes, row);
    m_change = static_cast<int>(behind - m_content->changes.begin()) - 1;
    m_canvas->setCurrentChange(m_change);
    m_tools->setCount(m_change, static_cast<int>(m_content->changes.size()));
}

void DiffView::openFind()
{
    m_find->open();
}

void DiffView::search(const QString& text)
{
    m_searching = CancelSource();
    const auto work = [text, content = m_content](const CancelToken& token) -> Result<std::vector<Match>> {
        return placesOf(text, *content, token);
    };
    onDone(m_worker->run<std::vector<Match>>(work, m_searching.token()), this,
        [this, text, content = m_content](const Result<std::vector<Match>>& matches) {
            if (!matches || content != m_content || text != m_find->text() || !m_find->isVisible())
                return;
            m_matches = *matches;
            std::vector<int> rows;
            for (const Match& match : m_matches)
                rows.push_back(match.row);
            m_ruler->setMatches(rows);
            const Match here { .row = std::max(0, m_canvas->currentRow()) };
            const auto next = std::ranges::lower_bound(m_matches, here);
            m_match = -1;
            m_find->setCount(-1, static_cast<int>(m_matches.size()));
            m_canvas->setMatches(m_matches, std::nullopt);
            goToMatch(next == m_matches.end() ? 0 : static_cast<int>(next - m_matches.begin()));
        });
}

void DiffView::goToMatch(int match)
{
    if (match < 0 || match >= static_cast<int>(m_matches.size()))
        return;
    m_match = match;
    const Match& place = m_matches[static_cast<std::size_t>(match)];
    m_canvas->goToRow(place.row);
    m_canvas->setMatches(m_matches, place);
    m_find->setCount(match, static_cast<int>(m_matches.size()));
}

void DiffView::findNext()
{
    const int count = static_cast<int>(m_matches.size());
    if (!m_find->isVisible())
        return openFind();
    const bool wraps = m_match + 1 >= count;
    goToMatch(wraps ? 0 : m_match + 1);
    if (wraps && count > 1)
        m_find->sayWrapped();
}

void DiffView::findPrevious()
{
    const int count = static_cast<int>(m_matches.size());
    if (!m_find->isVisible())
        return openFind();
    const bool wraps = m_match <= 0;
    goToMatch((wraps ? count : m_match) - 1);
    if (wraps && count > 1)
        m_find->sayWrapped();
}

void DiffView::arrange()
{
    const Arrangement byWidth = width() < scaled(leastForTwo) ? Arrangement::Unified : Arrangement::SideBySide;
    m_canvas->setArrangement(m_chosen.value_or(byWidth));
    m_tools->setArrangement(m_canvas->arrangement(), m_canvas->wrapping());
}

void DiffView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool DiffView::takesKey(const QKeyEvent* event)
{
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    if (alt && event->key() == Qt::Key_Down)
        goToNextChange();
    else if (alt && event->key() == Qt::Key_Up)
        goToPreviousChange();
    else if (event->matches(QKeySequence::Find))
        openFind();
    else if (event->key() == Qt::Key_F3)
        event->modifiers().testFlag(Qt::ShiftModifier) ? findPrevious() : findNext();
    else
        return false;
    return true;
}

void DiffView::keyPressEvent(QKeyEvent* event)
{
    if (!takesKey(event))
        QWidget::keyPressEvent(event);
}

bool DiffView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (takesKey(key))
        return true;
    if (watched == m_canvas && key->modifiers() == Qt::NoModifier
        && (key->key() == Qt::Key_U || key->key() == Qt::Key_W)) {
        if (key->key() == Qt::Key_U)
            m_chosen = m_canvas->arrangement() == Arrangement::Unified ? Arrangement::SideBySide : Arrangement::Unified;
        else
            m_canvas->setWrapping(m_canvas->wrapping() == Wrapping::On ? Wrapping::Off : Wrapping::On);
        arrange();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}
