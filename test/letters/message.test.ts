import { beforeAll, expect, test } from "vitest";
import { languages } from "#shared/caller.ts";
import { mostBytes } from "#shared/files/schema.ts";
import { messageOf } from "#shared/letters/message.ts";
import { render } from "#shared/letters/render.ts";
import { letterTemplates, type Letter } from "#shared/letters/schema.ts";

const WEB = "https://prodano.example";
const at = "2026-11-22T09:30:00.000Z";

beforeAll(() => {
  process.env["MAIL_FROM"] = "Prodano <no-reply@prodano.example>";
});

function aLetter(fields: Partial<Letter>): Letter {
  const stamps = { createdAt: at, createdBy: "system", updatedAt: at, updatedBy: "system", ver: 1 };
  return { id: "let_1", ...stamps, to: "a@example.com", language: "ru", state: "sending", attempts: 1, ...fields };
}

/** Lines of the head as sent, folded ones joined; and encoded words read. */
async function headOf(letter: Letter, attachments: Parameters<typeof messageOf>[2] = []): Promise<string[]> {
  const raw = (await messageOf(letter, render(letter, WEB, "token"), attachments)).toString("latin1");
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  return head.split("\r\n").map(readable);
}

function readable(line: string): string {
  return line
    .replace(/\?= =\?/g, "?==?")
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, text: string) => Buffer.from(text, "base64").toString())
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, text: string) =>
      decodeURIComponent(text.replaceAll("_", " ").replace(/=([0-9A-F]{2})/g, "%$1")),
    );
}

const headNames = (head: string[]) => head.map((line) => line.slice(0, line.indexOf(":")).toLowerCase());

test("no value adds a header, a recipient or a part", async () => {
  const evil = "x\r\nBcc: victim@example.com\r\n\r\n<h1>hi</h1>\u2028\u0000y";
  const plain = await headOf(
    aLetter({ fromName: "a", toName: "b", subject: "c", text: "d", replyTo: "r@example.com" }),
  );
  const head = await headOf(
    aLetter({ fromName: evil, toName: evil, subject: evil, text: evil, replyTo: "r@example.com" }),
  );
  expect(headNames(head)).toEqual(headNames(plain));
  expect(head.find((line) => line.startsWith("To:"))).toMatch(/<a@example\.com>$/);
  expect(head.find((line) => line.startsWith("From:"))).toMatch(/<no-reply@prodano\.example>$/);

  const template = await headOf(
    aLetter({ template: "invitation", values: { company: evil, inviter: evil, name: evil } }),
  );
  expect(headNames(template).filter((name) => name === "bcc")).toEqual([]);
  expect(template.filter((line) => line.startsWith("Subject:"))).toHaveLength(1);
});

test("names that look like addresses do not become the sender or another recipient", async () => {
  const head = await headOf(
    aLetter({ fromName: "boss@bank.example, x <y@z>", toName: "a@b.c, d@e.f", subject: "s", text: "t" }),
  );
  expect(head.find((line) => line.startsWith("From:"))).toBe(
    'From: "boss@bank.example, x <y@z>" <no-reply@prodano.example>',
  );
  expect(head.find((line) => line.startsWith("To:"))).toBe('To: "a@b.c, d@e.f" <a@example.com>');
});

