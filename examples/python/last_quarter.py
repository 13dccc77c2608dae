"""What would this policy have done last quarter?

The incident log of a real IT desk, decided anew: how promises were kept, when work piled up, which
promise nobody wrote down, and what a stricter draft would change. Run it from anywhere:

    PYTHONPATH=build/dev/bindings/python/package /usr/bin/python3 examples/python/last_quarter.py [FOLDER]

Pictures go to FOLDER, here if none is given.
"""

import pathlib
import sys

import pandas as pd

import waypost as wp

ROOT = pathlib.Path(__file__).resolve().parents[2]
DESK = ROOT / "examples" / "policies" / "it-desk"


def save(ax, folder, name):
    ax.figure.savefig(folder / name, dpi=100)
    print(f"   picture: {name}")


def main(folder):
    # 1. The log. The mapping says what its columns mean; what it does not say is counted.
    log = wp.read_log(ROOT / "data" / "incidents" / "incident_events.csv.gz",
                      mapping=DESK / "servicenow.import.textproto")
    print(f"1. {log!r}")
    print("   left out:", {what: count for what, count in log.reading.items() if count and what != "rows read"})

    # 2. The policy as it stands. The replay keeps what the desk did and decides anew what the
    #    policy decides.
    policy = wp.Policy.load(DESK / "it-desk.textproto")
    result = wp.replay(policy, log)
    print(f"2. {len(result.tickets):,} tickets under {policy.name}")
    print(result.attainment[["sla", "met", "breached", "share_met", "p50", "p90"]].to_string(index=False))
    save(wp.plot.attainment(result), folder, "attainment.png")

    # 3. A quarter of it. Tables are data frames: times have their zone, durations are durations.
    tickets = result.tickets
    quarter = tickets[(tickets.opened >= pd.Timestamp("2016-04-01", tz="UTC"))
                      & (tickets.opened < pd.Timestamp("2016-07-01", tz="UTC"))]
    by_impact = quarter.groupby("log_impact", observed=True)["breached"].agg(["size", "mean"])
    print(f"3. opened from April to June: {len(quarter):,}")
    print(by_impact.to_string())
    worst = quarter[quarter.breached].groupby("group", observed=True).size().nlargest(5)
    print("   most breaches:", dict(worst))

    # 4. When did work come, and when did it pile up?
    save(wp.plot.arrivals(result, "W"), folder, "arrivals.png")
    save(wp.plot.distribution(result, "resolution"), folder, "resolution.png")
    calendar = policy.calendar("working-days")
    save(wp.plot.week(calendar, "2016-04-01"), folder, "week.png")

    # 5. Does the log's own flag agree? Which promise does it follow?
    agreeing = (tickets.recorded_met.astype(bool) != tickets.breached.astype(bool)).mean()
    print(f"5. the log's flag agrees with the policy for {agreeing:.1%} of the tickets")
    fit = wp.fit_sla(log)
    print("  ", str(fit).splitlines()[0])

    # 6. A draft: 120 hours instead of 154. Which tickets change, and which line does it?
    text = (DESK / "it-desk.textproto").read_text(encoding="utf-8")
    draft = wp.Policy.parse(text.replace('within: "154h"', 'within: "120h"'), name="draft.textproto")
    change = wp.diff(policy, draft, log)
    print(f"6. {change!r}")
    print(change.rules.head(5)[["new_rule", "what", "tickets", "breaches_added"]].to_string(index=False))
    return result, change


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "."))
