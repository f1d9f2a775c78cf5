import { employeesContract } from "#shared/employees/contract.ts";
import { peopleContract } from "#shared/people/contract.ts";
import type { Engine } from "#test/support/engine.ts";
import { anEmail, browserOf, calling, signedUp, tokenFor } from "#test/support/people.ts";
import { step, visitorHeaders, type Step } from "./step.ts";

const PASSWORD = "correct horse battery";
/** Passwords are slow on purpose and their tries are limited; letters have to come first. */
const FEW = 4;

type Company = Awaited<ReturnType<typeof signedUp>>;

/** Sign-up, sign-in, invitation and one's own account. */
export async function accountSteps(engine: Engine, { call, headers }: Company): Promise<Step[]> {
  const visitor = calling(engine, { "accept-language": "en" });
  const forgetful = await signedUp(engine);
  const changing = await signedUp(engine);
  const leaving = await signedUp(engine);
  const signUp = () => ({
    company: "Northern Wind",
    name: "Olga Owner",
    email: anEmail(),
    password: PASSWORD,
    language: "en" as const,
    timeZone: "Europe/Moscow",
    currency: "RUB",
  });
  const asked = async () => {
    const input = signUp();
    await calling(engine, await visitorHeaders())(peopleContract.signUp, input);
    return { token: await tokenFor(engine, input.email), password: PASSWORD };
  };
  const invited = async () => {
    const email = anEmail();
    await call(employeesContract.add, { name: "Ivan Invited", role: "sales_manager", email });
    return { token: await tokenFor(engine, email) };
  };
  const open = async ({ input }: Company) => {
    const session = await calling(engine, await visitorHeaders())(peopleContract.signIn, {
      email: input.email,
      password: PASSWORD,
    });
    return browserOf(engine, session);
  };
  const person = () => headers;
  return [
    step("people.signUp", peopleContract.signUp, visitorHeaders, signUp, { most: FEW, slow: true }),
    step("people.confirmSignUp", peopleContract.confirmSignUp, visitorHeaders, asked, { most: FEW, slow: true }),
    step(
      "people.signIn (ticket)",
      peopleContract.signIn,
      visitorHeaders,
      async () => ({ ticket: (await visitor(peopleContract.confirmSignUp, await asked())).ticket }),
      { most: FEW },
    ),
    step(
      "people.signIn (password)",
      peopleContract.signIn,
      visitorHeaders,
      () => ({ email: changing.input.email, password: PASSWORD }),
      { most: FEW, slow: true },
    ),
    step("people.forgot", peopleContract.forgot, visitorHeaders, () => ({ email: forgetful.input.email }), { most: 2 }),
    step(
      "people.reset",
      peopleContract.reset,
      visitorHeaders,
      async () => {
        const { input } = await signedUp(engine);
        await calling(engine, await visitorHeaders())(peopleContract.forgot, { email: input.email });
        return { token: await tokenFor(engine, input.email), password: PASSWORD };
      },
      { most: FEW, slow: true },
    ),
    step("people.me", peopleContract.me, person, () => ({})),
    step("people.sessions", peopleContract.sessions, person, () => ({})),
    step(
      "people.changePassword",
      peopleContract.changePassword,
      () => changing.headers,
      () => ({ current: PASSWORD, password: PASSWORD }),
      { most: FEW, slow: true },
    ),
    step(
      "people.signOut",
      peopleContract.signOut,
      () => open(leaving),
      () => ({ id: "current" }),
      { most: FEW },
    ),
    step(
      "people.signOutEverywhere",
      peopleContract.signOutEverywhere,
      () => open(leaving),
      () => ({}),
      { most: FEW },
    ),
    step(
      "employees.add (invited)",
      employeesContract.add,
      person,
      () => ({ name: "Ivan Invited", role: "sales_manager" as const, email: anEmail() }),
      { most: 20 },
    ),
    step("people.viewInvitation", peopleContract.viewInvitation, visitorHeaders, invited, { most: FEW }),
    step(
      "people.acceptInvitation",
      peopleContract.acceptInvitation,
      visitorHeaders,
      async () => ({ ...(await invited()), password: PASSWORD }),
      { most: FEW, slow: true },
    ),
    step("employees.list", employeesContract.list, person, () => ({})),
  ];
}
