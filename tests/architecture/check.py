#!/usr/bin/env python3
"""Holds the arrows between the folders and the budgets of the code. Run from anywhere: check.py [TREE].

An exception stands in exceptions.txt beside this file: `RULE PATH  reason`. One that excuses nothing is a failure.
"""
import pathlib
import re
import statistics
import sys

HERE = pathlib.Path(__file__).resolve().parent
TREE = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parent.parent

# Upwards in steps: a folder may include its own step's folders only where SIDEWAYS allows it, and any lower step.
STEPS = [
    ["core/base"],
    ["core/manifest", "core/net"],
    ["core/kube", "core/git"],
    ["core/render", "core/health", "core/diff"],
    ["core/gitops"],
    ["core/drift", "core/watchkeeping", "core/workflow", "core/recovery"],
    ["core/session"],
    ["ui/foundation", "ui/editor", "ui/diff"],
    ["ui/pages", "ui/guides", "ui/commits"],
    ["ui/shell"],
    ["app"],
]
SIDEWAYS = {("ui/pages", "ui/guides"), ("ui/pages", "ui/commits"), ("ui/editor", "ui/foundation"), ("ui/diff", "ui/foundation"), ("ui/diff", "ui/editor")}
EXTENSION_POINTS = ["core/gitops/engines", "core/drift/causes", "core/workflow/guides", "ui/pages"]

# A third-party header belongs to these files alone.
OWNED = {
    "curl/": {"core/net/Curl.cpp"},
    "yaml.h": {"core/manifest/YamlReader.cpp", "core/manifest/YamlEvents.cpp"},
    "yaml-cpp/": {"core/manifest/YamlWriter.cpp"},
    "simdjson.h": {"core/manifest/JsonReader.cpp"},
    "jq.h": {"core/diff/JqDeletion.cpp"},
    "lua": {"core/health/LuaHealth.cpp"},
    "git2": {"core/git/Objects.cpp"},
    "openssl/": {"core/net/PeerCertificate.cpp", "app/sandbox/api/Certificates.cpp"},
    "zlib.h": {"app/sandbox/api/BundledFiles.cpp"},
}
CORE_BANNED = re.compile(r"<Qt(Gui|Widgets|Svg|Quick|Qml)/|<(QWidget|QPainter|QColor|QFont|QPixmap|QImage|QIcon|QApplication|QGuiApplication|QPalette)>")
BANNED = {
    "processEvents": re.compile(r"\bprocessEvents\s*\("),
    "nested event loop": re.compile(r"\bQEventLoop\b(?!Locker)"),
    "exec": re.compile(r"(?:\.|->)exec\s*\(\s*\)"),
    "sleep": re.compile(r"\b(?:QThread::(?:m|u)?sleep|sleep_for|sleep_until|usleep|qSleep|QTest::qSleep|QTest::qWait)\s*\("),
    "QThread subclass": re.compile(r":\s*public\s+QThread\b"),
    "singleton": re.compile(r"\bstatic\s+\w[\w:]*\s*[&*]\s*instance\s*\("),
    "raw then": re.compile(r"\.then\s*\("),
    "rich text": re.compile(r"Qt::(?:RichText|AutoText|MarkdownText)\b|setHtml\s*\("),
}
MUTEX_FOLDERS = ("core/base", "core/net", "core/git")

failures, used = [], set()


def load_exceptions():
    rules = {}
    path = HERE / "exceptions.txt"
    for line in path.read_text().splitlines() if path.exists() else []:
        if line.strip() and not line.startswith("#"):
            rule, name, *reason = line.split(None, 2)
            if not reason:
                failures.append(f"exceptions.txt: {rule} {name} gives no reason")
            rules[(rule, name)] = reason
    return rules


EXCEPTIONS = load_exceptions()


def complain(rule, path, text):
    if (rule, str(path)) in EXCEPTIONS:
        used.add((rule, str(path)))
    else:
        failures.append(f"{path}: {text}  [{rule}]")


def files(*folders):
    for folder in folders:
        for path in sorted((TREE / folder).rglob("*")):
            if path.suffix in (".cpp", ".h") and path.is_file():
                yield path.relative_to(TREE)


