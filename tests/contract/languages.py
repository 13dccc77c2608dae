#!/usr/bin/env python3
"""Every message stands in English and Chinese, beside each other, with the same places.

Where a finding is reported, a status is made or the command speaks, a text is `{"english", "中文"}`
or `Say({"english $0", "中文 $0"}, argument)`. This finds texts that stand in English alone, pairs
whose second half is no Chinese, and pairs whose places differ or are not those of the arguments.
"""

import re

from source_files import files, name, report

SPEAKERS = re.compile(
    r"(?:\.|->|\b)(Report|Label|Help|findings_?\.Error|findings_?\.Warning|absl::[A-Z]\w+Error)\(")
STREAMS = re.compile(r"\berr_? << \"[^\"]*[a-z]{2}")
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
PAIR = re.compile(r"(Say\(|Words)?\{((?:\s*\"(?:[^\"\\\n]|\\.)*\")+)\s*,((?:\s*\"(?:[^\"\\\n]|\\.)*\")+)\s*\}")
PLACE = re.compile(r"\$(\d)")
WORD = re.compile(r"[a-z]{2,} [a-z]{2,}")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
CODE = re.compile(r'^"WP\d{4}"$')


def closing(text, at):
    """The index of the bracket that closes the one at `at`."""
    depth, i = 0, at
    while i < len(text):
        if text[i] == '"':
            i = LITERAL.match(text, i).end() if LITERAL.match(text, i) else i + 1
            continue
        if text[i] in "([{":
            depth += 1
        elif text[i] in ")]}":
            depth -= 1
            if depth == 0:
                return i
        i += 1
    return len(text)


def arguments(text):
    """What stands between the commas of a call, on its own level."""
    parts, depth, begin, i = [], 0, 0, 0
    while i < len(text):
        if text[i] == '"' and LITERAL.match(text, i):
            i = LITERAL.match(text, i).end()
            continue
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if text[i] == "," and depth == 0:
            parts.append(text[begin:i])
            begin = i + 1
        i += 1
    return [part.strip() for part in parts + [text[begin:]]]


def joined(literals):
    return "".join(match.group(1) for match in LITERAL.finditer(literals))


def check_pairs(text):
    for match in PAIR.finditer(text):
        english, chinese = joined(match.group(2)), joined(match.group(3))
        if not CHINESE.search(chinese):
            continue  # two texts that are no message
        line = text.count("\n", 0, match.start()) + 1
        places = [set(PLACE.findall(side)) for side in (english, chinese)]
        if places[0] != places[1]:
            yield f'{line}: the places of "{english}" differ from those of "{chinese}"'
        elif (match.group(1) or "").startswith("Say"):
            inside = text[match.start() + 4:closing(text, match.start() + 3)]
            count = len(arguments(inside)) - 1
            if places[0] != {str(i) for i in range(count)}:
                yield f'{line}: "{english}" has other places than its {count} arguments'


def check_alone(text):
    for match in SPEAKERS.finditer(text):
        end = closing(text, match.end() - 1)
        for argument in arguments(text[match.end():end]):
            if "{" not in argument and not CODE.match(argument) and WORD.search(joined(argument)):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{line}: {joined(argument)!r} stands in English alone"
    for match in STREAMS.finditer(text):
        yield f"{text.count(chr(10), 0, match.start()) + 1}: the command speaks English alone"


def main():
    problems, checked = [], 0
    for folder in ("lib", "examples/policy_cli"):
        for path in files(folder, ".cc", ".h"):
            text = path.read_text(encoding="utf-8")
            checked += 1
            for problem in [*check_pairs(text), *check_alone(text)]:
                problems.append(f"{name(path)}:{problem}")
    return report(problems, checked, "files")


if __name__ == "__main__":
    raise SystemExit(main())
