"""Bodies of requests about programmes. What is stored is always a whole entity, with the revision that it follows."""

from typing import Annotated, Generic, TypeVar

from pydantic import Field, RootModel

from board.programmes import Group, Organisation, Person, Programme, Session, WholeProgramme
from board.programmes.model import Attended
from server.api.http.bodies import Body
from server.api.http.texts import Name, Short
from server.api.http.texts import Organisation as OrganisationName

E = TypeVar("E")
Revision = Annotated[int, Field(ge=0, le=2**53)]
"""The revision that the sender saw; 0 for something new (SPEC G8)."""


class Put(Body, Generic[E]):
    """An entity to be stored under the id in the path, which it has too."""

    revision: Revision
    entity: E


class PutProgramme(Put[Programme]):
    """A programme, without what belongs to it."""


class PutOrganisation(Put[Organisation]):
    """An organisation; `place` and `icb` are ids of the places file."""


class PutPerson(Put[Person]):
    """Somebody. To remove a person, delete the address.

    `same_name` says that this is another person than the one there of this name and organisation (SPEC G14).
    """

    same_name: bool = False


class PutGroup(Put[Group]):
    """A group. Its key questions are those that are stored, with perhaps a new wording behind them (SPEC G5)."""


class PutSession(Put[Session]):
    """A session without its register, whose rows are stored one by one."""


class PutMark(Body):
    """Whether somebody was at the session; null takes the row off the register."""

    revision: Revision
    attended: Attended | None
    role: Short = None


class NewMark(Body):
    """Somebody to put on the register by name; found among the programme's people, or added to them."""

    name: Name
    organisation: OrganisationName = None
    job: OrganisationName = None
    attended: Attended = "present"
    role: Short = None


class ImportedProgramme(RootModel[WholeProgramme]):
    """A whole programme, as it was exported."""
