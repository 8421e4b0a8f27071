"""Where an export and the published report differ, and why."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_ANY: Final = r"(?s:.*)"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place at which the two do not say the same; "" where one of them says nothing."""

    place: str
    published: str
    exported: str

    def __str__(self) -> str:
        return f"{self.place}: the report says “{self.published}”, the export “{self.exported}”."


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why places differ; patterns say which, and what may stand there in the report and in the export.

    `ending` is what alone the report has more, at its end.
    """

    place: str
    reason: str
    published: str = _ANY
    exported: str = _ANY
    ending: str | None = None

    def explains(self, difference: Difference) -> bool:
        """True when this is the reason of a difference."""
        if self.ending is not None and difference.published != difference.exported + self.ending:
            return False
        pairs = (
            (self.place, difference.place),
            (self.published, difference.published),
            (self.exported, difference.exported),
        )
        return all(re.fullmatch(pattern, text) for pattern, text in pairs)


def differing(published: Mapping[str, str], exported: Mapping[str, str]) -> Sequence[Difference]:
    """Return every place at which the two differ, in the order of the report, then those that it does not have."""
    places = dict.fromkeys([*published, *exported])
    said = (Difference(place, published.get(place, ""), exported.get(place, "")) for place in places)
    return [each for each in said if each.published != each.exported]


def unexplained(differences: Sequence[Difference]) -> Iterator[Difference]:
    """Yield the differences for which there is no reason in the list."""
    return (each for each in differences if not any(why.explains(each) for why in EXPLANATIONS))


def unused(differences: Sequence[Difference]) -> Iterator[Explanation]:
    """Yield the explanations of differences that are not there (any more)."""
    return (why for why in EXPLANATIONS if not any(why.explains(each) for each in differences))


EXPLANATIONS: Final[Sequence[Explanation]] = (
    Explanation(
        "Figure 5, .*: facilitated by",
        "The report names people. Ours are invented, and nobody's name is taken over.",
        exported=r"Facilitator \d",
    ),
    Explanation(
        "Figure 5, Health inequalities: ICBs",
        "People came from Dorset, so its ICB belongs here; the report has the same three in each table.",
        published="bnssg; cornwall; devon",
        exported="bnssg; cornwall; devon; dorset",
    ),
    Explanation(
        "Figure 5, Mental health: ICBs",
        "Nobody came from Cornwall, so its ICB does not belong here; the report has the same three in each table.",
        published="bnssg; cornwall; devon",
        exported="bnssg; devon",
    ),
    Explanation(
        "Figure 6: step “Ensuring leaders from”",
        "The report's text has two steps in one paragraph, and lost which step is of which strand.",
    ),
    Explanation(
        "Figure 6: step “Identifying community spaces”",
        "It is the second of the two steps that stand in one paragraph of the report's text.",
        published="",
    ),
    Explanation(
        "Figure 9, session 3: skill",
        "The report's third column has no heading; ours has the session's title.",
        published="",
        exported="Manualizing",
    ),
    Explanation(
        "1, National 1",
        "The summary and section 5.2 spell a word differently; an export has both lists from the same cards.",
        published="Provide long term .*",
        exported="Provide long-term .*",
    ),
    Explanation(
        "1, Regional 2",
        "The summary says to invest and section 5.2 speaks of an investment; an export has both from the same card.",
        published="Invest in .*",
        exported="Investment in .*",
    ),
    Explanation(
        r"1, \w+ \d",
        "The summary ends its bullets with a full stop, the headings of section 5.2 have none.",
        ending=".",
    ),
    Explanation(
        r"3\.2\.1, objective [234]|5\.1, objective 3",
        "The report has three wordings of its objectives; an objective here is one text, wherever it is read.",
    ),
    Explanation(
        r"5\.2, .*: rests on",
        "An export says which card a recommendation rests on; the report does not.",
        published="",
        exported="‘.+’",
    ),
)
"""The list of reasons. Nothing else differs."""
