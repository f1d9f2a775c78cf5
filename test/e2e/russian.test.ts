import { beforeAll, expect, test } from "vitest";
import { aJourney } from "./support/journey.ts";
import { look } from "./support/look.ts";
import type { Person } from "./support/person.ts";
import { finishStep, makeCard, writeEntry } from "./steps/cards.ts";
import { carryDeal, journalOf, onBoard, openBoard, openDeal, refuse } from "./steps/deals.ts";
import { signUp } from "./steps/doors.ts";
import { writeLetter } from "./steps/letters.ts";
import { mavenStories } from "./steps/maven.ts";
import { goTo } from "./steps/places.ts";
import { lookAtSettings } from "./steps/settings.ts";
import { beginWith, choosePipeline } from "./steps/start.ts";

const name = "Северный ветер";
const { arrives } = aJourney();
let olga: Person;

beforeAll(async () => {
  olga = await arrives("ru");
});

test("регистрация и первый запуск идут по-русски", async () => {
  const owner = { company: "Ромашка", name: "Ольга Ивановна", email: "olga@romashka.example.com", currency: "RUB" };
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
      phone: "8 (495) 123-45-67",
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

test("настройки и импорт", async () => {
  await lookAtSettings(olga, ["company", "employees", "pipelines", "dictionaries", "products", "keys"]);
  await goTo(olga, "imports");
  await olga.sees(olga.t("imports.title"));
  await look(olga, "imports");
});
