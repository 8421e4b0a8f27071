"""Who owns which client id in one document (SPEC A5): the first participant who used it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from board.errors import Refusal

MAX_OWNED_CLIENTS = 4_000
"""Client ids of one participant in one document, one an opening of the page: `MAX_STATE_VECTOR_CLIENTS` is for all, and
nobody may use it up alone."""


class Ownership:
    """Owners by client id."""

    def __init__(self, owners: Mapping[int, str]) -> None:
        self._owners = dict(owners)
        self._owned = Counter(self._owners.values())

    def of(self, client: int) -> str | None:
        """Return who owns a client id, or None."""
        return self._owners.get(client)

    def asked_by(self, participant: str) -> Callable[[int], str | None]:
        """Return what tells who owns a client id, and refuses to let `participant` own too many new ones."""
        left = MAX_OWNED_CLIENTS - self._owned[participant]

        def owner_of(client: int) -> str | None:
            nonlocal left
            owner = self._owners.get(client)
            left -= owner is None
            if left < 0:
                raise Refusal("limit", "You have opened this board too often. Ask the organiser for help.")
            return owner

        return owner_of

    def learn(self, owners: Mapping[int, str]) -> None:
        """Note who owns client ids by what another process stored."""
        for client, participant in owners.items():
            self.take([client], participant)

    def is_full(self, participant: str) -> bool:
        """True when a participant may own no more client ids."""
        return self._owned[participant] >= MAX_OWNED_CLIENTS

    def take(self, clients: Iterable[int], participant: str) -> Mapping[int, str]:
        """Give the client ids that nobody owns to a participant; returns these."""
        fresh = {client: participant for client in clients if client not in self._owners}
        self._owners.update(fresh)
        self._owned[participant] += len(fresh)
        return fresh
