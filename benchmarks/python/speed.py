"""How fast the Python package is, beside what else an analyst would write, in one run.

    cmake --preset release
    cmake --build build/release --target waypost_python_package classifier_benchmark
    PYTHONPATH=build/release/bindings/python/package /usr/bin/python3 benchmarks/python/speed.py

Processor time of the process (a column that is classified: elapsed time too, since it uses all
cores). Each is run several times, all of them in turn; the median is shown. The same texts are
classified from C++ between them, by the program named last.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import time
import warnings

import numpy as np
import pandas as pd

import waypost as wp
from waypost.v1 import command_pb2

ROOT = pathlib.Path(__file__).resolve().parents[2]
IN_CPP = ROOT / "build/release/benchmarks/classify/classifier_benchmark"
TIMES = 5
TICKETS = 30_000

DESK = """
name: "desk"
priorities: ["P0", "P1"]
calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
categories { id: "account" keywords: ["hacked", "stolen"] }
sla { id: "all"
      target { metric: FIRST_REPLY within: "1h" calendar: "always" }
      target { metric: RESOLUTION within: "2d" calendar: "always" } }
queues { id: "players" }
routes { id: "all" stage { queue: "players" } }
"""
BEGIN = 1_801_915_200_000
CROWD = {"set_agent": {"agent": {"id": "lin", "capacity": 1}}}


def life():
    """A ticket's life in seven commands, as tickets overlap: columns of (command, and what it says)."""
    steps = [
        ("open_ticket", {"tier": "vip"}),
        ("assign", {"agent_id": "lin", "force": True}),
        ("add_message", {"agent_id": "lin", "author": "AGENT"}),
        ("set_status", {"status": "WAITING_CUSTOMER"}),
        ("add_message", {"author": "CUSTOMER"}),
        ("set_status", {"status": "SOLVED"}),
        ("confirm_solution", {}),
    ]
    lag = 1_000  # tickets between two steps of one ticket
    rows = []
    for now in range(TICKETS + lag * len(steps)):
        for place, (command, fields) in enumerate(steps):
            ticket = now - place * lag
            if 0 <= ticket < TICKETS:
                rows.append({"at": BEGIN + now, "command": command, "ticket_id": f"T{ticket}", **fields})
    return rows


def message_of(row):
    command = command_pb2.Command()
    kind = getattr(command, row["command"])
    for name, value in row.items():
        if name in ("at", "command"):
            continue
        field = kind.DESCRIPTOR.fields_by_name[name]
        setattr(kind, name, field.enum_type.values_by_name[value].number if field.enum_type else value)
    return command


def engine():
    desk = wp.Engine(wp.Policy.parse(DESK), now=BEGIN)
    desk.apply(CROWD, at=BEGIN)
    return desk


def measured(tasks):
    """Median (processor seconds, elapsed seconds) of each task, all of them in turn."""
    found = {name: [] for name in tasks}
    for _ in range(TIMES):
        for name, task in tasks.items():
            prepared = task[0]()
            clock, wall = time.process_time(), time.perf_counter()
            task[1](prepared)
            found[name].append((time.process_time() - clock, time.perf_counter() - wall))
    return {name: tuple(map(statistics.median, zip(*runs))) for name, runs in found.items()}


def loop(desk, rows):
    for at, command in rows:
        desk.apply(command, at=at)


def commands():
    rows = life()
    frame = pd.DataFrame(rows)
    frame["at"] = pd.to_datetime(frame["at"], unit="ms", utc=True)
    for name in ("command", "agent_id", "author", "status", "tier"):
        frame[name] = frame[name].astype("category")
    frame["force"] = frame["force"].astype("boolean")
    plain = {name: frame[name].astype(object) if name in ("command", "tier", "author", "status", "agent_id") else
             frame[name] for name in frame}
    times = frame["at"].dt.tz_localize(None).to_numpy()
    milliseconds = np.array([row["at"] for row in rows])
    dicts = [{row["command"]: {k: v for k, v in row.items() if k not in ("at", "command")}} for row in rows]
    messages = [message_of(row) for row in rows]
    data = [message.SerializeToString() for message in messages]
    few = list(zip(milliseconds.tolist(), dicts))[:20_000]
    found = measured({
        "columns, categories": (engine, lambda desk: desk.apply(frame)),
        "columns, objects": (engine, lambda desk: desk.apply(plain)),
        "bytes": (engine, lambda desk: desk.apply(data, at=milliseconds)),
        "messages": (engine, lambda desk: desk.apply(messages, at=milliseconds)),
        "dicts": (engine, lambda desk: desk.apply(dicts, at=times)),
        "dicts, one call each": (engine, lambda desk: loop(desk, few)),
    })
    digests = set()
    for way in (frame, plain, None):
        desk = engine()
        events = desk.apply(way) if way is not None else desk.apply(messages, at=milliseconds)
        kinds = set(events.table["kind"])
        assert "command_refused" not in kinds and "ticket_closed" in kinds, kinds
        digests.add(desk.digest)
    assert len(digests) == 1
    print(f"\ncommands of a ticket's life, {len(rows):,}, {len(events) / len(rows):.2f} events each, kept as bytes")
    for name, (seconds, _) in found.items():
        count = len(few) if "one call" in name else len(rows)
        print(f"  {name:24} {count / seconds:12,.0f} a second")


