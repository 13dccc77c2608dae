import pandas as pd
import pytest

import waypost as wp


def test_shifts_follow_each_other_without_holes(desk):
    watch = wp.oncall(desk, "night-watch", "2027-01-04T12:00Z", "2027-01-07T12:00Z")
    shifts = watch.shifts
    assert watch.time_zone == "Asia/Shanghai" and str(shifts["begin"].dt.tz) == "Asia/Shanghai"
    assert (shifts["end"][:-1].to_numpy() == shifts["begin"][1:].to_numpy()).all()
    assert shifts["people"].tolist()[:3] == ["an", "bo", "cui"]
    assert watch.loads["on_duty"].sum() == pd.Timedelta("3d")
    assert watch.gaps.empty and watch.double_duty.empty
    assert "<table" in watch._repr_html_()


def test_before_its_start_nobody_is_on_duty(desk):
    watch = wp.oncall(desk, begin="2027-01-03T12:00Z", end="2027-01-05T12:00Z")
    assert len(watch.gaps) == 1


def test_two_weeks_if_no_end_is_given(desk):
    watch = wp.oncall(desk, "night-watch", "2027-01-04T12:00Z")
    assert watch.shifts["end"].max() - watch.shifts["begin"].min() == pd.Timedelta("14d")


def test_what_does_not_exist_is_an_error(desk, it_desk):
    with pytest.raises(wp.NotFoundError, match='did you mean "night-watch"'):
        wp.oncall(desk, "nightwatch", "2027-01-04")
    with pytest.raises(wp.NotFoundError, match="no rotations"):
        wp.oncall(it_desk, begin="2027-01-04")
    with pytest.raises(ValueError, match="after the beginning"):
        wp.oncall(desk, begin="2027-01-04", end="2027-01-03")
