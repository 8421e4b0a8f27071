// Made by `python -m board.generate.page_schema` from board/content/schema.py. Change it there.
/* eslint-disable */

export const SCHEMA_VERSION = 1;

export const ZONE_KINDS = [
  "text",
  "list",
  "lanes",
  "grid",
  "table",
  "scale",
  "ring",
  "areas"
] as const;
export type ZoneKind = (typeof ZONE_KINDS)[number];

export const CARD_KINDS = [
  "note",
  "question",
  "learning",
  "example",
  "reference",
  "resource",
  "parameter",
  "goal",
  "difference",
  "commitment",
  "recommendation",
  "hat",
  "gap",
  "progress",
  "source",
  "parked"
] as const;
export type CardKind = (typeof CARD_KINDS)[number];

export const CARD_STATUSES = [
  "raw",
  "grouped",
  "agreed",
  "in_report"
] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

export const AREA_STATUSES = [
  "draft",
  "agreed",
  "revisit"
] as const;
export type AreaStatus = (typeof AREA_STATUSES)[number];

export const CERTAINTIES = [
  "said",
  "guess",
  "unknown"
] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const VERDICTS = [
  "agree",
  "compatible",
  "apart"
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const COLOURS = [
  "sand",
  "rose",
  "peach",
  "lemon",
  "mint",
  "sky",
  "lilac",
  "stone"
] as const;
export type Colour = (typeof COLOURS)[number];

export const LINK_KINDS = [
  "evidence",
  "related",
  "grouped"
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const ATTRIBUTIONS = [
  "name",
  "organisation",
  "hat",
  "none"
] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

export const SIGNING = [
  "name",
  "organisation"
] as const;
export type Signing = (typeof SIGNING)[number];

export const CLOCK_STATES = [
  "off",
  "running",
  "paused"
] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export const LOCKABLE = [
  "areas",
  "zones"
] as const;
export type Lockable = (typeof LOCKABLE)[number];

export const VOTE_KINDS = [
  "dots",
  "agreement",
  "markers"
] as const;
export type VoteKind = (typeof VOTE_KINDS)[number];

export const VOTE_STATES = [
  "open",
  "closed",
  "cancelled"
] as const;
export type VoteState = (typeof VOTE_STATES)[number];

export const VOTE_COUNTS = [
  "closed",
  "live"
] as const;
export type VoteCounts = (typeof VOTE_COUNTS)[number];

export const VOTE_ROOTS = [
  "zones",
  "areas",
  "launches"
] as const;
export type VoteRoot = (typeof VOTE_ROOTS)[number];

export const AGREEMENTS = [
  "agree",
  "live_with",
  "not_yet"
] as const;
export type Agreement = (typeof AGREEMENTS)[number];

export const ROUND_STATES = [
  "open",
  "revealing",
  "revealed",
  "ended"
] as const;
export type RoundState = (typeof ROUND_STATES)[number];

export const ROUND_CELLS = [
  "one",
  "column",
  "all"
] as const;
export type RoundCells = (typeof ROUND_CELLS)[number];

export const KIND_NAMES: Readonly<Record<CardKind, string>> = {
  "note": "Note",
  "question": "Question",
  "learning": "Learning",
  "example": "Example",
  "reference": "Reference",
  "resource": "Resource",
  "parameter": "Parameter",
  "goal": "Goal",
  "difference": "Difference",
  "commitment": "Commitment",
  "recommendation": "Recommendation",
  "hat": "Hat",
  "gap": "Gap",
  "progress": "Progress",
  "source": "Source card",
  "parked": "Parked point"
};

export const STATUS_NAMES: Readonly<Record<CardStatus, string>> = {
  "raw": "As written",
  "grouped": "Grouped",
  "agreed": "Agreed",
  "in_report": "In the report"
};

export const AREA_STATUS_NAMES: Readonly<Record<AreaStatus, string>> = {
  "draft": "Draft",
  "agreed": "Agreed",
  "revisit": "Revisit on"
};

export const CERTAINTY_NAMES: Readonly<Record<Certainty, string>> = {
  "said": "They said it",
  "guess": "Our guess",
  "unknown": "We don't know"
};

export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  "agree": "We agree",
  "compatible": "Different but compatible",
  "apart": "Pulling apart"
};

export const COLOUR_NAMES: Readonly<Record<Colour, string>> = {
  "sand": "Sand",
  "rose": "Rose",
  "peach": "Peach",
  "lemon": "Lemon",
  "mint": "Mint",
  "sky": "Sky",
  "lilac": "Lilac",
  "stone": "Stone"
};

export const ATTRIBUTION_NAMES: Readonly<Record<Attribution, string>> = {
  "name": "by name",
  "organisation": "by organisation",
  "hat": "by hat, never by who wore it",
  "none": "not at all"
};

export const FIELD_NAMES: Readonly<Record<string, string>> = {
  "place": "Place",
  "author": "Author",
  "year": "Year",
  "title": "Title",
  "link": "Link",
  "what": "What",
  "by_when": "By when",
  "how_will_i_know": "How will I know?",
  "who_may_ask": "Who may ask me about it",
  "level": "Level",
  "why": "Why",
  "how": "How",
  "evidence": "Evidence",
  "support": "Support needed",
  "owner": "Owner",
  "between": "Between whom",
  "who_opens": "Who opens the conversation",
  "we_will_ask": "What we will ask",
  "what_happened": "What happened",
  "outcome": "How far is it?",
  "what_worked": "What worked",
  "what_did_not": "What did not",
  "from_board": "From which board",
  "from_card": "From which card"
};

/** The colour of a new card of each kind. */
export const KIND_COLOURS: Readonly<Record<CardKind, Colour>> = {
  "note": "sand",
  "question": "sky",
  "learning": "lilac",
  "example": "lemon",
  "reference": "stone",
  "resource": "stone",
  "parameter": "sand",
  "goal": "mint",
  "difference": "rose",
  "commitment": "mint",
  "recommendation": "mint",
  "hat": "peach",
  "gap": "rose",
  "progress": "mint",
  "source": "stone",
  "parked": "stone"
};

/** Text fields of each kind of card, made together with the card. */
export const CARD_FIELDS: Readonly<Record<CardKind, readonly string[]>> = {
  "note": [],
  "question": [],
  "learning": [],
  "example": [
    "place"
  ],
  "reference": [
    "author",
    "year",
    "title",
    "link"
  ],
  "resource": [
    "link"
  ],
  "parameter": [],
  "goal": [],
  "difference": [],
  "commitment": [
    "what",
    "by_when",
    "how_will_i_know",
    "who_may_ask"
  ],
  "recommendation": [
    "level",
    "why",
    "how",
    "evidence",
    "support",
    "owner"
  ],
  "hat": [],
  "gap": [
    "between",
    "who_opens",
    "we_will_ask",
    "by_when",
    "what_happened"
  ],
  "progress": [
    "outcome",
    "what_worked",
    "what_did_not"
  ],
  "source": [
    "from_board",
    "from_card"
  ],
  "parked": []
};

/** Words that are offered for a field, which stays a text. */
export const FIELD_CHOICES: Readonly<Record<string, readonly string[]>> = {
  "level": [
    "National",
    "Regional",
    "Local"
  ],
  "outcome": [
    "Done",
    "Partly",
    "Not done",
    "Changed"
  ]
};

/** With these an activity names nobody. */
export const NAMELESS: readonly Attribution[] = [
  "hat",
  "none"
];

/** Kinds of zone whose cards have a column, and those whose cards also have a row. */
export const WITH_COLUMNS: readonly ZoneKind[] = [
  "grid",
  "lanes",
  "ring",
  "scale"
];
export const WITH_ROWS: readonly ZoneKind[] = [
  "grid",
  "ring"
];

/** The slots of the bundled templates: where in a report a zone lands. */
export const SLOTS = [
  "purpose",
  "issue",
  "parts",
  "areas",
  "parameters",
  "goal",
  "conversation",
  "differences",
  "resources",
  "learning",
  "parking",
  "grid",
  "gaps",
  "conversations",
  "hats",
  "surprised",
  "changes",
  "task",
  "case",
  "moment",
  "return",
  "check_in",
  "airspace",
  "questions",
  "review",
  "commitments",
  "process",
  "thermometer",
  "helps",
  "team",
  "network",
  "client",
  "practice",
  "rebalance",
  "question",
  "response",
  "strands",
  "boxes",
  "considerations",
  "open_questions",
  "references",
  "examples",
  "lists",
  "participants",
  "themes",
  "sources",
  "actions",
  "national",
  "regional",
  "local",
  "objectives",
  "uses"
] as const;

/** Slots where the group speaks together, and nobody signs what they type for all. */
export const GROUP_SLOTS: readonly string[] = [
  "purpose",
  "issue",
  "areas",
  "parameters",
  "goal",
  "differences",
  "gaps",
  "conversations",
  "changes",
  "task",
  "return",
  "review",
  "commitments",
  "process",
  "rebalance",
  "question",
  "response",
  "strands",
  "boxes",
  "lists",
  "participants",
  "themes",
  "actions",
  "national",
  "regional",
  "local",
  "objectives",
  "uses"
];

/** Lengths are in code points unless a name says bytes. */
export const LIMITS = {
  "MAX_TITLE": 300,
  "MAX_DOTS": 20,
  "MAX_HINT": 1000,
  "MAX_SHORT": 120,
  "MAX_TEXT": 100000,
  "MAX_CONFIG_BYTES": 16384,
  "MAX_ENTITIES": 20000,
  "MAX_LIST": 100,
  "MAX_KEY_LENGTH": 64,
  "MAX_ID_LENGTH": 40,
  "MAX_UPDATE_BYTES": 262144,
  "MAX_AWARENESS_STATE_BYTES": 4096,
  "MAX_NAME": 80,
  "MAX_ORGANISATION": 120,
  "MAX_LABEL": 200,
  "MAX_ORDER": 64
} as const;

/** A column or row of a zone, as one value of `columns` or `rows`. */
export interface Column {
  title: string;
  order: string;
  hint?: string;
  deleted?: string | null;
}

/** A zone that is still to be made, as in the blueprint of an area. */
export interface ZoneSeed {
  kind: ZoneKind;
  title: string;
  hint: string;
  slot: string;
  rect: [number, number, number, number];
  config: ZoneConfig;
  columns: { title: string; hint?: string }[];
  rows: { title: string; hint?: string }[];
}

/** The settings of a zone; board/content/zones.py says what each means. */
export interface ZoneConfig {
  bind?: "purpose";
  card?: CardKind;
  cards?: CardKind[];
  fields?: string[];
  certainty?: boolean;
  verdicts?: boolean;
  most?: number;
  banner?: string;
  column_word?: string;
  row_word?: string;
  record_hint?: string;
  tags?: string[];
  starters?: string[];
  questions?: boolean;
  numbered?: boolean;
  steps?: boolean;
  echo?: string;
  carries?: string;
  withheld?: boolean;
  heat?: boolean;
  own_job?: Record<string, string[]>;
  blueprint?: ZoneSeed[];
}

/** A phase of a launch, as in `phases.items` of the stage document. */
export interface Phase {
  id: string;
  title: string;
  do: string;
  minutes: number;
  per_area: boolean;
  /** The slot of the zone for which each writes on their own; "" or nothing: none. */
  private?: string;
  /** Where in that zone each writes; nothing: in one cell. */
  cells?: RoundCells;
  /** The slot of the zone that is voted on with dots; "" or nothing: none. */
  dots?: string;
}

/** How a field is stored: a shared text, a map of shared texts, a map of values, or one plain value. */
export type FieldShape =
  | { readonly shape: "text" }
  | { readonly shape: "textmap" }
  | { readonly shape: "valuemap"; readonly value: ValueShape }
  | ValueShape;
export type ValueShape =
  | {
      readonly shape: "str";
      readonly longest: number;
      readonly choices: readonly string[] | null;
      readonly nullable: boolean;
    }
  | { readonly shape: "id"; readonly nullable: boolean }
  | { readonly shape: "num"; readonly low: number; readonly high: number }
  | {
      readonly shape: "items";
      readonly item: ValueShape;
      readonly least: number;
      readonly most: number;
      readonly nullable: boolean;
    }
  | { readonly shape: "json"; readonly mostBytes: number };

/** The plain values of one entity, texts as strings. */
export interface LaunchFields {
  template: string;
  version: number;
  title: string;
  area: string | null;
  order: string;
  attribution: Attribution;
  deleted: string | null;
}

/** The plain values of one entity, texts as strings. */
export interface ZoneFields {
  kind: ZoneKind;
  title: string;
  hint: string;
  launch: string | null;
  parent: string | null;
  rect: readonly [number, number, number, number];
  order: string;
  slot: string;
  config: ZoneConfig;
  text: string;
  columns: Readonly<Record<string, Column>>;
  rows: Readonly<Record<string, Column>>;
  verdicts: Readonly<Record<string, Verdict | null>>;
  deleted: string | null;
}

/** The plain values of one entity, texts as strings. */
export interface AreaFields {
  title: string;
  zone: string;
  order: string;
  status: AreaStatus;
  revisit_on: string | null;
  date: string | null;
  record: string;
  deleted: string | null;
}

/** The plain values of one entity, texts as strings. */
export interface CardFields {
  kind: CardKind;
  text: string;
  fields: Readonly<Record<string, string>>;
  zone: string | null;
  cell: readonly [string | null, string | null] | null;
  pos: readonly [number, number] | null;
  size: readonly [number, number] | null;
  order: string;
  colour: Colour;
  tags: readonly string[];
  status: CardStatus;
  certainty: Certainty | null;
  refs: readonly string[];
  by: string | null;
  written_in: string | null;
  told: Signing | null;
  withheld_in: string | null;
  deleted: string | null;
}

/** The plain values of one entity, texts as strings. */
export interface LinkFields {
  from: string;
  to: string;
  kind: LinkKind;
  deleted: string | null;
}

/** The plain values of one entity, texts as strings. */
export interface MetaFields {
  schema: number;
  title: string;
  purpose: string;
}

/** The plain values of one entity, texts as strings. */
export interface StageFields {
  phases: { items?: Phase[] };
  done: readonly string[];
  current: string | null;
  by: string | null;
}

/** The plain values of one entity, texts as strings. */
export interface ClockFields {
  launch: string | null;
  entry: string | null;
  state: ClockState;
  ends: string | null;
  left: number;
  turn: number;
  by: string | null;
}

/** The plain values of one entity, texts as strings. */
export interface LockFields {
  root: Lockable;
  since: string | null;
  by: string | null;
  why: string;
  snapshot: string | null;
  returned: readonly string[];
}

/** The plain values of one entity, texts as strings. */
export interface VoteFields {
  kind: VoteKind;
  root: VoteRoot;
  place: string;
  state: VoteState;
  dots: number;
  most: number;
  counts: VoteCounts;
  since: string | null;
  ended: string | null;
  by: string | null;
  text: string;
  holder: string | null;
  voters: number;
  totals: Column;
  top: readonly string[];
}

export const META = {
  "schema": {
    "shape": "num",
    "low": 1,
    "high": 1000
  },
  "title": {
    "shape": "str",
    "longest": 300,
    "choices": null,
    "nullable": false
  },
  "purpose": {
    "shape": "text"
  }
} as const satisfies Record<string, FieldShape>;

/** The fields of every entity of the content document, by root. */
export const CONTENT = {
  "launches": {
    "template": {
      "shape": "str",
      "longest": 64,
      "choices": null,
      "nullable": false
    },
    "version": {
      "shape": "num",
      "low": 1,
      "high": 1000000.0
    },
    "title": {
      "shape": "str",
      "longest": 300,
      "choices": null,
      "nullable": false
    },
    "area": {
      "shape": "id",
      "nullable": true
    },
    "order": {
      "shape": "str",
      "longest": 64,
      "choices": null,
      "nullable": false
    },
    "attribution": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "name",
        "organisation",
        "hat",
        "none"
      ],
      "nullable": false
    },
    "deleted": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    }
  },
  "zones": {
    "kind": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "text",
        "list",
        "lanes",
        "grid",
        "table",
        "scale",
        "ring",
        "areas"
      ],
      "nullable": false
    },
    "title": {
      "shape": "str",
      "longest": 300,
      "choices": null,
      "nullable": false
    },
    "hint": {
      "shape": "str",
      "longest": 1000,
      "choices": null,
      "nullable": false
    },
    "launch": {
      "shape": "id",
      "nullable": true
    },
    "parent": {
      "shape": "id",
      "nullable": true
    },
    "rect": {
      "shape": "items",
      "item": {
        "shape": "num",
        "low": -10000000.0,
        "high": 10000000.0
      },
      "least": 4,
      "most": 4,
      "nullable": false
    },
    "order": {
      "shape": "str",
      "longest": 64,
      "choices": null,
      "nullable": false
    },
    "slot": {
      "shape": "str",
      "longest": 64,
      "choices": null,
      "nullable": false
    },
    "config": {
      "shape": "json",
      "mostBytes": 16384
    },
    "text": {
      "shape": "text"
    },
    "columns": {
      "shape": "valuemap",
      "value": {
        "shape": "json",
        "mostBytes": 16384
      }
    },
    "rows": {
      "shape": "valuemap",
      "value": {
        "shape": "json",
        "mostBytes": 16384
      }
    },
    "verdicts": {
      "shape": "valuemap",
      "value": {
        "shape": "str",
        "longest": 120,
        "choices": [
          "agree",
          "compatible",
          "apart"
        ],
        "nullable": true
      }
    },
    "deleted": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    }
  },
  "areas": {
    "title": {
      "shape": "str",
      "longest": 300,
      "choices": null,
      "nullable": false
    },
    "zone": {
      "shape": "id",
      "nullable": false
    },
    "order": {
      "shape": "str",
      "longest": 64,
      "choices": null,
      "nullable": false
    },
    "status": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "draft",
        "agreed",
        "revisit"
      ],
      "nullable": false
    },
    "revisit_on": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    },
    "date": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    },
    "record": {
      "shape": "text"
    },
    "deleted": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    }
  },
  "cards": {
    "kind": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "note",
        "question",
        "learning",
        "example",
        "reference",
        "resource",
        "parameter",
        "goal",
        "difference",
        "commitment",
        "recommendation",
        "hat",
        "gap",
        "progress",
        "source",
        "parked"
      ],
      "nullable": false
    },
    "text": {
      "shape": "text"
    },
    "fields": {
      "shape": "textmap"
    },
    "zone": {
      "shape": "id",
      "nullable": true
    },
    "cell": {
      "shape": "items",
      "item": {
        "shape": "id",
        "nullable": true
      },
      "least": 2,
      "most": 2,
      "nullable": true
    },
    "pos": {
      "shape": "items",
      "item": {
        "shape": "num",
        "low": -10000000.0,
        "high": 10000000.0
      },
      "least": 2,
      "most": 2,
      "nullable": true
    },
    "size": {
      "shape": "items",
      "item": {
        "shape": "num",
        "low": 20,
        "high": 4000
      },
      "least": 2,
      "most": 2,
      "nullable": true
    },
    "order": {
      "shape": "str",
      "longest": 64,
      "choices": null,
      "nullable": false
    },
    "colour": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "sand",
        "rose",
        "peach",
        "lemon",
        "mint",
        "sky",
        "lilac",
        "stone"
      ],
      "nullable": false
    },
    "tags": {
      "shape": "items",
      "item": {
        "shape": "str",
        "longest": 40,
        "choices": null,
        "nullable": false
      },
      "least": 0,
      "most": 100,
      "nullable": false
    },
    "status": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "raw",
        "grouped",
        "agreed",
        "in_report"
      ],
      "nullable": false
    },
    "certainty": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "said",
        "guess",
        "unknown"
      ],
      "nullable": true
    },
    "refs": {
      "shape": "items",
      "item": {
        "shape": "id",
        "nullable": false
      },
      "least": 0,
      "most": 100,
      "nullable": false
    },
    "by": {
      "shape": "str",
      "longest": 200,
      "choices": null,
      "nullable": true
    },
    "written_in": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    },
    "told": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "name",
        "organisation"
      ],
      "nullable": true
    },
    "withheld_in": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    },
    "deleted": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    }
  },
  "links": {
    "from": {
      "shape": "id",
      "nullable": false
    },
    "to": {
      "shape": "id",
      "nullable": false
    },
    "kind": {
      "shape": "str",
      "longest": 120,
      "choices": [
        "evidence",
        "related",
        "grouped"
      ],
      "nullable": false
    },
    "deleted": {
      "shape": "str",
      "longest": 40,
      "choices": null,
      "nullable": true
    }
  }
} as const satisfies Record<string, Record<string, FieldShape>>;

