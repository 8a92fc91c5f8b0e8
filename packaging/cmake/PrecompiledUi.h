#pragma once
#include "packaging/cmake/PrecompiledCore.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QWidget>
