import { beforeAll, expect, test } from "vitest";
import { signUp } from "./steps/doors.ts";
import { entryOf } from "./steps/cards.ts";
import { answerAndClose, writeDownCall } from "./steps/inquiries.ts";
import { company, goTo } from "./steps/places.ts";
import { beginWith, choosePipeline } from "./steps/start.ts";
import { fillTask, openCalendar, saysOf, showAs, type NewTask } from "./steps/time.ts";
import { bellTells, popsUp } from "./steps/told.ts";
import { post } from "./support/api.ts";
import { monthsAgo, nextWorkday, tick, today } from "./support/clock.ts";
import { aJourney } from "./support/journey.ts";
import { letterAbout, linkIn, nextLetter } from "./support/letters.ts";
import { look } from "./support/look.ts";
import type { Person } from "./support/person.ts";

const password = "correct horse battery";
const owner = {
  company: "Good Hours",
  name: "Hanna Head",
  email: "hanna@hours.example.com",
  currency: "EUR",
  password,
};
const seller = { name: "Sam Seller", email: "sam@hours.example.com" };
const deputy = { name: "Vera Deputy", email: "vera@hours.example.com" };
const client = "Northern Wind";
const phone = "+7 495 123-45-67";
const deal = "Forty workstations";
const day = nextWorkday();
const demonstration: NewTask = {
  what: "Show the new workstations",
  type: "Demonstration",
  day,
  time: "10:00",
  lasts: "1 h",
  whom: seller.name,
  client,
};

const { arrives } = aJourney();
let hanna: Person;
let sam: Person;
let vera: Person;

beforeAll(async () => {
  [hanna, sam, vera] = await Promise.all([arrives("en"), arrives("en"), arrives("en")]);
});

/** Joins the company by the letter of an invitation. */
async function join(person: Person, email: string): Promise<void> {
  const { t, page } = person;
  await page.goto(linkIn(await nextLetter(email)));
  await person.field(t("people.password")).fill(password);
  await person.button(t("people.invitation.action")).click();
  await page.waitForURL(/\/co_\w+\//);
  await person.sees(t("day.title"));
}

test("a company of three, with a client that is being sold to for five months and one nobody thinks of", async () => {
  await signUp(hanna, owner);
  await choosePipeline(hanna, "six");
  await beginWith(hanna, "empty");
  await hanna.sees(hanna.t("clients.title"));
  const head: unknown = await hanna.page.evaluate(() => fetch("/api/v1/me").then((answer) => answer.json()));
  const { companies } = head as { companies: { employeeId: string }[] };
  const managerId = companies[0]!.employeeId;
  const people = await Promise.all(
    [seller, deputy].map((one) =>
      post<{ id: string }>(hanna, "/employees", { ...one, role: "sales_manager", managerId }),
    ),
  );
  await Promise.all([join(sam, seller.email), join(vera, deputy.email)]);
  const curatorId = people[0]!.id;
  const known = { name: client, phones: [{ value: phone }], curatorId, firstContactOn: monthsAgo(5) };
  const { id: clientId } = await post<{ id: string }>(hanna, "/clients", known);
  await post(hanna, "/clients", { name: "Forgotten Mill", curatorId, firstContactOn: monthsAgo(3) });
  const sold = { clientId, title: deal, managerId: curatorId, amountMinor: 4_800_000, openedOn: monthsAgo(5) };
  await post(hanna, "/deals", sold);
  await hanna.page.reload();
  // Those who wait for mornings and rounds of their own have been told of them by this moment's tick.
  await tick();
});

test("a demonstration is planned for a colleague who is free; then he is busy, and others are proposed", async () => {
  const { t, page } = hanna;
  await openCalendar(hanna, day);
  await hanna.button(t("schedule.team")).click();
  let dialog = await fillTask(hanna, demonstration);
  await saysOf(hanna, dialog, seller.name, "free");
  await look(hanna, "time-task-free");
  await hanna.button(t("steps.plan"), dialog).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: new RegExp(demonstration.what) }).waitFor();

  dialog = await fillTask(hanna, { ...demonstration, what: "One more at that time", time: "10:30" });
  await saysOf(hanna, dialog, seller.name, "busy");
  await dialog.getByText(t("schedule.hint.couldTake")).waitFor();
  await look(hanna, "time-task-busy");
  await dialog.getByRole("button", { name: deputy.name, exact: true }).click();
  await saysOf(hanna, dialog, deputy.name, "free");
  await hanna.button(t("steps.plan"), dialog).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: /One more at that time/ }).waitFor();
  await look(hanna, "time-calendar-week");
  await showAs(hanna, "day");
  await page
    .getByRole("group", { name: deputy.name })
    .getByRole("button", { name: /One more/ })
    .waitFor();
  await look(hanna, "time-calendar-day");
});

