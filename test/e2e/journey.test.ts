import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { aJourney } from "./support/journey.ts";
import { nextLetter } from "./support/letters.ts";
import { forReadme, look } from "./support/look.ts";
import { output } from "./support/output.ts";
import type { Person } from "./support/person.ts";
import { changePassword, signOutEverywhere } from "./steps/account.ts";
import { addContact, finishStep, makeCard, meetDuplicate, writeEntry, type NewCard } from "./steps/cards.ts";
import {
  carryDeal,
  dragDeal,
  journalOf,
  onBoard,
  openBoard,
  openDeal,
  refuse,
  succeed,
  totalsOf,
} from "./steps/deals.ts";
import { resetPassword, signIn, signUp } from "./steps/doors.ts";
import { importFile, revert, whenImported } from "./steps/imports.ts";
import { writeLetter } from "./steps/letters.ts";
import { mavenStories } from "./steps/maven.ts";
import { accept, foundAnother, invite, switchCompany } from "./steps/people.ts";
import { company, goTo } from "./steps/places.ts";
import { lookAtSettings } from "./steps/settings.ts";
import { findClient, lookAround } from "./steps/shell.ts";
import { beginWith, choosePipeline } from "./steps/start.ts";

const owner = { company: "Maven Computers", name: "Olga Owner", email: "olga@maven.example.com", currency: "USD" };
const second = "Machine Traders";
const passwords = ["correct horse battery", "staple correct horse", "battery staple correct"] as const;
const colleague = { name: "Sam Seller", email: "sam@maven.example.com", team: "Western office", manager: owner.name };
const card: NewCard = {
  name: "Northern Wind",
  taxNumber: "7707083893",
  phone: "+7 495 123-45-67",
  email: "office@wind.example.com",
  contact: { lastName: "Petrova", firstName: "Anna", post: "Head of purchasing", email: "anna@wind.example.com" },
  chosen: {
    regionId: "Germany",
    industryId: "technology",
    interestId: "High",
    sourceId: "Exhibition",
    triggerId: "Exhibition stand",
    initiative: "The client's",
  },
  need: "Forty workstations before the spring, and somebody to look after them.",
};

const { arrives } = aJourney();
let olga: Person;
let sam: Person;
let elsewhere: Person;
let maven: ReturnType<typeof mavenStories>;
let dealsImport: string;

beforeAll(async () => {
  olga = await arrives("en");
  sam = await arrives("en");
  maven = mavenStories(olga);
});

test("a company signs up by a letter whose link opens a page with a button", async () => {
  await signUp(olga, { ...owner, password: passwords[0] }, "sign-up");
});

test("the first run offers two regulations; the one of seven stages is taken", async () => {
  await choosePipeline(olga, "seven", "start");
  await beginWith(olga, "import");
  await olga.sees(olga.t("imports.title"));
});

test("35 agents and their 6 managers come out of a dropped file", async () => {
  await importFile(olga, maven.employees, "import-employees");
  expect(await whenImported(olga)).toEqual([35, 0, 0, 0, 9]);
  await look(olga, "import-done");
});

test("7 products come out of a chosen file", async () => {
  await importFile(olga, maven.products);
  expect(await whenImported(olga)).toEqual([7, 0, 0, 0, 3]);
});

test("85 clients come with the misspelt sector mended by hand", async () => {
  await importFile(olga, maven.clients, "import-clients");
  expect((await whenImported(olga)).slice(0, 4)).toEqual([85, 0, 0, 0]);
  await olga
    .button(olga.t("imports.open"))
    .or(olga.link(olga.t("imports.open")))
    .click();
  await olga.page.getByText(olga.t("clients.total", { count: 85 })).waitFor();
  await look(olga, "clients");
});

test("8,800 deals are on their way once all that is wrong in them is decided; the page may be left", async () => {
  await importFile(olga, maven.deals, "import-deals");
  await olga.page.getByRole("progressbar").waitFor();
  await look(olga, "import-running");
  dealsImport = new URL(olga.page.url()).pathname;
});

test("settings are open to the owner", async () => {
  await lookAtSettings(olga, ["company", "employees", "pipelines", "dictionaries", "products", "keys"]);
});

test("a second sign-up with a known e-mail looks the same, and only a letter to its owner tells", async () => {
  const { t } = sam;
  await sam.open("/sign-up");
  await sam.field(t("people.name")).fill("A Stranger");
  await sam.field(t("people.email")).fill(owner.email);
  await sam.field(t("people.password")).fill("a stranger's password");
  await sam.field(t("people.company")).fill("Strange Company");
  await sam.button(t("people.signUp.action")).click();
  await sam.sees(t("people.letterSent.title"));
  expect((await nextLetter(owner.email)).subject).toBe("You already have an account with Prodano");
});

test("a colleague is invited with role, team and manager, and joins in a browser of his own", async () => {
  await invite(olga, { ...colleague, role: olga.t("roles.sales_manager") });
  await accept(sam, colleague.email, owner.company, passwords[0]);
  await sam.sees(sam.t("day.title"));
  await look(sam, "day-none");
});

test("a forgotten password is set anew by a letter; it is changed later in the account", async () => {
  await olga.context.clearCookies();
  await resetPassword(olga, owner.email, passwords[1], "password");
  await changePassword(olga, passwords[1], passwords[2]);
});

