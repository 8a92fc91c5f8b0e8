#include "core/health/HealthTable.h"

#include "core/manifest/YamlReader.h"

#include <QFile>
#include <QTest>

namespace holdfast::health {

class HealthTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryBundledRule();
    void reads_data();
    void reads();
    void judgesBundledKinds_data();
    void judgesBundledKinds();
    void tellsWhatCannotBeRead_data();
    void tellsWhatCannotBeRead();
};

namespace {

manifest::Value object(const QString& yaml)
{
    const QByteArray bytes = yaml.toUtf8();
    const auto documents = manifest::readYaml({ bytes.constData(), static_cast<std::size_t>(bytes.size()) }, {});
    return documents && !documents->empty() ? documents->front().value : manifest::Value();
}

QString verdict(const std::optional<Assessment>& found)
{
    return found ? word(found->status) + QStringLiteral(": ") + found->message : QStringLiteral("none");
}

}

void HealthTableTest::readsEveryBundledRule()
{
    QFile file(QStringLiteral(":/holdfast/health/rules.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray yaml = file.readAll();
    const Result<HealthTable> table
        = HealthTable::fromYaml({ yaml.constData(), static_cast<std::size_t>(yaml.size()) }, file.fileName());
    QVERIFY2(table.has_value(), table ? "" : qPrintable(errorText(table.error())));
    QCOMPARE(table->size(), 293U);
    QCOMPARE(HealthTable::bundled().size(), table->size());
}

void HealthTableTest::reads_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* rule, const char* spec, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(rule) << QString::fromUtf8(spec) << QString::fromUtf8(expected);
    };
    row("the first that holds", ".a=1 -> Healthy: one\n-> Degraded: other", "a: 1", "Healthy: one");
    row("else the next", ".a=1 -> Healthy: one\n-> Degraded: other", "a: 2", "Degraded: other");
    row("nothing holds", ".a=1 -> Healthy", "a: 2", "none");
    row("present", ".a -> Healthy", "a: ''", "Healthy: ");
    row("present and filled", "+.a -> Healthy\n-> Progressing", "a: ''", "Progressing: ");
    row("an empty list is not filled", "+.a -> Healthy\n-> Progressing", "a: []", "Progressing: ");
    row("absent equals absent", ".a=.b -> Healthy", "{}", "Healthy: ");
    row("of one type only", ".a='1' -> Healthy\n-> Progressing", "a: 1", "Progressing: ");
    row("any alternative", ".a=x|w -> Healthy", "a: w", "Healthy: ");
    row("none of the alternatives", ".a!=x|w -> Degraded", "a: w", "none");
    row("and binds tighter than or", ".a & .b || .c -> Healthy", "c: 1", "Healthy: ");
    row("brackets", ".a & (.b || .c) -> Healthy", "c: 1", "none");
    row("numbers are compared", ".a>.b -> Healthy", "{a: 10, b: 9.5}", "Healthy: ");
    row("a number and a text are not", ".a>.b -> Healthy", "{a: 10, b: '9'}", "none");
    row("contains, whatever the case", ".a*='BOOM' -> Degraded", "a: a big boom", "Degraded: ");
    row("begins with", ".a^=ERR -> Degraded", "a: ERROR", "Degraded: ");
    row("absent falls back", "-> Healthy: {.a?.b?'none'}", "b: two", "Healthy: two");
    row("empty falls back",
        "-> Healthy: {.a?"
        "?'none'}",
        "a: ''", "Healthy: none");
    row("a difference", ".a - .b=2 -> Healthy: {.a - .b}", "{a: 5, b: 3}", "Healthy: 2");
    row("an index from the end", "-> Healthy: {.a[-1]} {.a[0]}", "a: [x, w, z]", "Healthy: z x");
    row("a key in brackets", "-> Healthy: {.a['b/c.d']}", "a: {b/c.d: e}", "Healthy: e");
    row("a text left out", "-> Healthy: x[[ since {.a}]]!", "{}", "Healthy: x!");
    row("a text on a condition", "-> Healthy: x[[if .a; yes]]", "a: 1", "Healthy: xyes");
    row("the first characters", "-> Healthy: {.a:3}", "a: abcdef", "Healthy: abc");
    row("no fraction", "-> Healthy: {.a}", "a: 3.0", "Healthy: 3");
    row("items", "each .a\n  .k=2 -> Healthy: {.m} {#}", "a: [{k: 1}, {k: 2, m: two}]", "Healthy: two 2");
    row("items in one line", "each .a do .k=2 -> Healthy: {.m}", "a: [{k: 2, m: two}]", "Healthy: two");
    row("items of a mapping", "each .a do .k=2 -> Healthy: {.m}", "a: {x: {k: 2, m: two}}", "Healthy: two");
    row("items in order", "each .a by .t\n  -> Healthy: {.t}", "a: [{t: b}, {}, {t: a}]", "Healthy: a");
    row("what is around an item", "each .a\n  each .b do -> Healthy: {^.k} {.k} {$.z}",
        "{z: 3, a: [{k: 1, b: [{k: 2}]}]}", "Healthy: 1 2 3");
    row("a condition falls through", "if .a\n  .b -> Healthy\n-> Progressing", "a: 1", "Progressing: ");
    row("all and any of nothing", "all(.a, .x) & !any(.a, .x) -> Healthy", "{}", "Healthy: ");
    row("counts", "count(.a, .=x)=2 & len(.a)=3 -> Healthy: {count(.a, .=x)}/{len(.a)}", "a: [x, w, x]",
        "Healthy: 2/3");
    row("a sum", "-> Healthy: {sum(.a, .k)}", "a: [{k: 1}, {k: 2}]", "Healthy: 3");
    row("the last", "-> Healthy: {last(.a, .k=1).m}", "a: [{k: 1, m: x}, {k: 1, m: w}]", "Healthy: w");
    row("a join", "-> Healthy: {join(.a, .k, ', ', `{.k}:{#}`)}", "a: [{k: x}, {}, {k: w}]", "Healthy: x:1, w:3");
    row("all items of all", "-> Healthy: {join(.a[*].b[*], *, '-', .k)}", "a: [{b: [{k: 1}, {k: 2}]}, {b: [{k: 3}]}]",
        "Healthy: 1-2-3");
    row("up to", "-> Healthy: {join(upto(.a, .=w), *, '', .)}", "a: [x, w, z]", "Healthy: xw");
    row("numbers in texts", "num(part(.a, '/', 1))=3 -> Healthy: {cut(.a, '2/')}", "a: 2/3", "Healthy: 3");
    row("a name for a part", "let X = .a?.b\n%X=2 -> Healthy: {%X}", "b: 2", "Healthy: 2");
    row("a macro", "use both ; .a ; yes", "a: 1", "Healthy: yes");
    row("a status that is a value", "-> {.a}: {.b}", "{a: Suspended, b: held}", "Suspended: held");
    row("a status that is none", "-> {.a}", "a: Strange", "Unknown: ");
    row("a line break", "-> Healthy: a\\nb\\sc", "{}", "Healthy: a\nb c");
}

