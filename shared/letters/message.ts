import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { config } from "../config.ts";
import { safeName } from "../files/names.ts";
import { oneLine, type Rendered } from "./render.ts";
import type { Letter } from "./schema.ts";

/** A file as it goes with a letter. */
export interface Attachment {
  name: string;
  contentType: string;
  content: Buffer;
}

/** Address that letters come from, and the name beside it in the configuration. */
export function sender(): { name: string; address: string } {
  const [, name = "", address = ""] =
    /^(?:"?([^"<]*)"?\s*<)?([^<>\s]+@[^<>\s]+?)>?$/.exec(config.mailFrom.trim()) ?? [];
  if (!address) throw new Error("MAIL_FROM is no address");
  return { name: name.trim() || "Prodano", address };
}

/**
 * A letter as it goes over the wire (RFC 5322, MIME): text and page side by side, files behind them. Whatever ends a
 * line is taken out of all that stands in the head, so no value adds a header. Nothing in it reports that it was read.
 */
export function messageOf(
  letter: Letter,
  { subject, text, html }: Rendered,
  attachments: readonly Attachment[],
  unsubscribeUrl?: string,
): Promise<Buffer> {
  const { name, address } = sender();
  const composer = new MailComposer({
    from: { name: oneLine(letter.fromName ?? name), address },
    to: { name: oneLine(letter.toName ?? ""), address: letter.to },
    ...(letter.replyTo ? { replyTo: { name: oneLine(letter.fromName ?? ""), address: letter.replyTo } } : {}),
    subject,
    text,
    html,
    // Cyrillic takes three bytes a byte in quoted-printable, four thirds in base64: the whole must stay below 10 MB.
    textEncoding: "base64",
    attachments: attachments.map(({ name, contentType, content }) => ({
      filename: safeName(name),
      contentType,
      content,
    })),
    // A machine wrote it: no out-of-office answer is wanted (RFC 3834).
    headers: {
      ...(letter.template ? { "Auto-Submitted": "auto-generated" } : {}),
      // RFC 2369, RFC 8058: mail programs show a button that turns letters of this kind off.
      ...(unsubscribeUrl
        ? { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }
        : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
