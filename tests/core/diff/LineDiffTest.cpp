#include "core/diff/LineDiff.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <string>

using namespace holdfast;
using namespace holdfast::diff;
using namespace Qt::StringLiterals;

namespace {

int sizeOf(const std::vector<LineEdit>& edits)
{
    int size = 0;
    for (const LineEdit& edit : edits)
        size += edit.leftCount + edit.rightCount;
    return size;
}

/// The right side, made from the left one and the edits; empty where the edits are no way from one to the other.
std::optional<Lines> applied(const Lines& left, const Lines& right, const std::vector<LineEdit>& edits)
{
    Lines result;
    int at = 0;
    for (const LineEdit& edit : edits) {
        if (edit.left < at || edit.leftCount + edit.rightCount == 0)
            return std::nullopt;
        result.insert(result.end(), left.begin() + at, left.begin() + edit.left);
        if (static_cast<int>(result.size()) != edit.right)
            return std::nullopt;
        result.insert(result.end(), right.begin() + edit.right, right.begin() + edit.right + edit.rightCount);
        at = edit.left + edit.leftCount;
    }
    result.insert(result.end(), left.begin() + at, left.end());
    return result;
}

std::string object(int number, std::mt19937& random)
{
    const std::string name = "web-" + std::to_string(number);
    std::string text = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " + name
        + "\n  namespace: shop\nspec:\n  replicas: " + std::to_string(random() % 5) + "\n  template:\n    spec:\n"
        + "      containers:\n";
    for (int i = 0; i < 4; ++i)
        text += "      - name: c" + std::to_string(i) + "\n        image: registry.example.com/" + name + ":1."
            + std::to_string(random() % 20) + "\n        ports:\n        - containerPort: 8080\n";
    return text;
}

enum class Change { Edits, Moved, Shuffled, Other };

struct Pair {
    std::string left;
    std::string right;
};

Pair generated(int objects, Change change)
{
    std::mt19937 random(7);
    std::vector<std::string> texts;
    for (int i = 0; i < objects; ++i)
        texts.push_back(object(i, random));
    Pair pair;
    for (const std::string& text : texts)
        pair.left += text;
    const auto fifth = static_cast<std::ptrdiff_t>(objects / 5);
    switch (change) {
    case Change::Edits:
        for (std::size_t i = 0; i < texts.size(); i += 4)
            texts[i].replace(texts[i].find("8080"), 4, "9090");
        break;
    case Change::Moved:
        std::rotate(texts.begin() + fifth, texts.begin() + 2 * fifth, texts.end());
        break;
    case Change::Shuffled:
        std::shuffle(texts.begin(), texts.end(), random);
        break;
    case Change::Other:
        for (std::string& text : texts)
            text = object(static_cast<int>(random() % 1000), random);
        break;
    }
    for (const std::string& text : texts)
        pair.right += text;
    return pair;
}

/// Lines that git calls added or removed with an algorithm; nothing where git cannot be run.
std::optional<int> sizeByGit(const Pair& pair, const QString& algorithm)
{
    const QTemporaryDir folder;
    const QString left = folder.filePath(u"left"_s);
    const QString right = folder.filePath(u"right"_s);
    for (const auto& [path, text] : { std::pair(left, &pair.left), std::pair(right, &pair.right) }) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return std::nullopt;
        file.write(text->data(), static_cast<qint64>(text->size()));
    }
    QProcess git;
    git.start(
        u"git"_s, { u"diff"_s, u"--no-index"_s, u"--numstat"_s, u"--diff-algorithm="_s + algorithm, left, right });
    if (!git.waitForFinished() || git.exitCode() > 1)
        return std::nullopt;
    const QList<QByteArray> words = git.readAllStandardOutput().split('\t');
    return words.size() < 2 ? 0 : words[0].toInt() + words[1].toInt();
}

}

Q_DECLARE_METATYPE(Change)

class LineDiffTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void edits_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<std::vector<LineEdit>>("edits");
        using Edits = std::vector<LineEdit>;
        QTest::newRow("both empty") << ""_ba << ""_ba << Edits {};
        QTest::newRow("equal") << "a\nb\n"_ba << "a\nb\n"_ba << Edits {};
        QTest::newRow("all new") << ""_ba << "a\nb\n"_ba << Edits { { 0, 0, 0, 2 } };
        QTest::newRow("all gone") << "a\nb"_ba << ""_ba << Edits { { 0, 2, 0, 0 } };
        QTest::newRow("changed") << "a\nb\nc\n"_ba << "a\nx\nc\n"_ba << Edits { { 1, 1, 1, 1 } };
        QTest::newRow("inserted") << "a\nc\n"_ba << "a\nb\nc\n"_ba << Edits { { 1, 0, 1, 1 } };
        QTest::newRow("removed at the end") << "a\nb\nc\n"_ba << "a\nb\n"_ba << Edits { { 2, 1, 2, 0 } };
        QTest::newRow("two places") << "a\nb\nc\nd\n"_ba << "b\nc\nx\nd\n"_ba
                                    << Edits { { 0, 1, 0, 0 }, { 3, 0, 2, 1 } };
        QTest::newRow("nothing in common") << "a\nb\n"_ba << "c\n"_ba << Edits { { 0, 2, 0, 1 } };
        QTest::newRow("an item begins at its dash")
            << "env:\n- name: A\n  value: 1\nx: 1\n"_ba
            << "env:\n- name: A\n  value: 1\n- name: B\n  value: 1\nx: 1\n"_ba << Edits { { 3, 0, 3, 2 } };
    }

    void edits()
    {
        QFETCH(const QByteArray, left);
        QFETCH(const QByteArray, right);
        QFETCH(const std::vector<LineEdit>, edits);
        const auto result = lineDiff(linesOf({ left.data(), static_cast<std::size_t>(left.size()) }),
            linesOf({ right.data(), static_cast<std::size_t>(right.size()) }), {});
        QVERIFY(result);
        QCOMPARE(result->edits, edits);
    }

    void appliedGivesTheOtherSide()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 2000; ++round) {
            const auto text = [&random] {
                std::string lines;
                for (auto i = random() % 30; i > 0; --i)
                    lines += std::string(random() % 3, ' ') + static_cast<char>('a' + random() % 3) + "\n";
                return lines;
            };
            const std::string left = text();
            const std::string right = text();
            const auto edits = lineDiff(linesOf(left), linesOf(right), {});
            QVERIFY(edits);
            const auto result = applied(linesOf(left), linesOf(right), edits->edits);
            QVERIFY2(result && *result == linesOf(right), (left + "=>\n" + right).c_str());
        }
    }

    void asShortAsGit_data()
    {
        QTest::addColumn<int>("objects");
        QTest::addColumn<Change>("change");
        for (const int objects : { 3, 200, 1200 }) {
            QTest::addRow("%d edited", objects) << objects << Change::Edits;
            QTest::addRow("%d moved", objects) << objects << Change::Moved;
            QTest::addRow("%d shuffled", objects) << objects << Change::Shuffled;
            QTest::addRow("%d others", objects) << objects << Change::Other;
        }
    }

    void asShortAsGit()
    {
        QFETCH(const int, objects);
        QFETCH(const Change, change);
        const Pair pair = generated(objects, change);
        // A block that moved shall be seen as a whole, as patience shows it, not torn up to save lines.
        const auto byGit = sizeByGit(pair, change == Change::Moved ? u"patience"_s : u"myers"_s);
        QVERIFY2(byGit, "git is part of the build environment");
        const auto edits = lineDiff(linesOf(pair.left), linesOf(pair.right), {});
        QVERIFY(edits);
        QCOMPARE(applied(linesOf(pair.left), linesOf(pair.right), edits->edits), linesOf(pair.right));
        QVERIFY2(sizeOf(edits->edits) <= *byGit + *byGit / 20 + 2,
            qPrintable(u"%1 lines, git %2"_s.arg(sizeOf(edits->edits)).arg(*byGit)));
    }

    void stopsWhenCancelled()
    {
        CancelSource source;
        source.cancel();
        const Pair pair = generated(50, Change::Shuffled);
        const auto edits = lineDiff(linesOf(pair.left), linesOf(pair.right), source.token());
        QVERIFY(!edits);
        QCOMPARE(edits.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(LineDiffTest)
#include "LineDiffTest.moc"
