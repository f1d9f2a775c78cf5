/** Colours of how a deal stands. */
export const stateColours = { open: "gray", success: "pine", refusal: "red" } as const;
