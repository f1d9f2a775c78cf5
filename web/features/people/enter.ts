import { signIn } from "../../lib/session.ts";

/** Signs in by a ticket and opens a page; the sign-in page where the ticket is too old. Never returns to the old page. */
export async function enterBy(ticket: string, page: string): Promise<void> {
  const result = await signIn({ ticket });
  location.assign(result === "done" ? page : `/sign-in?back=${encodeURIComponent(page)}`);
}
