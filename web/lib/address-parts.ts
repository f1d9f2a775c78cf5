/** The company of a path, `/{company}/...`; undefined outside a company. */
export function companyOf(path: string): string | undefined {
  return /^\/(co_[2-9a-hjkmnp-z]{10})(?:\/|$)/.exec(path)?.[1];
}
