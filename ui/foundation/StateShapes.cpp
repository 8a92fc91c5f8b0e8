#include "ui/foundation/Fonts.h"
#include "ui/foundation/StateBadge.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

#include <array>

namespace holdfast::foundation {

namespace {

// All shapes are drawn in a square of 16 x 16 units.
struct Ink {
    QColor fill;
    QColor inside; ///< signs cut out of a filled shape
};

QPen stroke(const QColor& colour, double width)
{
    return { colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin };
}

void disc(QPainter& painter, const Ink& ink)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.fill);
    painter.drawEllipse(QPointF(8, 8), 6.8, 6.8);
    painter.setPen(stroke(ink.inside, 1.7));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(std::array { QPointF(5, 8.3), QPointF(7.2, 10.4), QPointF(11, 5.9) }.data(), 3);
}

void triangle(QPainter& painter, const Ink& ink, bool filled)
{
    const QPolygonF shape { QPointF(8, 2.4), QPointF(14.2, 13.4), QPointF(1.8, 13.4) };
    painter.setPen(stroke(ink.fill, filled ? 1.4 : 1.6));
    painter.setBrush(filled ? QBrush(ink.fill) : QBrush(Qt::NoBrush));
    painter.drawPolygon(shape);
    painter.setPen(stroke(filled ? ink.inside : ink.fill, 1.6));
    painter.drawLine(QPointF(8, 6.4), QPointF(8, 9.2));
    painter.drawPoint(QPointF(8, 11.5));
}

void dashedRing(QPainter& painter, const Ink& ink)
{
    QPen pen(ink.fill, 1.7, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({ 1.72, 1.16 });
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(8, 8), 6.1, 6.1);
}

void octagon(QPainter& painter, const Ink& ink)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.fill);
    painter.drawPolygon(QPolygonF { QPointF(5.1, 1), QPointF(10.9, 1), QPointF(15, 5.1), QPointF(15, 10.9),
        QPointF(10.9, 15), QPointF(5.1, 15), QPointF(1, 10.9), QPointF(1, 5.1) });
    painter.setPen(stroke(ink.inside, 1.7));
    painter.drawLine(QPointF(5.6, 5.6), QPointF(10.4, 10.4));
    painter.drawLine(QPointF(10.4, 5.6), QPointF(5.6, 10.4));
}

void halfDisc(QPainter& painter, const Ink& ink)
{
    painter.setPen(stroke(ink.fill, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(8, 8), 6.2, 6.2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.fill);
    painter.drawPie(QRectF(1.8, 1.8, 12.4, 12.4), 270 * 16, 180 * 16);
}

void bars(QPainter& painter, const Ink& ink)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.fill);
    painter.drawRoundedRect(QRectF(3.6, 2.6, 3.2, 10.8), 0.8, 0.8);
    painter.drawRoundedRect(QRectF(9.2, 2.6, 3.2, 10.8), 0.8, 0.8);
}

void ringWithQuestion(QPainter& painter, const Ink& ink)
{
    painter.setPen(stroke(ink.fill, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(8, 8), 6.3, 6.3);
    QPainterPath sign(QPointF(6.1, 6.5));
    sign.cubicTo(6.1, 3.9, 9.9, 3.9, 9.9, 6.5);
    sign.cubicTo(9.9, 8, 8, 7.8, 8, 9.3);
    painter.drawPath(sign);
    painter.setPen(stroke(ink.fill, 1.7));
    painter.drawPoint(QPointF(8, 11.5));
}

void slashedRing(QPainter& painter, const Ink& ink)
{
    painter.setPen(stroke(ink.fill, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(8, 8), 6.2, 6.2);
    painter.drawLine(QPointF(3.7, 12.3), QPointF(12.3, 3.7));
}

void heart(QPainter& painter, const Ink& ink)
{
    QPainterPath path(QPointF(8, 13.9));
    path.cubicTo(3.6, 10.8, 1.6, 8.7, 1.6, 6);
    path.cubicTo(1.6, 3.8, 3.2, 2.4, 5, 2.4);
    path.cubicTo(6.3, 2.4, 7.4, 3.1, 8, 4.3);
    path.cubicTo(8.6, 3.1, 9.7, 2.4, 11, 2.4);
    path.cubicTo(12.8, 2.4, 14.4, 3.8, 14.4, 6);
    path.cubicTo(14.4, 8.7, 12.4, 10.8, 8, 13.9);
    painter.setPen(stroke(ink.fill, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void drawShape(QPainter& painter, State state, const Ink& ink)
{
    switch (state) {
    case State::None:
        painter.setPen(stroke(ink.fill, 1.5));
        return painter.drawLine(QPointF(5, 8), QPointF(11, 8));
    case State::Synced:
        return disc(painter, ink);
    case State::OutOfSync:
    case State::Drifted:
        return triangle(painter, ink, true);
    case State::Extra:
        return triangle(painter, ink, false);
    case State::Missing:
        return dashedRing(painter, ink);
    case State::Excluded:
        return slashedRing(painter, ink);
    case State::Unknown:
        return ringWithQuestion(painter, ink);
    case State::Healthy:
        return heart(painter, ink);
    case State::Progressing:
        return halfDisc(painter, ink);
    case State::Degraded:
        return octagon(painter, ink);
    case State::Suspended:
        return bars(painter, ink);
    }
}

}

void paintState(QPainter& painter, const QRectF& square, State state, const Colours& colours)
{
    // Outlines cost more than all else in a row: each shape is drawn once per size and scheme, then copied.
    const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1;
    const QString key = QStringLiteral("holdfast-state/%1/%2/%3/%4")
                            .arg(int(state))
                            .arg(int(colours.scheme))
                            .arg(square.width())
                            .arg(ratio);
    QPixmap shape;
    if (!QPixmapCache::find(key, &shape)) {
        shape = QPixmap((square.size() * ratio).toSize());
        shape.setDevicePixelRatio(ratio);
        shape.fill(Qt::transparent);
        QPainter brush(&shape);
        brush.setRenderHint(QPainter::Antialiasing);
        brush.scale(square.width() / 16, square.height() / 16);
        drawShape(brush, state, { .fill = stateColour(state, colours), .inside = colours.panel });
        brush.end();
        QPixmapCache::insert(key, shape);
    }
    painter.drawPixmap(square.topLeft(), shape);
}

}
