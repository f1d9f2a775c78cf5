import { clientKey, clientsById, clientsNamed, newClient, overwriteClient } from "../clients/imported.ts";
import type { Client } from "../clients/schema.ts";
import { defined, linkedLater, references, type Run, type Writer } from "./writers.ts";

/** Rows become cards. A parent within the file is written after them all. */
export function clientWriter({ subject, resolver, days }: Run): Writer {
  return {
    kind: "client",
    named: clientsNamed,
    keysOf(caller, { values }, field) {
      const tax = values.text("taxNumber");
      if (field === "taxNumber") return tax ? Promise.all([clientKey(caller, "tax", tax)]) : [];
      if (field !== "phone" && field !== "email") return [];
      return Promise.all(values.list(field).map((value) => clientKey(caller, field, value)));
    },
    load: clientsById,
    build(caller, row, id, before) {
      const { values } = row;
      const { ids, issues } = references(resolver, row, ["region", "industry", "curator", "source", "parent"]);
      const blankDay = resolver.blank("firstContactOn");
      const day = values.text("firstContactOn") ?? (blankDay?.do === "day" && !before ? blankDay.day : undefined);
      if (!day && !before) issues.push({ field: "firstContactOn", reason: "required" });
      if (day && day > days.today(caller)) issues.push({ field: "firstContactOn", reason: "future" });
      if (issues.length > 0) return Promise.resolve(issues);
      const said = defined({
        name: values.text("name")!,
        taxNumber: values.text("taxNumber"),
        website: values.text("website"),
        address: values.text("address"),
        need: values.text("need"),
        regionId: ids.get("region"),
        industryId: ids.get("industry"),
        curatorId: ids.get("curator"),
        sourceId: ids.get("source"),
        parentId: linkedLater(subject) ? undefined : ids.get("parent"),
        firstContactOn: day!,
        foundedYear: values.number("foundedYear"),
        turnoverMinor: values.number("turnover"),
        staff: values.number("staff"),
        phones: values.list("phone"),
        emails: values.list("email"),
      });
      return before ? overwriteClient(caller, before as Client, said) : newClient(caller, id, subject.id, said);
    },
    nameOf: (record) => (record as Client).name,
  };
}
