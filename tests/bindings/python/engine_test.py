import datetime as dt
import pickle
import threading

import numpy as np
import pandas as pd
import pytest

import waypost as wp
from waypost.v1 import command_pb2

from conftest import START

OPEN = {"open_ticket": {"ticket_id": "T1", "text": "我的账号被盗号了", "tier": "vip"}}


def kinds(events):
    return [event["kind"] for event in events]


def ticks(count):
    return pd.date_range("2027-02-06T20:00Z", periods=count, freq="s")


def as_message(command):
    message = command_pb2.Command()
    for kind, fields in command.items():
        for name, value in fields.items():
            setattr(getattr(message, kind), name, value)
    return message


def test_a_dict_a_message_and_bytes_say_the_same(desk):
    message = as_message(OPEN)
    answers = []
    for command in (OPEN, message, message.SerializeToString()):
        engine = wp.Engine(desk, now=START)
        answers.append((list(engine.apply(command, at=START)), engine.digest))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0][0]["category"] == "account"


def test_events_say_which_line_decided(engine):
    events = engine.apply(OPEN, at=START)
    queued = [event for event in events if event["kind"] == "ticket_queued"]
    assert queued[0]["decided_by"]["rule"] == 'route "all" stage 1'


def test_times_may_be_written_in_many_ways(desk):
    same = [
        "2027-02-06T21:00+00:00",
        "2027-02-07T05:00+08:00",
        1801947600000,
        np.datetime64("2027-02-06T21:00"),
        pd.Timestamp("2027-02-06T21:00"),
        pd.Timestamp("2027-02-07T05:00", tz="Asia/Shanghai"),
        dt.datetime(2027, 2, 6, 21, tzinfo=dt.timezone.utc),
        dt.datetime(2027, 2, 6, 21),
    ]
    for at in same:
        engine = wp.Engine(desk, now=START)
        assert engine.apply(OPEN, at=at)[0]["at_ms"] == 1801947600000, at


def test_columns_dicts_and_messages_lead_to_one_state(desk):
    count = 300
    ids = [f"T{i}" for i in range(count)]
    dicts = [{"open_ticket": {"ticket_id": name, "tier": "vip" if i % 2 else "std",
                              "facts": {"amount_fen": i}}} for i, name in enumerate(ids)]
    frame = pd.DataFrame({
        "at": ticks(count),
        "command": "open_ticket",
        "ticket_id": ids,
        "tier": pd.Categorical(["vip" if i % 2 else "std" for i in range(count)]),
        "facts.amount_fen": range(count),
    })
    by_dict, by_pair, by_frame, by_columns = (wp.Engine(desk, now=START) for _ in range(4))
    first = by_dict.apply(dicts, at=ticks(count))
    by_pair.apply(list(zip(ticks(count), dicts)))
    last = by_frame.apply(frame)
    by_columns.apply({name: list(frame[name]) for name in frame})
    assert list(first) == list(last)
    assert by_dict.digest == by_frame.digest == by_pair.digest == by_columns.digest


def test_empty_cells_leave_fields_alone(desk):
    frame = pd.DataFrame({
        "at": ticks(3),
        "command": ["open_ticket", "set_facts", "abandon"],
        "ticket_id": "T1",
        "tier": ["vip", None, np.nan],
        "facts.amount_fen": [None, 70, None],
    })
    engine = wp.Engine(desk, now=START)
    events = engine.apply(frame)
    assert "command_refused" not in kinds(events)
    assert kinds(events)[-1] != "ticket_queued" and engine.open_tickets == 0


def test_a_filled_cell_of_a_field_that_the_command_lacks_is_an_error(engine):
    frame = pd.DataFrame({"at": ticks(1), "command": ["abandon"], "ticket_id": ["T"], "tier": ["vip"]})
    with pytest.raises(ValueError, match='row 0, column "tier"'):
        engine.apply(frame)


def test_a_column_that_no_command_has_is_an_error(engine):
    frame = pd.DataFrame({"at": ticks(1), "command": ["abandon"], "ticket_idd": ["T"]})
    with pytest.raises(ValueError, match='did you mean "ticket_id"'):
        engine.apply(frame)


def test_an_error_says_what_came_before_it(engine):
    commands = [OPEN, {"abandon": {"ticket_id": "T1"}}, {"open_ticket": {"ticket_id": ""}}, OPEN]
    with pytest.raises(wp.InvalidError, match="command 2") as caught:
        engine.apply(commands, at=START)
    assert caught.value.applied == 2
    assert caught.value.events[0]["kind"] == "ticket_classified"
    assert engine.open_tickets == 0


