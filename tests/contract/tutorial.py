#!/usr/bin/env python3
"""Does what a page of the documentation tells its readers to do, and compares what they see.

Usage: tutorial.py PAGE BUILD

Reads the fenced blocks of PAGE in order, in a home of its own in which ~/waypost is this repository.
What a block is, the line above it says, or its language:

  ```console                  lines that begin with "$ " are given to one shell, each with its output
                              below it, to the letter
  <!-- file: NAME -->         the next block is written to a file
  <!-- more: NAME -->         it is appended to one
  <!-- change: NAME -->       it is a difference: its lines are in the file, one below the other; those
                              that begin with "-" go, those with "+" come

Any other block is an error: nothing on the page goes untried. `scripts/install` installs what BUILD
has built. WAYPOST_UPDATE_GOLDEN=1 writes the output that commands have into the page.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

from source_files import ROOT

MARK = "\x01end of output "
BLOCK = re.compile(r"^(?:<!-- (file|more|change): (\S+) -->\n)?```(\w*)\n(.*?)^```$",
                   re.DOTALL | re.MULTILINE)


class Shell:
    """One shell for all commands, so that `cd` and `export` last."""

    def __init__(self, home, build):
        environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                       "WAYPOST_BUILD": str(build)}
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=home, env=environment, text=True,
            encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, command):
        """What the command prints; the exit code is lost, so pages print it where it matters."""
        self.process.stdin.write(f"{{ {command}\n}} </dev/null\nprintf '{MARK}\\n'\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.endswith(MARK + "\n"):
                # Output whose last line is not ended comes before the mark.
                return "".join(lines) + line[:-len(MARK) - 1]
            lines.append(line)
        sys.exit(f"the shell ended at: {command}\n{''.join(lines)}")

    def folder(self):
        return pathlib.Path(self.run("pwd").strip())


def commands_of(body):
    """(command, output expected) of each command of a console block."""
    found = []
    for line in body.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append([line, ""])
        elif found and found[-1][1] == "" and found[-1][0].endswith("\\\n"):
            found[-1][0] += line
        elif found:
            found[-1][1] += line
        else:
            sys.exit(f"a console block begins with {line!r}, which is no command")
    return found


def changed(text, body, name):
    """The text of a file after the difference in `body`."""
    lines = body.splitlines(keepends=True)
    if any(line[0] not in "-+ " for line in lines):
        sys.exit(f"change of {name}: each line begins with '-', '+' or ' '")
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    if ("\n" + text).count("\n" + before) != 1 or before == after:
        sys.exit(f"change of {name}: these lines are not in it once, or do not change:\n{before}")
    return ("\n" + text).replace("\n" + before, "\n" + after)[1:]


class Page:
    def __init__(self, shell):
        self.shell = shell
        self.commands = 0
        self.differences = []

    def take(self, block):
        """Does what the block says; the answer is the block as it should be written."""
        what, name, language, body = block.groups()
        if what is None:
            if language != "console":
                sys.exit(f"a block that nobody tries:\n{block[0]}")
            return f"```console\n{self.try_commands(body)}```"
        path = self.shell.folder() / name
        if what == "file":
            path.write_text(body, encoding="utf-8")
        elif what == "more":
            path.write_text(path.read_text(encoding="utf-8") + body, encoding="utf-8")
        else:
            path.write_text(changed(path.read_text(encoding="utf-8"), body, name), encoding="utf-8")
        return block[0]

    def try_commands(self, body):
        seen = ""
        for command, expected in commands_of(body):
            self.commands += 1
            actual = self.shell.run(command[2:].rstrip("\n"))
            if actual and not actual.endswith("\n"):
                actual += "\n"
            if actual != expected:
                self.differences.append(f"{command}expected:\n{expected}was:\n{actual}")
            seen += command + actual
        return seen


def main():
    page, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="waypost_tutorial_") as home:
        (pathlib.Path(home) / "waypost").symlink_to(ROOT)
        tried = Page(Shell(pathlib.Path(home).resolve(), build))
        written = BLOCK.sub(tried.take, text)
    if "```" in BLOCK.sub("", text):
        sys.exit("a block was not understood; each stands at the left margin")
    if os.environ.get("WAYPOST_UPDATE_GOLDEN"):
        page.write_text(written, encoding="utf-8")
        tried.differences = []
    print("\n".join(tried.differences))
    print(f"{tried.commands} commands tried, {len(tried.differences)} with another output")
    return 1 if tried.differences or tried.commands == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
