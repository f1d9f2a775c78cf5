import type { Language } from "../caller.ts";

/** What demo data are made of, in one language. All of it is invented. */
export interface Words {
  employees: readonly string[];
  products: readonly (readonly [name: string, priceMinor: number])[];
  companies: readonly string[];
  kinds: readonly string[];
  lastNames: readonly string[];
  firstNames: readonly string[];
  posts: readonly string[];
  talks: readonly string[];
  steps: readonly string[];
  needs: readonly string[];
  deals: readonly string[];
  phone: (number: string) => string;
}

/** Words of each language. */
export const words: Record<Language, Words> = {
  ru: {
    employees: [
      "Анна Ветрова",
      "Борис Климов",
      "Вера Ершова",
      "Глеб Сафонов",
      "Дарья Лунина",
      "Егор Мельник",
      "Зоя Крылова",
    ],
    products: [
      ["Станок фрезерный «Гранит»", 480_000_00],
      ["Станок токарный «Волна»", 365_000_00],
      ["Линия упаковки «Кедр»", 1_250_000_00],
      ["Комплект оснастки", 42_500_00],
      ["Обучение операторов, день", 18_000_00],
      ["Сервисный договор, год", 96_000_00],
    ],
    companies: [
      "Северный ветер",
      "Заря",
      "Альтаир",
      "Бирюза",
      "Гранит",
      "Восток",
      "Меридиан",
      "Радуга",
      "Кварц",
      "Ладога",
      "Магистраль",
      "Орбита",
    ],
    kinds: ["завод", "комбинат", "торговый дом", "мастерская", "фабрика"],
    lastNames: ["Орлов", "Лебедев", "Соколов", "Голубев", "Зимин", "Морозов", "Котов", "Белов"],
    firstNames: ["Андрей", "Сергей", "Павел", "Николай", "Олег", "Иван", "Дмитрий", "Максим"],
    posts: ["директор", "главный инженер", "начальник производства", "снабженец", "финансовый директор"],
    talks: [
      "Представил компанию, попросили выслать материалы",
      "Обсудили загрузку производства, узкое место — упаковка",
      "Показал работу станка, спросили о сроках поставки",
      "Сравнивают с предложением другого поставщика, важен сервис",
      "Согласовали состав предложения, ждут расчёт",
      "Просят скидку при заказе двух единиц",
    ],
    steps: [
      "Позвонить и узнать решение",
      "Выслать предложение",
      "Договориться о демонстрации",
      "Уточнить технические требования",
      "Напомнить о договоре",
    ],
    needs: [
      "Сократить простои на участке упаковки",
      "Заменить станок 1998 года",
      "Запустить вторую смену к осени",
      "Снизить долю брака",
    ],
    deals: ["Поставка станка", "Линия упаковки", "Оснастка и обучение", "Сервис на год", "Модернизация участка"],
    phone: (number) => `+7 812 ${number.slice(0, 3)}-${number.slice(3, 5)}-${number.slice(5)}`,
  },
  en: {
    employees: [
      "Alice Hartley",
      "Ben Calloway",
      "Clara Whitfield",
      "Daniel Marsh",
      "Emma Rowland",
      "Frank Ashby",
      "Grace Linton",
    ],
    products: [
      ["Milling machine Granite", 480_000_00],
      ["Lathe Wave", 365_000_00],
      ["Packing line Cedar", 1_250_000_00],
      ["Tooling kit", 42_500_00],
      ["Operator training, day", 18_000_00],
      ["Service contract, year", 96_000_00],
    ],
    companies: [
      "Northern Wind",
      "Daybreak",
      "Altair",
      "Turquoise",
      "Granite",
      "Eastgate",
      "Meridian",
      "Rainbow",
      "Quartz",
      "Lakeside",
      "Mainline",
      "Orbit",
    ],
    kinds: ["Works", "Mills", "Trading", "Workshop", "Factory"],
    lastNames: ["Eagleton", "Swann", "Falkner", "Dove", "Winters", "Frost", "Katz", "White"],
    firstNames: ["Andrew", "Simon", "Paul", "Nicholas", "Oliver", "Ian", "Duncan", "Max"],
    posts: ["director", "chief engineer", "head of production", "buyer", "finance director"],
    talks: [
      "Introduced the company, they asked for materials",
      "Talked about their load, packing is the bottleneck",
      "Showed the machine at work, they asked about delivery",
      "They compare us with another supplier, service matters most",
      "Agreed on what the proposal holds, they wait for the figures",
      "They ask for a discount on two machines",
    ],
    steps: [
      "Call and ask what they decided",
      "Send the proposal",
      "Agree on a demonstration",
      "Clear up technical requirements",
      "Remind them of the contract",
    ],
    needs: [
      "Less idle time in packing",
      "Replace a machine of 1998",
      "Start a second shift by autumn",
      "Fewer rejects",
    ],
    deals: [
      "Delivery of a machine",
      "Packing line",
      "Tooling and training",
      "Service for a year",
      "Renewal of a section",
    ],
    phone: (number) => `+44 20 7${number.slice(0, 3)} ${number.slice(3)}`,
  },
};
