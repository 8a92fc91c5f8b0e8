#!/usr/bin/env python3
"""Writes the cases that main.go records the answers to: cases.py ../data. The same cases each time."""
import json
import pathlib
import random
import sys

SCALARS = """y|Y|yes|Yes|YES|yES|n|N|no|No|NO|nO|on|On|ON|oN|off|Off|OFF|true|True|TRUE|tRUE|false|False|FALSE|t|f|~|null|Null
NULL|nULL|<<|=|0644|0o644|0O17|0x1F|0X1f|0b101|0B1|-0b101|+0b1|0b-1|0b+1|-0x1F|+0x1F|0b2|0o8|08|09|0_8|1_000|_1|1_|-_1|+_1|1__0|0x_1
0|-0|+0|00|-00|1|+1|-1|12345678901234567890|9223372036854775807|9223372036854775808|-9223372036854775808|-9223372036854775809
18446744073709551615|18446744073709551616|+18446744073709551615|+9223372036854775808|9007199254740993|123456789012345678901234567890
1.0|1.10|1.|.5|-.5|+.5|.5e3|.e5|.|..|-.|+.|1e3|1E3|1e+3|1e-3|1.5e10|1e400|-1e400|1e-400|.1_0|1_0.5|1.5_0|._5|0.1e1_0|1e21|1e20|1e6|123456.7|1e-7|0.000001
1234567e8|1234567e9|12e03|0e0|0.0|-0.0|1:30|1:30:45|190:20:30.15|-1:30|2001-01-01|2001-1-2|2001-13-01|2001-12-14t21:59:43.10-05:00
2001-12-14T21:59:43Z|2001-12-14 21:59:43.10|2001-12-14 21:59:43.10 -5|2002-02-30|.inf|.Inf|.INF|+.inf|-.inf|.iNF|.nan|.NaN|.NAN|inf|nan|Infinity
0x|0b|0o|0xG|1a|1e|1e+|--1|+-1|1-1|- 1|1,000|1 000|1.2.3|v1|1Gi|100m|0.1|00.1|01.5|1e1.5|0x1p3|0x1.8|017|0778|a b|a#b|a #b|a: b|a:b|:a|:
-a|-|?|?a|? a|@a|`a|%a|!a|!|! 12|! null|&a|&a b|*a|'a'|"a"|'12'|"yes"|"\\x41"|"\\u00e9"|"\\U0001F600"|"\\/"|"a\\/b"|"\\\\/"|"\\ud800"|"\\q"|'it''s'|"a
'a|[a|{a|[]|{}|[a, b]|{a: b}|{a}|{a, b: c}|[a: b]|{a:b}|[a,]|[,]|[a,,b]|{a: }|{: a}|{? a : b}|[? a : b]|{a: [b, {c: d}]}|{"a":1}|{"a": 1}|["a":1]|{a:, b: 1}
!!str 12|!!str|!!str null|!!str yes|!!int 12|!!int "12"|!!int abc|!!int 1.0|!!int 2001-01-01|!!float 1|!!float 1.5|!!float abc|!!float 18446744073709551615
!!float 9223372036854775807|!!bool yes|!!bool "no"|!!bool 1|!!null ~|!!null|!!null x|!!null ""|!!timestamp 2001-01-01|!!timestamp x|!!timestamp "2001-01-01T1:2:3Z"
!!binary aGVsbG8=|!!binary aGVsbG8|!!binary "aGVs bG8="|!!binary /////w==|!!binary ""|!!binary "!"|!!binary "a==="|!foo 12|!foo bar|!<tag:yaml.org,2002:int> 7|!<tag:x> 7
!!map {a: 1}|!!seq [1]|!!set {a, b}|!!omap [a: 1]|!!pairs [a: 1]|!!merge <<|!e!x y|&x 1|&x|&x "1"|"a\\
|"a\\tb"|"\\e"|"\\0"|"\\a"|"\\N"|"\\_"|"\\L"|"\\P"|é|日本|😀|a\u0085b|a\u2028b|\ufeffa|a\ufeffb|\u007f|\u0080|\u00a0|\ufffe|\u0001|a\tb|a\t|\ta|a\\b""".replace("\n", "|").split("|")

