import { mustText } from "../texts.ts";
import type { Letter, LetterTemplate } from "./schema.ts";

/** What a letter says: plain text, and the same as a page for those who read HTML. */
export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

/** Pages that the links of letters open, below the address of the web. Without a one-time link: the sign-in. */
const pages: Partial<Record<LetterTemplate, string>> = {
  sign_up: "confirm",
  password: "reset",
  invitation: "invitation",
};

/**
 * A letter in its language. A template's values are names that strangers may have chosen: they stay on one line and
 * carry no address a mail program would make a link of.
 * @param webUrl address of the web, without a slash at its end
 * @param token token of the letter's one-time link; it goes behind `#`, so no server and no log sees it
 * @param stop token by which letters of this kind are turned off; so does this one
 */
export function render(letter: Letter, webUrl: string, token: string | undefined, stop?: string): Rendered {
  return letter.template ? ofTemplate(letter, letter.template, webUrl, token, stop) : ofPerson(letter);
}

function ofTemplate(
  letter: Letter,
  template: LetterTemplate,
  webUrl: string,
  token: string | undefined,
  stop: string | undefined,
): Rendered {
  const { language, path, lists = [] } = letter;
  const page = pages[template];
  if (page && !token) throw new Error(`The letter ${template} has no link`);
  const url = page ? `${webUrl}/${page}#${token}` : `${webUrl}/${path ?? "sign-in"}`;
  // What colleagues wrote to each other is told as it stands; what a stranger may have put into a name is not.
  const shown = letter.told ? oneLine : harmless;
  const values = Object.fromEntries(Object.entries(letter.values ?? {}).map(([name, value]) => [name, shown(value)]));
  const key = `letters.${template}`;
  const label = mustText(language, `${key}.link`);
  const subject = oneLine(mustText(language, `${key}.subject`, values));
  const parts = lists.map(({ title, lines }) =>
    [...(title ? [shown(title)] : []), ...lines.map((one) => `— ${shown(one)}`)].join("\n"),
  );
  const paragraphs = [
    ...mustText(language, `${key}.text`, { ...values, link: LINK, lists: LISTS })
      .split("\n\n")
      .flatMap((one) => (one === LISTS ? parts : [one]))
      .filter(Boolean),
    mustText(language, letter.told ? "letters.toldFooter" : "letters.footer", values),
    ...(stop ? [STOP] : []),
  ];
  const links = new Map([
    [LINK, { label, url }],
    [STOP, { label: mustText(language, "letters.stop"), url: `${webUrl}/unsubscribe#${stop ?? ""}` }],
  ]);
  return {
    subject,
    text: paragraphs
      .map((one) => {
        const link = links.get(one);
        return link ? `${link.label}:\n${link.url}` : one;
      })
      .join("\n\n"),
    html: pageOf(
      language,
      subject,
      paragraphs.map((one) => {
        const link = links.get(one);
        return link ? `<p><a href="${escape(link.url)}">${escape(link.label)}</a></p>` : paragraphOf(one);
      }),
    ),
  };
}

/** Stands for the link until the letter is put together: no value can look like it, since values are on one line. */
const LINK = "\u0000";
/** Stands for the lists of a letter of several parts. */
const LISTS = "\u0001";
/** Stands for the link that turns letters of this kind off. */
const STOP = "\u0002";

function ofPerson({ language, subject = "", text: typed = "" }: Letter): Rendered {
  const text = typed.replace(/\r\n?/g, "\n");
  return { subject: oneLine(subject), text, html: pageOf(language, subject, text.split(/\n{2,}/).map(paragraphOf)) };
}

function pageOf(language: string, title: string, paragraphs: readonly string[]): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${escape(title)}</title></head>`,
    `<body style="font:16px/1.5 sans-serif;max-width:40em;margin:1em">`,
    ...paragraphs,
    "</body></html>\n",
  ].join("\n");
}

function paragraphOf(text: string): string {
  return `<p>${escape(text).replaceAll("\n", "<br>\n")}</p>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (one) => entities[one]!);
}

/** Text without control characters, on one line. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** A name in which nothing looks like an address of the web: mail programs make links of those by themselves. */
function harmless(name: string): string {
  return oneLine(name)
    .replaceAll("://", " ")
    .replace(/\.(?=[\p{L}\p{N}])/gu, ". ");
}
