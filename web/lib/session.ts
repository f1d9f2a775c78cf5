/** What became of a try to sign in. `limited`: too many tries; `wrong`: e-mail, password or ticket do not fit. */
export type SignInResult = "done" | "wrong" | "limited" | "failed";

/** Signs in through next-auth, by e-mail and password or by a ticket of the API. */
export async function signIn(
  credentials: { email: string; password: string } | { ticket: string },
): Promise<SignInResult> {
  try {
    const answer = await post("callback/credentials", credentials);
    if (answer.ok) return "done";
    const { url } = (await answer.json()) as { url?: string };
    const error = url ? new URL(url, location.origin).searchParams.get("error") : undefined;
    return error === "limited" ? "limited" : error === "CredentialsSignin" ? "wrong" : "failed";
  } catch {
    return "failed";
  }
}

/** Takes the session cookie from this browser; the session itself is ended by the API before. */
export async function forgetSession(): Promise<void> {
  await post("signout", {});
}

async function post(action: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  return fetch(`/api/auth/${action}`, {
    method: "POST",
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
  });
}

/** Where to go after signing in: the page that sent here, if it is one of ours. */
export function wayBack(): string {
  return backIn(location.search, location.origin);
}

/** The page of `origin` that a query names under `back`; the start where it names none, or one of elsewhere. */
export function backIn(search: string, origin: string): string {
  const back = new URLSearchParams(search).get("back") ?? "/";
  if (!URL.canParse(back, origin)) return "/";
  const address = new URL(back, origin);
  // `/.//host` is a path of ours to the parser, but `//host` to whoever is led there.
  return address.origin === origin ? address.pathname.replace(/^\/+/, "/") + address.search : "/";
}

const lastCompanyKey = "last-company";

/** The company that was open last in this browser. */
export function lastCompany(): string | undefined {
  return localStorage.getItem(lastCompanyKey) ?? undefined;
}

/** Remembers the company that is open. */
export function rememberCompany(company: string): void {
  localStorage.setItem(lastCompanyKey, company);
}