test("the colleague is told at once what was planned for him", async () => {
  await bellTells(sam, new RegExp(demonstration.what));
  await look(sam, "time-bell");
  await sam.page.keyboard.press("Escape");
});

test("colleagues write to each other; a mention and what is unread are told", async () => {
  const { t, page } = hanna;
  await goTo(hanna, "messages");
  await hanna.button(t("messages.start")).first().click();
  const dialog = page.getByRole("dialog", { name: t("messages.new.title") });
  await hanna.field(t("messages.new.person"), dialog).selectOption({ label: seller.name });
  await hanna.button(t("messages.new.action"), dialog).click();
  const written = hanna.field(t("messages.write"));
  await written.fill(`@${seller.name.slice(0, 3)}`);
  await page.getByRole("option", { name: seller.name }).click();
  await written.pressSequentially("take the big screen with you tomorrow");
  await written.press("Enter");
  await page
    .getByRole("region", { name: t("messages.messages") })
    .getByText("take the big screen")
    .waitFor();

  await bellTells(sam, `${owner.name} mentions you`);
  await sam.page.keyboard.press("Escape");
  const unread = t("messages.unread", { count: 1 });
  await sam.page.reload();
  await sam.link(`${t("shell.places.messages")} ${unread}`).click();
  await sam.page
    .getByRole("link", { name: /take the big screen/ })
    .getByText(unread)
    .waitFor();
  await look(sam, "time-messages-unread");
  await sam.page.getByRole("link", { name: /take the big screen/ }).click();
  await sam.field(t("messages.write")).fill("It is in the car already");
  await sam.field(t("messages.write")).press("Enter");
  await sam.page
    .getByRole("region", { name: t("messages.messages") })
    .getByText("in the car")
    .waitFor();
  await page.reload();
  await page
    .getByRole("region", { name: t("messages.messages") })
    .getByText("in the car already")
    .waitFor();
  await look(hanna, "time-messages");
});

test("a call for a colleague who is away goes to his deputy; both are told, and it ends with an outcome", async () => {
  const { t, page } = sam;
  await goTo(sam, "settings");
  await sam.link(t("settings.pages.absences")).click();
  await sam.sees(t("absences.title"));
  await sam.button(t("absences.add")).first().click();
  const dialog = page.getByRole("dialog", { name: t("absences.add") });
  await sam.field(t("absences.kind"), dialog).selectOption({ label: t("absences.kinds.trip") });
  await sam.field(t("absences.deputy"), dialog).selectOption({ label: deputy.name });
  await look(sam, "time-absence-dialog");
  await sam.button(t("common.add"), dialog).click();
  await page.getByRole("cell", { name: deputy.name }).waitFor();
  await look(sam, "time-absences");

  const about = "When will the workstations come?";
  await writeDownCall(hanna, { phone, name: "Anna Petrova", about, wanted: seller.name }, "time-inquiry-dialog");
  await hanna.button(t("inquiries.tabs.all")).click();
  await hanna.link(about).waitFor();
  await look(hanna, "time-inquiries");
  await bellTells(sam, new RegExp(about.slice(0, -1)));
  await page.keyboard.press("Escape");
  await (await bellTells(vera, new RegExp(about.slice(0, -1)))).click();
  await vera.sees(about);
  await vera.page
    .getByText(t("inquiries.routed.insteadOf", { name: seller.name }))
    .first()
    .waitFor();
  await answerAndClose(vera, "On Thursday, by our own van");
  await vera.page.getByText(t("inquiries.journal.closed", { outcome: t("inquiries.outcomes.answered") })).waitFor();
  await look(vera, "time-inquiry");
});

