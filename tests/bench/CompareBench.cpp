// Compares the pairs of a file as the console does and prints what it took: CompareBench FILE THREADS. Each line is
// {"config": ..., "live": ...}. Started by bench.py, which runs gitops-engine's own diff on the same file.
#include "core/diff/Compare.h"
#include "core/manifest/JsonReader.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

using namespace holdfast;

namespace {

struct Pair {
    manifest::Value desired;
    manifest::Value live;
};

std::vector<Pair> pairsOf(const char* path)
{
    QFile file(QString::fromLocal8Bit(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", path);
    std::vector<Pair> pairs;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const auto both = manifest::readJson({ line.constData(), std::size_t(line.size()) });
        if (!both)
            qFatal("%s holds a line that is no JSON", path);
        pairs.push_back({ .desired = (*both)["config"], .live = (*both)["live"] });
    }
    return pairs;
}

}

int main(int argc, char** argv)
{
    if (argc != 3)
        qFatal("usage: bench_compare FILE THREADS");
    const std::vector<Pair> pairs = pairsOf(argv[1]);
    const auto rules = diff::compareRules({}, diff::Dialect::ArgoCd);
    std::atomic<std::size_t> next = 0;
    std::atomic_int modified = 0;
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < std::atoi(argv[2]); ++thread)
            threads.emplace_back([&] {
                for (std::size_t at = next++; at < pairs.size(); at = next++) {
                    const diff::Comparison found = diff::compare(
                        { .desired = pairs[at].desired, .live = pairs[at].live }, *rules, diff::Dialect::ArgoCd);
                    modified += found.verdict == diff::Verdict::OutOfSync;
                }
            });
    }
    const QJsonObject result { { QStringLiteral("pairs"), qint64(pairs.size()) },
        { QStringLiteral("ms"), double(timer.nsecsElapsed()) / 1e6 }, { QStringLiteral("modified"), modified.load() } };
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
