/** What is known of a task that is about to be planned. */
export interface TaskStart {
  text?: string;
  client?: { id: string; name: string };
  dealId?: string;
  performerIds?: readonly string[];
  /** `2026-12-01` */
  day?: string;
  /** `10:00` */
  time?: string;
  minutes?: number;
}

let listener: ((start: TaskStart) => void) | undefined;

/** Opens the dialog of a new task, from anywhere in the pages of a company. */
export function openNewTask(start: TaskStart = {}): void {
  listener?.(start);
}

/** Names who opens the dialog; answers how to stop. */
export function onNewTask(open: (start: TaskStart) => void): () => void {
  listener = open;
  return () => {
    if (listener === open) listener = undefined;
  };
}