KEYS = """y|n|yes|on|1|01|0x10|1.5|1e10|1e3|1e300|1.0|123456.7|1e-5|0.0001|12345678.9|true|TRUE|null|~|""|''|.inf|-.inf|.nan|18446744073709551615|18446744073709551616|9223372036854775807|2001-01-01
!!str 1|!!int "1"|!!binary aGk=|!!null x|[a]|{a: b}|"a b"|a b|? a|?|- a|<<|"<<"|!!merge <<|!!str <<|&k a|! 1|! y|1:30|é|"\\u00e9"|-1|-0|+1|1_0|off|*x|a/b|a~b""".replace("\n", "|").split("|")

STREAMS = [
    "", "\n", "#c", "---", "---\n", "---\n---\n", "a: 1", "a: 1\n", "---\na: 1\n---\nb: 2\n", "a: 1\n---\nb: 2", "a: 1\n---",
    "a: 1\n--- # c\nb: 2\n", "a: 1\n---  \nb: 2\n", "a: 1\n---\t\nb: 2\n", "a: 1\n--- b: 2\n", "--- a\n", "a: 1\n---b\n", "----\n", "a: 1\n----\n",
    "--- |\n x\n", "--- {}\n", "a: |\n  x\n  ---\n  y\n", "a: |\n  x\n---\n  y\n", "a: |\n x\n --- \n y\nb: 1\n", "a: \"x\n---\ny\"\n", "a: \"x\n  ---\n  y\"\n",
    "a: 1\n...\nb: 2\n", "a: 1\n...\n---\nb: 2\n", "...\na: 1\n", "a: 1\n... # c\n", "%YAML 1.1\n---\na: 1\n", "%YAML 1.2\n---\na: 1\n", "---\n%YAML 1.1\n---\na: 1\n",
    "# c\n---\na: 1\n", "\n\n---\na: 1\n", "a: 1\n---\n# only\n---\n\n---\nb: 2\n", "---\nnull\n---\n~\n---\na: 1\n", "a: 1\r\nb: 2\r\n", "a: 1\rb: 2\r", "a: 1\r\n---\r\nb: 2\r\n",
    "a: |\r\n  x\r\n  y\r\n", "a: \"x\r\n  y\"\r\n", "\ufeffa: 1\n", "\ufeff---\na: 1\n", "a: 1\n---\n\ufeffb: 2\n", "---\n\ufeffa: 1\n---\n\ufeffb: 2\n", "a: 1\n\ufeffb: 2\n",
    "a:\tb\n", "\ta: b\n", "a:\n\tb: c\n", "a:\n  - b\n\t- c\n", "a: b\t# c\n", "a: b #\tc\n", "- a\n-\tb\n",
    '{"a": 1}', '{"a": 1}\n{"b": 2}', '{"a": 1}{"b": 2}{"c": 3}', '{"a": 1} {"b"', '{"a": 1}\n---\n{"b": 2}\n', '{"a": 1}\n{"b": 2}\n---\nc: 3\n', '{"a": 1}\n{"b": 2}\n{"c": 3}\n---\nd: 4\n',
    '{"a": 1', '{a: 1}', '{a: 1}\n---\nb: 2\n', '  {"a": 1}', '\n\n{"a": 1}\n', '{"a": 1}\nnull\n', '{"a": 1} null {"b": 2}', '{"a": 1}\n---\nb: 2\n---\nc: 3\n', '{"a": "\\ud800"}', '{"a": "x\\/y"}', '{"a": 1,}',
    '{"a":1,"a":2}', '{"a":18446744073709551616}', '{"a":1.0,"b":1e2}', '{"a": 1} # c\n', "[1, 2]\n", '{}', '{}\n{}', '{"a": 1}\nb: 2\n', '{"a": 1} b: 2\n', '{"a": 1} x', "{}x", '{"a": 01}', '{"a": NaN}',
    "a: &x {b: 1}\nc: *x\n", "a: &x [*x]\n", "a: &x {b: *x}\n", "a: *x\n", "a: &x 1\nb: &x 2\nc: *x\n", "&x a: *x\n", "*x : a\n", "a: &x b\n*x : c\n", "a: &x [b]\n*x : c\n", "? &x a\n: *x\n",
    "b: &b {y: 1, z: 2}\na: {y: 3, <<: *b}\n", "b: &b {y: 1, z: 2}\na: {<<: *b, y: 3}\n", "b: &b {y: 1}\nc: &c {y: 2, z: 3}\na: {<<: [*b, *c]}\n", "b: &b {y: 1}\na: {<<: [*b, {y: 5, q: 6}], x: 1}\n", "a: {<<: 1}\n", "a: {<<: [1]}\n",
    "a: {<<: {b: 1}}\n", "a: {<<: }\n", "b: &b [1]\na: {<<: *b}\n", "b: &b {c: 1}\na: {<<: [[*b]]}\n", "b: &b {y: 1}\nc: &c {<<: *b, z: 2}\na: {<<: *c}\n", "a: &a\n  <<: *a\n", "a: {\"<<\": {b: 1}}\n", "<<: {a: 1}\nb: 2\n", "b: &b {y: 1}\na: {<<: *b, <<: {y: 2}}\n",
    "a: 1\na: 2\n", "a: 1\n\"a\": 2\n'a': 3\n", "yes: 1\ntrue: 2\n", "a: {b: 1}\na: {c: 2}\n", "1: a\n01: b\n", "a:\n  b: 1\n c: 2\n", "a: b: c\n", "a: b\n  c\n", "a: b\n c: d\n", "a\nb\n", "a: 'b\nc: d\n", "a: \"b\nc: d\n", "a: [b\nc: d\n", "a: {b\n", "a: [1, 2\n", "- a\nb: c\n", "a: - b\n", "a:\n- b\n-c\n", "a:\n  - b\n - c\n",
    "a: |\n  x\n   y\n  z\n", "a: >\n  x\n  y\n\n  z\n", "a: |-\n  x\n", "a: |+\n  x\n\n", "a: |2\n   x\n", "a: |1\nx\n", "a: |0\n x\n", "a: >-\n  x\n    y\n  z\n", "a: |\n\n\n  x\n", "a: |\n    x\n  y\n", "a: | # c\n  x\n", "a: |x\n  y\n", "a: >\n\n  x\n", "a: |\n", "a: |\nb: 1\n", "a: |+\n\nb: 1\n", "a: |\n  x", "a: |-\n  x\n\n\n", "a: |9\n x\n", "a: |\n\t\n  x\n", "a: |\n   \n  x\n",
    "a: \"x\n\n  y\\\n  z\"\n", "a: 'x\n\n  y'\n", "a: x\n\n  y\n", "a: \"\\\n\"\n", "a: \"  x  \n  y  \"\n", "? a\n: b\n", "? a\n", "? [a]\n: b\n", "? - a\n: b\n", ": a\n", "a:\n", "a: \n\nb:\n", "- \n- a\n", "-\n", "- - a\n  - b\n- c: d\n  e: f\n", "a: !!map\n  b: c\n", "a: !!seq\n- b\n", "a: &x\n  b: c\nd: *x\n", "!!map\na: b\n", "&x\na: *x\n",
    "a: #c\n  b: c #d\n#e\n", "a: b#c\n", "a: 'b'#c\n", "a: 'b' c\n", "a: [b]c\n", "a: [b] #c\n", "{a: b}: c\n", "[a]: b\n", "a: {b: c, b: d}\n", "a: [\n b,\n c\n]\n", "a: [\nb,\nc\n]\n", "a: {\n}\n", "a: [b, c]: d\n", "a: b]\n", "a: b}\n", "a: }\n", "a: ]\n", "a: ,\n", "a: , b\n", "a: [b:c]\n", "a: {b:c, d: e}\n", "a: [http://x]\n", "a: {u: http://x:1}\n", "a: [a?b]\n", "a: [?b]\n", "a: {?b: c}\n", "a: [b?]\n", "a: {a?: b}\n", "a: [:b]\n", "a: [::b]\n", "a: {x: :b}\n", "a: [\"b\":c]\n", "a: {\"b\":c}\n", "a: [b : c]\n", "a: [*x]\n", "a: [-]\n", "a: [- b]\n", "a: [-b]\n", "a: {-}\n", "a: [--- ]\n", "a: [\n---\n]\n", "a: [b #c\n]\n", "a: [b#c]\n", "a: [#c\n]\n",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  labels: {no: no, 0644: 0644}\ndata:\n  y: \"1\"\n  sha: 1234567e8\n  mode: 0644\n  t: 1:30\n",
    "a: " + "x" * 1100 + "\n", "x" * 1100 + ": b\n", "\"" + "x" * 1100 + "\": b\n", "\"a\nb\": c\n", "'a\n b': c\n", "a b\n c: d\n", "a: b\n---\n- c\n---\nd\n", "12\n", "just text\n", "\"quoted\"\n", "a: @x\n", "a: `x\n", "a: %x\n", "%a: b\n", "a: x: y\n", "a: x :y\n", "a: 'x': y\n", "a:: b\n", "a: ::\n", "- : a\n", "- ? a\n", "-- a\n", "a: -- b\n", "a: - \n", "a:b\n", "a:b: c\n", "a : b\n", "a\t: b\n", "'a' : b\n", "'a':b\n", "\"a\":b\n", "a: *\n", "a: &\n", "a: &x*y z\n", "a: &x:y z\nb: *x:y\n", "a: &x,y z\n", "a: &é z\n", "a: *x-y\n", "a: &x-y 1\nb: *x-y\n", "a: &x\nb: *x\n", "a: !\n", "a: !!\n", "a: ! \n", "a: !x\n", "a: !<x\n", "a: !<>\n", "a: !x!y z\n", "a: !!str &x b\n", "a: &x !!str b\n", "a: &x &y b\n", "a: !!str !!int b\n", "a: !!str, b\n", "a: [!!str, b]\n", "a: [!!str , b]\n", "a: {!!str : b}\n", "a: {!!str: b}\n", "a: !%41 b\n", "a: !a%zz b\n", "a: !é b\n",
]


