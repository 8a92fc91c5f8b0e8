#include "ui/foundation/PageKeys.h"

#include <QAbstractItemView>
#include <QKeyEvent>

namespace holdfast::foundation {

namespace {

class TypedKeys final : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::KeyPress)
            return false;
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool held = key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
        if (held || key->text().isEmpty() || !key->text().front().isPrint() || key->text().front().isSpace())
            return false;
        event->ignore();
        return true; // not the view's, and its parent is asked
    }
};

}

void leaveTypedKeysToThePage(QAbstractItemView& view)
{
    view.installEventFilter(new TypedKeys(&view));
}

}