test("a subject, names and names of files in Russian arrive as they are, in ASCII on the wire", async () => {
  const letter = aLetter({
    fromName: "Ольга Ивановна (Ромашка)",
    toName: "Пётр Петров",
    replyTo: "olga@example.com",
    subject: "Предложение для вас: печи и хлеб, длинная строка темы, которая не помещается в одно закодированное слово",
    text: "Добрый день!",
  });
  const attachments = [{ name: "Счёт № 1.pdf", contentType: "application/pdf", content: Buffer.from("%PDF-1.7") }];
  const head = await headOf(letter, attachments);
  expect(head).toContain("From: Ольга Ивановна (Ромашка) <no-reply@prodano.example>");
  expect(head).toContain("To: Пётр Петров <a@example.com>");
  expect(head).toContain("Reply-To: Ольга Ивановна (Ромашка) <olga@example.com>");
  expect(head).toContain(`Subject: ${letter.subject}`);
  const raw = (await messageOf(letter, render(letter, WEB, undefined), attachments)).toString("latin1");
  expect(/^[\r\n\x20-\x7e\t]*$/.test(raw)).toBe(true);
  // RFC 2231: the name in parts, each with its number, percent-encoded.
  const parts = [...raw.matchAll(/filename\*\d+\*?=(?:utf-8'')?([^;\r\n]+)/g)].map(([, part]) => part).join("");
  expect(decodeURIComponent(parts)).toBe("Счёт № 1.pdf");
  expect(raw).toContain("Content-Disposition: attachment;");
});

test("values stand in the page as text, and none of them becomes a link", () => {
  const values = {
    company: `<img src=x onerror=1>&"'`,
    inviter: "Win at http://evil.example/now",
    name: "www.evil.example",
  };
  const { html, text, subject } = render(aLetter({ template: "invitation", values, language: "en" }), WEB, "t.s");
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img src=x onerror=1&gt;&amp;&quot;&#39;");
  expect(subject).toContain("<img src=x onerror=1>");
  for (const said of [html, text]) expect(said).not.toMatch(/http:\/\/evil|evil\.example/);
  expect(html.match(/href="[^"]*"/g)).toEqual([`href="${WEB}/invitation#t.s"`]);
});

test("a sign-up, which strangers start, says nothing they typed", () => {
  for (const language of languages) {
    const { html, text, subject } = render(
      aLetter({ template: "sign_up", language, values: { name: "SPAM", company: "SPAM" } }),
      WEB,
      "t.s",
    );
    expect(html + text + subject).not.toContain("SPAM");
  }
});

test("every template is there in every language, with its one link behind #, and no pictures of ours", () => {
  const pages = { sign_up: "confirm", password: "reset", invitation: "invitation" } as Record<string, string>;
  for (const language of languages) {
    for (const template of letterTemplates) {
      const values = { name: "N", company: "C", inviter: "I", title: "Something happened", text: "What exactly" };
      const { subject, text, html } = render(aLetter({ template, language, values }), WEB, "t.s");
      const url = pages[template] ? `${WEB}/${pages[template]}#t.s` : `${WEB}/sign-in`;
      expect(subject.length).toBeGreaterThan(5);
      expect(text.split(url)).toHaveLength(2);
      expect(html.match(/href="([^"]*)"/g)).toEqual([`href="${url}"`]);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toMatch(/<img|src=|\{\w+\}/);
      expect(text).not.toMatch(/\{\w+\}|undefined/);
    }
  }
});

test("a letter of a person is his text, escaped, its lines and paragraphs kept", () => {
  const { text, html } = render(
    aLetter({ subject: "s", text: "Первая <b>\r\nвторая\n\nтретья & последняя" }),
    WEB,
    undefined,
  );
  expect(text).toBe("Первая <b>\nвторая\n\nтретья & последняя");
  expect(html).toContain("<p>Первая &lt;b&gt;<br>\nвторая</p>\n<p>третья &amp; последняя</p>");
});

test("a template that needs a link is not sent without one", () => {
  expect(() => render(aLetter({ template: "password" }), WEB, undefined)).toThrow();
});

test("the largest letter that may be written stays below what SES takes", async () => {
  const letter = aLetter({ subject: "ж".repeat(200), text: "ж".repeat(50_000) });
  const content = Buffer.alloc(mostBytes.attachment / 10, 1);
  const attachments = Array.from({ length: 10 }, (_, index) => ({
    name: `${index}.pdf`,
    contentType: "application/pdf",
    content,
  }));
  const raw = await messageOf(letter, render(letter, WEB, undefined), attachments);
  expect(raw.length).toBeLessThan(10 * 1024 * 1024);
});