def alias_bombs():
    yield "\n".join(["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [
        f"a{i}: &a{i} [{', '.join([f'*a{i-1}'] * 9)}]" for i in range(1, 9)]) + "\n"
    for count in (50, 98, 99, 100, 101, 102, 110, 200, 500, 990, 1000, 2000):
        yield "a: &a [" + ", ".join(["x"] * 20) + "]\nb: [" + ", ".join(["*a"] * count) + "]\n"
        yield "a: &a x\nb: [" + ", ".join(["*a"] * count) + "]\n"


def mutations(seed, count):
    rng = random.Random(seed)
    pieces = ["a", "b", ": ", ":", "\n", "  ", " ", "- ", "[", "]", "{", "}", ", ", ",", "\"", "'", "#", " #", "|", ">", "&x ", "*x", "!!str ", "!", "? ", "?",
              "1", "0x1", "yes", "~", "\t", "\\", "<<: ", "---\n", "...\n", "\n\n", "\r\n", "\r", "é", "%", "@", "-", "\n  ", "\na: ", "\n- ", "\n  b: "]
    for _ in range(count):
        yield "".join(rng.choice(pieces) for _ in range(rng.randint(1, 9)))
    for _ in range(count):
        text = rng.choice(STREAMS)
        if not text or len(text) > 200:
            continue
        at = rng.randrange(len(text))
        yield text[:at] + rng.choice(pieces) + text[at + rng.randint(0, 2):]


