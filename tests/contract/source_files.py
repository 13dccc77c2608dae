"""The files of this project, found from the repository's root. Standard library only."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(folder, *suffixes):
    """All files under ROOT/folder with one of the suffixes (all, if none), sorted by path."""
    found = (p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return sorted(p for p in found if not suffixes or p.suffix in suffixes)


def name(path):
    """The path as people write it: from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def report(problems, checked, what):
    """Prints every problem and a last line with counts; returns the exit code."""
    for problem in problems:
        print(problem)
    print(f"{checked} {what} checked, {len(problems)} problems")
    return 1 if problems or checked == 0 else 0
