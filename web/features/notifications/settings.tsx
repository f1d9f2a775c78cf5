"use client";
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { languages } from "#shared/caller.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import type { SettingsView } from "#shared/notifications/schema.ts";
import { FormGrid } from "../../components/form-grid.tsx";
import { languageNames } from "../../components/language-names.ts";
import { notify } from "../../components/notices.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { ChannelTable } from "./channel-table.tsx";
import { changedChannels } from "./channels.ts";
import { PushPanel } from "./push-panel.tsx";

/** How one is told of what: the person's own, whatever his role; below it what a page puts there. */
export function NotificationSettings({ children }: { children?: ReactNode }) {
  const t = useTranslations("notices");
  const settings = useAnswer(notificationsContract.settings, {});
  return (
    <Page title={t("toSettings")}>
      <Answer of={settings}>{(data) => <SettingsForm key={data.ver} settings={data} />}</Answer>
      <PushPanel />
      {children}
    </Page>
  );
}

/** Lead times offered, in minutes. */
const leads = [0, 5, 10, 15, 30, 60, 120, 1440];

function SettingsForm({ settings }: { settings: SettingsView }) {
  const t = useTranslations();
  const save = useSubmit(notificationsContract.changeSettings, {
    onDone: () => notify({ message: t("common.saved") }),
  });
  const { ver, usual, available, leadMinutes } = settings;
  const form = useForm(
    {
      channels: settings.channels,
      language: settings.language,
      quiet: settings.quietFrom !== undefined,
      quietFrom: settings.quietFrom ?? "21:00",
      quietTo: settings.quietTo ?? "08:00",
      quietDaysOff: settings.quietDaysOff,
      morning: settings.morning,
      morningAt: settings.morningAt,
      phone: settings.phone ?? "",
      leadMinutes: String(leadMinutes),
    },
    save.issues,
  );
  const { values } = form;
  const submit = () =>
    save.submit({
      ver,
      channels: changedChannels(values.channels, settings),
      language: values.language,
      quietFrom: values.quiet ? values.quietFrom : null,
      quietTo: values.quiet ? values.quietTo : null,
      quietDaysOff: values.quietDaysOff,
      morning: values.morning,
      morningAt: values.morningAt,
      phone: filled(values.phone) ?? null,
      leadMinutes: Number(values.leadMinutes),
    });
  return (
    <form onSubmit={onSubmit(submit)}>
      <ErrorBox error={save.error} />
      <Panel title={t("notices.settings.channels")} note={t("notices.settings.channelsNote")}>
        <ChannelTable
          channels={values.channels}
          available={available}
          hasPhone={values.phone.trim() !== ""}
          onChange={(channels) => form.set("channels", channels)}
        />
        <Button variant="default" mt="sm" onClick={() => form.set("channels", usual)}>
          {t("notices.settings.usual")}
        </Button>
      </Panel>
      <Panel title={t("notices.settings.times")}>
        <FormGrid>
          <NativeSelect
            label={t("notices.settings.lead")}
            description={t("notices.settings.leadNote")}
            data={[...new Set([...leads, leadMinutes])]
              .sort((one, other) => one - other)
              .map((minutes) => ({ value: String(minutes), label: t("notices.settings.before", { minutes }) }))}
            {...form.text("leadMinutes")}
          />
          <NativeSelect
            label={t("notices.settings.language")}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            {...form.text("language")}
          />
          <TextInput
            type="tel"
            label={t("notices.settings.phone")}
            description={available.includes("sms") ? undefined : t("notices.settings.noSms")}
            autoComplete="tel"
            maxLength={40}
            {...form.text("phone")}
          />
          <div>
            <Checkbox label={t("notices.settings.quiet")} {...form.flag("quiet")} />
            <Checkbox mt="xs" label={t("notices.settings.quietDaysOff")} {...form.flag("quietDaysOff")} />
          </div>
          <TextInput
            type="time"
            label={t("notices.settings.quietFrom")}
            disabled={!values.quiet}
            required={values.quiet}
            withAsterisk={false}
            {...form.text("quietFrom")}
          />
          <TextInput
            type="time"
            label={t("notices.settings.quietTo")}
            disabled={!values.quiet}
            required={values.quiet}
            withAsterisk={false}
            {...form.text("quietTo")}
          />
          <div>
            <Checkbox label={t("notices.settings.morning")} {...form.flag("morning")} />
          </div>
          <TextInput
            type="time"
            label={t("notices.settings.morningAt")}
            disabled={!values.morning}
            required={values.morning}
            withAsterisk={false}
            {...form.text("morningAt")}
          />
        </FormGrid>
      </Panel>
      <Button type="submit" mb="lg" loading={save.pending}>
        {t("common.save")}
      </Button>
    </form>
  );
}
