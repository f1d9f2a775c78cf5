import { expect, test } from "vitest";
import { kindOf } from "#shared/files/kinds.ts";
import { disposition, safeName } from "#shared/files/names.ts";
import { aCompound, aZip } from "./archives.ts";
import { aPdf } from "./upload.ts";

const typeOf = (name: string, bytes: Buffer | string) => kindOf("attachment", name, Buffer.from(bytes))?.contentType;
const word = { "[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>" };
const windows1251 = Buffer.from("cff0e8e2e5f23b313233", "hex");

test("a file is known by its bytes, whatever it is called", () => {
  expect(typeOf("offer.pdf", aPdf())).toBe("application/pdf");
  expect(typeOf("offer", aPdf())).toBe("application/pdf");
  expect(typeOf("a.png", Buffer.from("89504e470d0a1a0a00", "hex"))).toBe("image/png");
  expect(typeOf("a.JPEG", Buffer.from("ffd8ffe000", "hex"))).toBe("image/jpeg");
  expect(typeOf("a.gif", "GIF89a....")).toBe("image/gif");
  expect(typeOf("a.webp", "RIFF....WEBPVP8 ")).toBe("image/webp");
  expect(typeOf("a.docx", aZip(word))).toMatch(/wordprocessingml/);
  expect(typeOf("a.xlsx", aZip({ "[Content_Types].xml": "", "xl/workbook.xml": "" }))).toMatch(/spreadsheetml/);
  expect(typeOf("a.pptx", aZip({ "ppt/presentation.xml": "", "[Content_Types].xml": "" }))).toMatch(/presentationml/);
  expect(typeOf("a.ods", aZip({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "" }))).toBe(
    "application/vnd.oasis.opendocument.spreadsheet",
  );
  expect(typeOf("a.doc", aCompound("Root Entry", "WordDocument"))).toBe("application/msword");
  expect(typeOf("a.xls", aCompound("Root Entry", "Workbook"))).toBe("application/vnd.ms-excel");
  expect(typeOf("a.txt", "Здравствуйте\r\n\tмир")).toBe("text/plain");
  expect(typeOf("a.csv", windows1251)).toBe("text/csv");
});

test("a name that ends as something else than its content is refused", () => {
  expect(typeOf("offer.exe", aPdf())).toBeUndefined();
  expect(typeOf("offer.pdf.html", aPdf())).toBeUndefined();
  expect(typeOf("photo.jpg", Buffer.from("89504e470d0a1a0a00", "hex"))).toBeUndefined();
  expect(typeOf("report.docx", aZip({ "[Content_Types].xml": "", "xl/workbook.xml": "" }))).toBeUndefined();
});

test("programs, scripts, pages, drawings with scripts, archives and documents with macros are refused", () => {
  expect(typeOf("a.txt", Buffer.from("4d5a900003000000", "hex"))).toBeUndefined();
  expect(typeOf("a.txt", Buffer.from("7f454c4602010100", "hex"))).toBeUndefined();
  expect(typeOf("a.txt", "#!/bin/sh\nrm -rf ~")).toBeUndefined();
  for (const name of ["a.bat", "a.js", "a.ps1", "a.vbs", "a.sh", "a.html", "a.svg", "a"]) {
    expect(typeOf(name, "echo 1"), name).toBeUndefined();
  }
  for (const page of [
    "<html><script>1</script>",
    "\ufeff <!DOCTYPE html>",
    "<svg onload=1>",
    "<?xml version='1.0'?><svg/>",
  ]) {
    expect(typeOf("a.txt", page), page).toBeUndefined();
  }
  expect(typeOf("a.zip", aZip({ "a.txt": "1" }))).toBeUndefined();
  expect(typeOf("a.docx", aZip({ ...word, "word/vbaProject.bin": "" }))).toBeUndefined();
  expect(typeOf("a.docx", aZip({ ...word, "payload.exe": "" }))).toBeUndefined();
  expect(typeOf("a.doc", aCompound("WordDocument", "_VBA_PROJECT"))).toBeUndefined();
  expect(typeOf("a.msi", aCompound("Root Entry"))).toBeUndefined();
});

test("broken archives are refused and break nothing", () => {
  const whole = aZip(word);
  for (let length = 0; length < whole.length; length++) {
    expect(() => typeOf("a.docx", whole.subarray(0, length))).not.toThrow();
  }
  const lying = Buffer.from(whole);
  lying.writeUInt16LE(65535, lying.length - 12);
  expect(typeOf("a.docx", lying)).toBeUndefined();
});

test("an import is a table in text, in UTF-8 or an older encoding", () => {
  const typeOfImport = (name: string, bytes: Buffer | string) =>
    kindOf("import", name, Buffer.from(bytes))?.contentType;
  expect(typeOfImport("accounts.csv", "account;sector\nAcme;retail")).toBe("text/csv");
  expect(typeOfImport("accounts.csv", windows1251)).toBe("text/csv");
  expect(typeOfImport("accounts.txt", "a\tb")).toBe("text/plain");
  expect(typeOfImport("accounts.csv", aPdf())).toBeUndefined();
  expect(typeOfImport("accounts.pdf", aPdf())).toBeUndefined();
  expect(typeOfImport("accounts.csv", Buffer.from("a;b\n", "utf16le"))).toBeUndefined();
  expect(typeOfImport("accounts.csv", aZip(word))).toBeUndefined();
});

test("a name is safe to save under and cannot break out of its header", () => {
  expect(safeName("../../etc/passwd")).toBe("_.._etc_passwd");
  expect(safeName('a<b>:"c|?*.pdf')).toBe("a_b___c___.pdf");
  expect(safeName("gpj.\u202eexe.pdf")).toBe("gpj.exe.pdf");
  expect(safeName(" .. ")).toBe("file");
  expect(disposition('Счёт "№1"; x=\r\ny.pdf')).toBe(
    `attachment; filename="____ __1__ x=y.pdf"; filename*=UTF-8''${encodeURIComponent("Счёт _№1_; x=y.pdf")}`,
  );
});
