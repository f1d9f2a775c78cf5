import { beforeAll, expect, test } from "vitest";
import { aJourney } from "./support/journey.ts";
import { look } from "./support/look.ts";
import type { Person } from "./support/person.ts";
import { finishStep, makeCard, writeEntry } from "./steps/cards.ts";
import { carryDeal, journalOf, onBoard, openBoard, openDeal, refuse } from "./steps/deals.ts";
import { signUp } from "./steps/doors.ts";
import { writeDownCall } from "./steps/inquiries.ts";
import { writeLetter } from "./steps/letters.ts";
import { mavenStories } from "./steps/maven.ts";
import { company, goTo } from "./steps/places.ts";
import { lookAtSettings } from "./steps/settings.ts";
import { beginWith, choosePipeline } from "./steps/start.ts";
import { fillTask, openCalendar } from "./steps/time.ts";
import { nextWorkday } from "./support/clock.ts";

const name = "Северный ветер";
const phone = "8 (495) 123-45-67";
const hostess = "Ольга Ивановна";
const { arrives } = aJourney();
let olga: Person;

beforeAll(async () => {
  olga = await arrives("ru");
});

test("регистрация и первый запуск идут по-русски", async () => {
  const owner = { company: "Ромашка", name: hostess, email: "olga@romashka.example.com", currency: "RUB" };
  await signUp(olga, { ...owner, password: "верный конь под седлом" }, "sign-up");
  await choosePipeline(olga, "six", "start");
  await beginWith(olga, "empty");
  await olga.sees(olga.t("clients.title"));
  await look(olga, "clients-none");
});

test("карточка, История и письмо", async () => {
  await makeCard(
    olga,
    {
      name,
      taxNumber: "7707083893",
      phone,
      email: "office@veter.example.com",
      contact: { lastName: "Петрова", firstName: "Анна", post: "Закупки", email: "anna@veter.example.com" },
      chosen: { interestId: "Высокий", sourceId: "Выставка" },
    },
    "card",
  );
  await writeEntry(olga, { type: "Встреча", result: "Договорились о показе", next: "Позвонить о сроках" });
  await finishStep(olga, "Позвонить о сроках", "Сроки подходят");
  await writeLetter(olga, {
    to: "anna@veter.example.com",
    subject: "Предложение, о котором говорили",
    text: "Добрый день, прайс-лист во вложении.",
    file: mavenStories(olga).products.path,
  });
  await look(olga, "card");
  await goTo(olga, "day");
  await olga.link(name).waitFor();
  await look(olga, "day");
});

test("сделка идёт по доске и закрывается отказом с причиной", async () => {
  const title = "Рабочие станции";
  await olga.link(name).click();
  await olga.sees(name);
  await openDeal(olga, title, "1250000", "deal-dialog");
  await openBoard(olga, name);
  await carryDeal(olga, title, "Знакомство", "Квалификация");
  await look(olga, "board");
  await onBoard(olga, "Квалификация", title).getByRole("link", { name: title }).click();
  await olga.sees(title);
  await expect
    .poll(() => journalOf(olga).then((rows) => rows.map(({ stage }) => stage)))
    .toEqual(["Квалификация", "Знакомство"]);
  await refuse(olga, title, "Высокая цена");
  await look(olga, "deal");
});

test("календарь, обращения, внимание, сообщения и уведомления", async () => {
  const { t, page } = olga;
  const day = nextWorkday();
  await openCalendar(olga, day);
  const what = "Показать новые станции";
  const shown = { what, type: "Демонстрация", day, time: "11:00", lasts: "1 ч 30 мин", whom: hostess, client: name };
  const dialog = await fillTask(olga, shown);
  await look(olga, "time-task");
  await olga.button(t("steps.plan"), dialog).click();
  await page.getByRole("button", { name: new RegExp(what) }).waitFor();
  await look(olga, "time-calendar");
  const about = "Когда приедут станции?";
  await writeDownCall(olga, { phone, name: "Анна Петрова", about, wanted: hostess }, "time-inquiry-dialog");
  await olga.link(about).waitFor();
  await look(olga, "time-inquiries");
  for (const [place, title] of [
    ["watch", "watch.title"],
    ["messages", "messages.title"],
  ] as const) {
    await goTo(olga, place);
    await olga.sees(t(title));
    await look(olga, `time-${place}`);
  }
  await olga.open(`${company(olga)}/notifications/settings`);
  await olga.sees(t("notices.toSettings"));
  await look(olga, "time-notification-settings");
  await olga.open(`${company(olga)}/day?day=${day}`);
  await page.getByText(what).waitFor();
  await look(olga, "time-day");
});

test("настройки и импорт", async () => {
  await lookAtSettings(olga, ["company", "employees", "pipelines", "dictionaries", "products", "keys"]);
  await goTo(olga, "imports");
  await olga.sees(olga.t("imports.title"));
  await look(olga, "imports");
});
