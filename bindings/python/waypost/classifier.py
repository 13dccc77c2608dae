"""What texts are about: a policy's classification over whole columns, models, and how good they
are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Mapping, Optional, Tuple

from . import _native
from ._progress import Progress, Shown
from ._tables import Table
from .articles import Articles
from .policy import PathLike, as_policy

if TYPE_CHECKING:
    import pandas

HINTS = ("language", "locale", "channel", "product", "region", "platform", "tier", "customer_type")


def _texts_of(values: Any, what: str) -> Tuple[Any, ...]:
    if isinstance(values, (str, bytes, Mapping)):
        raise TypeError(f"{what}: takes a column of texts, not {type(values).__name__}")
    if hasattr(values, "isna"):  # pandas
        values = values.astype(object).where(values.notna(), None)
    if hasattr(values, "tolist"):
        values = values.tolist()
    return tuple(values)


class Model:
    """A trained model that sorts texts into classes. Immutable; it can be pickled."""

    __slots__ = ("_native", "notes")

    def __init__(self, native: "_native.NativeModel", notes: Iterable[str] = ()) -> None:
        if not isinstance(native, _native.NativeModel):
            raise TypeError("a model is made by train() or Model.load(file)")
        self._native = native
        #: What training had to say about the rows: repetitions, contradictions.
        self.notes = list(notes)

    @classmethod
    def load(cls, file: PathLike) -> "Model":
        """A model from the file that `save` or `waypost train` wrote."""
        with open(os.fspath(file), "rb") as opened:
            return cls(_native.open_model(opened.read()))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Model":
        return cls(_native.open_model(data))

    def to_bytes(self) -> bytes:
        return self._native.bytes

    def save(self, file: PathLike) -> None:
        """Writes the file that a policy names: `classification { model: "desk.wpm" }`."""
        with open(os.fspath(file), "wb") as opened:
            opened.write(self._native.bytes)

    @property
    def labels(self) -> List[str]:
        return self._native.labels

    def classify(self, text: str, top: int = 3) -> List[Tuple[str, float]]:
        """The most probable classes of one text, the best first."""
        return [(label, milli / 1000) for label, milli in self._native.answer(text, top)]

    def evaluate(
        self, texts: Any, labels: Any, keywords: Any = None, progress: Progress = None
    ) -> "Evaluation":
        """How good it is, by texts it was not trained on."""
        with Shown(progress, "evaluate") as bar:
            return Evaluation(_native.evaluate_model(
                self._native, _texts_of(texts, "texts"), _texts_of(labels, "labels"),
                _keywords_of(keywords), bar))

    def __reduce__(self) -> Tuple[Any, ...]:
        return Model.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        return f"<Model {len(self.labels)} classes {len(self.to_bytes()):,} bytes>"


class Evaluation:
    """How good a model is; prints as `waypost eval` does."""

    __slots__ = ("_native",)

    def __init__(self, native: "_native.NativeEvaluation") -> None:
        if not isinstance(native, _native.NativeEvaluation):
            raise TypeError("evaluations are results; they are not made")
        self._native = native

    @property
    def figures(self) -> Dict[str, int]:
        """Counts: examples, right, right_in_three, out_of_scope, ..."""
        return self._native.figures()

    @property
    def accuracy(self) -> float:
        figures = self._native.figures()
        return figures["right"] / max(figures["examples"], 1)

    @property
    def labels(self) -> List[str]:
        return self._native.labels

    @property
    def classes(self) -> "pandas.DataFrame":
        """A row a class: examples, answered, right, precision, recall."""
        return Table(self._native.classes()).to_pandas()

    @property
    def confusions(self) -> "pandas.DataFrame":
        """Which classes are taken for which, the most frequent first."""
        return Table(self._native.confusions()).to_pandas()

    @property
    def thresholds(self) -> "pandas.DataFrame":
        """What happens if answers of less confidence go to a person."""
        return Table(self._native.thresholds()).to_pandas()

    def threshold_for(self, right: float) -> Optional[float]:
        """The smallest confidence from which answers are right as often as that; None: there is
        none."""
        milli = self._native.threshold_for(round(_share(right, "right") * 1000))
        return None if milli > 1000 else milli / 1000

    def __str__(self) -> str:
        return self._native.text(20)

    def __repr__(self) -> str:
        return f"<Evaluation {self.accuracy:.1%} of {self.figures['examples']:,} right>"

    def _repr_html_(self) -> str:
        import html

        return f"<pre>{html.escape(str(self))}</pre>"


def _share(value: float, place: str) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
        raise ValueError(f"{place}: takes a share from 0 to 1")
    return value


def _keywords_of(policy: Any) -> Any:
    return None if policy is None else as_policy(policy)._native


def train(
    texts: Any,
    labels: Any,
    *,
    keywords: Any = None,
    model_bytes: int = 2_000_000,
    out_of_scope: float = 0.03,
    class_weights: Optional[Mapping[str, float]] = None,
    origin: str = "",
    progress: Progress = None,
) -> Model:
    """Trains a model on labelled texts. Of rows with the same text the last one counts.

    `keywords`: a policy, whose keywords the model learns the worth of. `out_of_scope`: the share of
    the desk's own texts that may be called none of its business. The same rows give the same model.
    """
    weights = [(label, round(weight * 1000)) for label, weight in (class_weights or {}).items()]
    with Shown(progress, "train") as bar:
        native, notes = _native.train_model(
            _texts_of(texts, "texts"), _texts_of(labels, "labels"), _keywords_of(keywords),
            model_bytes, round(_share(out_of_scope, "out_of_scope") * 1000), weights, origin, bar)
    return Model(native, notes)


def cross_validate(
    texts: Any, labels: Any, folds: int = 5, keywords: Any = None, progress: Progress = None
) -> Evaluation:
    """How good a model would be: trains `folds` times, each time judging by a part left out."""
    with Shown(progress, "cross-validate") as bar:
        return Evaluation(_native.cross_validate(
            _texts_of(texts, "texts"), _texts_of(labels, "labels"), _keywords_of(keywords), folds, bar))


class Classifier:
    """A policy's classification without an engine. Immutable; safe to share.

    >>> from waypost import Policy
    >>> desk = Classifier(Policy.parse('''name: "desk" priorities: ["P1"]
    ...     categories { id: "account" keywords: ["hacked", "stolen"] }
    ...     categories { id: "refund" keywords: ["refund"] }
    ...     queues { id: "all" } routes { id: "all" stage { queue: "all" } }'''))
    >>> desk.classify("my account was hacked")["category"]
    'account'
    >>> list(desk.table(["a refund, please", "hacked again"])["category"])
    ['refund', 'account']
    """

    __slots__ = ("_policy",)

    def __init__(self, policy: Any) -> None:
        self._policy = as_policy(policy)

    def classify(
        self, text: str, articles: Optional[Articles] = None, **hints: str
    ) -> Dict[str, Any]:
        """One text: category, priority, language, emotion, confidence, the evidence, and what to
        suggest of `articles`. `hints`: as those of `table`."""
        if articles is not None and not isinstance(articles, Articles):
            raise TypeError(f"articles: takes Articles, not {type(articles).__name__}")
        for name, value in hints.items():
            if not isinstance(value, str):
                raise TypeError(f"{name}: takes text, not {type(value).__name__}")
        native = None if articles is None else articles._native
        return _native.classify_text(self._policy._native, text, hints, native)

    def table(self, texts: Any, threads: int = 0, progress: Progress = None, **hints: Any) -> Table:
        """A whole column, on all cores (or so many `threads`). `hints` are columns of what is known
        besides: language, locale, channel, product, region, platform, tier, customer_type."""
        column = _texts_of(texts, "texts")
        known = {name: _texts_of(values, name) for name, values in hints.items()}
        with Shown(progress, "classify") as bar:
            return Table(_native.classify_column(self._policy._native, column, known, threads, bar))

    def column(self, texts: Any, **options: Any) -> "pandas.DataFrame":
        """The table as a data frame, with the index of `texts` if that is a Series."""
        frame = self.table(texts, **options).to_pandas()
        index = getattr(texts, "index", None)
        if index is not None and not callable(index):
            frame.index = index
        return frame

    def __reduce__(self) -> Tuple[Any, ...]:
        return Classifier, (self._policy,)

    def __repr__(self) -> str:
        return f"<Classifier {self._policy.name}>"
