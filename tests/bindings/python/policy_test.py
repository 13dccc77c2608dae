import pickle
import subprocess

import pytest

import waypost as wp

FAULTY = 'name: "desk"\nqueues { id: "a" }\nroutes { id: "r" stage { queue: "b" } }\n'


def test_a_policy_says_what_is_in_it(desk):
    assert desk.name == "desk"
    assert desk.time_zone == "Asia/Shanghai"
    assert desk.priorities == ["P0", "P1", "P2"]
    assert desk.queues == ["players"]
    assert desk.calendars == ["always", "office"]
    assert desk.categories == ["account", "refund"]
    assert desk.rotations == ["night-watch"]


def test_errors_are_objects_and_print_like_the_command(root, tmp_path, command):
    file = tmp_path / "faulty.textproto"
    file.write_text(FAULTY)
    with pytest.raises(wp.PolicyError) as caught:
        wp.Policy.load(file)
    found = caught.value.diagnostics[0]
    assert (found.severity, found.line, found.file) == ("error", 3, str(file))
    assert found.code.startswith("WP")
    assert str(found) in str(caught.value)
    if command is not None:
        printed = subprocess.run([command, "check", file], capture_output=True, text=True)
        assert printed.returncode == 2
        assert str(caught.value) == printed.stdout + printed.stderr


def test_all_errors_are_found_at_once():
    with pytest.raises(wp.PolicyError) as caught:
        wp.Policy.parse(FAULTY + "wrong: 1\nworse: 2\n")
    assert len(caught.value.diagnostics) >= 2


def test_a_missing_file_is_a_finding():
    with pytest.raises(wp.PolicyError, match="nowhere.textproto"):
        wp.Policy.load("nowhere.textproto")


def test_policies_are_pickled_and_compared(desk):
    copy = pickle.loads(pickle.dumps(desk))
    assert copy == desk and hash(copy) == hash(desk) and copy is not desk
    assert copy != wp.Policy.parse('name: "desk" queues { id: "a" } routes { id: "r" stage { queue: "a" } }')


def test_damaged_bytes_are_refused(desk):
    data = desk.to_bytes()
    with pytest.raises(wp.InvalidError):
        wp.Policy.from_bytes(data[: len(data) // 2])


def test_codes_are_explained():
    assert wp.explain("wp2101").startswith("WP2101")
    with pytest.raises(wp.NotFoundError):
        wp.explain("WP9999")
