/** What a facilitator does with everybody at once, each act a tab of the guide. */

/** In the order in which they stand beside each other. */
export const GUIDE_ACTS = [
  ["bring", "Bring"],
  ["spotlight", "Spotlight"],
  ["lock", "Lock"],
  ["vote", "Vote"],
  ["write", "Write alone"],
  ["lead", "Lead the view"],
] as const;

export type GuideAct = (typeof GUIDE_ACTS)[number][0];
