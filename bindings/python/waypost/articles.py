"""Knowledge articles to suggest with a ticket."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Tuple, Union

from . import _native

_Facts = Mapping[str, Union[str, Iterable[str]]]


def _pairs(facts: _Facts) -> List[Tuple[str, str]]:
    pairs: List[Tuple[str, str]] = []
    for name, value in facts.items():
        pairs += [(name, value)] if isinstance(value, str) else [(name, each) for each in value]
    return pairs


class Articles:
    """Articles beside a policy, which may change at any time.

    >>> articles = Articles()
    >>> articles.put("kb-1", "how do I get my money back?", categories=["refund"])
    >>> articles.put("kb-2", "my account was hacked", facts={"platform": ["ios", "android"]})
    >>> [found["id"] for found in articles.suggest("somebody hacked my account")]
    ['kb-2']
    >>> articles.suggest("somebody hacked my account", facts={"platform": "pc"})
    []
    """

    __slots__ = ("_native", "__weakref__")

    def __init__(self) -> None:
        self._native = _native.create_articles()

    def put(
        self, id: str, text: str, categories: Union[str, Iterable[str]] = (), language: str = "",
        facts: _Facts = {},
    ) -> None:
        """Adds an article, or replaces the one with its id. `text`: what customers ask that it
        answers. `categories`: "payment", "payment/refund" or several; none: any. `facts`: whom it
        is for."""
        names = [categories] if isinstance(categories, str) else list(categories)
        self._native.put(id, text, names, language, _pairs(facts))

    def remove(self, id: str) -> bool:
        """False if there is none."""
        return self._native.remove(id)

    def suggest(
        self, text: str, category: str = "", subcategory: str = "", language: str = "",
        facts: Mapping[str, str] = {}, count: int = 3,
    ) -> List[Dict[str, Any]]:
        """The articles that suit a ticket best, the best first; ten at most."""
        return self._native.suggest(text, category, subcategory, language, _pairs(facts), count)

    def __len__(self) -> int:
        return len(self._native)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<Articles {len(self):,}>"