export type Root = keyof typeof CONTENT;

/** What an entity without a value has there; texts and maps are empty. */
export const LAUNCH_DEFAULTS: LaunchFields = {
  "template": "",
  "version": 1,
  "title": "",
  "area": null,
  "order": "",
  "attribution": "name",
  "deleted": null
};
export const ZONE_DEFAULTS: ZoneFields = {
  "kind": "list",
  "title": "",
  "hint": "",
  "launch": null,
  "parent": null,
  "rect": [
    0,
    0,
    12,
    3
  ],
  "order": "",
  "slot": "",
  "config": {},
  "text": "",
  "columns": {},
  "rows": {},
  "verdicts": {},
  "deleted": null
};
export const AREA_DEFAULTS: AreaFields = {
  "title": "",
  "zone": "",
  "order": "",
  "status": "draft",
  "revisit_on": null,
  "date": null,
  "record": "",
  "deleted": null
};
export const CARD_DEFAULTS: CardFields = {
  "kind": "note",
  "text": "",
  "fields": {},
  "zone": null,
  "cell": null,
  "pos": null,
  "size": null,
  "order": "",
  "colour": "sand",
  "tags": [],
  "status": "raw",
  "certainty": null,
  "refs": [],
  "by": null,
  "written_in": null,
  "told": null,
  "withheld_in": null,
  "deleted": null
};
export const LINK_DEFAULTS: LinkFields = {
  "from": "",
  "to": "",
  "kind": "related",
  "deleted": null
};
