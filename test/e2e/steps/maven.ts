import { fileURLToPath } from "node:url";
import type { Person } from "../support/person.ts";
import type { Story } from "./imports.ts";

const file = (name: string) => fileURLToPath(new URL(`../../data/maven-crm/${name}`, import.meta.url));
const managers = ["Celia Rouche", "Cara Losch", "Dustin Brinkmann", "Melvin Marxen", "Rocco Neubert", "Summer Sewald"];

/** The four files of the public sales data, and what is said of everything in them that does not match. */
export function mavenStories({ t }: Person): Record<Story["entity"], Story> {
  const blank = t("imports.blank");
  const create = t("imports.does.create");
  const stands = (outcome: string, ...rest: string[]) => [
    t("imports.does.stage"),
    t(`imports.outcomes.${outcome}`),
    ...rest,
  ];
  return {
    employees: {
      path: file("sales_teams.csv"),
      entity: "employees",
      drop: true,
      says: {
        manager: Object.fromEntries(managers.map((name) => [name, [create, t("roles.head_of_sales")]])),
        role: { [blank]: [t("imports.does.role"), t("roles.sales_manager")] },
      },
      makeAll: ["team"],
    },
    products: { path: file("products.csv"), entity: "products", makeAll: ["group"] },
    clients: {
      path: file("accounts.csv"),
      entity: "clients",
      columns: { revenue: { asked: t("imports.unit"), answer: t("imports.units.million") } },
      says: {
        industry: {
          technolgy: [create, { name: "technology" }],
          medical: [t("imports.does.use"), "Health care"],
          retail: [t("imports.does.use"), "Retail and wholesale"],
        },
        firstContactOn: { [blank]: [t("imports.does.day"), { day: "2016-10-01" }] },
      },
      makeAll: ["region", "industry"],
    },
    deals: {
      path: file("sales_pipeline.csv"),
      entity: "deals",
      says: {
        client: { [blank]: [create, { name: "No account" }] },
        product: { GTXPro: [t("imports.does.use"), "GTX Pro"] },
        stage: {
          Won: stands("success"),
          Lost: stands("refusal", "Financial proposal", "Not needed"),
          Engaging: stands("open", "Identify the need"),
          Prospecting: stands("open", "Initiate interest"),
        },
        openedOn: { [blank]: [t("imports.does.day"), { day: "2017-12-31" }] },
        amount: { [blank]: [t("imports.does.amount"), t("imports.amounts.price")] },
      },
    },
  };
}
