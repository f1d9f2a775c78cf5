/** Answers are taken while the page is this young, in ms; later they are old. */
const FRESH_MS = 10_000;

/** The answer that the page asked for before its scripts were there, once; undefined where it did not, or long ago. */
export function takeEarly(company: string | undefined, url: string): Promise<Response> | undefined {
  const { early } = window as { early?: Map<string, Promise<Response>> };
  const name = `${company} ${url}`;
  const answer = early?.get(name);
  early?.delete(name);
  return performance.now() < FRESH_MS ? answer : undefined;
}
