import { company } from "../steps/places.ts";
import type { Person } from "./person.ts";

/** Writes by the API as the person signed in at this page, for what has screens of its own in other journeys. */
export async function post<T>(person: Person, path: string, body: object): Promise<T> {
  const answer = await person.page.evaluate(
    async ({ url, of, text }) => {
      const headers = { "content-type": "application/json", "x-company": of, "idempotency-key": crypto.randomUUID() };
      const response = await fetch(url, { method: "POST", headers, body: text });
      return { ok: response.ok, text: await response.text() };
    },
    { url: `/api/v1${path}`, of: company(person).slice(1), text: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.text}`);
  return JSON.parse(answer.text) as T;
}
