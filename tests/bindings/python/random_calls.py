"""random_calls.py ROOT SEED CALLS: calls whatever waypost offers with arguments drawn at random.

Prints how many calls there were, how many answered and how many raised. Only Exception counts as an
answer of that kind: SystemError would be a fault of ours.
"""

import datetime as dt
import pathlib
import random
import sys

import numpy as np
import pandas as pd

import waypost as wp
from waypost import _native

from conftest import DESK, START


def objects(root):
    """Some of everything."""
    desk = wp.Policy.parse(DESK)
    engine = wp.Engine(desk, now=START)
    events = engine.apply([{"open_ticket": {"ticket_id": "T1"}}], at=START)
    mapping = root / "examples/policies/it-desk/servicenow.import.textproto"
    lines = (b"number,incident_state,made_sla,caller_id,opened_at,sys_updated_at,contact_type,location,category,impact,"
             b"urgency,priority,assignment_group,assigned_to,closed_at\n"
             b"I1,New,true,c,29/2/2016 01:16,29/2/2016 01:23,Phone,L,C,2 - Medium,2 - Medium,3 - Moderate,G,A,?\n")
    log = wp.read_log(lines, mapping=mapping)
    replayed = wp.replay(desk, log)
    model = wp.train(["one fish", "two fish", "red bird", "blue bird"] * 3, ["fish", "fish", "bird", "bird"] * 3)
    judged = model.evaluate(["one fish", "red bird"], ["fish", "bird"])
    made = [desk, engine, events, log, replayed, model, judged, desk.calendar("office"),
            wp.Classifier(desk), events.table, wp.oncall(desk, begin=START), replayed.statistics,
            wp.Engine(desk, now=START, statistics=True), wp.Articles(), wp.Difference(replayed, replayed)]
    natives = [thing._native for thing in made if hasattr(thing, "_native")]
    return made + natives + [events.table.column("kind"), events.table.column("at")]


def plain(draw):
    """A value of Python's, NumPy's or pandas'."""
    return draw.choice([
        None, True, 0, -1, 1, 7, 2**31, 2**63, -(2**63), 2**200, 0.5, float("nan"), float("inf"), "", "T1", "players",
        "office", "first_reply", "resolution", "ns", "ms", "between", "add", "is_open", "same_time", "\ud800", "盗号",
        "a" * 5000, b"", b"\x00\xff", START, "2027-02-06T21:00Z", dt.datetime(2027, 2, 6, 21), dt.date(2027, 2, 7),
        dt.timedelta(hours=1), dt.datetime.max, pd.NaT, pd.NA, pd.Timestamp(START), pd.Timedelta("1h"),
        np.int64(5), np.datetime64("NaT"), np.datetime64("2027-02-06T21:00"), np.timedelta64(1, "h"),
        np.arange(3), np.zeros(0, "datetime64[ns]"), np.zeros((2, 2)), np.array(["a", None], dtype=object),
        np.array(["2027-02-06T21:00"] * 2, "datetime64[s]"), np.arange(6)[::2], np.float32(1.5),
        pd.Series(pd.date_range(START, periods=3)), pd.Series(["T1", None]), pd.DataFrame(), object(), object,
        lambda *arguments: None, int, [], (), {}, set(), iter([]), slice(None), ..., NotImplemented,
        {"open_ticket": {"ticket_id": "T2"}}, {"open_ticket": {"ticket_id": 5}}, {"at": START, "pull": {"agent_id": "x"}},
        {"open_ticket": {"facts": {"amount_fen": 5, "tier": ["x"], "due_back": None}}}, {1: 2},
        {"command": ["open_ticket"], "at": [START], "ticket_id": ["T3"]}, {"command": ["x"], "at": [None]},
        (START, {"abandon": {"ticket_id": "T1"}}), ["盗号", None], [1, 2], ["a", "b"], [("mon-fri", "09:00-18:00")],
        'name: "d" queues { id: "a" } routes { id: "r" stage { queue: "a" } }',
    ])


def value(draw, made):
    if draw.random() < 0.35:
        return draw.choice(made)
    if draw.random() < 0.1:
        return [plain(draw) for _ in range(draw.randrange(4))]
    return plain(draw)


def members(thing):
    return [name for name in dir(thing)
            if not name.startswith("_") or name in ("__len__", "__getitem__", "__arrow_c_stream__", "__eq__", "__iter__",
                                                    "__repr__", "_repr_html_", "__reduce__", "__init__", "__hash__")]


FUNCTIONS = [getattr(module, name) for module in (wp, _native) for name in dir(module)
             if callable(getattr(module, name)) and not name.startswith("__") and name != "plot"
             and not (isinstance(getattr(module, name), type) and issubclass(getattr(module, name), BaseException))]
CLASS_METHODS = [wp.Policy.load, wp.Policy.parse, wp.Policy.from_bytes, wp.Engine.restore, wp.Calendar.load,
                 wp.Calendar.build, wp.Model.from_bytes, wp.Model.load,
                 wp.Statistics.from_bytes]


def target(draw, made):
    kind = draw.random()
    if kind < 0.2:
        return draw.choice(FUNCTIONS + CLASS_METHODS)
    thing = draw.choice(made)
    if kind < 0.25:
        return lambda: np.asarray(thing)
    name = draw.choice(members(thing))
    if name == "save":
        name = "labels"
    found = getattr(thing, name)
    return found if callable(found) else lambda: found


def main():
    root, seed, calls = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    draw = random.Random(seed)
    made = objects(root)
    answers = errors = 0
    for _ in range(calls):
        try:
            call = target(draw, made)
            count = draw.choice([0, 0, 1, 1, 2, 2, 3, 4, 7])
            answer = call(*[value(draw, made) for _ in range(count)])
            repr(answer)[:100]
            answers += 1
        except SystemError:
            raise
        except Exception:
            errors += 1
    print(calls, answers, errors)


if __name__ == "__main__":
    main()
