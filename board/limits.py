"""Every limit of the domain, each with its reason. Lengths are in Unicode code points unless a name says bytes."""

KIB = 1024

MAX_FRAME_BYTES = 4 * 1024 * KIB
"""A returning client's first Step 2 carries all it has, delete set included."""
MAX_UPDATE_BYTES = 256 * KIB
"""A single typed or pasted edit; forty pages of text fit."""
MAX_AWARENESS_STATE_BYTES = 4 * KIB
"""A cursor, a selection and a drag are under 500 bytes."""
MAX_STATE_VECTOR_CLIENTS = 20_000
"""Each opening of the page is one Yjs client; 22 people, monthly, ten years, several tabs each."""
MAX_HELD_FRAMES = 64
MAX_HELD_BYTES = 256 * KIB
"""What may wait for one document before its Auth message, or behind a causality gap."""

MAX_BATCH_FRAMES = 60_000
"""Frames in one body, where there are no sockets: ours have a megabyte, and a frame at least 20 bytes."""

MAX_STRUCTS = 100_000
"""Structs in one update: a whole returning board of 1,500 cards has about 30,000."""
MAX_DELETE_RANGES = 100_000
"""A well-used board repeats 12,707 ranges in each Step 2."""
MAX_ANY_DEPTH = 8
MAX_ANY_ITEMS = 1_000
MAX_KEY_LENGTH = 64
MAX_ID_LENGTH = 40
MAX_TITLE = 300
MAX_HINT = 1_000
MAX_SHORT = 120
MAX_TEXT = 100_000
"""One text (an agreed record, a card): beyond any report section, below what hurts an old laptop."""
MAX_CONFIG_BYTES = 16 * KIB
MAX_ENTITIES = 20_000
"""Entries of one root map, deleted ones included."""
MAX_LIST = 100
MAX_MAP_KEYS = 1_000
"""Keys of one map inside an entity (columns, rows, verdicts, fields), deleted ones included."""
MAX_INTEGRATION_STEPS = 10_000_000
"""Items that an update's insertions may have to be compared with: a second of work at worst, and room for thousands of
separate offline edits of one long text."""
MAX_CLIENTS_PER_UPDATE = 20_000
MAX_DOCUMENT_BYTES = 32 * 1024 * KIB

MAX_NAME = 80
MAX_ORGANISATION = 120
MAX_LABEL = 200
MAX_TAG = 40
MAX_DOTS = 20
"""Dots of one person in a vote: who has more no longer chooses."""
MAX_VOTED_OPTIONS = 300
"""Cards with dots that the result of a vote names: 300 fit MAX_CONFIG_BYTES."""
LEAST_MARKERS = 4
"""Markers below which nothing is shown: among three, each would know the other two by a guess."""
