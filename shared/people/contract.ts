import * as z from "zod";
import { Done, line } from "../fields.ts";
import { CompanyId } from "../ids.ts";
import { operation } from "../http/contract.ts";
import { LanguageCode, Me, NewPassword, Session, SignUp, Token } from "./schema.ts";
import { Email } from "../fields.ts";

const Ticket = z.object({ ticket: Token.meta({ description: "Signs in once, within two minutes" }) });

const BrowserMark = z.string().max(200).meta({
  description: "Given to a browser at a sign-in and shown by it at the next: tries of others do not hold it up then",
});

/** Sign-up, sign-in and the account of a person. */
export const peopleContract = {
  signUp: operation({
    method: "POST",
    path: "/sign-ups",
    access: "visitor",
    summary: "Ask for an account and a company; answers the same whether or not the e-mail is known",
    body: SignUp,
    output: Done,
    status: 202,
  }),
  viewSignUp: operation({
    method: "POST",
    path: "/sign-ups/view",
    access: "visitor",
    summary: "What the link of a sign-up confirms",
    body: z.object({ token: Token }),
    output: z.object({ company: z.string(), email: z.string() }),
  }),
  confirmSignUp: operation({
    method: "POST",
    path: "/sign-ups/confirm",
    access: "visitor",
    summary: "Confirm a sign-up by the link of its letter and its password; makes the person and the company",
    body: z.object({ token: Token, password: z.string().max(128) }),
    output: Ticket.extend({ company: CompanyId }),
    status: 201,
  }),
  signIn: operation({
    method: "POST",
    path: "/sessions",
    access: "visitor",
    summary: "Open a session by password or ticket; called by the web server",
    body: z.object({
      email: Email.optional(),
      password: z.string().max(128).optional(),
      ticket: Token.optional(),
      browser: BrowserMark.optional(),
    }),
    output: z.object({
      sessionId: z.string(),
      personId: z.string(),
      language: LanguageCode,
      browser: BrowserMark,
    }),
    status: 201,
  }),
  forgot: operation({
    method: "POST",
    path: "/passwords/forgotten",
    access: "visitor",
    summary: "Ask for a letter to set a new password; answers the same whether or not the e-mail is known",
    body: z.object({ email: Email, language: LanguageCode.optional() }),
    output: Done,
    status: 202,
  }),
  reset: operation({
    method: "POST",
    path: "/passwords/reset",
    access: "visitor",
    summary: "Set a new password by the link of a letter; ends every session",
    body: z.object({ token: Token, password: NewPassword }),
    output: Ticket,
  }),
  viewInvitation: operation({
    method: "POST",
    path: "/invitations/view",
    access: "visitor",
    summary: "What the link of an invitation offers",
    body: z.object({ token: Token }),
    output: z.object({ company: z.string(), email: z.string(), name: z.string(), known: z.boolean() }),
  }),
  acceptInvitation: operation({
    method: "POST",
    path: "/invitations/accept",
    access: "visitor",
    summary: "Accept an invitation; whoever has no account yet chooses a password and is given a ticket",
    body: z.object({ token: Token, name: line(120).optional(), password: NewPassword.optional() }),
    output: z.object({ company: CompanyId, ticket: Token.optional() }),
    status: 201,
  }),
  me: operation({
    method: "GET",
    path: "/me",
    access: "person",
    summary: "The person signed in, his companies and his rights in each",
    output: Me,
  }),
  changeMe: operation({
    method: "PATCH",
    path: "/me",
    access: "person",
    summary: "Change one's name or language",
    body: z.object({ name: line(120).optional(), language: LanguageCode.optional() }),
    output: Me,
  }),
  changePassword: operation({
    method: "POST",
    path: "/me/password",
    access: "person",
    summary: "Change the password; ends every other session",
    body: z.object({ current: z.string().max(128), password: NewPassword }),
    output: Done,
  }),
  sessions: operation({
    method: "GET",
    path: "/me/sessions",
    access: "person",
    summary: "Open sessions of the person",
    output: z.object({ sessions: z.array(Session) }),
  }),
  signOut: operation({
    method: "DELETE",
    path: "/me/sessions/{id}",
    access: "person",
    summary: "End one session; `current` names the one of this request",
    params: z.object({ id: z.string().max(100) }),
    output: Done,
  }),
  signOutEverywhere: operation({
    method: "DELETE",
    path: "/me/sessions",
    access: "person",
    summary: "End every session of the person",
    output: Done,
  }),
  found: operation({
    method: "POST",
    path: "/companies",
    access: "person",
    summary: "Found one more company",
    body: SignUp.pick({ company: true, language: true, timeZone: true, currency: true }),
    output: z.object({ company: CompanyId }),
    status: 201,
  }),
};
