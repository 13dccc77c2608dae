"""Train a triage model and choose its threshold.

From labelled texts (banking77, CC BY 4.0) to a model that a policy names, by way of the question
that decides: from which confidence on may it sort without a person?

    PYTHONPATH=build/dev/bindings/python/package /usr/bin/python3 examples/python/triage_model.py [FOLDER]

The model, a policy that uses it and pictures go to FOLDER, here if none is given.
"""

import pathlib
import sys

import pandas as pd

import waypost as wp

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLASSES = [
    "card_arrival", "card_not_working", "cash_withdrawal_charge", "change_pin", "declined_card_payment",
    "exchange_rate", "lost_or_stolen_card", "passcode_forgotten", "pending_transfer", "Refund_not_showing_up",
    "request_refund", "terminate_account",
]
ENOUGH = 0.99  # of what is sorted without a person, so much shall be right

POLICY = """
name: "bank"
priorities: ["P1", "P2"]
{categories}
classification {{ model: "triage.wpm" review_below_milli: {threshold} }}
queues {{ id: "desk" }}
routes {{ id: "all" stage {{ queue: "desk" }} }}
"""


def save(ax, folder, name):
    ax.figure.savefig(folder / name, dpi=100)
    print(f"   picture: {name}")


def main(folder):
    # 1. Labelled texts. Every fifth is put aside: what judges a model must not have taught it.
    rows = pd.read_csv(ROOT / "data" / "classify" / "banking77_train.csv.gz")
    rows = rows[rows.category.isin(CLASSES)].reset_index(drop=True)
    aside = rows.index % 5 == 0
    taught, kept = rows[~aside], rows[aside]
    print(f"1. {len(taught):,} texts to learn from, {len(kept):,} to judge by, {rows.category.nunique()} classes")

    # 2. How good would it be? Cross-validation judges by every text that is learned from, in turn.
    crossed = wp.cross_validate(taught.text, taught.category, folds=3)
    print(f"2. cross-validated: {crossed.accuracy:.1%} right")

    # 3. Choose the threshold there, so that what was put aside stays a fair judge.
    threshold = crossed.threshold_for(ENOUGH)
    if threshold is None:
        raise SystemExit(f"no confidence is right {ENOUGH:.0%} of the time: more texts are needed")
    at = crossed.thresholds.set_index("confidence_milli")
    print(f"3. from {threshold:.0%} confidence on, {ENOUGH:.0%} are right")
    print(at[["share_automatic", "share_right"]].iloc[::4].round(3).to_string())
    save(wp.plot.thresholds(crossed), folder, "thresholds.png")

    # 4. Train, and judge by what it has never seen.
    model = wp.train(taught.text, taught.category, origin="banking77, CC BY 4.0")
    judged = model.evaluate(kept.text, kept.category)
    print(f"4. {model!r}: {judged.accuracy:.1%} of texts it has not seen")
    print(judged.confusions.head(5).to_string(index=False))
    save(wp.plot.confusion(judged), folder, "confusion.png")

    # 5. Put it into a policy: below the threshold a person looks.
    model.save(folder / "triage.wpm")
    categories = "\n".join(f'categories {{ id: "{name}" priority: "P2" }}' for name in CLASSES)
    (folder / "bank.textproto").write_text(
        POLICY.format(categories=categories, threshold=round(threshold * 1000)), encoding="utf-8")
    policy = wp.Policy.load(folder / "bank.textproto")

    # 6. What happens to the texts that were put aside, as tickets?
    found = wp.Classifier(policy).column(kept.text)
    automatic = ~found.needs_review.astype(bool)
    right = found.category.astype(object) == kept.category
    print(f"6. without a person: {automatic.mean():.1%} of them, and of these {right[automatic].mean():.1%} are right")
    return judged, automatic.mean(), right[automatic].mean()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "."))