def test_errors_name_the_field(engine):
    wrong = [
        ({"open_ticket": {"ticket_id": 5}}, TypeError, "open_ticket.ticket_id"),
        ({"open_ticket": {"tickt_id": "T"}}, ValueError, 'did you mean "ticket_id"'),
        ({"open_ticket": {"ticket_id": "T", "opened_by_agent": 1}}, TypeError, "opened_by_agent"),
        ({"set_status": {"ticket_id": "T", "status": "SOLVE"}}, ValueError, 'did you mean "SOLVED"'),
        ({"add_message": {"ticket_id": "T", "contacts": 2**40}}, ValueError, "contacts"),
        (b"\xff\xff", ValueError, "no serialised"),
        (7, TypeError, "a dict, a message or bytes"),
    ]
    for command, error, text in wrong:
        with pytest.raises(error, match=text):
            engine.apply(command, at=START)


def test_what_the_state_does_not_allow_is_an_event(engine):
    events = engine.apply({"abandon": {"ticket_id": "nobody"}}, at=START)
    assert events[0]["kind"] == "command_refused"
    assert events[0]["reason"] == "UNKNOWN_TICKET"


def test_time_does_not_go_back(engine):
    with pytest.raises(wp.TimeError):
        engine.apply(OPEN, at="2027-02-06T19:59Z")


def test_clocks_fire_when_time_passes(engine):
    engine.apply(OPEN, at=START)
    assert engine.next_wakeup == dt.datetime(2027, 2, 6, 20, 2, 30, 1000, tzinfo=dt.timezone.utc)
    events = engine.advance("2027-02-06T20:06Z")
    assert kinds(events)[:2] == ["clock_warned", "clock_breached"]
    told = [event for event in events if event["kind"] == "notification"]
    assert told[0]["target"] == "agent:" + "bo" or told[0]["rotation"] == "rotation:night-watch"


def test_facts_of_all_types(engine):
    at = dt.datetime(2027, 3, 1, tzinfo=dt.timezone.utc)
    engine.apply({"open_ticket": {"ticket_id": "T", "facts": {"amount_fen": 5, "due_back": at}}}, at=START)
    facts = {fact["name"]: fact["value"] for fact in engine.ticket("T")["facts"]}
    assert facts["amount_fen"] == {"number": 5}
    assert facts["due_back"] == {"timestamp_ms": 1803859200000}


def test_tickets_are_explained(engine):
    engine.apply(OPEN, at=START)
    explained = engine.explain("T1")
    assert explained["ticket"]["queue"] == "players"
    assert "nobody" in explained["routing"]["sentence"]
    assert engine.explain("T1", "first_reply")["within_ms"] == 300_000
    with pytest.raises(wp.NotFoundError):
        engine.explain("T2")
    with pytest.raises(ValueError, match="no clock"):
        engine.explain("T1", "first_replly")
    engine.apply({"set_agent": {"agent": {"id": "lin"}}}, at=START)
    assert engine.why_not("T1", "lin")["agent_id"] == "lin"


def test_tickets_are_listed_by_filter(engine):
    engine.apply([{"open_ticket": {"ticket_id": f"T{i}"}} for i in range(2500)], at=START)
    assert len(list(engine.tickets())) == 2500
    assert len(list(engine.tickets(queue="players"))) == 2500
    assert list(engine.tickets(queue="elsewhere")) == []


def test_snapshots_go_on_with_the_same_events(engine):
    engine.apply(OPEN, at=START)
    copy = pickle.loads(pickle.dumps(engine))
    assert copy.digest == engine.digest
    later = "2027-02-06T21:00Z"
    assert list(copy.advance(later)) == list(engine.advance(later))
    with pytest.raises(wp.InvalidError):
        wp.Engine.restore(b"no snapshot")


def test_another_policy_is_put_in_force(engine, desk):
    events = engine.replace_policy(wp.Policy.parse(
        'name: "next" queues { id: "players" } routes { id: "all" stage { queue: "players" } }'), at=START)
    assert kinds(events) == ["policy_replaced"]
    assert engine.policy.name == "next"


