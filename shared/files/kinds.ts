import type { File } from "./schema.ts";
import { endingOf } from "./names.ts";

/** What a file was found to be. */
export interface Kind {
  contentType: string;
  /** Endings its name may have; the receiver's system goes by them. */
  endings: readonly string[];
}

const pdf = { contentType: "application/pdf", endings: ["pdf"] };
const images: readonly (Kind & { is: (bytes: Buffer) => boolean })[] = [
  { contentType: "image/png", endings: ["png"], is: (bytes) => begins(bytes, "89504e470d0a1a0a") },
  { contentType: "image/jpeg", endings: ["jpg", "jpeg"], is: (bytes) => begins(bytes, "ffd8ff") },
  { contentType: "image/gif", endings: ["gif"], is: (bytes) => /^GIF8[79]a/.test(bytes.toString("latin1", 0, 6)) },
  {
    contentType: "image/webp",
    endings: ["webp"],
    is: (bytes) => bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP",
  },
];

const office = "application/vnd.openxmlformats-officedocument";
const openXml: readonly (Kind & { folder: string })[] = [
  { folder: "word/", contentType: `${office}.wordprocessingml.document`, endings: ["docx"] },
  { folder: "xl/", contentType: `${office}.spreadsheetml.sheet`, endings: ["xlsx"] },
  { folder: "ppt/", contentType: `${office}.presentationml.presentation`, endings: ["pptx"] },
];
const openDocument: Record<string, string> = {
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "application/vnd.oasis.opendocument.presentation": "odp",
};
const legacy: readonly (Kind & { stream: string })[] = [
  { stream: "WordDocument", contentType: "application/msword", endings: ["doc"] },
  { stream: "Workbook", contentType: "application/vnd.ms-excel", endings: ["xls"] },
  { stream: "Book", contentType: "application/vnd.ms-excel", endings: ["xls"] },
  { stream: "PowerPoint Document", contentType: "application/vnd.ms-powerpoint", endings: ["ppt"] },
];
const table = { contentType: "text/csv", endings: ["csv", "tsv"] };
const text = { contentType: "text/plain", endings: ["txt", "log", "md"] };

/**
 * What a file is, told by its bytes and never by what its sender says; undefined where it is nothing that may be kept.
 * An attachment is given whole, an import by its beginning. A name must end as its content does, or the receiver's
 * system would run what was looked at as a picture. Programs, scripts, pages, drawings with scripts, archives and
 * documents with macros are no kind at all.
 */
export function kindOf(purpose: File["purpose"], name: string, bytes: Buffer): Kind | undefined {
  const kind = found(bytes);
  if (kind === text) return textKind(purpose, name, bytes);
  const ending = endingOf(name);
  return kind && purpose !== "import" && (ending === "" || kind.endings.includes(ending)) ? kind : undefined;
}

function found(bytes: Buffer): Kind | undefined {
  if (bytes.toString("latin1", 0, 5) === "%PDF-") return pdf;
  const image = images.find(({ is }) => is(bytes));
  if (image) return image;
  if (begins(bytes, "504b0304")) return zipKind(bytes);
  if (begins(bytes, "d0cf11e0a1b11ae1")) return legacyKind(bytes);
  return text;
}

/** Text of a kind its name tells: what is plain text to us may be a script to whoever opens it. */
function textKind(purpose: File["purpose"], name: string, bytes: Buffer): Kind | undefined {
  if (!isText(bytes)) return undefined;
  const ending = endingOf(name);
  const kinds = purpose === "import" ? [table, { ...text, endings: ["txt"] }] : [table, text];
  return kinds.find(({ endings }) => endings.includes(ending));
}

/** Text in UTF-8 or an encoding of one byte a letter; no control characters, no page, drawing or script. */
function isText(bytes: Buffer): boolean {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c))
    return false;
  const start = bytes
    .toString("latin1", 0, 200)
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  return !start.startsWith("#!") && !/^<[!?a-z]/i.test(start);
}

/** Documents in a ZIP: those of Office by their list of contents, OpenDocument by its first entry. */
function zipKind(bytes: Buffer): Kind | undefined {
  const names = zipNames(bytes);
  if (
    !names?.length ||
    names.some((name) => /(^|\/)vbaProject\.bin$|\.(exe|dll|js|vbs|bat|cmd|ps1|scr|jar)$|^Basic\//i.test(name))
  )
    return undefined;
  if (names.includes("[Content_Types].xml"))
    return openXml.find(({ folder }) => names.some((name) => name.startsWith(folder)));
  const type = firstEntry(bytes, "mimetype");
  const ending = type && openDocument[type];
  return ending ? { contentType: type, endings: [ending] } : undefined;
}

/**
 * Names in the central directory of a ZIP (PKWARE APPNOTE 4.3.12); undefined where there is none.
 * The directory is read, not the entries before it: what unpacks the file goes by the directory.
 */
function zipNames(bytes: Buffer): string[] | undefined {
  const end = bytes.lastIndexOf(Buffer.from("504b0506", "hex"));
  if (end < 0 || end + 22 > bytes.length) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    const nameBytes = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString("utf8", at + 46, at + 46 + nameBytes));
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

/** Content of the first entry of a ZIP where it has this name and is not packed. */
function firstEntry(bytes: Buffer, name: string): string | undefined {
  const nameBytes = bytes.readUInt16LE(26);
  const contentAt = 30 + nameBytes + bytes.readUInt16LE(28);
  if (bytes.readUInt16LE(8) !== 0 || bytes.toString("latin1", 30, 30 + nameBytes) !== name) return undefined;
  return bytes.toString("latin1", contentAt, contentAt + bytes.readUInt32LE(18));
}

/** Documents of Office before 2007, by the names of their streams ([MS-CFB] 2.6.1 keeps them in UTF-16). */
function legacyKind(bytes: Buffer): Kind | undefined {
  if (bytes.includes(Buffer.from("_VBA_PROJECT", "utf16le"))) return undefined;
  return legacy.find(({ stream }) => bytes.includes(Buffer.from(`${stream}\0`, "utf16le")));
}

function begins(bytes: Buffer, hex: string): boolean {
  return bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, "hex"));
}
