"use client";
import { Anchor, Badge, Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { languages } from "#shared/caller.ts";
import { peopleContract } from "#shared/people/contract.ts";
import type { Me } from "#shared/people/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { languageNames } from "../../components/language-names.ts";
import { Mark } from "../../components/mark.tsx";
import { notify } from "../../components/notices.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer, usePutAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useFormats } from "../../lib/formats.ts";
import { signOut } from "../../lib/sign-out.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useOwnLanguage } from "../../lib/use-language.ts";
import styles from "./account.module.css";
import { deviceOf } from "./device.ts";
import { NewPasswordInput } from "./parts.tsx";

/** One's own account: name, language, password, open sessions, companies. */
export function Account() {
  const t = useTranslations();
  const me = useAnswer(peopleContract.me, {});
  useOwnLanguage(me.data?.language);
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <Link href="/" className={styles.home}>
          <Mark size={22} />
          {t("account.back")}
        </Link>
      </header>
      <main>
        <Page
          title={t("account.title")}
          actions={
            <Button variant="default" onClick={() => void signOut()}>
              {t("shell.signOut")}
            </Button>
          }
        >
          <Answer of={me}>{(data) => <Profile me={data} />}</Answer>
          <Password />
          <Sessions />
          <Answer of={me}>{(data) => <Companies me={data} />}</Answer>
        </Page>
      </main>
    </div>
  );
}

function Profile({ me }: { me: Me }) {
  const t = useTranslations();
  const put = usePutAnswer();
  const save = useSubmit(peopleContract.changeMe, {
    onDone: (changed) => {
      put(peopleContract.me, {}, () => changed);
      notify({ message: t("common.saved") });
    },
  });
  const form = useForm({ name: me.name, language: me.language }, save.issues);
  return (
    <Panel title={t("account.profile")}>
      <ErrorBox error={save.error} />
      <form onSubmit={onSubmit(() => save.submit(form.values))} noValidate>
        <FormGrid>
          <TextInput label={t("people.name")} autoComplete="name" maxLength={120} {...form.text("name")} />
          <NativeSelect
            label={t("people.language")}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            {...form.text("language")}
          />
          <TextInput label={t("people.email")} value={me.email} readOnly variant="filled" />
        </FormGrid>
        <Button type="submit" mt="md" loading={save.pending}>
          {t("common.save")}
        </Button>
      </form>
    </Panel>
  );
}

function Password() {
  const t = useTranslations();
  const change = useSubmit(peopleContract.changePassword, {
    onDone: () => notify({ message: t("account.passwordChanged") }),
  });
  const form = useForm({ current: "", password: "" }, change.issues);
  const submit = async () => {
    if (await change.submit(form.values)) form.reset({ current: "", password: "" });
  };
  return (
    <Panel title={t("people.password")} note={t("account.passwordNote")}>
      <ErrorBox error={change.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <FormGrid>
          <PasswordInput
            label={t("account.currentPassword")}
            size="sm"
            autoComplete="current-password"
            maxLength={128}
            visibilityToggleButtonProps={{ "aria-label": t("people.showPassword") }}
            {...form.text("current")}
          />
          <NewPasswordInput {...form.text("password")} label={t("people.newPassword")} />
        </FormGrid>
        <Button type="submit" mt="md" loading={change.pending}>
          {t("account.changePassword")}
        </Button>
      </form>
    </Panel>
  );
}

function Sessions() {
  const t = useTranslations();
  const { moment } = useFormats();
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const sessions = useAnswer(peopleContract.sessions, {});
  const everywhere = () =>
    ask({
      title: t("account.everywhere.title"),
      text: t("account.everywhere.text"),
      action: t("account.everywhere.action"),
      tone: "bad",
      run: () => signOut(true),
    });
  const end = (id: string, device: string) =>
    ask({
      title: t("account.end.title"),
      text: device,
      action: t("account.end.action"),
      run: async () => {
        await call(peopleContract.signOut, { id });
        await refresh("me");
      },
    });
  return (
    <Panel
      title={t("account.sessions")}
      actions={
        <Button variant="subtle" color="red" onClick={everywhere}>
          {t("account.everywhere.action")}
        </Button>
      }
    >
      <Answer of={sessions}>
        {(data) => (
          <PlainTable
            label={t("account.sessions")}
            rows={data.sessions}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "device",
                title: t("account.device"),
                cell: ({ device, current }) => (
                  <>
                    {deviceOf(device) || t("account.unknownDevice")}{" "}
                    {current ? <Badge>{t("account.thisOne")}</Badge> : null}
                  </>
                ),
              },
              { key: "at", title: t("account.since"), cell: ({ createdAt }) => moment(createdAt) },
            ]}
            actionsTitle={t("common.actions")}
            actions={({ id, current, device }) =>
              current ? null : (
                <Button
                  variant="subtle"
                  onClick={() => end(id, deviceOf(device))}
                  aria-label={`${t("account.end.action")}: ${deviceOf(device)}`}
                >
                  {t("account.end.action")}
                </Button>
              )
            }
          />
        )}
      </Answer>
      {dialog}
    </Panel>
  );
}

function Companies({ me }: { me: Me }) {
  const t = useTranslations();
  return (
    <Panel
      title={t("account.companies")}
      actions={
        <Button component={Link} href="/new-company" variant="default">
          {t("people.newCompany.title")}
        </Button>
      }
    >
      <ul className={styles.companies}>
        {me.companies.map(({ company, name, role }) => (
          <li key={company}>
            <Anchor component={Link} href={`/${company}`}>
              {name}
            </Anchor>
            <span>{t(`roles.${role}`)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