void HealthTableTest::reads()
{
    QFETCH(const QString, rule);
    QFETCH(const QString, spec);
    QFETCH(const QString, expected);
    QString yaml = QStringLiteral("macros:\n  both: |\n    %1 -> Healthy: %2\nkinds:\n  example.com/Thing: |\n");
    for (const QString& line : rule.split(QLatin1Char('\n')))
        yaml += QStringLiteral("    ") + line + QLatin1Char('\n');
    const QByteArray bytes = yaml.toUtf8();
    const Result<HealthTable> table
        = HealthTable::fromYaml({ bytes.constData(), static_cast<std::size_t>(bytes.size()) }, QStringLiteral("t"));
    QVERIFY2(table.has_value(), table ? "" : qPrintable(errorText(table.error())));
    QString fields = spec.startsWith(QLatin1Char('{')) ? spec : QLatin1Char('{') + spec + QLatin1Char('}');
    fields = QStringLiteral("{apiVersion: example.com/v1, kind: Thing, ")
        + (fields == QLatin1String("{}") ? QStringLiteral("x: 1}") : fields.sliced(1));
    QCOMPARE(verdict(table->assess(object(fields))), expected);
}

void HealthTableTest::judgesBundledKinds_data()
{
    QTest::addColumn<QString>("manifest");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a CronJob that never ran") << QStringLiteral("{apiVersion: batch/v1, kind: CronJob, status: {}}")
                                              << QStringLiteral("Healthy: CronJob has not been scheduled yet");
    QTest::newRow("a SealedSecret that cannot be opened") << QStringLiteral(
        "{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, status: {conditions: [{type: Synced, "
        "status: 'False', message: no key}]}}") << QStringLiteral("Degraded: no key");
    QTest::newRow("any kind of a provider") << QStringLiteral(
        "{apiVersion: ec2.aws.crossplane.io/v1, kind: VPC, status: {conditions: [{type: Ready, status: "
        "'True'}, {type: Synced, status: 'True'}]}}")
                                            << QStringLiteral("Healthy: Resource is up-to-date.");
    QTest::newRow("a Rollout by its phase")
        << QStringLiteral("{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {generation: 1}, status: "
                          "{observedGeneration: '1', phase: Degraded, message: boom}}")
        << QStringLiteral("Degraded: boom");
    QTest::newRow("no kind of the table")
        << QStringLiteral("{apiVersion: example.com/v1, kind: Thing}") << QStringLiteral("none");
}

void HealthTableTest::judgesBundledKinds()
{
    QFETCH(const QString, manifest);
    QFETCH(const QString, expected);
    QCOMPARE(verdict(argoHealth(object(manifest))), expected);
}

void HealthTableTest::tellsWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("word");
    QTest::newRow("no clause") << QStringLiteral(".a") << QStringLiteral("no clause");
    QTest::newRow("no macro") << QStringLiteral("use none") << QStringLiteral("none");
    QTest::newRow("no function") << QStringLiteral("most(.a, .b) -> Healthy") << QStringLiteral("most");
    QTest::newRow("an open bracket") << QStringLiteral("(.a -> Healthy") << QStringLiteral(")");
    QTest::newRow("an open value") << QStringLiteral("-> Healthy: {.a") << QStringLiteral("}");
    QTest::newRow("a macro that uses itself") << QStringLiteral("use self") << QStringLiteral("without an end");
}

void HealthTableTest::tellsWhatCannotBeRead()
{
    QFETCH(const QString, rule);
    QFETCH(const QString, word);
    const QByteArray yaml
        = QStringLiteral("macros:\n  self: use self\nkinds:\n  example.com/Thing: |\n    %1\n").arg(rule).toUtf8();
    const Result<HealthTable> table
        = HealthTable::fromYaml({ yaml.constData(), static_cast<std::size_t>(yaml.size()) }, QStringLiteral("t"));
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::InvalidInput);
    QVERIFY2(table.error().detail.contains(word), qPrintable(table.error().detail));
    QVERIFY(table.error().detail.contains(QLatin1String("example.com/Thing")));
}

}

QTEST_GUILESS_MAIN(holdfast::health::HealthTableTest)
#include "HealthTableTest.moc"