test("signing out everywhere leads to the sign-in", async () => {
  elsewhere = await arrives("en");
  await elsewhere.open("/sign-in");
  await signIn(elsewhere, owner.email, passwords[2]);
  await elsewhere.page.waitForURL(/\/co_\w+\//);
  elsewhere.expects(401, /^\/api\/v1\//);
  await signOutEverywhere(olga);
  await signIn(olga, owner.email, passwords[2]);
  await olga.page.waitForURL(/\/co_\w+\//);
});

test("a person of two companies switches between them; the second looks around in demo data", async () => {
  const { t, page } = olga;
  await foundAnother(olga, second, "EUR");
  await choosePipeline(olga, "seven");
  await beginWith(olga, "demo");
  await olga.sees(t("clients.title"));
  await look(olga, "demo-clients");
  await goTo(olga, "deals");
  await olga.button(t("deals.views.board")).click();
  const stage = page.getByRole("region", { name: "Demonstration" });
  await stage.getByRole("group").first().waitFor();
  await look(olga, "demo-board");
  await forReadme(olga, "board");
  await stage.getByRole("group").first().getByRole("link").nth(1).click();
  await page.getByRole("form", { name: t("history.compose") }).waitFor();
  await look(olga, "demo-card");
  await forReadme(olga, "card");
  await switchCompany(olga, second, owner.company);
});

test("a session ended from another browser is over ten seconds later", async () => {
  const { page, t } = elsewhere;
  const heading = page.getByRole("heading", { name: t("people.signIn.title"), level: 1 });
  await expect.poll(() => page.reload().then(() => heading.isVisible()), { timeout: 20_000, interval: 500 }).toBe(true);
  await elsewhere.context.close();
});

test("the figures of the imported data are on the screens", { timeout: 500_000 }, async () => {
  const { t, page } = olga;
  await olga.open(dealsImport);
  expect(await whenImported(olga)).toEqual([8800, 0, 0, 0, 1]);
  await goTo(olga, "clients");
  await page.getByText(t("clients.total", { count: 86 })).waitFor();
  await goTo(olga, "deals");
  await totalsOf(olga, "all", 8800);
  await look(olga, "deals");
  expect(await totalsOf(olga, "success", 4238)).toContain("$10,005,534");
  await totalsOf(olga, "refusal", 2473);
  await totalsOf(olga, "open", 2089);
  await olga.button(t("deals.views.report")).click();
  await page.getByRole("link", { name: "4,238" }).waitFor();
  await look(olga, "deals-report");
  await goTo(olga, "settings");
  await olga.link(t("settings.pages.employees")).click();
  const people = page.getByRole("region", { name: t("employees.title") }).getByRole("row");
  // 41 of the file, the owner, the colleague, and the row of headings.
  await expect.poll(() => people.count()).toBe(44);
  await olga.link(t("settings.pages.products")).click();
  await expect
    .poll(() =>
      page
        .getByRole("region", { name: t("products.title") })
        .getByRole("row")
        .count(),
    )
    .toBe(8);
});

test("an import is taken back whole", async () => {
  const { t, page } = olga;
  const path = join(output, "more-clients.csv");
  writeFileSync(path, "account,client since\nEastern Wind,2026-01-12\nSouthern Wind,2026-02-13\n");
  await importFile(olga, { path, entity: "clients" });
  expect(await whenImported(olga)).toEqual([2, 0, 0, 0, 0]);
  await revert(olga);
  await page.getByText(t("imports.revertedNote", { removed: 2, restored: 0, kept: 0 })).waitFor();
  await look(olga, "import-reverted");
  await goTo(olga, "clients");
  await page.getByText(t("clients.total", { count: 86 })).waitFor();
});

test("a card is made with its story and its people", async () => {
  await makeCard(olga, card, "card");
  await addContact(olga, "Ivanov", "Boris");
});

test("what took place needs a result, and asks for the next step", async () => {
  await writeEntry(olga, { type: "Meeting", result: "They like the workstations", next: "Call with the offer" });
  await finishStep(olga, "Call with the offer", "They wait for the prices");
  await look(olga, "card");
  await goTo(olga, "day");
  await olga.link(card.name).waitFor();
  await look(olga, "day");
});

test("a second card with a number that is taken is refused, with the curator and the first contact", async () => {
  const since = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "Europe/Moscow" }).format(new Date());
  await meetDuplicate(sam, { taxNumber: card.taxNumber, curator: owner.name, since });
});

test("a letter with a file goes from the card into the inbox and into History", async () => {
  await findClient(olga, card.name);
  await writeLetter(olga, {
    to: card.contact.email,
    subject: "The offer we spoke of",
    text: "Good day, here is the list of prices.",
    file: maven.products.path,
  });
});

test("deals are opened on the card, moved by mouse and by keyboard, and closed", async () => {
  const { t, page } = olga;
  const [seven, lost] = ["Workstations", "Printers"];
  await openDeal(olga, seven, "240000", "deal-dialog");
  await openDeal(olga, lost, "12000.50");
  await openBoard(olga, card.name);
  await dragDeal(olga, seven, "Initiate interest", "Identify the need");
  await carryDeal(olga, seven, "Identify the need", "Demonstration");
  await look(olga, "board");
  await onBoard(olga, "Demonstration", seven).getByRole("link", { name: seven }).click();
  await olga.sees(seven);
  await expect
    .poll(() => journalOf(olga))
    .toEqual([
      { stage: "Demonstration", performer: owner.name, ended: false },
      { stage: "Identify the need", performer: owner.name, ended: true },
      { stage: "Initiate interest", performer: owner.name, ended: true },
    ]);
  await look(olga, "deal");
  await openBoard(olga, card.name);
  await succeed(olga, seven, "Demonstration");
  await onBoard(olga, "Initiate interest", lost).getByRole("link", { name: lost }).click();
  await refuse(olga, lost, "Price high");
  await page.getByText(t("deals.states.refusal"), { exact: true }).first().waitFor();
  await look(olga, "deal-refused");
});

test("what leads nowhere says so, and the API shows itself", async () => {
  await lookAround(olga, `${company(olga)}/nowhere`);
});
