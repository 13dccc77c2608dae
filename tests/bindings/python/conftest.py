"""What several files of tests use."""

import pathlib

import pytest

import waypost as wp

ROOT = pathlib.Path(__file__).resolve().parents[3]

DESK = """
name: "desk"
time_zone: "Asia/Shanghai"
priorities: ["P0", "P1", "P2"]
facts { name: "amount_fen" type: INT default: "0" }
facts { name: "due_back" type: TIMESTAMP }
calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
calendars { id: "office" weekly { days: "mon-fri" hours: "09:00-18:00" } }
categories { id: "account" priority: "P0" keywords: ["盗号", "hacked", "stolen"] }
categories { id: "refund" priority: "P1" keywords: ["退款", "refund"] }
sla { id: "all" target { metric: FIRST_REPLY within: "5m" calendar: "always" warn: "50%" } }
queues { id: "players" }
routes { id: "all" stage { queue: "players" require: "skill('general') >= 0" } }
rotations { id: "night-watch" start: "2027-01-04T20:00" every: "12h" members: ["an", "bo", "cui"] }
escalations { id: "late" on { breached: FIRST_REPLY } step { notify: "rotation:night-watch" } }
"""

START = "2027-02-06T20:00Z"


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def desk():
    return wp.Policy.parse(DESK, name="desk.textproto")


@pytest.fixture
def engine(desk):
    return wp.Engine(desk, now=START)


@pytest.fixture(scope="session")
def it_desk(root):
    return wp.Policy.load(root / "examples/policies/it-desk/it-desk.textproto")


@pytest.fixture(scope="session")
def log(root):
    return wp.read_log(root / "data/incidents/incident_events.csv.gz",
                       mapping=root / "examples/policies/it-desk/servicenow.import.textproto")


@pytest.fixture(scope="session")
def replayed(it_desk, log):
    return wp.replay(it_desk, log)


@pytest.fixture(scope="session")
def command():
    """The waypost command of the same build, if it was built."""
    import os

    path = pathlib.Path(os.environ.get("WAYPOST_BUILD", "nowhere")) / "examples/policy_cli/waypost"
    return path if path.exists() else None
