import {
  IconAddressBook,
  IconBriefcase,
  IconCalendar,
  IconCalendarCheck,
  IconEyeExclamation,
  IconMessages,
  IconPhoneIncoming,
  IconSettings,
  IconTableImport,
} from "@tabler/icons-react";
import type { Section } from "#shared/policy-names.ts";

/** The places of a company, in their order; whoever may not read the section is not shown the place. */
export const places = [
  { name: "day", icon: IconCalendarCheck, section: "history" },
  { name: "watch", icon: IconEyeExclamation, section: "clients" },
  { name: "calendar", icon: IconCalendar, section: "history" },
  { name: "inquiries", icon: IconPhoneIncoming, section: "inquiries" },
  { name: "clients", icon: IconAddressBook, section: "clients" },
  { name: "deals", icon: IconBriefcase, section: "deals" },
  { name: "messages", icon: IconMessages, section: "employees" },
  { name: "imports", icon: IconTableImport, section: "imports" },
  { name: "settings", icon: IconSettings, section: "settings" },
] as const satisfies readonly { name: string; icon: unknown; section: Section }[];
