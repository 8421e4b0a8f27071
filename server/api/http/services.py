"""What the handlers of the API work with; `server.app` puts it together."""

from dataclasses import dataclass, field

from server.access.auth import Auth
from server.access.limits import Clock
from server.facilitation.comments import BoardComments
from server.facilitation.hats import Hats
from server.facilitation.markers import Markers
from server.facilitation.private import PrivateRounds
from server.facilitation.snapshots import Snapshots
from server.facilitation.template_folder import TemplateFolder
from server.ports.directory import Directory
from server.ports.voting import Votes
from server.programmes.commitments import GroupBoards
from server.programmes.imports import Imports
from server.programmes.places_file import PlacesFile
from server.rooms.live import LiveBoards
from server.settings import Settings
from server.telemetry import Metrics
from server.workers.pool import Workers


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a handler may use. `clock` returns the present as an aware UTC datetime.

    `workers` make what people may wait for, such as exports; `authors` what an action on the board waits for.
    """

    directory: Directory
    votes: Votes
    live: LiveBoards
    auth: Auth
    settings: Settings
    workers: Workers
    authors: Workers
    clock: Clock
    metrics: Metrics = field(default_factory=Metrics)
    snapshots: Snapshots = field(init=False)
    templates: TemplateFolder = field(init=False)
    markers: Markers = field(init=False)
    hats: Hats = field(init=False)
    private: PrivateRounds = field(init=False)
    comments: BoardComments = field(init=False)
    places: PlacesFile = field(init=False)
    group_boards: GroupBoards = field(init=False)
    imports: Imports = field(default_factory=Imports)

    def __post_init__(self) -> None:
        made = Snapshots(self.directory, self.live, self.authors, self.clock, self.metrics)
        object.__setattr__(self, "snapshots", made)
        folder = TemplateFolder(self.settings.templates_folder, asked_for=self.settings.templates_dir is not None)
        object.__setattr__(self, "templates", folder)
        object.__setattr__(self, "places", PlacesFile(self.settings.places_file))
        object.__setattr__(self, "group_boards", GroupBoards(self.directory, self.live, self.authors))
        alone = not self.settings.redis_url
        object.__setattr__(self, "markers", Markers(alone=alone))
        object.__setattr__(self, "hats", Hats(self.markers.id, alone=alone))
        object.__setattr__(self, "private", PrivateRounds(self.directory, self.live, self.auth.display_names))
        comments = BoardComments(self.directory, self.live, self.auth.display_names)
        object.__setattr__(self, "comments", comments)
