import { expect, test } from "vitest";
import { languages } from "#shared/caller.ts";
import { defaultChannels, noticeKinds } from "#shared/notifications/kinds.ts";
import { noticeText } from "#shared/notifications/text.ts";
import { roles } from "#shared/policy-names.ts";
import en from "../../web/messages/en.json" with { type: "json" };
import ru from "../../web/messages/ru.json" with { type: "json" };

test("every kind of notice has its words in every language, and a name among the settings", () => {
  for (const language of languages)
    for (const kind of noticeKinds) {
      const { title } = noticeText(language, kind, { what: "W", who: "N", client: "C", when: "2026-12-01T09:00" });
      expect(title).not.toBe("");
      expect(title).not.toMatch(/\{\w+\}/);
    }
  for (const { notices } of [en, ru])
    expect(Object.keys(notices.kinds).toSorted()).toEqual([...noticeKinds].toSorted());
});

test("whoever is told something finds it in his page, unless he chooses otherwise", () => {
  for (const role of roles) for (const kind of noticeKinds) expect(defaultChannels(role, kind)).toContain("page");
});
