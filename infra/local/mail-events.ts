/** What must be known of a letter to tell its events. */
export interface SentLetter {
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  /** Tags by name, as SES reports them. */
  tags: Record<string, string[]>;
}

/**
 * The letters of an accepted call of either API: `SendEmail` and `SendRawEmail` of v1, `outbound-emails` and
 * `outbound-bulk-emails` of v2. Empty for any other call.
 */
export function lettersOf(path: string, contentType: string, request: Buffer, answer: Buffer): SentLetter[] {
  if (contentType.startsWith("application/x-www-form-urlencoded")) return ofForm(request.toString(), answer.toString());
  if (path === "/v2/email/outbound-emails") return [ofSend(parse(request) as SendRequest, parse(answer) as SendAnswer)];
  if (path === "/v2/email/outbound-bulk-emails")
    return ofBulk(parse(request) as BulkRequest, parse(answer) as BulkAnswer);
  return [];
}

/** The events SES publishes for a letter that arrives: sent, then delivered. In the form of its SNS messages. */
export function sendEvents(letter: SentLetter, at: Date): object[] {
  const mail = {
    timestamp: at.toISOString(),
    source: letter.from,
    messageId: letter.messageId,
    destination: letter.to,
    headersTruncated: false,
    commonHeaders: { from: [letter.from], to: letter.to, messageId: letter.messageId, subject: letter.subject },
    tags: letter.tags,
  };
  return [
    { eventType: "Send", mail, send: {} },
    {
      eventType: "Delivery",
      mail,
      delivery: {
        timestamp: at.toISOString(),
        processingTimeMillis: 1,
        recipients: letter.to,
        smtpResponse: "250 OK",
        reportingMTA: "localhost",
      },
    },
  ];
}

const parse = (json: Buffer) => JSON.parse(json.toString()) as unknown;

function ofForm(body: string, answer: string): SentLetter[] {
  const form = new URLSearchParams(body);
  const messageId = /<MessageId>([^<]+)</.exec(answer)?.[1];
  if (!messageId) return [];
  const raw = form.get("RawMessage.Data");
  const head = raw === null ? new Map<string, string>() : headers(Buffer.from(raw, "base64").toString("latin1"));
  return [
    {
      messageId,
      from: form.get("Source") ?? head.get("from") ?? "",
      to: raw === null ? members(form, /^Destination\.\w+\.member\.\d+$/) : rawRecipients(form, head),
      subject: form.get("Message.Subject.Data") ?? head.get("subject") ?? "",
      tags: { ...headerTags(head.get("x-ses-message-tags")), ...formTags(form) },
    },
  ];
}

function rawRecipients(form: URLSearchParams, head: Map<string, string>): string[] {
  const named = members(form, /^Destinations\.member\.\d+$/);
  return named.length > 0 ? named : addresses(["to", "cc", "bcc"].map((name) => head.get(name) ?? ""));
}

function members(form: URLSearchParams, name: RegExp): string[] {
  return [...form].filter(([key]) => name.test(key)).map(([, value]) => value);
}

function formTags(form: URLSearchParams): Record<string, string[]> {
  const tags: Record<string, string[]> = {};
  for (const [key, name] of form) {
    const member = /^Tags\.member\.\d+(?=\.Name$)/.exec(key)?.[0];
    if (member) tags[name] = [form.get(`${member}.Value`) ?? ""];
  }
  return tags;
}

/** `name=value, other=value` of the header `X-SES-MESSAGE-TAGS`. */
function headerTags(text = ""): Record<string, string[]> {
  const pairs = text.split(/[,;]/).map((pair) => pair.trim().split("="));
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name && value !== undefined ? [[name, [value.trim()]]] : [])),
  );
}

function headers(message: string): Map<string, string> {
  const [head = ""] = message.split(/\r?\n\r?\n/, 1);
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function addresses(fields: string[]): string[] {
  return fields.flatMap((field) => field.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? []);
}

interface Destination {
  ToAddresses?: string[];
  CcAddresses?: string[];
  BccAddresses?: string[];
}

interface Tag {
  Name: string;
  Value: string;
}

interface SendRequest {
  FromEmailAddress?: string;
  Destination?: Destination;
  EmailTags?: Tag[];
  Content: { Simple?: { Subject: { Data: string } }; Raw?: { Data: string } };
}

interface SendAnswer {
  MessageId: string;
}

function ofSend(request: SendRequest, { MessageId }: SendAnswer): SentLetter {
  const raw = request.Content.Raw;
  const head = raw ? headers(Buffer.from(raw.Data, "base64").toString("latin1")) : new Map<string, string>();
  const named = recipients(request.Destination);
  return {
    messageId: MessageId,
    from: request.FromEmailAddress ?? head.get("from") ?? "",
    to: named.length > 0 ? named : addresses(["to", "cc", "bcc"].map((name) => head.get(name) ?? "")),
    subject: request.Content.Simple?.Subject.Data ?? head.get("subject") ?? "",
    tags: { ...headerTags(head.get("x-ses-message-tags")), ...listTags(request.EmailTags) },
  };
}

interface BulkRequest {
  FromEmailAddress: string;
  DefaultEmailTags?: Tag[];
  BulkEmailEntries: { Destination: Destination; ReplacementTags?: Tag[] }[];
}

interface BulkAnswer {
  BulkEmailEntryResults: { Status: string; MessageId: string }[];
}

function ofBulk(request: BulkRequest, { BulkEmailEntryResults }: BulkAnswer): SentLetter[] {
  return BulkEmailEntryResults.flatMap(({ Status, MessageId }, at) => {
    const entry = request.BulkEmailEntries[at];
    if (Status !== "SUCCESS" || !entry) return [];
    return [
      {
        messageId: MessageId,
        from: request.FromEmailAddress,
        to: recipients(entry.Destination),
        subject: "",
        tags: { ...listTags(request.DefaultEmailTags), ...listTags(entry.ReplacementTags) },
      },
    ];
  });
}

function recipients(destination: Destination = {}): string[] {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = destination;
  return [...ToAddresses, ...CcAddresses, ...BccAddresses];
}

function listTags(tags: Tag[] = []): Record<string, string[]> {
  return Object.fromEntries(tags.map(({ Name, Value }) => [Name, [Value]]));
}