def calendars():
    rows = 1_000_000
    office = wp.Calendar.build("Europe/Lisbon", weekly={"mon-fri": "09:00-18:00"}, holidays=["12-25"])
    draw = np.random.default_rng(1)
    begins = pd.Series(pd.to_datetime(1_767_225_600_000 + draw.integers(0, 31_536_000_000, rows), unit="ms", utc=True))
    ends = begins + pd.to_timedelta(draw.integers(0, 864_000_000, rows), unit="ms")
    hours = pd.tseries.offsets.BusinessHour(4, start="09:00", end="18:00")
    few = begins[:2_000].dt.tz_localize(None)
    single = begins[:20_000].dt.to_pydatetime().tolist()
    days_a, days_b = (times.dt.tz_localize(None).to_numpy().astype("datetime64[D]") for times in (begins, ends))
    four = pd.Timedelta("4h")
    nothing = (lambda: None)
    warnings.simplefilter("ignore")
    found = measured({
        "between": (nothing, lambda _: office.between(begins, ends)),
        "add": (nothing, lambda _: office.add(begins, four)),
        "is_open": (nothing, lambda _: office.is_open(begins)),
        "add, one call each": (nothing, lambda _: [office.add(at, four) for at in single]),
        "pandas BusinessHour": (nothing, lambda _: few + hours),
        "NumPy busday_count (days only)": (nothing, lambda _: np.busday_count(days_a, days_b)),
    })
    sizes = {"add, one call each": len(single), "pandas BusinessHour": len(few)}
    print(f"\ncalendar, {rows:,} rows with a zone and a holiday")
    for name, (seconds, _) in found.items():
        print(f"  {name:32} {seconds / sizes.get(name, rows) * 1e9:10,.0f} ns a row")


def classified_in_cpp():
    """Processor seconds that C++ takes for one of the same texts."""
    said = subprocess.run([IN_CPP, "--benchmark_filter=BM_ClassifyColumn", "--benchmark_format=json"],
                          check=True, capture_output=True, text=True)
    return json.loads(said.stdout)["benchmarks"][0]["a_text"]


def classifying():
    texts = pd.read_csv(ROOT / "data/classify/banking77_train.csv.gz")["text"]
    texts = pd.concat([texts] * 5, ignore_index=True)
    desk = wp.Classifier(wp.Policy.load(ROOT / "examples/policies/starter/starter.textproto"))
    few = texts[:2_000].tolist()
    nothing = (lambda: None)
    cpp = []
    found = measured({
        "C++": (nothing, lambda _: cpp.append(classified_in_cpp())),
        "one thread": (nothing, lambda _: desk.table(texts, threads=1)),
        "all cores": (nothing, lambda _: desk.table(texts)),
        "one call each": (nothing, lambda _: [desk.classify(text) for text in few]),
    })
    del found["C++"]  # the program's start is not part of it
    print(f"\nclassify a column, {len(texts):,} texts of {int(texts.str.len().mean())} letters")
    print(f"  {'from C++, one thread':24} {statistics.median(cpp) * 1e6:8.1f} us a text")
    for name, (seconds, elapsed) in found.items():
        count = len(few) if name == "one call each" else len(texts)
        print(f"  {name:24} {seconds / count * 1e6:8.1f} us a text, {count / elapsed:10,.0f} a second elapsed")


def replaying():
    desk = ROOT / "examples/policies/it-desk"
    begin = time.process_time()
    log = wp.read_log(ROOT / "data/incidents/incident_events.csv.gz", mapping=desk / "servicenow.import.textproto")
    read = time.process_time() - begin
    policy = wp.Policy.load(desk / "it-desk.textproto")
    found = measured({"replay": (lambda: None, lambda _: wp.replay(policy, log))})
    print(f"\nincident log: read in {read:.2f} s; replayed with all tables, {len(log) / found['replay'][0]:,.0f} commands a second")


def main():
    parts = {"commands": commands, "calendars": calendars, "classifying": classifying, "replaying": replaying}
    for name in sys.argv[1:] or parts:
        parts[name]()


if __name__ == "__main__":
    main()
