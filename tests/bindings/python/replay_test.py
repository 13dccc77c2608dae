import gzip
import json
import pickle
import subprocess

import pandas as pd
import pytest

import waypost as wp


def test_a_replay_says_what_the_command_says(replayed, root, command):
    if command is None:
        pytest.skip("the command was not built")
    printed = subprocess.run(
        [command, "replay", root / "data/incidents/incident_events.csv.gz", "--quiet",
         "--mapping", root / "examples/policies/it-desk/servicenow.import.textproto",
         "--policy", root / "examples/policies/it-desk/it-desk.textproto"],
        capture_output=True, text=True, check=True)
    assert str(replayed) == printed.stdout


def test_tables_agree_with_each_other(replayed, log):
    tickets, clocks, attainment = replayed.tickets, replayed.clocks, replayed.attainment
    assert len(tickets) == log.tickets == 13_698
    assert attainment["met"].sum() == (clocks["outcome"] == "met").sum() == 7_132
    assert attainment["breached"].sum() == (clocks["outcome"] == "breached").sum() == 6_566
    assert tickets["breached"].sum() == clocks[clocks["outcome"] == "breached"]["ticket_id"].nunique()
    events = replayed.kinds.set_index("kind")["events"]
    assert events["clock_breached"] == 6_566
    late = clocks[clocks["outcome"] == "breached"]
    assert (late["breached"] >= late["due"]).all() and late["rule"].notna().all()
    for row in attainment.itertuples():
        of_promise = clocks[(clocks["sla"] == row.sla) & (clocks["metric"] == row.metric)]["outcome"]
        assert ((of_promise == "met").sum(), (of_promise == "breached").sum()) == (row.met, row.breached)
    late_tickets = tickets.query("breached")["log_incident_category"]
    assert late_tickets.value_counts().sum() == late_tickets.notna().sum() == 6_550


def test_the_recorded_flag_agrees_as_the_report_says(replayed):
    tickets = replayed.tickets
    agreeing = (tickets["recorded_met"].astype(bool) == ~tickets["breached"].astype(bool)).mean()
    assert round(agreeing * 100, 1) == 99.1


def test_attainment_is_split(replayed):
    by_queue = replayed.attainment_by("queue")
    assert set(by_queue["value"].dropna()) <= {"major-incidents", "service-desk"}
    assert by_queue["met"].sum() == replayed.attainment["met"].sum()
    with pytest.raises(ValueError):
        replayed.attainment_by("agent")


def test_a_replay_is_repeatable(replayed, it_desk, log):
    assert wp.replay(it_desk, log).digest == replayed.digest


def test_a_log_may_be_a_frame_or_bytes(root, log):
    path = root / "data/incidents/incident_events.csv.gz"
    mapping = root / "examples/policies/it-desk/servicenow.import.textproto"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert len(wp.read_log(frame, mapping=mapping)) == len(log)
    assert len(wp.read_log(gzip.decompress(path.read_bytes()), mapping=mapping)) == len(log)


def test_a_mapping_that_does_not_fit_is_explained(root):
    with pytest.raises(wp.PolicyError, match="number") as caught:
        wp.read_log(b"a,b\n1,2\n", mapping=root / "examples/policies/it-desk/servicenow.import.textproto")
    assert caught.value.diagnostics
    with pytest.raises(FileNotFoundError):
        wp.read_log("nowhere.csv", mapping=root / "examples/policies/it-desk/servicenow.import.textproto")


def test_a_difference_counts_changed_tickets_and_names_the_line(it_desk, log, root, replayed):
    text = (root / "examples/policies/it-desk/it-desk.textproto").read_text()
    draft = wp.Policy.parse(text.replace('within: "154h"', 'within: "120h"'), name="draft.textproto")
    found = wp.diff(it_desk, draft, log)
    late = found.tickets[found.tickets["aspect"] == "breached"]
    assert set(late["old"]) == {"no"} and set(late["new"]) == {"yes"}
    assert len(late) == found.new.tickets["breached"].sum() - replayed.tickets["breached"].sum() > 0
    # What else changes follows from it: the chain of a late ticket raises its priority.
    rules = found.rules
    assert 'sla "moderate"' in rules["new_rule"][0] and "draft.textproto:" in rules["new_place"][0]
    assert rules["kind"][0] == "promise" and rules["tickets"].is_monotonic_decreasing
    assert (rules["most_shift"] <= pd.Timedelta(0)).all() and rules["breaches_added"].sum() >= len(late)
    assert found.promises["breached_new"].sum() > found.promises["breached_old"].sum()
    assert found.queues["tickets_old"].sum() == found.queues["tickets_new"].sum()
    assert json.loads(found.json)["changed"] == len(found) > 0
    assert "tickets change" in str(found) and "<table" in found._repr_html_()
    assert list(found.table("rules")["tickets"]) == list(rules["tickets"])
    with pytest.raises(TypeError):
        wp.Difference(replayed, 1)
    same = wp.diff(it_desk, it_desk, log)
    assert len(same) == 0 and same.rules.empty and same.tickets.empty


def test_statistics_add_up(replayed):
    one = replayed.statistics
    both = one + one
    assert (both.attainment["met"] == 2 * one.attainment["met"]).all()
    assert (both.attainment["p90"] == one.attainment["p90"]).all()
    assert pickle.loads(pickle.dumps(one)) == one != both and hash(one) == hash(wp.Statistics.from_bytes(one.to_bytes()))
    assert "first" in str(one) or "resolution" in str(one)
    with pytest.raises(TypeError):
        one + 1
    with pytest.raises(wp.InvalidError):
        wp.Statistics.from_bytes(b"no statistics")


def test_the_promise_behind_the_flag_is_found(log):
    fit = wp.fit_sla(log)
    policy = wp.Policy.parse(fit.policies[0])
    assert policy.calendars and "mon-fri" in str(fit)


def test_results_show_themselves_in_notebooks(replayed):
    assert "<table>" in replayed._repr_html_() and "Promises" in replayed._repr_html_()
    html = wp.Table(replayed.table("attainment")._native)._repr_html_()
    assert html.count("<tr>") == 1 + 20 < 1 + len(replayed.table("attainment"))
