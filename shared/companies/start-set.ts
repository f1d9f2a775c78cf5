import type { Language } from "../caller.ts";
import type { DictionaryName } from "../dictionaries/schema.ts";

/** A ready entry of a dictionary in the languages of the product; `code` where code asks for it by name. */
export type ReadyEntry = Record<Language, string> & { code?: string };

/**
 * The dictionaries a new company begins with, all its own from then on. Regions and product groups differ too much
 * between companies to guess; the types of activity are those of row 29, the reasons of refusal begin with row 47.
 */
export const startSet: Record<DictionaryName, readonly ReadyEntry[]> = {
  region: [],
  industry: [
    { ru: "Торговля", en: "Retail and wholesale" },
    { ru: "Производство", en: "Manufacturing" },
    { ru: "Строительство", en: "Construction" },
    { ru: "Услуги", en: "Services" },
    { ru: "Информационные технологии", en: "Information technology" },
    { ru: "Транспорт и логистика", en: "Transport and logistics" },
    { ru: "Финансы", en: "Finance" },
    { ru: "Медицина", en: "Health care" },
    { ru: "Образование", en: "Education" },
    { ru: "Государственный сектор", en: "Public sector" },
  ],
  source: [
    { ru: "Сайт", en: "Web site" },
    { ru: "Звонок клиента", en: "Client's call" },
    { ru: "Рассылка", en: "Mailing" },
    { ru: "Выставка", en: "Exhibition" },
    { ru: "Рекомендация", en: "Recommendation" },
    { ru: "Реклама", en: "Advertisement" },
    { ru: "Справочник", en: "Directory" },
    { ru: "Телемаркетинг", en: "Telemarketing" },
  ],
  trigger: [
    { ru: "Статья", en: "Article" },
    { ru: "Реклама", en: "Advertisement" },
    { ru: "Стенд на выставке", en: "Exhibition stand" },
    { ru: "Совет коллеги", en: "A colleague's advice" },
    { ru: "Семинар", en: "Seminar" },
    { ru: "Рассылка", en: "Mailing" },
  ],
  interest: [
    { ru: "Высокий", en: "High" },
    { ru: "Средний", en: "Medium" },
    { ru: "Низкий", en: "Low" },
    { ru: "Нет интереса", en: "None" },
  ],
  refusal_reason: [
    { ru: "Не нужно", en: "Not needed" },
    { ru: "Не подходит качество", en: "Quality unsuitable" },
    { ru: "Высокая цена", en: "Price high" },
    { ru: "Не поняты выгоды", en: "Benefits not understood" },
    { ru: "Выбран другой поставщик", en: "Another supplier chosen" },
    { ru: "Нет бюджета", en: "No budget" },
    { ru: "Не подходят сроки", en: "Dates unsuitable" },
    { ru: "Клиент не отвечает", en: "The client does not answer" },
  ],
  activity_type: [
    { code: "call", ru: "Звонок", en: "Call" },
    { code: "meeting", ru: "Встреча", en: "Meeting" },
    { code: "letter", ru: "Письмо", en: "Letter" },
    { code: "fax", ru: "Факс", en: "Fax" },
    { code: "email", ru: "Электронное письмо", en: "E-mail" },
    { code: "document", ru: "Отправка документа", en: "Document sent" },
    { code: "demo_sent", ru: "Отправка демоверсии", en: "Demo version sent" },
    { code: "demonstration", ru: "Демонстрация", en: "Demonstration" },
  ],
  product_group: [],
};
