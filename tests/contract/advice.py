#!/usr/bin/env python3
"""Every code of a finding tells what to do about it.

Either the code has an advice for all its findings (lib/policy/code_advice.cc, lib/scenario/findings.cc),
or a golden file shows a finding that brings its own, or the code stands below with the reason why
neither is needed.
"""

import re

from source_files import ROOT, report

WITHOUT = {
    "WP2417": "the message states the bounds",
    "WP2506": "the message names what is needed",
    "WP2603": "the message shows the form",
    "WP4001": "the message says why the file cannot be read",
    "WP4002": "the message states the limit",
}
CODES = ["lib/policy/diagnostic_codes.cc", "lib/scenario/codes.cc"]
ADVICE = ["lib/policy/code_advice.cc", "lib/scenario/findings.cc"]
ROW = re.compile(r'^ +\{"(WP\d{4})",', re.MULTILINE)
FINDING = re.compile(r"^(?:error|warning)\[(WP\d{4})\]:.*\n((?:(?!error\[|warning\[).+\n)*)", re.MULTILINE)


def codes_in(paths):
    return {code for path in paths for code in ROW.findall((ROOT / path).read_text(encoding="utf-8"))}


def with_own_advice():
    codes = set()
    for path in (ROOT / "tests/golden").rglob("*"):
        if path.suffix not in (".txt", ".golden"):
            continue
        for code, body in FINDING.findall(path.read_text(encoding="utf-8")):
            if "\nhelp: " in "\n" + body:
                codes.add(code)
    return codes


def main():
    codes, advised = codes_in(CODES), codes_in(ADVICE)
    problems = [f"{code}: nothing tells what to do" for code in codes - advised - with_own_advice() - set(WITHOUT)]
    problems += [f"{code}: advice on a code that does not exist" for code in advised - codes]
    problems += [f"{code}: has advice and a reason to have none" for code in advised & set(WITHOUT)]
    return report(sorted(problems), len(codes), "codes")


if __name__ == "__main__":
    raise SystemExit(main())
