/** Features whose answers show tasks. */
export const touched = ["tasks", "day", "clients", "schedule"] as const;
