/**
 * Every way a request can fail, with its HTTP status (RFC 9110) and whether a client should simply try again.
 * `code` is what clients branch on; `reason` picks the sentence in `shared/texts`.
 */
export const problems = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  invalid_state: 422,
  rate_limited: 429,
  internal: 500,
} as const;

/** One of the codes a problem answer may carry. */
export type ProblemCode = keyof typeof problems;

/** One field that did not pass its check: the path inside the input and the reason in the user's language. */
export interface Issue {
  path: string;
  message: string;
}

/** What an error may carry besides its code. */
export interface ProblemDetails {
  /** Key of the sentence under `problems` in `shared/texts/*.json`; the code itself when absent. */
  reason?: string;
  /** Values for the sentence; shown to the user, so never a secret and never another tenant's. */
  params?: Record<string, string | number>;
  issues?: Issue[];
  /** The current state of what the request collided with; already cut down to what the caller may see. */
  current?: unknown;
  retryAfterSeconds?: number;
  /** The record changed between our own read and write: reading it anew may help. */
  raced?: boolean;
}

/** The one error class of the product: anything else that is thrown answers `internal` and is logged whole. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(details.reason ?? code);
    this.name = "Problem";
    this.code = code;
    this.details = details;
  }

  /** HTTP status of the code. */
  get status(): number {
    return problems[this.code];
  }
}

/** A record that is missing, in the bin, of another company or out of the caller's sight: all look the same. */
export function notFound(): Problem {
  return new Problem("not_found");
}

/** One wrong field. `reason` is a key of `problems` in the texts. */
export function invalid(path: string, reason: string, params?: Record<string, string | number>): Problem {
  return new Problem("invalid_input", { reason, params, issues: [{ path, message: reason }] });
}
