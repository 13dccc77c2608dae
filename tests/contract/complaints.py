#!/usr/bin/env python3
"""Every row of docs/complaints.md is shown by a test that exists.

The last cell of a row links to scenarios or tests. A link's text is the scenario's name, the name of
a test, or that of a row of one in the file it leads to. A report that a scenario answers, like
zammad#904, stands in the row that names the scenario.
"""

import re

from source_files import ROOT, files, name, report

PAGE = ROOT / "docs/complaints.md"
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
ISSUE = re.compile(r"\b[\w/-]+#\d+\b")


def rows(text):
    """The cells of each row below the heads of the tables."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] != "elsewhere" and not set(row[0]) <= set("-")]


def stands_in(shown, path):
    """Whether a file has a test, a suite, or a row of a test of this name."""
    if path.stem == shown:
        return True
    return re.search(rf"\b{re.escape(shown)}\b", path.read_text(encoding="utf-8")) is not None


def main():
    problems, answered = [], {}
    table = rows(PAGE.read_text(encoding="utf-8"))
    for row in table:
        links = LINK.findall(row[-1])
        if len(row) != 3 or not links:
            problems.append(f"no test is named: {row[0]}")
        for shown, target in links:
            path = (PAGE.parent / target).resolve()
            if not path.is_file() or not stands_in(shown, path):
                problems.append(f"{target} has no {shown}: {row[0]}")
            answered.setdefault(path, set()).update(ISSUE.findall(row[0]))
    for path in files("tests/scenario", ".scenario"):
        comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        for issue in ISSUE.findall("\n".join(comments)):
            if issue not in answered.get(path, ()):
                problems.append(f"{name(path)} answers {issue}, which its row does not say")
    return report(problems, len(table), "complaints")


if __name__ == "__main__":
    raise SystemExit(main())
