/** Origin of every transaction made by the person at this page; only these can be undone here. */
export const LOCAL = { name: "local" } as const;

/** Origin of local edits that undo must not take back, such as the making of a card (SPEC D4: nothing is removed). */
export const LOCAL_LASTING = { name: "local-lasting" } as const;
