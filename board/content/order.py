"""Fractional order keys: strings of base-62 digits that sort as they are meant (SPEC D3).

The digits are 0-9, A-Z, a-z in that order, which is the order of their code points; keys are
compared as plain strings, never by a locale. Keys are made without randomness: two people who
insert at one place make the same key, and equal keys are told apart by the id of their entity
(`in_order`).

A key is a *head*, a whole number of varying length, and a *tail*, a fraction that may be empty.

- The first digit of a head is a letter that gives its length: `a` to `z` are followed by 1 to 26
  digits, `Z` down to `A` by 1 to 26 digits. So a longer head sorts further out, on either side.
- The last digit of a head is never "0". The first head is `a1`.
- A tail is read as digits after the point: "V" is 31/62. It does not end in "0".

So no key ends in "0", and between any two keys there is another one.

**Next head.** Add one to the last digit; after "z" it is "1" and the digit before it gets one more,
where "z" becomes "0" and carries on. When it carries out of the digits, take the next letter (`a`
after `Z`), and digits of that letter's length that are all "0" but for the last, "1".
**Previous head.** The mirror image: take one from the last digit; below "1" it is "z" and the digit
before it gets one less, where "0" becomes "z" and carries on. When it carries out of the digits,
take the previous letter (`Z` before `a`) with digits that are all "z".

**between(a, b)**, with a < b, each of them or None:

1. Neither: `a1`.
2. Only a: the next head after a's head.
3. Only b: b's head if b has a tail, else the previous head before it.
4. Both with the same head: that head and `middle(tail of a, tail of b)`.
5. Both with different heads: the next head after a's, if it is smaller than b; else a's head and
   `middle(tail of a, None)`.

**middle(a, b)**, where None stands for 1:

1. Take off the longest common prefix (a padded with "0"s on the right) and put it before the
result. 2. Let x be the value of a's first digit, 0 if a is empty, and y of b's, 62 if b is None. 3.
If y - x > 1, the digit of value (x + y) // 2 is the result. 4. Else, if b has two digits or more,
b's first digit is the result. 5. Else the digit of value x followed by `middle(rest of a, None)` is
the result.

The page holds the same algorithm; `tests/fixtures/order_vectors.json` keeps the two alike.
"""

from collections.abc import Iterable
from typing import Final, Protocol, TypeVar

from board.errors import EditError

DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST: Final = 64
"""Code points of the longest key the schema takes: some 360 inserts at the very same place."""

_LETTERS: Final = DIGITS[10:]
_VALUE: Final = {digit: value for value, digit in enumerate(DIGITS)}
_FIRST: Final = "a1"


class NoRoom(EditError):
    """There is no key between these two: they are equal, in the wrong order, odd, or too long."""


class Ordered(Protocol):
    """Anything with an order key and an id."""

    @property
    def id(self) -> str: ...
    @property
    def order(self) -> str: ...


T = TypeVar("T", bound=Ordered)


def in_order(items: Iterable[T]) -> list[T]:
    """Return the items by order key, equal keys by id."""
    return sorted(items, key=lambda item: (item.order, item.id))


def between(a: str | None, b: str | None) -> str:
    """Return the key of something to stand between keys a and b; None is an open end.

    Raises NoRoom when there is none of at most LONGEST digits; number the whole list anew then.
    """
    for key in (a, b):
        if key is not None and not is_key(key):
            raise NoRoom("This place in the list cannot be numbered.")
    if a is not None and b is not None and a >= b:
        raise NoRoom("There is no place between these two in the list.")
    key = _between(a, b)
    if len(key) > LONGEST:
        raise NoRoom("This place in the list is full.")
    return key


def sequence(n: int, after: str | None = None) -> list[str]:
    """Return n growing keys that follow the key `after`, or the first n keys of an empty list."""
    keys: list[str] = []
    for _ in range(n):
        after = between(after, None)
        keys.append(after)
    return keys


def is_key(text: str) -> bool:
    """Return whether the text is a well-formed key."""
    if not text or text[0] not in _LETTERS or any(digit not in _VALUE for digit in text):
        return False
    head = _head(text)
    return len(head) == 1 + _length(text[0]) and head[-1] != "0" and text[-1] != "0"


def _between(a: str | None, b: str | None) -> str:
    if a is None:
        return _FIRST if b is None else _before(b)
    head = _head(a)
    if b is None:
        return _next(head)
    if head == _head(b):
        return head + _middle(a[len(head) :], b[len(head) :])
    following = _next(head)
    return following if following < b else head + _middle(a[len(head) :], None)


def _before(b: str) -> str:
    head = _head(b)
    return head if head < b else _previous(head)


def _head(key: str) -> str:
    return key[: 1 + _length(key[0])]


def _length(letter: str) -> int:
    place = _LETTERS.index(letter)
    return place - 25 if place > 25 else 26 - place


def _next(head: str) -> str:
    digits = _step(head[1:], 1)
    if digits is not None:
        return head[0] + digits
    letter = _neighbour(head[0], 1)
    return letter + "1".rjust(_length(letter), "0")


def _previous(head: str) -> str:
    digits = _step(head[1:], -1)
    if digits is not None:
        return head[0] + digits
    letter = _neighbour(head[0], -1)
    return letter + "z" * _length(letter)


def _neighbour(letter: str, step: int) -> str:
    place = _LETTERS.index(letter) + step
    if not 0 <= place < len(_LETTERS):
        raise NoRoom("The list has no place left at its end.")
    return _LETTERS[place]


def _step(digits: str, step: int) -> str | None:
    """Count the digits of a head up (1) or down (-1); None when that carries out of them."""
    changed = ""
    for place in range(len(digits) - 1, -1, -1):
        lowest = 1 if place == len(digits) - 1 else 0
        value = _VALUE[digits[place]] + step
        if lowest <= value < len(DIGITS):
            return digits[:place] + DIGITS[value] + changed
        changed = DIGITS[lowest if step > 0 else -1] + changed
    return None


def _middle(a: str, b: str | None) -> str:
    if b is not None:
        shared = _shared(a, b)
        if shared:
            return b[:shared] + _middle(a[shared:], b[shared:])
    x = _VALUE[a[0]] if a else 0
    y = _VALUE[b[0]] if b else len(DIGITS)
    if y - x > 1:
        return DIGITS[(x + y) // 2]
    if b is not None and len(b) > 1:
        return b[0]
    return DIGITS[x] + _middle(a[1:], None)


def _shared(a: str, b: str) -> int:
    """Count the leading digits of b that a, padded with "0"s, has too."""
    padded = a.ljust(len(b), "0")
    return next((i for i, digit in enumerate(b) if padded[i] != digit), len(b))
