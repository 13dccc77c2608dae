#!/usr/bin/env python3
"""Checks what the compiled core asks of the world: no clock, file, thread, environment or chance.

Usage: banned_symbols.py NM LIST

Reads the undefined symbols of every object file named in LIST, one a line. What a host must be able to rely on (the same events
from the same commands, on every machine) is proved here about the code that is linked, whatever
its sources look like.
"""

import os
import pathlib
import re
import subprocess
import sys

from source_files import report

# What it would be -> the symbols that give it away (demangled, without version suffixes).
BANNED = {
    "reads a clock": r"clock_gettime|clock_getres|gettimeofday|time|times|clock|timespec_get|ftime"
                     r"|std::chrono::.*::now\(\)|absl::.*\bNow\(\)|absl::.*GetCurrentTimeNanos\(\)"
                     r"|localtime(_r)?|mktime|tzset",
    "opens a file": r"open(64|at|at64)?|creat(64)?|fopen(64)?|freopen(64)?|mmap(64)?|opendir|stat(64)?"
                    r"|std::basic_(filebuf|ifstream|ofstream|fstream)<.*|std::filesystem::.*",
    "starts a thread or waits": r"pthread_create|pthread_cond_.*|std::thread::.*|std::__async.*"
                                r"|std::condition_variable.*|sleep|usleep|nanosleep|fork|v?fork|system|popen"
                                r"|absl::.*SleepFor.*",
    "reads the environment": r"getenv|secure_getenv|environ|__environ|gethostname|getpid|sysconf",
    "draws a random number": r"s?rand(_r|48)?|s?random(_r)?|[del]rand48|getrandom|getentropy|arc4random.*"
                             r"|std::random_device::.*",
    "depends on the locale": r"setlocale|uselocale|newlocale|localeconv|strto(d|f|ld)|ato(f)|std::locale::global.*"
                             r"|iswalpha|iswspace|towlower|towupper|strcoll|strxfrm",
    "opens a time zone by name": r"absl::.*\b(load|local)_time_zone\(.*",
}

# Object file (end of its path) -> kinds it may have, and why.
ALLOWED = {
    "lib/calendar/CMakeFiles/waypost_calendar.dir/load_zone.cc.o": {
        "opens a time zone by name": "zone transitions are copied into the policy when it is compiled",
    },
    "lib/engine/CMakeFiles/waypost_engine.dir/policy_file.cc.o": {
        "opens a file": "CompileFile: the one unit that loads files, for hosts that ask for it",
    },
}

RULES = {kind: re.compile(rf"(?:{pattern})") for kind, pattern in BANNED.items()}


def undefined_symbols(nm, path):
    listing = subprocess.run([nm, "--demangle", "--undefined-only", "--format=posix", path],
                             check=True, capture_output=True, text=True).stdout
    for line in listing.splitlines():
        symbol = re.sub(r" [UwvV]\s*[0-9a-f ]*$", "", line)
        yield re.sub(r"@.*$", "", symbol)


def plain(symbol):
    """Without what differs between builds: inline namespaces of the two libraries."""
    return re.sub(r"\b(__cxx11|_V2|__1|debian\d+|lts_\d+)::", "", symbol)


def problems_of(path, symbols):
    allowed = next((kinds for end, kinds in ALLOWED.items() if path.endswith(end)), {})
    for symbol in sorted(set(map(plain, symbols))):
        for kind, rule in RULES.items():
            if rule.fullmatch(symbol) and kind not in allowed:
                yield f"{path}: {kind}: {symbol}"


def self_check():
    """The rules still see what they are for."""
    examples = {
        "time": "reads a clock",
        "std::chrono::_V2::system_clock::now()": "reads a clock",
        "absl::debian3::Now()": "reads a clock",
        "fopen": "opens a file",
        "std::basic_ifstream<char, std::char_traits<char> >::basic_ifstream()": "opens a file",
        "pthread_create": "starts a thread or waits",
        "getenv": "reads the environment",
        "std::random_device::_M_getval()": "draws a random number",
        "setlocale": "depends on the locale",
        "absl::debian3::time_internal::cctz::load_time_zone(char const&)":
            "opens a time zone by name",
    }
    for symbol, kind in examples.items():
        found = list(problems_of("x.o", [symbol]))
        if found != [f"x.o: {kind}: {plain(symbol)}"]:
            yield f"rule \"{kind}\" does not recognise {symbol}: {found}"
    yield from problems_of("x.o", ["memcpy", "waypost::Engine::Advance(long)", "std::time_get::x()"])


def main(nm, listing):
    objects = [os.path.normpath(line) for line in pathlib.Path(listing).read_text().splitlines() if line]
    problems = list(self_check())
    for path in objects:
        problems += problems_of(path, undefined_symbols(nm, path))
    return report(problems, len(objects), "objects")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
