import type { Language } from "../caller.ts";
import type { Pipeline } from "./schema.ts";

/** A ready pipeline: its name and its stages in the languages of the product, each stage with its norm in days. */
export interface Template {
  name: Record<Language, string>;
  stages: readonly (Record<Language, string> & { normDays: number })[];
}

/** Norm of a deal's length: 4 months of 30 days. Each company sets its own. */
export const NORM_DAYS = 120;

/** The two regulated ways of selling to begin with, rows 48 and 49; norms of their stages add up to {@link NORM_DAYS}. */
export const templates: Record<NonNullable<Pipeline["template"]>, Template> = {
  seven: {
    name: { ru: "Продажа в семь этапов", en: "Seven-stage sale" },
    stages: [
      { ru: "Формирование интереса", en: "Initiate interest", normDays: 15 },
      { ru: "Выявление потребности", en: "Identify the need", normDays: 15 },
      { ru: "Демонстрация", en: "Demonstration", normDays: 15 },
      { ru: "Техническое предложение", en: "Technical proposal", normDays: 20 },
      { ru: "Финансовое предложение", en: "Financial proposal", normDays: 20 },
      { ru: "Заключение договора", en: "Closing", normDays: 15 },
      { ru: "Поставка", en: "Delivery", normDays: 20 },
    ],
  },
  six: {
    name: { ru: "Продажа в шесть этапов", en: "Six-stage sale" },
    stages: [
      { ru: "Знакомство", en: "Acquaintance", normDays: 15 },
      { ru: "Квалификация", en: "Qualification", normDays: 20 },
      { ru: "Предложение", en: "Proposal", normDays: 25 },
      { ru: "Продажа", en: "Sale", normDays: 30 },
      { ru: "Оформление", en: "Formalisation", normDays: 15 },
      { ru: "Передача на исполнение", en: "Handover to execution", normDays: 15 },
    ],
  },
};
