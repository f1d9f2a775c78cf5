import { request as httpRequest } from "node:http";
import { readBody, serveLocally, type Part } from "#infra/local/server.ts";

/** How the next calls of SES end. `lost`: the letter is taken, but its answer never comes, nor does its event. */
export type Ending = "taken" | "lost" | { status: number; code: string };

/** SES behind a switch: the one third party of letters, which must be able to fail. */
export interface Switch extends Part {
  /** Endings of the next calls, in order; those after them are taken. */
  next: Ending[];
  /** Calls so far. */
  calls: number;
  /** The letters of these calls as they go over the wire. */
  letters: string[];
}

/** Puts a switch before the SES of an engine; call it after `startEngine` and before the first letter. */
export async function switchSes(): Promise<Switch> {
  const behind = process.env["AWS_ENDPOINT_URL_SES"]!;
  const state: Pick<Switch, "next" | "calls" | "letters"> = { next: [], calls: 0, letters: [] };
  const part = await serveLocally(0, async (request, response) => {
    const body = (await readBody(request, 50_000_000))!;
    state.calls += 1;
    const raw = new URLSearchParams(body.toString()).get("RawMessage.Data") ?? "";
    state.letters.push(Buffer.from(raw, "base64").toString("latin1"));
    const ending = state.next.shift() ?? "taken";
    if (typeof ending === "object") {
      response.writeHead(ending.status, { "content-type": "text/xml" });
      const error = `<Error><Type>Sender</Type><Code>${ending.code}</Code><Message>no</Message></Error>`;
      return void response.end(
        `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${error}</ErrorResponse>`,
      );
    }
    if (ending === "lost") return void response.destroy();
    await new Promise<void>((resolve, reject) => {
      const passed = httpRequest(behind + request.url!, { method: "POST", headers: request.headers }, (answer) => {
        readBody(answer, 1_000_000).then((answered) => {
          response.writeHead(answer.statusCode!, { "content-type": "text/xml" }).end(answered);
          resolve();
        }, reject);
      });
      passed.on("error", reject);
      passed.end(body);
    });
  });
  process.env["AWS_ENDPOINT_URL_SES"] = part.endpoint;
  return Object.assign(state, part);
}
