import type { DictionaryName } from "../dictionaries/schema.ts";
import type { ImportEntity } from "./schema.ts";

/** What a value of a column may name. */
export type Target =
  { to: "dictionary"; name: DictionaryName } | { to: "employee" | "team" | "product" | "client" | "stage" | "role" };

/** A field that a column may become. */
export interface ImportField {
  kind: "text" | "paragraph" | "email" | "phone" | "tax" | "int" | "money" | "day" | "ref";
  /** Characters at most, or the bounds of a number. */
  most?: number;
  least?: number;
  /** A row in which it is blank is refused, and a column must be chosen for it. */
  required?: true;
  /** Records need it, so what stands for blank cells is asked of the user. */
  blankMatters?: true;
  target?: Target;
  /** What a row with the same value in it is taken for: may be the plan's key. */
  key?: true;
  /** What one of its number stands for must be said: such figures are often in thousands or millions. */
  unitAsked?: true;
  /** What its column is often called, folded; both languages. */
  headers: readonly string[];
}

const entry = (name: DictionaryName): Target => ({ to: "dictionary", name });

/** Fields of each entity by name, in the order they are offered. */
export const importFields: Record<ImportEntity, Record<string, ImportField>> = {
  employees: {
    name: {
      kind: "text",
      most: 120,
      required: true,
      key: true,
      headers: [
        "name",
        "full name",
        "employee",
        "sales agent",
        "agent",
        "sales person",
        "salesperson",
        "имя",
        "фио",
        "сотрудник",
        "менеджер",
        "агент",
      ],
    },
    email: { kind: "email", key: true, headers: ["email", "e mail", "mail", "почта", "эл почта", "электронная почта"] },
    role: {
      kind: "ref",
      target: { to: "role" },
      blankMatters: true,
      headers: ["role", "position", "роль", "должность"],
    },
    manager: {
      kind: "ref",
      target: { to: "employee" },
      headers: ["manager", "head", "boss", "supervisor", "руководитель", "начальник"],
    },
    team: {
      kind: "ref",
      target: { to: "team" },
      headers: [
        "regional office",
        "office",
        "team",
        "department",
        "офис",
        "отдел",
        "команда",
        "подразделение",
        "филиал",
      ],
    },
  },
  products: {
    name: {
      kind: "text",
      most: 160,
      required: true,
      key: true,
      headers: ["product", "name", "product name", "title", "товар", "название", "наименование", "продукт", "услуга"],
    },
    code: { kind: "text", most: 60, headers: ["code", "sku", "article", "product code", "артикул", "код"] },
    group: {
      kind: "ref",
      target: entry("product_group"),
      headers: ["series", "group", "category", "product group", "family", "группа", "категория", "серия"],
    },
    price: { kind: "money", headers: ["sales price", "price", "list price", "cost", "цена", "стоимость"] },
  },
  clients: {
    name: {
      kind: "text",
      most: 200,
      required: true,
      key: true,
      headers: [
        "account",
        "account name",
        "company",
        "company name",
        "client",
        "customer",
        "name",
        "organisation",
        "organization",
        "клиент",
        "компания",
        "организация",
        "название",
        "наименование",
        "контрагент",
      ],
    },
    taxNumber: { kind: "tax", key: true, headers: ["tax number", "tax id", "vat", "vat number", "inn", "инн"] },
    phone: { kind: "phone", key: true, headers: ["phone", "telephone", "phone number", "телефон", "тел"] },
    email: { kind: "email", key: true, headers: ["email", "e mail", "mail", "почта", "эл почта", "электронная почта"] },
    website: { kind: "text", most: 200, headers: ["website", "web site", "site", "url", "сайт"] },
    address: { kind: "text", most: 300, headers: ["address", "адрес", "юридический адрес"] },
    region: {
      kind: "ref",
      target: entry("region"),
      headers: [
        "office location",
        "region",
        "location",
        "country",
        "state",
        "city",
        "регион",
        "страна",
        "область",
        "город",
      ],
    },
    industry: {
      kind: "ref",
      target: entry("industry"),
      headers: ["sector", "industry", "branch", "отрасль", "сектор", "сфера деятельности"],
    },
    curator: {
      kind: "ref",
      target: { to: "employee" },
      headers: [
        "curator",
        "owner",
        "account manager",
        "account owner",
        "sales agent",
        "куратор",
        "ответственный",
        "менеджер",
      ],
    },
    source: { kind: "ref", target: entry("source"), headers: ["source", "lead source", "источник"] },
    firstContactOn: {
      kind: "day",
      blankMatters: true,
      headers: [
        "first contact",
        "first contact date",
        "client since",
        "created",
        "created date",
        "первый контакт",
        "дата первого контакта",
        "дата создания",
      ],
    },
    parent: {
      kind: "ref",
      target: { to: "client" },
      headers: [
        "subsidiary of",
        "parent",
        "parent account",
        "parent company",
        "holding",
        "головная компания",
        "материнская компания",
        "холдинг",
      ],
    },
    foundedYear: {
      kind: "int",
      least: 1000,
      most: 2100,
      headers: ["year established", "founded", "founded year", "year founded", "год основания", "основана"],
    },
    turnover: {
      kind: "money",
      unitAsked: true,
      headers: ["revenue", "annual revenue", "turnover", "оборот", "выручка", "годовой оборот"],
    },
    staff: {
      kind: "int",
      least: 0,
      most: 10_000_000,
      headers: [
        "employees",
        "staff",
        "headcount",
        "number of employees",
        "сотрудники",
        "сотрудников",
        "численность",
        "число сотрудников",
        "персонал",
      ],
    },
    need: { kind: "paragraph", most: 4000, headers: ["need", "needs", "потребность"] },
  },
  deals: {
    externalId: {
      kind: "text",
      most: 80,
      key: true,
      headers: ["opportunity id", "deal id", "opportunity", "id", "number", "номер", "номер сделки", "код сделки"],
    },
    title: {
      kind: "text",
      most: 200,
      headers: ["title", "deal", "deal name", "opportunity name", "subject", "сделка", "название", "тема"],
    },
    client: {
      kind: "ref",
      target: { to: "client" },
      blankMatters: true,
      headers: [
        "account",
        "account name",
        "client",
        "customer",
        "company",
        "клиент",
        "компания",
        "контрагент",
        "организация",
      ],
    },
    manager: {
      kind: "ref",
      target: { to: "employee" },
      headers: [
        "sales agent",
        "agent",
        "owner",
        "manager",
        "salesperson",
        "sales person",
        "менеджер",
        "ответственный",
        "продавец",
      ],
    },
    product: {
      kind: "ref",
      target: { to: "product" },
      headers: ["product", "product name", "item", "товар", "продукт", "услуга"],
    },
    stage: {
      kind: "ref",
      target: { to: "stage" },
      blankMatters: true,
      headers: ["deal stage", "stage", "status", "state", "этап", "стадия", "статус"],
    },
    openedOn: {
      kind: "day",
      blankMatters: true,
      headers: [
        "engage date",
        "open date",
        "opened",
        "created",
        "created date",
        "start date",
        "дата открытия",
        "дата начала",
        "дата создания",
        "открыта",
      ],
    },
    closedOn: {
      kind: "day",
      blankMatters: true,
      headers: ["close date", "closed", "closed date", "end date", "дата закрытия", "закрыта"],
    },
    amount: {
      kind: "money",
      blankMatters: true,
      headers: ["close value", "amount", "value", "sum", "deal value", "сумма", "бюджет", "сумма сделки"],
    },
    refusalReason: {
      kind: "ref",
      target: entry("refusal_reason"),
      headers: ["refusal reason", "lost reason", "loss reason", "причина отказа"],
    },
    plannedCloseOn: {
      kind: "day",
      headers: ["planned close", "expected close", "expected close date", "плановая дата", "ожидаемая дата закрытия"],
    },
    probability: { kind: "int", least: 0, most: 100, headers: ["probability", "chance", "вероятность"] },
  },
};

/** The field of an entity; undefined where it has none of that name. */
export function importField(entity: ImportEntity, name: string): ImportField | undefined {
  return Object.hasOwn(importFields[entity], name) ? importFields[entity][name] : undefined;
}

/** Whether a field names other rows of the same file: a parent, a manager. */
export function namesItself(entity: ImportEntity, { target }: ImportField): boolean {
  return (entity === "clients" && target?.to === "client") || (entity === "employees" && target?.to === "employee");
}
