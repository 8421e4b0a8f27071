"""What waits in a room to be durable: in the order of its arrival, first what is in the commit under way."""

from collections import deque
from collections.abc import Iterator, Sequence

from board.yjs.update import FROM_THE_LOG, decode_update
from server.ports.audit import Note
from server.ports.log import NewRow

from .submissions import Claim, ClientEdit, Denial, ServerEdit, Submission

MAX_APPEND_BYTES = 2 * 1024 * 1024
"""What one room puts into one commit, so that a large paste does not hold up the other rooms."""


class Cleared:
    """What waited, in the order in which it is admitted again.

    First the claims, so that nobody else gets a client id meanwhile; last the edits of the server, which would have to
    be authored once more for each row that comes.
    """

    def __init__(self, submissions: Sequence[Submission]) -> None:
        self.claims = [each for each in submissions if isinstance(each, Claim)]
        self.rest: Sequence[ClientEdit | Denial | ServerEdit] = [
            *(each for each in submissions if isinstance(each, ClientEdit | Denial)),
            *(each for each in submissions if isinstance(each, ServerEdit)),
        ]


class Pending:
    """The submissions of one room. `weight` is about how much memory those take that no commit has yet, in bytes."""

    def __init__(self) -> None:
        self.in_flight: Sequence[Submission] = ()
        self.weight = 0
        self._waiting: deque[Submission] = deque()

    def __iter__(self) -> Iterator[Submission]:
        yield from self.in_flight
        yield from self._waiting

    def __bool__(self) -> bool:
        return bool(self.in_flight or self._waiting)

    @property
    def waits(self) -> bool:
        """True when something is in no commit yet."""
        return bool(self._waiting)

    @property
    def updates(self) -> list[bytes]:
        """The updates of all."""
        return [submission.update for submission in self if submission.update]

    @property
    def rows(self) -> list[NewRow]:
        """The rows of the commit under way."""
        return [NewRow(each.update, each.author) for each in self.in_flight if each.update]

    @property
    def claims(self) -> dict[int, str]:
        """The client ids that the commit under way gives to somebody."""
        return {client: owner for each in self.in_flight for client, owner in each.owners.items()}

    @property
    def commands(self) -> list[ServerEdit]:
        """The edits of the server in the commit under way."""
        return [each for each in self.in_flight if isinstance(each, ServerEdit)]

    @property
    def notes(self) -> list[Note]:
        """What the commit under way says in the audit: of the server's edits that change something."""
        return [each.note for each in self.commands if each.note and each.update]

    @property
    def stamped(self) -> bool:
        """True when the server said something of cards in what waits."""
        return any(isinstance(each, ClientEdit) and each.stamped for each in self)

    def may_be_in(self, rows: Sequence[bytes]) -> bool:
        """True when a client that wrote something of these rows wrote something that waits: it may be the same."""
        return not _writers(rows).isdisjoint(_writers(self.updates))

    def add(self, submission: Submission) -> None:
        """Let one more wait."""
        self._waiting.append(submission)
        self.weight += submission.weight

    def take(self) -> None:
        """Move what waits into the commit that begins now, up to a bound."""
        taken, size = list(self.in_flight), 0
        while self._waiting and size <= MAX_APPEND_BYTES:
            submission = self._waiting.popleft()
            taken.append(submission)
            self.weight -= submission.weight
            size += len(submission.update)
        self.in_flight = taken

    def put_back(self) -> None:
        """The commit did not happen: everything waits again, in its old order."""
        self._waiting.extendleft(reversed(self.in_flight))
        self.weight += sum(submission.weight for submission in self.in_flight)
        self.in_flight = ()

    def settle(self) -> None:
        """What the commit under way has is durable: give the answers."""
        settled, self.in_flight = self.in_flight, ()
        for submission in settled:
            submission.settle()

    def drop(self, edit: ServerEdit) -> None:
        """Take an edit of the server out of the commit under way."""
        self.in_flight = [each for each in self.in_flight if each is not edit]

    def clear(self) -> Cleared:
        """Take everything out and return it."""
        everything = list(self)
        self.in_flight, self.weight = (), 0
        self._waiting.clear()
        return Cleared(everything)


def _writers(updates: Sequence[bytes]) -> set[int]:
    return {client for update in updates for client in decode_update(update, FROM_THE_LOG).structs}
