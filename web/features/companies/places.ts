import type { Section } from "#shared/policy-names.ts";

/** The pages of the settings, in their order, with the section whose reading they need. */
export const settingsPages = [
  { name: "company", section: "settings" },
  { name: "employees", section: "employees" },
  { name: "absences", section: "employees" },
  { name: "calendars", section: "settings" },
  { name: "resources", section: "settings" },
  { name: "pipelines", section: "settings" },
  { name: "inquiries", section: "inquiries" },
  { name: "dictionaries", section: "dictionaries" },
  { name: "products", section: "products" },
  { name: "keys", section: "keys" },
] as const satisfies readonly { name: string; section: Section }[];
