import { clientOf } from "#shared/http/client.ts";
import type { Outputs } from "./deployment.ts";
import { until, type MiniStack } from "./ministack.ts";

/** A letter takes the stream, the bus, a queue and two cold starts to be sent. */
const LETTER_SECONDS = 60;

/** Visitors and people of a deployed installation, as browsers and programs see it. */
export class People {
  /** The address letters and redirects name; CloudFront would answer there. */
  readonly webUrl: string;
  readonly #stack: MiniStack;
  readonly #api: string;
  readonly #web: string;
  readonly #edge: string;

  private constructor(stack: MiniStack, outputs: Record<string, string>, edge: string) {
    this.#stack = stack;
    this.webUrl = outputs["WebUrl"]!;
    this.#api = new URL(outputs["ApiEndpoint"]!).host;
    this.#web = new URL(outputs["WebServerEndpoint"]!).host;
    this.#edge = edge;
  }

  /** Of the installation that the outputs tell of. */
  static async of(stack: MiniStack, all: Outputs): Promise<People> {
    const outputs = all["prodano-dev-edge"] ?? {};
    const { SecretString } = await stack.call<{ SecretString: string }>(
      "secretsmanager",
      "secretsmanager.GetSecretValue",
      { SecretId: outputs["EdgeSecretArn"] },
    );
    return new People(stack, outputs, SecretString);
  }

  /** A typed client of the API that sends these headers. */
  calling(headers: Record<string, string> = {}) {
    return clientOf({
      fetch: async (url, init) => {
        const { status, headers: answered, body } = await this.#stack.ask(url, { ...init, host: this.#api });
        const get = (name: string) => [answered[name.toLowerCase()]].flat()[0] ?? null;
        return { status, text: () => Promise.resolve(body), headers: { get } };
      },
      headers: () => ({ "accept-language": "en", ...headers }),
    });
  }

  /** Status of a page of the web server, asked past CloudFront. */
  async pastCloudFront(path: string): Promise<number> {
    return (await this.#stack.ask(path, { host: this.#web })).status;
  }

  /** The link in the letter to an address, once it was sent. */
  async linkFor(email: string): Promise<URL> {
    await until(`a letter to ${email}`, LETTER_SECONDS, async () => (await this.#stack.lettersTo(email)).length > 0);
    const text = (await this.#stack.lettersTo(email)).at(-1) ?? "";
    return new URL(/https:\S+/.exec(text)?.[0] ?? `No link in ${text}`);
  }

  /** Signs in by a ticket as the sign-in page does; answers the headers of that browser. Throws where it is refused. */
  async signIn(ticket: string): Promise<{ cookie: string; origin: string }> {
    const through = {
      "x-prodano-edge": this.#edge,
      "x-forwarded-host": new URL(this.webUrl).host,
      "x-forwarded-proto": "https",
      "x-forwarded-for": "203.0.113.7, 198.51.100.1",
    };
    const csrf = await this.#stack.ask("/api/auth/csrf", { host: this.#web, headers: through });
    const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
    const answer = await this.#stack.ask("/api/auth/callback/credentials", {
      method: "POST",
      host: this.#web,
      headers: {
        ...through,
        "content-type": "application/x-www-form-urlencoded",
        cookie: cookiesOf(csrf.headers).join("; "),
      },
      body: new URLSearchParams({ ticket, csrfToken, json: "true" }).toString(),
    });
    const cookie = cookiesOf(answer.headers).find((one) => one.startsWith("__Host-prodano="));
    if (!cookie) throw new Error(`No session: ${answer.status} ${answer.body}`);
    return { cookie, origin: this.webUrl };
  }
}

function cookiesOf(headers: Record<string, string | string[] | undefined>): string[] {
  return [headers["set-cookie"] ?? []].flat().map((one) => one.split(";")[0]!);
}
