#include "core/diff/YamlPaths.h"

#include <QTest>

#include <algorithm>

using namespace holdfast::diff;
using namespace holdfast::manifest;
using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view deployment = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    note: |
      key: not a field

      - nor an item
    "odd/key": x
  name: api
spec:
  template:
    spec:
      containers:
      - env:
        - name: LEVEL
          value: info
        image: acme/api:1
        name: api
        ports:
        - containerPort: 8080
          protocol: TCP
        - containerPort: 9090
      - args:
        - --verbose
        - |
          two: lines
          of text
        name: side
  text: a long sentence that go-yaml
    breaks: here
)";

}

class YamlPathsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheFieldOfALine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("top") << "kind: Deployment"_ba << "/kind"_ba;
        QTest::newRow("map") << "  name: api"_ba << "/metadata/name"_ba;
        QTest::newRow("in a text") << "      key: not a field"_ba << "/metadata/annotations/note"_ba;
        QTest::newRow("empty in a text") << ""_ba << "/metadata/annotations/note"_ba;
        QTest::newRow("like an item in a text") << "      - nor an item"_ba << "/metadata/annotations/note"_ba;
        QTest::newRow("quoted, with a slash") << "    \"odd/key\": x"_ba << "/metadata/annotations/odd~1key"_ba;
        QTest::newRow("first field of an item")
            << "      - env:"_ba << "/spec/template/spec/containers/[name=api]/env"_ba;
        QTest::newRow("item in an item") << "          value: info"_ba
                                         << "/spec/template/spec/containers/[name=api]/env/[name=LEVEL]/value"_ba;
        QTest::newRow("item without a name") << "        - containerPort: 9090"_ba
                                             << "/spec/template/spec/containers/[name=api]/ports/1/containerPort"_ba;
        QTest::newRow("scalar item") << "        - --verbose"_ba
                                     << "/spec/template/spec/containers/[name=side]/args/0"_ba;
        QTest::newRow("text item") << "          of text"_ba << "/spec/template/spec/containers/[name=side]/args/1"_ba;
        QTest::newRow("folded") << "    breaks: here"_ba << "/spec/text"_ba;
    }

    void namesTheFieldOfALine()
    {
        QFETCH(const QByteArray, line);
        const Lines lines = linesOf(deployment);
        const auto found
            = std::ranges::find(lines, std::string_view(line.data(), static_cast<std::size_t>(line.size())));
        QVERIFY(found != lines.end());
        const YamlPaths paths(lines);
        QTEST(QByteArray::fromStdString(paths.pathOf(static_cast<int>(found - lines.begin())).text()), "path");
    }

    void findsTheLinesOfAField_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("count");
        QTest::newRow("all") << ""_ba << 0 << 31;
        QTest::newRow("text") << "/metadata/annotations/note"_ba << 4 << 4;
        QTest::newRow("by name") << "/spec/template/spec/containers/[name=api]/image"_ba << 17 << 1;
        QTest::newRow("by number") << "/spec/template/spec/containers/1"_ba << 23 << 6;
        QTest::newRow("by another key") << "/spec/template/spec/containers/[name=api]/ports/[containerPort=9090]"_ba
                                        << 22 << 1;
        QTest::newRow("not there") << "/spec/replicas"_ba << -1 << 0;
        QTest::newRow("no such item") << "/spec/template/spec/containers/[name=other]"_ba << -1 << 0;
    }

    void findsTheLinesOfAField()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const int, first);
        QFETCH(const int, count);
        const Lines lines = linesOf(deployment);
        const auto range = YamlPaths(lines).linesOf(*FieldPath::fromText(path.toStdString()));
        QCOMPARE(range.has_value(), first >= 0);
        if (range)
            QCOMPARE(*range, (LineRange { first, count }));
    }

    void tellsTheSameFieldOfTwoTexts()
    {
        const std::string left = "a:\n- name: x\n  value: 1\n- name: y\n  value: 1\n";
        const std::string right = "a:\n- name: y\n  value: 1\n";
        const Lines leftLines = linesOf(left);
        const Lines rightLines = linesOf(right);
        const std::vector<std::size_t> ofLeft = YamlPaths(leftLines).fields();
        const std::vector<std::size_t> ofRight = YamlPaths(rightLines).fields();
        QVERIFY(ofLeft[2] != ofRight[2]);
        QCOMPARE(ofLeft[4], ofRight[2]);
        QCOMPARE(ofLeft[0], ofRight[0]);
    }

    void takesAnyText()
    {
        for (const char* text :
            { "", "\n\n", "- - a\n  - b\n", "---\n", ":\n", "\"open: 1\n", "  deep\nshallow\n", "-" }) {
            const Lines lines = linesOf(text);
            const YamlPaths paths(lines);
            for (int line = 0; line < static_cast<int>(lines.size()); ++line)
                (void)paths.pathOf(line);
            QCOMPARE(paths.fields().size(), lines.size());
        }
        QVERIFY(YamlPaths({}).pathOf(7).isRoot());
    }
};

QTEST_GUILESS_MAIN(YamlPathsTest)
#include "YamlPathsTest.moc"