test("everybody chooses how he is told, and takes his calendar along", async () => {
  const { t, page } = sam;
  await sam.open(`${company(sam)}/notifications`);
  await sam.sees(t("notices.title"));
  await look(sam, "time-notifications");
  await sam.link(t("notices.toSettings")).click();
  await sam.sees(t("notices.toSettings"));
  const box = `${t("notices.kinds.message_mention")}: ${t("notices.channels.email")}`;
  await page.getByRole("checkbox", { name: box }).uncheck();
  await page.getByRole("checkbox", { name: t("notices.settings.quiet") }).check();
  await sam.field(t("notices.settings.quietFrom")).fill("22:00");
  await sam.button(t("common.save")).click();
  await page.getByText(t("common.saved"), { exact: true }).waitFor();
  await sam.button(t("feeds.make")).click();
  expect(await sam.field(t("feeds.address")).inputValue()).toMatch(/\.ics$/);
  await look(sam, "time-notification-settings");
  await page.reload();
  expect(await page.getByRole("checkbox", { name: box }).isChecked()).toBe(false);
  expect(await sam.field(t("notices.settings.quietFrom")).inputValue()).toBe("22:00");
});

test("working calendars take the holidays of a country", async () => {
  const { t, page } = hanna;
  await goTo(hanna, "settings");
  await hanna.link(t("settings.pages.calendars")).click();
  await hanna.sees(t("calendars.title"));
  await hanna.button(t("calendars.holidays.open")).click();
  const dialog = page.getByRole("dialog", { name: t("calendars.holidays.title") });
  await hanna.field(t("calendars.holidays.country"), dialog).selectOption("DE");
  const year = String(Number(today().slice(0, 4)) + 1);
  await hanna.field(t("calendars.holidays.year"), dialog).selectOption(year);
  await dialog.getByRole("listitem").first().waitFor();
  await look(hanna, "time-holidays");
  await dialog.getByRole("button", { name: /^Add \d+ days$/ }).click();
  await hanna.button(t("common.save")).click();
  await page.getByText(t("common.saved"), { exact: true }).waitFor();
  await look(hanna, "time-calendars");
});

test("the daily round tells of the overdue deal and gives a task for the forgotten client", async () => {
  const { t, page } = hanna;
  await goTo(hanna, "watch");
  await hanna.sees(t("watch.title"));
  await page.getByRole("button", { name: t("watch.tabs.clients") }).click();
  await hanna.link("Forgotten Mill").waitFor();
  await look(hanna, "time-watch-clients");
  await tick(`${day}T06:00`);
  await bellTells(sam, new RegExp(`Overdue deal: ${deal}`));
  await look(sam, "time-bell-overdue");
  await sam.page.keyboard.press("Escape");
  await goTo(hanna, "clients");
  await hanna.link("Forgotten Mill").click();
  await page
    .getByRole("region", { name: t("card.parts.work") })
    .getByText(seller.name)
    .first()
    .waitFor();
  await goTo(hanna, "watch");
  await page.getByRole("button", { name: t("watch.tabs.overdue") }).click();
  await hanna.link(deal).waitFor();
  await look(hanna, "time-watch-overdue");
});

test("the morning letter names the demonstration first, and so does My day", async () => {
  const { t, page } = sam;
  await tick(`${day}T08:30`);
  const { body } = await letterAbout(seller.email, /^Your day/);
  const text = body.text ?? "";
  expect(text).toMatch(new RegExp(`^Demonstrations: 1\\s+.*10:00, ${demonstration.what}, ${client}`, "m"));
  expect(text.indexOf(demonstration.what)).toBeLessThan(text.indexOf("Planned"));
  await sam.open(`${company(sam)}/day?day=${day}`);
  const planned = page.getByRole("region", { name: t("day.byOthers") });
  await planned.getByText(demonstration.what).waitFor();
  await look(sam, "time-day");
});

test("at the moment it pops up; done with a result and the next step, both stand on the card", async () => {
  const { t, page } = sam;
  await tick(`${day}T09:45`);
  const notice = await popsUp(sam, new RegExp(`10:00.*${demonstration.what}`));
  await look(sam, "time-pop-up");
  await notice.getByRole("link", { name: t("notices.open") }).click();
  await sam.sees(client);
  await sam.button(t("steps.done", { text: demonstration.what })).click();
  const form = page.getByRole("form", { name: t("steps.finishTitle", { text: demonstration.what }) });
  await sam.field(t("steps.result"), form).fill("They want an offer for forty by Friday");
  // A colleague has a step with the client too, so none is suggested.
  await form.getByRole("checkbox", { name: t("steps.planNext") }).check();
  await sam.field(t("when.what"), form).fill("Send the offer");
  await look(sam, "time-finish");
  await sam.button(t("steps.finish"), form).click();
  await entryOf(sam, "They want an offer for forty").waitFor();
  await page
    .getByRole("region", { name: t("card.parts.work") })
    .getByText("Send the offer", { exact: true })
    .waitFor();
  await look(sam, "time-card");
  await bellTells(hanna, /Sam Seller has done/);
});
