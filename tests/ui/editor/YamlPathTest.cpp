#include "ui/editor/YamlPath.h"

#include <QTest>

using holdfast::editor::fieldPath;
using namespace Qt::StringLiterals;

namespace {

const QStringList deployment = uR"(apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/name: api
  name: api
spec:
  replicas: 3
  template:
    spec:
      containers:
      - args:
        - --port
        - "8080"
        env:
        - name: LOG_LEVEL
          value: info
        - name: DEBUG
          value: "1"
        image: api:2.3.0
        name: api
      - image: proxy:1
        name: proxy
        ports:
        - containerPort: 9090
      serviceAccountName: api
data:
  notes: |
    not: a field
    - nor: an item
  after: x
)"_s.split(u'\n');

}

class YamlPathTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLineKnowsItsField_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("path");
        QTest::newRow("first") << u"apiVersion: apps/v1"_s << u"apiVersion"_s;
        QTest::newRow("map") << u"metadata:"_s << u"metadata"_s;
        QTest::newRow("dotted key") << u"    app.kubernetes.io/name: api"_s
                                    << u"metadata.labels.app.kubernetes.io/name"_s;
        QTest::newRow("scalar") << u"  replicas: 3"_s << u"spec.replicas"_s;
        QTest::newRow("named item") << u"        image: api:2.3.0"_s
                                    << u"spec.template.spec.containers[name=api].image"_s;
        QTest::newRow("item's first line") << u"      - args:"_s << u"spec.template.spec.containers[name=api].args"_s;
        QTest::newRow("scalar item") << u"        - \"8080\""_s << u"spec.template.spec.containers[name=api].args[1]"_s;
        QTest::newRow("item in item") << u"          value: \"1\""_s
                                      << u"spec.template.spec.containers[name=api].env[name=DEBUG].value"_s;
        QTest::newRow("second item") << u"      - image: proxy:1"_s
                                     << u"spec.template.spec.containers[name=proxy].image"_s;
        QTest::newRow("item without a name") << u"        - containerPort: 9090"_s
                                             << u"spec.template.spec.containers[name=proxy].ports[0].containerPort"_s;
        QTest::newRow("after a list") << u"      serviceAccountName: api"_s
                                      << u"spec.template.spec.serviceAccountName"_s;
        QTest::newRow("after a block") << u"  after: x"_s << u"data.after"_s;
    }
    void aLineKnowsItsField()
    {
        QFETCH(QString, line);
        const auto number = int(deployment.indexOf(line));
        QVERIFY(number >= 0);
        QTEST(fieldPath(deployment, number), "path");
    }

    void everyLineOfAnythingIsAnswered()
    {
        const QStringList odd = u"\n---\n# note\n- \n-\n  - - a: 1\n: x\n\t\n{a: b}\n? c\n"_s.split(u'\n');
        for (int i = -1; i <= odd.size(); ++i)
            QVERIFY(fieldPath(odd, i).size() < 100);
        QCOMPARE(fieldPath({}, 0), QString());
    }
};

QTEST_GUILESS_MAIN(YamlPathTest)
#include "YamlPathTest.moc"
