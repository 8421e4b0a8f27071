"""The gate of one document: what it has, and whether an update may come in."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from board import limits
from board.content.schema import Entity
from board.errors import Refusal
from board.steps import STEP, Steps, finished, in_steps
from board.yjs.structs import Range, Update, after, following, joined
from board.yjs.update import FROM_THE_LOG, decode_update, decoding, encoding

from .places import Place, roots, slot_of
from .plan import Plan
from .records import Records
from .signing import Signer, signatures
from .stored import read, written
from .touched import Touch, touching
from .withholding import leaving, marks


@dataclass(frozen=True, slots=True)
class Admitted:
    """What of an update is new to the document.

    `update` is exactly what is to be logged, b"" when nothing is new (`covered`): then it is acknowledged as soon as
    all that was admitted before is durable. `new_clients` are the client ids that nobody owned yet. It is `stamped`
    where it makes cards whose maker was told how they are signed, or takes cards out of what stays in the group: then
    it holds what the server says of them, too (SPEC P10, T5), which depends on what the document says.
    """

    update: bytes
    new_clients: frozenset[int]
    covered: bool
    stamped: bool = False


NOTHING_NEW: Final = Admitted(b"", frozenset(), covered=True)


class AdmissionIndex:
    """Knows of every id of one document where it sits and whether it is deleted, and checks updates against that.

    Its size grows with the runs of items in one place, not with letters. `schema` maps root names to entities:
    `{"meta": META, **CONTENT}` or `STAGE` of `board.content.schema`.
    """

    __slots__ = ("_records", "_signed")

    def __init__(self, schema: Mapping[str, Entity]) -> None:
        self._records = Records({}, roots(schema))
        self._signed = 0

    @classmethod
    def empty(cls, schema: Mapping[str, Entity]) -> Self:
        """Return the index of a document without content."""
        return cls(schema)

    @classmethod
    def rebuild(cls, updates: Iterable[bytes], schema: Mapping[str, Entity]) -> Self:
        """Return the index after these updates of the log or of a checkpoint, in order; linear in their size.

        Raises what `integrate` does.
        """
        index = cls(schema)
        index.integrate_all(updates)
        return index

    @classmethod
    def restored(cls, stored: bytes, schema: Mapping[str, Entity]) -> Self | None:
        """Return the index that was `stored`; None when another version stored it. The bytes are trusted otherwise."""
        records = read(stored, schema)
        if records is None:
            return None
        index = cls({})
        index._records = records
        return index

    def stored(self) -> bytes:
        """Return the index as bytes, for `restored`."""
        return written(self._records)

    def integrate(self, update: bytes) -> bool:
        """Take in an update that was admitted before, whatever of it is new: a row of the log, or a checkpoint.

        Returns False when some of its content was known; deletions may come twice.

        It is not checked against schema, caps or rights. Raises CodecError, Refusal("schema") or CausalityGap when it
        cannot have been admitted; the index is then unchanged.
        """
        decoded = decode_update(update, FROM_THE_LOG)
        is_new = all(run[0].clock >= self.clock_of(client) for client, run in decoded.structs.items())
        self._integrate(decoded)
        return is_new

    def integrate_all(self, updates: Iterable[bytes]) -> None:
        """Take in updates that were admitted before as if they were one, which costs less; see `integrate`."""
        self._integrate(following(decode_update(update, FROM_THE_LOG) for update in updates))

    def _integrate(self, update: Update) -> None:
        fresh = finished(self._subtracting(update))
        plan = Plan(self._records, fresh, update.deletes, trusted=True)
        finished(plan.work_out())
        finished(plan.carry_out())
        self._signed = self._records.signed

    def admit(
        self,
        update: bytes,
        *,
        owner_of: Callable[[int], str | None],
        participant: str,
        may_write: bool,
        check: Callable[[frozenset[Touch]], None] | None = None,
        stamps: bool = False,
        signer: Signer | None = None,
    ) -> Admitted:
        """Admit an update at once; see `admitting`."""
        return finished(
            self.admitting(
                update,
                owner_of=owner_of,
                participant=participant,
                may_write=may_write,
                check=check,
                stamps=stamps,
                signer=signer,
            )
        )

    def admitting(
        self,
        update: bytes,
        *,
        owner_of: Callable[[int], str | None],
        participant: str,
        may_write: bool,
        check: Callable[[frozenset[Touch]], None] | None = None,
        stamps: bool = False,
        signer: Signer | None = None,
    ) -> Steps[Admitted]:
        """Check an update of `participant`, subtract what the document has, and cover the rest from now on.

        `owner_of` tells who owns a client id; `check` may raise Refusal for what the update touches; `stamps`
        for an update of the server, which may write what no client may; `signer` signs the cards that it makes where
        their maker was told so (SPEC P10), and marks those that it takes out of what stays in the group (SPEC T5): what
        it says of them is part of what is admitted. A repeat of what is known needs no right and no owner (SPEC A6).
        Raises CodecError (malformed), Refusal (limit, rights, identity, schema,
        text) or CausalityGap; the index is then unchanged. It goes in steps, so that a large update holds nobody up;
        until the last one nothing else may be admitted or integrated here.
        """
        if len(update) > limits.MAX_FRAME_BYTES:
            raise Refusal("limit", "The update is too large.")
        decoded = yield from decoding(update)
        fresh = yield from self._subtracting(decoded)
        if not fresh.structs and not fresh.deletes:
            return NOTHING_NEW
        if not may_write:
            raise Refusal("rights", "You can read this board but not change it.")
        new_clients = _claimed(fresh.structs, owner_of, participant)
        mine = None if stamps else _owned(new_clients, owner_of, participant)
        plan = Plan(self._records, fresh, decoded.deletes, trusted=False, is_mine=mine)
        yield from plan.work_out()
        if check is not None:
            check((yield from touching(plan, self._records)))
        left = (yield from leaving(plan, self._records)) if signer else {}
        yield from plan.carry_out()
        added = (yield from self._adding(plan, left, signer)) if signer else Update({}, {})
        encoded = yield from encoding(following([fresh, added]) if added.structs else fresh)
        self._signed = self._records.signed
        return Admitted(encoded, new_clients, covered=False, stamped=bool(plan.told or added.structs))

    def _adding(self, plan: Plan, left: Mapping[Place, str], signer: Signer) -> Steps[Update]:
        """Take in what the server says of cards in an update that was just carried out; returns it."""
        signing = [signatures(plan, self._records, signer)] if plan.told else []
        marking = [marks(left, self._records, signer.client)] if left else []
        added: list[Update] = []
        for saying in (*signing, *marking):
            added.append((yield from saying))
            taking = Plan(self._records, added[-1], {}, trusted=True)
            yield from taking.work_out()
            yield from taking.carry_out()
        return following(added)

    def admitting_servers(
        self,
        update: bytes,
        *,
        owner_of: Callable[[int], str | None],
        participant: str,
        check: Callable[[frozenset[Touch]], None] | None = None,
    ) -> Steps[Admitted]:
        """Admit an update of the server, which may write what no client may (`schema.Stamp`); see `admitting`."""
        return self.admitting(
            update, owner_of=owner_of, participant=participant, may_write=True, check=check, stamps=True
        )

    def state_vector(self) -> Mapping[int, int]:
        """Return the next clock of each client."""
        return {client: history.clock for client, history in self._records.clients.items()}

    def clock_of(self, client: int) -> int:
        """Return the next clock of a client."""
        return self._records.clock_of(client)

    @property
    def signed(self) -> int:
        """A number that grows whenever the server says, or no longer says, whose a card is.

        It does so with the last step of an admission: what is half admitted is in no update that anybody has.
        """
        return self._signed

    def clamp(self, vector: Mapping[int, int]) -> dict[int, int]:
        """Return what of a client's state vector the document knows, no clock in the middle of a surrogate pair."""
        clamped: dict[int, int] = {}
        for client, clock in vector.items():
            history = self._records.clients.get(client)
            if history is not None:
                known = min(clock, history.clock)
                clamped[client] = known - 1 if history.splits_pair(known) else known
        return clamped

    def _subtracting(self, update: Update) -> Steps[Update]:
        structs = {
            client: rest
            for client, run in update.structs.items()
            if (rest := after(run, self._records.clock_of(client)))
        }
        deletes: dict[int, list[Range]] = {}
        for client, ranges in update.deletes.items():
            fresh: list[Range] = []
            for part in in_steps(ranges):
                fresh += self._undeleted(client, part)
                if len(part) == STEP:
                    yield
            if fresh:
                deletes[client] = joined(fresh)
        return Update(structs, deletes)

    def _undeleted(self, client: int, ranges: Sequence[Range]) -> Iterator[Range]:
        """Yield what of `ranges` is neither deleted nor inside of something deleted."""
        history = self._records.clients.get(client)
        if history is None:
            yield from ranges
            return
        for start, end in history.deleted.missing(ranges):
            known = min(end, history.clock)
            for first, last, node in history.runs(start, known):
                slot = slot_of(node)
                if slot is not None and not slot.place.gone:
                    yield first, last
            if end > history.clock:
                yield max(start, history.clock), end


def _owned(new: Container[int], owner_of: Callable[[int], str | None], participant: str) -> Callable[[int], bool]:
    """Return what tells whether a client id is the participant's, or is just becoming so."""
    return lambda client: client in new or owner_of(client) == participant


def _claimed(clients: Iterable[int], owner_of: Callable[[int], str | None], participant: str) -> frozenset[int]:
    """Return the clients that nobody owns. Raises Refusal when one is another participant's."""
    new = set()
    for client in clients:
        owner = owner_of(client)
        if owner is None:
            new.add(client)
        elif owner != participant:
            raise Refusal("identity", "The update is written in the name of somebody else.")
    return frozenset(new)
