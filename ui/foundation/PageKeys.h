#pragma once

class QAbstractItemView;

namespace holdfast::foundation {

/// Lets letters, digits and signs that are typed in a view go on to its page, whose keys they are; a view of Qt's would
/// search its rows for them.
void leaveTypedKeysToThePage(QAbstractItemView& view);

}