def yaml_cases():
    yield from STREAMS
    for scalar in SCALARS:
        yield f"k: {scalar}\n"
        yield f"k: [{scalar}]\n"
    for key in KEYS:
        yield f"{key}: v\n"
        yield f"{{{key}: v}}\n"
    yield from alias_bombs()
    for depth in (10, 100, 900):
        yield "a: " + "[" * depth + "]" * depth + "\n"
    yield from mutations(7, 1500)


def quantities():
    hand = """0|00|0.0|-0|+|-|.|1.|.5|1|+1|-1|01|1.500|1.5|0.5|1e3|1E3|1e-3|1E|1e|1Ei|1Ee|1ki|1Ki|1K|1k|1m|1u|1n|1p|1000m|1024Mi|1024Ki|1023Ki|1536Mi|0.5Gi|1.5Gi|0.1Mi|0.3Ki|100m|0.1m|0.0001m|1.0001m
1000k|1000E|10000E|1e21|1e20|1e0|1e1|1e2|12e6|12E6|1e+3|1e--3|1e+-3|1.2e3|100|1000|10000|100000000|9223372036854775807|9223372036854775808|99999999999999999999|-9223372036854775808|8Ei|9Ei|100Ei|7Ei|0.5Ei|1.5n|0.5n|0.1n
1.0000000001|0.0000000001|-0.0000000001|1.0000000005|123456789.123456789|123456789.1234567891|1000000000000000000000|1e30|1.5e-9|1e-9|1e-10|1e-18|1e9223372036854775808|Gi|.Gi|m|e3|1 Gi| 1|1 |1,5|1_0|0x1|1GiB|1Gb|abc||1e3k|1i|1Mi1|1.2.3|--1|+-1|1+|1e3.5|1.5Ki|1.25Gi|2.5E|0.001|0.0001|0.000000001|1001m|1100m|3000m|999|1024|1025|2048|1Pi|1024Pi|1Ti|1P|1T|1G|1M|-1Gi|-1.5Gi|-500m|-0.5|-1024Mi|0Gi|0m|0e3|8Ki|7Ki|16Mi|3Mi|1000Ki|1000Mi|12345678901234567890m|123456789012345678|1234567890123456789|0.123456789012345678|12Gi|15.0Gi|1.0|10.0|1.10|100.000|1000.000|100e3|1000e3|5e-1|15e-1|.5Gi|5.Gi|00.5|000m|0001|1e00003|1E0|1e-0""".replace("\n", "|").split("|")
    yield from hand
    rng = random.Random(11)
    for _ in range(600):
        number = rng.choice(["", "+", "-"]) + "".join(rng.choice("00123456789") for _ in range(rng.choice([0, 1, 1, 2, 3, 4, 5, 9, 17, 18, 19, 25])))
        if rng.random() < 0.4:
            number += "." + "".join(rng.choice("0005123456789") for _ in range(rng.choice([0, 1, 2, 3, 6, 9, 10, 12])))
        yield number + rng.choice(["", "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3", "e-3", "E6", "e1", "e-10", "e20"])


