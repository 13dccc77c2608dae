#!/usr/bin/env python3
"""Builds one C++ file against the installed package by pkg-config alone, and runs it.

Usage: compile_and_run.py --compiler CXX --prefix DIR --work DIR (--source FILE | --readme MARKER)

With --readme, the file is the first C++ block after the comment `<!-- MARKER -->` in README.md, so
that the example which newcomers copy is one that builds and runs. It runs in the repository's root.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys

from source_files import ROOT

SKIPPED = 77


def from_readme(marker):
    """The example's text; None without a README."""
    readme = ROOT / "README.md"
    if not readme.exists():
        return None
    after = readme.read_text(encoding="utf-8").partition(f"<!-- {marker} -->")[2]
    block = re.match(r"\s*```cpp\n(.*?)^```", after, re.DOTALL | re.MULTILINE)
    if not block:
        sys.exit(f"README.md has no ```cpp block right after the comment <!-- {marker} -->")
    return block[1]


def package_flags(prefix):
    found = sorted(prefix.rglob("waypost.pc"))
    if not found:
        sys.exit(f"no waypost.pc under {prefix}")
    path = os.pathsep.join([str(found[0].parent), os.environ.get("PKG_CONFIG_PATH", "")])
    return subprocess.run(["pkg-config", "--cflags", "--libs", "waypost"], check=True, text=True,
                          env={**os.environ, "PKG_CONFIG_PATH": path}, capture_output=True).stdout.split()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--prefix", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--source", type=pathlib.Path)
    what.add_argument("--readme")
    options = parser.parse_args()

    options.work.mkdir(parents=True, exist_ok=True)
    source = options.source
    if options.readme:
        text = from_readme(options.readme)
        if text is None:
            print("there is no README.md")
            return SKIPPED
        source = options.work / "readme_example.cc"
        source.write_text(text, encoding="utf-8")

    program = options.work / source.stem
    command = [options.compiler, "-std=c++17", "-Wall", "-Wextra", "-o", program, source]
    subprocess.run(command + package_flags(options.prefix), check=True)
    return subprocess.run([program], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
