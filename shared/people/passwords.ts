import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { Problem } from "../errors.ts";

/** A password as kept: its scrypt value with the parameters it was made by, so that they may grow. */
export const PasswordHash = z.object({ n: z.int(), r: z.int(), p: z.int(), salt: z.string(), value: z.string() });
/** {@link PasswordHash} as a type. */
export type PasswordHash = z.infer<typeof PasswordHash>;

/** OWASP Password Storage Cheat Sheet: scrypt with N=2^15, r=8, p=3, 32 MiB a try. */
const cost = { n: 2 ** 15, r: 8, p: 3 };
const BYTES = 32;

/** Hashes a password, with a new salt where none is given. */
export async function hashPassword(password: string, salt: Buffer = randomBytes(16)): Promise<PasswordHash> {
  const value = await derive(password, salt, cost);
  return { ...cost, salt: salt.toString("base64"), value: value.toString("base64") };
}

/** Whether the password is the one hashed. */
export async function passwordMatches(password: string, hash: PasswordHash): Promise<boolean> {
  const value = await derive(password, Buffer.from(hash.salt, "base64"), hash);
  return timingSafeEqual(value, Buffer.from(hash.value, "base64"));
}

/** Holds a password to the one hashed; another one answers `invalid_input` at its field. */
export async function demandPassword(password: string, hash: PasswordHash, path: string): Promise<void> {
  if (await passwordMatches(password, hash)) return;
  throw new Problem("invalid_input", { reason: "not_the_password", issues: [{ path, message: "not_the_password" }] });
}

/** Does the work of a check against nobody's password, so that an unknown e-mail takes as long as a wrong password. */
export async function spendPasswordTime(password: string): Promise<void> {
  await derive(password, Buffer.alloc(16), cost);
}

/** Whether the hash was made by weaker parameters than today's. */
export function isWeak(hash: PasswordHash): boolean {
  return hash.n * hash.r * hash.p < cost.n * cost.r * cost.p;
}

/** The same password by today's parameters. Its salt stays: sessions and links know the password by it. */
export function hashAnew(password: string, hash: PasswordHash): Promise<PasswordHash> {
  return hashPassword(password, Buffer.from(hash.salt, "base64"));
}

function derive(password: string, salt: Buffer, { n, r, p }: { n: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, BYTES, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
