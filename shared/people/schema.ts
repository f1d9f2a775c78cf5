import * as z from "zod";
import { languages } from "../caller.ts";
import { CompanyId, idOf } from "../ids.ts";
import { actions, roles, scopes, sections } from "../policy-names.ts";
import { Email, line } from "../fields.ts";
import { Currency } from "../money.ts";
import { Instant, TimeZone } from "../time.ts";

/** A password as chosen: 10 to 128 characters of any kind (OWASP ASVS 2.1: length counts, not composition). */
export const NewPassword = z.string().min(10).max(128);

/** One of the product's languages. */
export const LanguageCode = z.enum(languages);

/** A one-time secret out of a letter or for a sign-in: id of the link and its signature. */
export const Token = z.string().max(120);

/** What is asked at sign-up. */
export const SignUp = z.object({
  company: line(120),
  name: line(120),
  email: Email,
  password: NewPassword,
  language: LanguageCode,
  timeZone: TimeZone,
  currency: Currency,
});
/** {@link SignUp} as a type. */
export type SignUp = z.infer<typeof SignUp>;

/** A company as one of its people sees it at sign-in. */
export const Membership = z.object({
  company: CompanyId,
  name: z.string(),
  employeeId: idOf("employee"),
  role: z.enum(roles),
  rights: z.record(z.enum(sections), z.partialRecord(z.enum(actions), z.enum(scopes))),
  timeZone: z.string().meta({ description: "The zone of the employee: his own, else that of the company" }),
});

/** The person signed in. */
export const Me = z.object({
  id: idOf("person"),
  name: z.string(),
  email: z.string(),
  language: LanguageCode,
  companies: z.array(Membership),
});
/** {@link Me} as a type. */
export type Me = z.infer<typeof Me>;

/** One open session of a person. */
export const Session = z.object({
  id: z.string(),
  createdAt: Instant,
  device: z.string(),
  current: z.boolean(),
});