def values():
    rng = random.Random(13)
    texts = [text for text in SCALARS if "\ud800" not in text] + KEYS + ["", " ", "a ", " a", "a\nb", "a\nb\n", "a\n\n", "\n", "\na", "  a\nb", "a\n  b\n", "a \nb", "a\n b", "a\tb\nc", "a: b\nc", "# a", "a # b", "-", "- a", "---", "--- a", "...", "a:", "x: y", "[a", "a]", "{", "a, b", "'", "''", "\"", "it's", "\\", "\x00", "\x1b[0m", "\x7f", "a\r\nb", "a\rb", "\t", "a\t", "\u2028", "\u00a0", "\ufeff", "😀", "é\nü", "null\n", "12:30:45", "1:2", "-1:30", "0o17", "=", "!x", "&x", "*x", "@", "`", "%", "?", "? a", "?a", ":a", ": a", "key: |\n  x", "x" * 200, ("word " * 60).strip(), ("word " * 60).strip() + "\nend"]
    for text in texts:
        yield {"k": text}
        yield {text: 1}
        yield [text]
    for number in (0, -1, 1.5, 1e21, 1e-7, 1234567.5, 9007199254740993, 18446744073709551615, 1e20, 123456789.125, 0.0001, 0.00001, 1e300, True, None):
        yield {"k": number}
    yield from ([], {}, {"a": []}, {"a": {}}, [[]], [{}], [[1, 2], [3]], [{"a": 1, "b": [1]}], {"a": [{"b": [{"c": 1}]}]}, {"a": {"b": {"c": None}}}, [None], [[["x"]]], {"a": [[1], []]}, {"a": ["x\ny", "z"]}, [["x\ny\n"]], "text", 1, None, "a\nb")
    yield {"b10": 1, "b9": 1, "b1": 1, "B": 1, "a.b": 1, "a/b": 1, "a-b": 1, "_a": 1, "a1b": 1, "a01": 1, "a1": 1, "1": 1, "é": 1, "aa": 1, "a": 1, "": 1, "b1.": 1, "b100": 1, "b010": 1}

    # go-yaml's order of keys with numbers in them runs in circles, so that its answer changes from run to run.
    names = [text for text in texts if not any(character.isdigit() for character in text)]

    def tree(depth):
        kind = rng.random()
        if depth == 0 or kind < 0.4:
            return rng.choice([rng.choice(texts), rng.randint(-9, 99), True, False, None, 1.5])
        if kind < 0.7:
            return [tree(depth - 1) for _ in range(rng.randint(0, 3))]
        return {rng.choice(names)[:20]: tree(depth - 1) for _ in range(rng.randint(0, 4))}
    for _ in range(300):
        yield tree(4)


def main(folder):
    folder = pathlib.Path(folder)

    def write(name, cases):
        seen = dict.fromkeys(case for case in cases)
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(case) + "\n" for case in seen))
    write("yaml", yaml_cases())
    numbers = list(quantities())
    write("quantity", numbers)
    rng = random.Random(17)
    good = ["0", "1", "1000m", "0.1", "100m", "1Gi", "1024Mi", "1.5Gi", "1536Mi", "1e3", "1k", "1E", "1e18", "-1", "-1000m", "999999999999999999999", "1e21", "0.000000001", "1n", "8Ei", "9223372036854775807", "-0", "1Ki", "1024", "1.024k", "500m", "0.5"]
    write("compare", (json.dumps([rng.choice(good), rng.choice(good)]) for _ in range(400)))
    write("written", (json.dumps(value) for value in values()))


main(sys.argv[1])