def test_two_threads_at_once_are_an_error_and_no_race(desk):
    engine = wp.Engine(desk, now=START)
    frame = pd.DataFrame({"at": pd.Timestamp(START), "command": "open_ticket",
                          "ticket_id": [f"T{i}" for i in range(60_000)]})
    outcomes = []

    def work(name):
        mine = frame.assign(ticket_id=frame["ticket_id"] + name)
        for part in range(0, len(mine), 20_000):
            try:
                engine.apply(mine.iloc[part : part + 20_000])
                outcomes.append("applied")
            except wp.BusyError:
                outcomes.append("busy")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(outcomes) <= {"applied", "busy"} and "applied" in outcomes
    assert engine.open_tickets == 20_000 * outcomes.count("applied")


def test_progress_is_told(engine):
    told = []
    engine.apply([{"open_ticket": {"ticket_id": f"T{i}"}} for i in range(3000)], at=START,
                 progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 3000) and told[-1] == (3000, 3000)


def test_an_error_in_progress_ends_the_work(engine):
    def fail(done, total):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        engine.apply([OPEN], at=START, progress=fail)
    engine.apply(OPEN, at=START)


def test_events_become_tables_and_messages(engine):
    events = engine.apply(OPEN, at=START)
    frame = events.to_pandas()
    assert list(frame["kind"].astype(str)) == kinds(events)
    assert str(frame["at"].dtype) == "datetime64[ns, UTC]"
    started = frame[frame["kind"] == "clock_started"].iloc[0]
    assert started["metric"] == "first_reply" and started["due"] == pd.Timestamp("2027-02-06T20:05Z")
    assert [m.WhichOneof("kind") for m in events.messages()] == kinds(events)
    assert "<table>" in events._repr_html_()


def test_the_same_commands_give_the_same_digest(desk):
    digests = set()
    for _ in range(3):
        engine = wp.Engine(desk, now=START, seed=7)
        engine.apply([{"open_ticket": {"ticket_id": f"T{i}"}} for i in range(100)], at=START)
        digests.add(engine.digest)
    assert len(digests) == 1


def test_statistics_are_kept_where_they_are_asked_for(desk):
    engine = wp.Engine(desk, now=START, statistics=True)
    engine.apply({"open_ticket": {"ticket_id": "T1", "channel": "app"}}, at=START)
    engine.advance("2027-02-06T23:00Z")
    row = engine.statistics().attainment.iloc[0]
    assert (row["sla"], row["metric"], row["met"], row["breached"]) == ("all", "first_reply", 0, 1)
    assert engine.statistics().attainment_by("channel")["value"].tolist() == ["app"]
    assert wp.Engine.restore(engine.snapshot()).statistics() == engine.statistics()
    with pytest.raises(wp.Error, match="statistics"):
        wp.Engine(desk, now=START).statistics()


def test_incidents_are_listed_and_asked_for():
    policy = wp.Policy.parse("""
        name: "hall" categories { id: "crash" keywords: "crash" }
        incident_streams { id: "crashes" facts: "category" }
        queues { id: "all" } routes { id: "all" stage { queue: "all" } }""")
    engine = wp.Engine(policy, now=START)
    assert engine.incidents() == []
    engine.apply([{"open_ticket": {"ticket_id": "T1", "text": "a crash"}},
                  {"open_incident": {"stream": "crashes", "values": ["crash"]}}], at=START)
    incident, = engine.incidents()
    assert incident["open"] and incident == engine.incident(incident["incident_id"])
    with pytest.raises(wp.NotFoundError):
        engine.incident("none")


def test_waits_are_estimated_and_modes_listed():
    policy = wp.Policy.parse("""
        name: "hall" categories { id: "crash" keywords: "crash" } work { estimate_from: "1h" }
        overlays { id: "rush" capacity_percent: 200 }
        queues { id: "all" } routes { id: "all" stage { queue: "all" } }""")
    engine = wp.Engine(policy, now=START)
    assert [mode["on"] for mode in engine.modes()] == [False]
    engine.apply({"set_mode": {"overlay": "rush", "on": True}}, at=START)
    assert [(mode["overlay"], mode["on"]) for mode in engine.modes()] == [("rush", True)]
    assert engine.estimate_wait(category="crash")["sentence"]
    with pytest.raises(wp.Error):
        engine.estimate_wait(category="none")
    with pytest.raises(ValueError, match="colour"):
        engine.estimate_wait(colour="red")


def test_an_engine_begins_at_a_time_that_it_can_tell(desk):
    for start in (-1, 253_402_300_800_000):
        with pytest.raises(ValueError, match="1970 to 9999"):
            wp.Engine(desk, now=start)