def strip(text):
    """The code without comments and with empty literals; line breaks stay."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\((?s:.*?)\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.S)

    def blank(match):
        found = match.group(0)
        body = "\n" * found.count("\n")
        return body if found.startswith("/") else '""' + body
    return pattern.sub(blank, text)


def room(path):
    """The folder of the table that a file lies in."""
    name = path.as_posix()
    for step in STEPS:
        for folder in step:
            if name.startswith(folder + "/"):
                return folder
    return None


def step_of(folder):
    return next(index for index, step in enumerate(STEPS) if folder in step)


def extension(path):
    """(point, child) where the file lies in an extension folder."""
    name = pathlib.PurePosixPath(path).as_posix()
    for point in EXTENSION_POINTS:
        match = re.match(re.escape(point) + r"/([^/]+)/", name)
        if match:
            return point, match.group(1)
    return None


def check_includes(path, text):
    own = room(path)
    for quoted in re.findall(r'^#include "([^"]+)"', text, re.M):
        if quoted.endswith(".moc") or quoted.startswith("packaging/cmake/"):
            continue
        target = room(pathlib.PurePosixPath(quoted))
        if target is None:
            complain("root-include", path, f'include "{quoted}" does not start at a folder of the house')
            continue
        theirs = extension(quoted)
        if theirs and theirs != extension(path):
            complain("extension", path, f"includes {quoted}, which lies in an extension folder")
        if target != own and (target, own) != (own, target) and step_of(target) >= step_of(own) and (own, target) not in SIDEWAYS:
            complain("arrow", path, f"{own} must not include {target} ({quoted})")


def check_third_party(path, text):
    for header in re.findall(r"^#include <([^>]+)>", text, re.M):
        for prefix, owners in OWNED.items():
            if header.startswith(prefix) and str(path) not in owners:
                complain("third-party", path, f"<{header}> belongs to another file")
    if path.parts[0] == "core" and CORE_BANNED.search(text):
        complain("core-gui", path, "core must not know QtGui or QtWidgets")


def check_banned(path, code):
    for what, pattern in BANNED.items():
        for match in pattern.finditer(code):
            line = code.count("\n", 0, match.start()) + 1
            complain(what.replace(" ", "-"), path, f"line {line}: {what}")
    if re.search(r"std::(?:recursive_|shared_)?mutex\b|\bQMutex\b|\bQReadWriteLock\b", code) and not str(path).startswith(MUTEX_FOLDERS):
        complain("mutex", path, "a mutex outside core/base, core/net and core/git")
    if path.suffix == ".h" and re.search(r"^\s*using namespace", code, re.M):
        complain("using-namespace", path, "using namespace in a header")
    if path.suffix == ".h" and "#pragma once" not in code:
        complain("pragma-once", path, "#pragma once is missing")


CONTROL = re.compile(r"^(?:if|for|while|switch|catch|else|do|try|return|namespace|struct|class|enum|union|extern)\b")


def functions(code):
    """(name, first line, lines of its body, parameters) of each function, by its braces; a lambda counts to its function."""
    found, start, begun, depth_inside = [], 0, 0, None
    depth = 0
    for match in re.finditer(r"[{};]", code):
        token, position = match.group(0), match.start()
        if token == "{":
            if depth_inside is None:
                head = " ".join(code[start:position].split())
                head = re.sub(r"^#.*?(?=\w)", "", head)
                signature = re.match(r"(?:.*?[\s*&>:~])?(~?[\w:<>~]+|operator[^\s(]+|operator\(\))\s*\((.*)$", head)
                if signature and not CONTROL.match(head) and ")" in head and "=" not in head.split("(")[0].replace("operator", ""):
                    found.append([signature.group(1), code.count("\n", 0, position) + 1, 0, parameters(head)])
                    depth_inside, begun = depth, position + 1
            depth += 1
        elif token == "}":
            depth -= 1
            if depth_inside is not None and depth == depth_inside:
                body = code[begun:position]
                lines = sum(1 for line in body.splitlines() if line.strip())
                found[-1][2] = max(1, lines)
                depth_inside = None
        if depth_inside is None:
            start = position + 1
    return found


def parameters(head):
    """How many parameters the first parenthesis holds."""
    depth, count, seen = 0, 0, False
    begin = head.index("(")
    if head[:begin].endswith("operator"):
        begin = head.index("(", begin + 2)
    for char in head[begin:]:
        if char in "(<[{":
            depth += 1
        elif char in ")>]}":
            depth -= 1
            if depth == 0:
                break
        elif char == "," and depth == 1:
            count += 1
        elif not char.isspace():
            seen = True
    return count + 1 if seen else 0


def check_sizes(sizes, lengths, wide):
    cpp = [size for path, size in sizes.items() if path.suffix == ".cpp"]
    if not cpp:
        return
    cpp.sort()
    if statistics.median(cpp) > 150:
        failures.append(f".cpp median is {statistics.median(cpp):.0f} lines, over 150  [size]")
    if cpp[int(len(cpp) * 0.9)] > 350:
        failures.append(f".cpp 90th percentile is {cpp[int(len(cpp) * 0.9)]} lines, over 350  [size]")
    for path, size in sizes.items():
        limit = 600 if path.suffix == ".cpp" else 150
        if str(path) == "ui/shell/MainWindow.cpp":
            limit = 300
        if size > limit:
            complain("file-size", path, f"{size} lines, over {limit}")
    for path, name, line, length in lengths:
        if length > 60:
            complain("function-size", path, f"line {line}: {name} has {length} lines, over 60")
    for path, name, line, count in wide:
        complain("parameters", path, f"line {line}: {name} takes {count} parameters, over 4")
    spans = sorted(length for *_, length in lengths)
    for share, limit in ((0.9, 20), (0.99, 50)):
        if spans and spans[int(len(spans) * share)] > limit:
            failures.append(f"functions' {share:.0%} percentile is {spans[int(len(spans) * share)]} lines, over {limit}  [function-size]")


def count_lines(paths):
    return sum(1 for path in paths for line in (TREE / path).read_text().splitlines() if line.strip())


# Test lines for each line of source: what is aimed at, and what must not be fallen below. A floor only ever rises.
SHARES = {"core": (1.00, 0.48), "all": (0.80, 0.32)}


def count_scripts(folder):
    """Lines of the tests that are programs of their own, and of the tables that they run."""
    return sum(len(path.read_text().splitlines()) for pattern in ("*.py", "*_cases.yaml") for path in (TREE / folder).rglob(pattern))


def check_shares():
    core, tests_core = count_lines(files("core")), count_lines(files("tests/core")) + count_scripts("tests/core")
    every, tests = count_lines(files("core", "ui", "app")), count_lines(files("tests")) + count_scripts("tests")
    for name, have, source in (("core", tests_core, core), ("all", tests, every)):
        aim, floor = SHARES[name]
        share = have / max(source, 1)
        if share < floor:
            failures.append(f"tests of {name} are {share:.0%} of its {source} lines, below the floor of {floor:.0%}  [test-share]")
        elif share < aim:
            print(f"note: tests of {name} are {share:.0%} of its {source} lines; the aim is {aim:.0%}")
    comments = code = 0
    for path in files("core", "ui", "app"):
        for line in (TREE / path).read_text().splitlines():
            comments += line.strip().startswith(("//", "/*", "*"))
            code += bool(line.strip())
    share = comments / max(code, 1)
    if not 0.03 <= share <= 0.12:
        failures.append(f"comments are {share:.1%} of the lines, not about 5-10 %  [comments]")


def main():
    sizes, lengths, wide = {}, [], []
    for path in files("core", "ui", "app"):
        text = (TREE / path).read_text()
        code = strip(text)
        sizes[path] = len(text.splitlines())
        check_includes(path, text)
        check_third_party(path, text)
        check_banned(path, code)
        if not re.match(r"^(?:[A-Z][A-Za-z0-9]*|main)\.(?:cpp|h)$", path.name):
            complain("name", path, "files are named in PascalCase")
        if any(part != part.lower() for part in path.parts[:-1]):
            complain("name", path, "folders are in lower case")
        for name, line, length, count in functions(code):
            lengths.append((path, name, line, length))
            if count > 4:
                wide.append((path, name, line, count))
    for path in files("tests"):
        code = strip((TREE / path).read_text())
        for what in ("sleep", "processEvents"):
            if BANNED[what].search(code):
                complain("test-" + what, path, f"{what} in a test")
    check_sizes(sizes, lengths, wide)
    check_shares()
    for rule in EXCEPTIONS:
        if rule not in used:
            failures.append(f"exceptions.txt: {' '.join(rule)} excuses nothing any more")
    for text in failures:
        print(text)
    print(f"{len(sizes)} files, {len(lengths)} functions: {len(failures)} findings")
    return 1 if failures else 0


sys.exit(main())
