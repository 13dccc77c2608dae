#!/usr/bin/env python3
"""Looks at the pages that `waypost` writes with a headless Chromium.

Usage: pages.py WAYPOST FOLDER

Each page is shown at a phone's width and at a screen's, light and dark. Nothing stands out of the page
sideways; the ground is light or dark, the writing is seen on it, and there are charts in colour. The
pictures are left in FOLDER. Without a browser the test is skipped, unless WAYPOST_NEEDS_BROWSER is set.
"""

import collections
import os
import pathlib
import subprocess
import sys

import browser
from source_files import ROOT

SKIPPED = 77
PHONE, SCREEN = (390, 700), (1000, 600)
IT_DESK = "examples/policies/it-desk"
PAGES = {
    "replay": ["replay", "--by", "month", "--mapping", f"{IT_DESK}/servicenow.import.textproto",
               "--policy", f"{IT_DESK}/it-desk.textproto", "data/incidents/incident_events.csv.gz"],
    "day": ["simulate", "--by", "day", "tests/golden/cli/files/small.day"],
    "policy": ["report", "examples/policies/action-rpg/action-rpg.textproto"],
}

# What ends to the right of the page, other than what can be scrolled to.
STANDING_OUT = """
Array.from(document.body.querySelectorAll('*'))
  .filter(e => !e.closest('.scroll > *') && e.getBoundingClientRect().width > 0)
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 5).map(e => e.tagName + ' "' + e.textContent.slice(0, 40) + '"')
"""


def light_of(colour):
    red, green, blue = colour
    return (299 * red + 587 * green + 114 * blue) // 1000


def complaints(shown, scheme, picture):
    """What is wrong with a page that is shown."""
    width = shown.value("document.documentElement.clientWidth")
    wanted = shown.value("document.documentElement.scrollWidth")
    if wanted > width:
        yield f"it is {wanted} wide and is to be scrolled sideways"
    for element in shown.value(STANDING_OUT):
        yield f"stands out of the page: {element}"
    _, _, rows = browser.pixels(picture)
    colours = collections.Counter(colour for row in rows for colour in row)
    total = sum(colours.values())
    ground = light_of(colours.most_common(1)[0][0])
    if (scheme == "dark") != (ground < 64) or (scheme == "light") != (ground > 192):
        yield f"its ground has a lightness of {ground} of 255"
    if colours.most_common(1)[0][1] > total * 97 // 100:
        yield "it is blank"
    ink = sum(count for colour, count in colours.items() if abs(light_of(colour) - ground) > 120)
    if ink < total // 500:
        yield "nothing is written on it that can be seen"


def has_colour(picture):
    """Some of it is neither grey nor nearly so: bars, columns, lines."""
    _, _, rows = browser.pixels(picture)
    return sum(1 for row in rows for colour in row if max(colour) - min(colour) > 60) > 200


def look(shown, name, page, folder):
    problems = 0
    for width, height in (PHONE, SCREEN):
        for scheme in ("light", "dark"):
            shown.show(page, width, height, scheme)
            picture = shown.picture()
            found = list(complaints(shown, scheme, picture))
            shown.value("document.querySelector('svg').scrollIntoView()")
            chart = shown.picture()
            if not has_colour(chart):
                found.append("its first chart has no colour")
            for part, png in (("top", picture), ("chart", chart)):
                (folder / f"{name}-{width}-{scheme}-{part}.png").write_bytes(png)
            for problem in found:
                print(f"{name}, {width} wide, {scheme}: {problem}")
            problems += len(found)
    return problems


def main():
    waypost, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    program = browser.find()
    if program is None:
        print("no Chromium is installed (scripts/setup --ci installs it): pages were not looked at")
        return 1 if os.environ.get("WAYPOST_NEEDS_BROWSER") else SKIPPED
    folder.mkdir(parents=True, exist_ok=True)
    shown, problems = browser.Browser(program), 0
    try:
        for name, words in PAGES.items():
            page = folder / f"{name}.html"
            subprocess.run([waypost, words[0], "--html", page, *words[1:]], cwd=ROOT, check=True,
                           stdout=subprocess.DEVNULL)
            problems += look(shown, name, page, folder)
    finally:
        shown.close()
    print(f"{len(PAGES)} pages looked at in 4 ways, {problems} problems; pictures in {folder}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
