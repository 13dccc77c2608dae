import datetime as dt
import pickle
import zoneinfo

import numpy as np
import pandas as pd
import pytest

import waypost as wp

LISBON = wp.Calendar.build("Europe/Lisbon", weekly={"mon-fri": "09:00-18:00"})


def slowly(begin, end):
    """Open minutes of Lisbon's office hours, counted one by one."""
    zone = zoneinfo.ZoneInfo("Europe/Lisbon")
    minutes, at = 0, begin
    while at < end:
        local = at.astimezone(zone)
        minutes += local.weekday() < 5 and 9 <= local.hour < 18
        at += dt.timedelta(minutes=1)
    return dt.timedelta(minutes=minutes)


def test_the_example_of_the_header():
    assert LISBON.add("2026-03-27T17:30Z", "1h") == dt.datetime(2026, 3, 30, 8, 30, tzinfo=dt.timezone.utc)
    assert LISBON.subtract("2026-03-30T08:30Z", "1h") == dt.datetime(2026, 3, 27, 17, 30, tzinfo=dt.timezone.utc)


def test_random_spans_agree_with_counting_minutes():
    draw = np.random.default_rng(20270206)
    first = dt.datetime(2026, 3, 20, tzinfo=dt.timezone.utc)
    for _ in range(40):
        begin = first + dt.timedelta(minutes=int(draw.integers(0, 20_000)))
        end = begin + dt.timedelta(minutes=int(draw.integers(0, 6_000)))
        assert LISBON.between(begin, end) == slowly(begin, end), (begin, end)


def test_columns_give_what_single_times_give():
    begins = pd.date_range("2026-03-27", periods=200, freq="97min", tz="UTC")
    ends = begins + pd.Timedelta("3d")
    worked = LISBON.between(begins.to_series(), ends.to_series())
    due = LISBON.add(begins.to_series(), pd.Timedelta("5h"))
    is_open = LISBON.is_open(begins.to_series())
    for i in range(len(begins)):
        assert worked.iloc[i] == LISBON.between(begins[i], ends[i])
        assert due.iloc[i] == LISBON.add(begins[i], "5h")
        assert is_open.iloc[i] == LISBON.is_open(begins[i])
        assert LISBON.next_open(begins[i]) >= begins[i]


def test_index_zone_and_unit_are_kept():
    times = pd.Series(pd.date_range("2026-03-27T10:00", periods=3, freq="D", tz="Asia/Tokyo"), index=list("abc"))
    due = LISBON.add(times, "1h")
    assert list(due.index) == list("abc") and str(due.dt.tz) == "Asia/Tokyo"
    naive = times.dt.tz_convert("UTC").dt.tz_localize(None)
    assert (LISBON.add(naive, "1h") == due.dt.tz_convert("UTC").dt.tz_localize(None)).all()
    for unit in ("s", "ms", "us", "ns"):
        array = naive.to_numpy().astype(f"datetime64[{unit}]")
        answer = LISBON.add(array, np.timedelta64(1, "h"))
        assert answer.dtype == f"datetime64[{unit}]"
        assert (answer.astype("datetime64[ns]") == LISBON.add(naive, "1h").to_numpy()).all()


def test_missing_times_stay_missing():
    times = pd.Series(pd.to_datetime(["2026-03-27T10:00Z", None]))
    assert LISBON.add(times, "1h").isna().tolist() == [False, True]
    assert LISBON.between(times, times).isna().tolist() == [False, True]
    assert LISBON.is_open(times).tolist() == [True, False]


def test_beyond_the_horizon_nothing_is_due():
    short = wp.Calendar.build("UTC", weekly={"mon-fri": "09:00-10:00"}, years=(2026, 2026))
    assert short.add("2026-12-31T09:30Z", "10h") is None
    assert np.isnat(short.add(np.array(["2026-12-31T09:30"], "datetime64[ms]"), np.timedelta64(10, "h"))[0])


def test_a_column_may_stand_on_either_side():
    times = pd.Series(pd.date_range("2026-03-23", periods=5, freq="D", tz="UTC"))
    assert (LISBON.between("2026-03-23T00:00Z", times) == [
        LISBON.between("2026-03-23T00:00Z", time) for time in times]).all()
    spans = pd.Series(pd.to_timedelta(["1h", "2h"]))
    assert list(LISBON.add(pd.Series([times[0], times[0]]), spans)) == [
        LISBON.add(times[0], "1h"), LISBON.add(times[0], "2h")]


def test_business_days_and_their_landing():
    monday = "2026-03-23T10:00Z"
    assert LISBON.add_business_days(monday, 5) == dt.datetime(2026, 3, 30, 9, tzinfo=dt.timezone.utc)
    assert LISBON.add_business_days(monday, 1, "open_of_day") == dt.datetime(2026, 3, 24, 9, tzinfo=dt.timezone.utc)
    with pytest.raises(ValueError, match="landing"):
        LISBON.add_business_days(monday, 1, "noon")


def test_openings_are_a_table():
    openings = LISBON.openings("2026-03-27T00:00Z", "2026-03-31T00:00Z")
    assert list(openings["open"]) == [np.datetime64("2026-03-27T09:00"), np.datetime64("2026-03-30T08:00")]


def test_calendars_of_policies(desk):
    office = desk.calendar("office")
    assert office.time_zone == "Asia/Shanghai"
    assert pickle.loads(pickle.dumps(office)) == office
    assert pickle.loads(pickle.dumps(LISBON)) == LISBON != office
    with pytest.raises(wp.NotFoundError, match="office"):
        desk.calendar("offce")


def test_what_cannot_be_meant_is_an_error():
    for wrong, error in [(1.5, TypeError), (None, TypeError), ("soon", ValueError), (object(), TypeError),
                         (np.array([1.5]), TypeError), (np.zeros((2, 2), "datetime64[ms]"), TypeError),
                         (2**70, ValueError), (True, TypeError)]:
        with pytest.raises(error):
            LISBON.is_open(wrong)
    with pytest.raises(ValueError, match="2 values for 3 rows"):
        LISBON.between(np.zeros(3, "datetime64[ms]"), np.zeros(2, "datetime64[ms]"))
    with pytest.raises(wp.InvalidError):
        wp.Calendar.build("Europe/Lisbonn")
