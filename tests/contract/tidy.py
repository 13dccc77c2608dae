#!/usr/bin/env python3
"""The rules of form that no compiler knows: guards, length, marks of unfinished work, whitespace."""

import re
import sys

from source_files import ROOT, files, name, report

TEXT = {".h", ".cc", ".proto", ".py", ".cmake", ".txt", ".md", ".sh", ".textproto", ".scenario", ".json"}
FOLDERS = ["include", "lib", "proto", "examples", "bindings", "benchmarks", "tests", "cmake", "scripts", ".ci", "docs"]
FORMED_AS_FOUND = ("tests/fuzz/corpus/", "tests/testdata/", "tests/golden/")  # inputs may be malformed on purpose

TAB, LINE_END = b"\t", b"\n"
MAX_LINES = 450
# Long because they are one table each; splitting a table helps nobody.
LONG_TABLES = {"lib/policy/diagnostic_codes.cc", "lib/scenario/event_form.cc"}

# Decisions are made of integers: the same on every machine and with every compiler.
INEXACT = re.compile(r"\b(float|double|std::hash|std::\w+_distribution|std::mt19937\w*)\b")
CORE = tuple(f"lib/{part}/" for part in ("base", "calendar", "expression", "text", "articles", "policy", "train",
                                         "classify", "route", "sla", "escalate", "engine")) + ("include/",)
# What only people read may be inexact: file -> what it computes.
INEXACT_ALLOWED = {}
COMMENT_OR_TEXT = re.compile(r"""//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'""", re.DOTALL)

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(home|root|work|Users)/\w")
ORIGIN_FILES = ("LICENSE", "LICENSE.txt", "ATTRIBUTION.md", "SOURCE.md", "README.md")


def is_text(path):
    return path.suffix in TEXT or path.parent.name in ("scripts", ".ci")


def check_whitespace(path, data):
    if b"\r" in data:
        yield "has CR line ends; LF only"
    if TAB in data:
        yield f"line {data[:data.index(TAB)].count(LINE_END) + 1} has a tab"
    if data and not data.endswith(LINE_END):
        yield "does not end with a newline"


def check_words(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"line {number} has a mark of unfinished work"
        if MACHINE_PATH.search(line):
            yield f"line {number} names a path of somebody's machine"


def guard_of(path):
    shown = name(path)
    if shown.startswith("include/"):
        shown = shown[len("include/"):]
    stem = re.sub(r"[^A-Za-z0-9]", "_", shown).upper() + "_"
    return stem if stem.startswith("WAYPOST_") else "WAYPOST_" + stem


def check_guard(path, text):
    guard = guard_of(path)
    if f"#ifndef {guard}\n#define {guard}\n" not in text or f"#endif  // {guard}\n" not in text:
        yield f"header guard is not {guard}"


def check_length(path, text):
    lines = text.count("\n")
    if lines > MAX_LINES and name(path) not in LONG_TABLES:
        yield f"{lines} lines; a file holds one idea in at most {MAX_LINES}"


def check_exactness(path, text):
    code = COMMENT_OR_TEXT.sub(lambda m: "\n" * m[0].count("\n"), text)
    for number, line in enumerate(code.splitlines(), 1):
        found = INEXACT.search(line)
        if found:
            yield f"line {number}: {found[0]} in the deterministic core"


def check_file(path):
    data = path.read_bytes()
    yield from check_whitespace(path, data)
    text = data.decode("utf-8")
    yield from check_words(path, text)
    if path.suffix == ".h":
        yield from check_guard(path, text)
    if path.suffix in (".h", ".cc") and name(path).startswith(("include/", "lib/", "examples/")):
        yield from check_length(path, text)
    if name(path).startswith(CORE) and name(path) not in INEXACT_ALLOWED:
        yield from check_exactness(path, text)


def check_data():
    """Beside each data set stands where it comes from and under which licence."""
    data = ROOT / "data"
    for folder in sorted(p for p in data.iterdir() if p.is_dir()) if data.exists() else []:
        texts = [(folder / f).read_text(encoding="utf-8") for f in ORIGIN_FILES if (folder / f).exists()]
        if not re.search("licen[cs]e", "\n".join(texts), re.IGNORECASE):
            yield f"{name(folder)}: no {' or '.join(ORIGIN_FILES)} that names origin and licence"


def main():
    problems, checked = list(check_data()), 0
    for folder in FOLDERS:
        for path in files(folder):
            if not is_text(path) or name(path).startswith(FORMED_AS_FOUND):
                continue
            checked += 1
            problems += [f"{name(path)}: {problem}" for problem in check_file(path)]
    return report(problems, checked, "files")


if __name__ == "__main__":
    sys.exit(main())
