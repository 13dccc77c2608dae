#!/usr/bin/env python3
"""Checks which file may include which.

A folder of lib/ includes itself and lower floors, never up. Folders on floors 1 and 3 do not know
each other; on floor 5 one may use another, but not in a circle. Protobuf appears where messages
are read or written, and nowhere else. Public headers stand on the floor of the folder that
implements them and never reach into lib/. Examples and bindings are hosts: public headers only.
The `waypost` command and the Python package are no hosts but this library's own tools, faces of
floor 5. Tests and benchmarks look inside and are exempt.
"""

import re
import sys

from source_files import files, name, report

FLOOR = {
    "base": 0,
    "calendar": 1, "expression": 1, "text": 1,
    "articles": 2, "policy": 2, "train": 2,
    "classify": 3, "route": 3, "sla": 3, "escalate": 3, "statistics": 3,
    "engine": 4,
    "scenario": 5, "replay": 5, "journal": 5, "simulate": 5, "report": 5, "compare": 5, "fit": 5,
}
STRANGERS = (1, 3)  # floors whose folders never include each other

# Which folder implements a public header.
PUBLIC_HEADER = {
    "articles": "articles",
    "diagnostic": "base",
    "message_language": "base",
    "calendar": "calendar",
    "calendar_builder": "calendar",
    "policy": "engine",
    "classifier": "engine",
    "engine": "engine",
    "statistics": "statistics",
    "comparison": "compare",
    "coverage": "scenario",
    "training": "train",
    "testing": "scenario",
}

# Folders that read or write messages; public headers do so where their folder does.
PROTOBUF = {"policy", "statistics", "engine", "scenario", "replay", "journal", "simulate", "report", "compare", "fit"}

INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)


def includes(path):
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


def folder_of(include):
    """The lib/ folder an include leads to; "protobuf" for messages; None for what is outside."""
    parts = include.split("/")
    if parts[0] == "google" or include.endswith(".pb.h"):
        return "protobuf"
    if parts[0] == "lib" and len(parts) > 2:
        return parts[1]
    if parts[0] == "waypost" and len(parts) == 2:
        return PUBLIC_HEADER.get(parts[1][:-len(".h")], f"unlisted public header {include}")
    return None


def why_not(source, target):
    """Why a file of lib/`source` may not include lib/`target`; None if it may."""
    if target == "protobuf":
        return None if source in PROTOBUF else "messages do not belong in this folder"
    if target not in FLOOR:
        return f"{target}: not in the floor table"
    if target == source or FLOOR[target] < FLOOR[source]:
        return None
    if FLOOR[target] > FLOOR[source]:
        return f"{target} is a higher floor than {source}"
    if FLOOR[source] in STRANGERS:
        return f"{source} and {target} stand on one floor and do not know each other"
    return None


def check_lib(edges):
    problems, checked = [], 0
    for path in files("lib", ".h", ".cc"):
        checked += 1
        source = name(path).split("/")[1]
        if source not in FLOOR:
            problems.append(f"{name(path)}: lib/{source} is not in the floor table")
            continue
        for include in includes(path):
            target = folder_of(include)
            if target is None:
                continue
            reason = why_not(source, target)
            if reason:
                problems.append(f"{name(path)}: #include \"{include}\": {reason}")
            elif target in FLOOR and target != source:
                edges.setdefault(source, set()).add(target)
    return problems, checked


def check_public():
    problems, checked = [], 0
    for path in files("include", ".h"):
        checked += 1
        source = PUBLIC_HEADER.get(path.stem)
        if source is None:
            problems.append(f"{name(path)}: not in the table of public headers")
            continue
        for include in includes(path):
            target = folder_of(include)
            if include.startswith("lib/"):
                reason = "a public header never reaches into lib/"
            else:
                reason = why_not(source, target) if target else None
            if reason:
                problems.append(f"{name(path)}: #include \"{include}\": {reason}")
    return problems, checked


TOOLS = ("examples/policy_cli/", "bindings/python/")


def check_hosts():
    problems, checked = [], 0
    for path in files("examples", ".h", ".cc") + files("bindings", ".h", ".cc"):
        if name(path).startswith(TOOLS):
            continue
        checked += 1
        problems += [f"{name(path)}: #include \"{i}\": a host uses public headers only"
                     for i in includes(path) if i.startswith("lib/")]
    return problems, checked


def circles(edges):
    """A circle among folders, if there is one, as a problem."""
    left = {folder: set(targets) for folder, targets in edges.items()}
    while True:
        leaves = [f for f, targets in left.items() if not targets & left.keys()]
        if not leaves:
            break
        for leaf in leaves:
            del left[leaf]
    return [f"these folders include each other in a circle: {', '.join(sorted(left))}"] if left else []


def main():
    edges = {}
    results = [check_lib(edges), check_public(), check_hosts()]
    problems = [p for found, _ in results for p in found] + circles(edges)
    return report(problems, sum(checked for _, checked in results), "files")


if __name__ == "__main__":
    sys.exit(main())
