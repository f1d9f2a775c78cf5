"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import { inquiryChannels, MOST_RULES, type InquiryChannel } from "#shared/inquiries/schema.ts";
import type { Output } from "#shared/http/contract.ts";
import { FormGrid } from "../../components/form-grid.tsx";
import { notify } from "../../components/notices.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import { onSubmit } from "../../lib/form.ts";
import { moved } from "../../lib/lists.ts";
import { useEmployees } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useUnsaved } from "../../lib/unsaved.ts";
import { draftOf, newRule, type RuleDraft } from "./rule-draft.ts";
import { RuleFields } from "./rule-fields.tsx";
import styles from "./inquiries.module.css";

type Settings = Output<typeof inquiriesContract.settings>;

interface Draft {
  rules: RuleDraft[];
  fallbackId: string;
  norms: Record<InquiryChannel, string>;
}

/** Who is given what comes in, rule by rule, and how soon it is to be answered. */
export function RoutingRules() {
  const t = useTranslations("inquiries.rules");
  const answer = useAnswer(inquiriesContract.settings, {});
  return (
    <Page title={t("title")}>
      <Answer of={answer}>{(settings) => <Editor settings={settings} />}</Answer>
    </Page>
  );
}

function Editor({ settings }: { settings: Settings }) {
  const t = useTranslations();
  const locked = !useRights().may("settings", "write");
  const employees = useEmployees();
  const [edited, setEdited] = useState<Draft>();
  const draft = edited ?? fromSettings(settings);
  const save = useSubmit(inquiriesContract.set, {
    onDone: () => {
      setEdited(undefined);
      notify({ message: t("common.saved") });
    },
  });
  const { issues } = save;
  useUnsaved(edited !== undefined);
  const change = (part: Partial<Draft>) => setEdited({ ...draft, ...part });
  const changeRule = (index: number, rule: RuleDraft) =>
    change({ rules: draft.rules.map((one, at) => (at === index ? rule : one)) });
  const submit = () =>
    save.submit({
      ver: settings.ver,
      rules: draft.rules.map(({ name, when, to }) => ({ name, when, to })),
      fallbackId: draft.fallbackId || null,
      norms: Object.fromEntries(
        inquiryChannels.map((channel) => [channel, Number(draft.norms[channel])]),
      ) as Settings["norms"],
    });
  return (
    <form onSubmit={onSubmit(submit)} noValidate>
      <ErrorBox error={save.error} />
      <Panel title={t("inquiries.rules.order")} note={t("inquiries.rules.note")}>
        <ol className={styles.rules}>
          {draft.rules.map((rule, index) => (
            <RuleFields
              key={rule.key}
              rule={rule}
              index={index}
              last={index === draft.rules.length - 1}
              locked={locked}
              issues={issues}
              onChange={(next) => changeRule(index, next)}
              onMove={(step) => change({ rules: moved(draft.rules, index, step) })}
              onRemove={() => change({ rules: draft.rules.filter((_, at) => at !== index) })}
            />
          ))}
        </ol>
        {draft.rules.length === 0 ? <p className={styles.quiet}>{t("inquiries.rules.none")}</p> : null}
        <div className={styles.buttons}>
          {locked || draft.rules.length >= MOST_RULES ? null : (
            <Button
              variant="default"
              onClick={() => change({ rules: [...draft.rules, newRule(t("inquiries.rules.newName"))] })}
            >
              {t("inquiries.rules.add")}
            </Button>
          )}
        </div>
        <NativeSelect
          mt="md"
          maw="24rem"
          label={t("inquiries.rules.fallback")}
          description={t("inquiries.rules.fallbackNote")}
          disabled={locked}
          data={[{ value: "", label: t("inquiries.rules.head") }, ...employees.choices(draft.fallbackId)]}
          value={draft.fallbackId}
          error={issues["fallbackId"]}
          onChange={(event) => change({ fallbackId: event.currentTarget.value })}
        />
      </Panel>
      <Panel title={t("inquiries.rules.norms")} note={t("inquiries.rules.normsNote")}>
        <FormGrid>
          {inquiryChannels.map((channel) => (
            <TextInput
              key={channel}
              label={t(`inquiries.channels.${channel}`)}
              inputMode="numeric"
              maxLength={5}
              disabled={locked}
              value={draft.norms[channel]}
              error={issues[`norms.${channel}`]}
              onChange={(event) => change({ norms: { ...draft.norms, [channel]: event.currentTarget.value } })}
            />
          ))}
        </FormGrid>
      </Panel>
      {edited && !locked ? (
        <div className={styles.buttons}>
          <Button type="submit" loading={save.pending}>
            {t("common.save")}
          </Button>
          <Button variant="default" onClick={() => setEdited(undefined)}>
            {t("common.undo")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

function fromSettings({ rules, fallbackId = "", norms }: Settings): Draft {
  return {
    rules: rules.map(draftOf),
    fallbackId,
    norms: Object.fromEntries(inquiryChannels.map((channel) => [channel, String(norms[channel])])) as Draft["norms"],
  };
}
