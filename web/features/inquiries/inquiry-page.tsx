"use client";
import { Badge, Button } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import type { AskerMatch, InquiryEvent, InquiryView } from "#shared/inquiries/schema.ts";
import { Page, Panel } from "../../components/page.tsx";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useEmployees } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useWhen } from "../../lib/wall.ts";
import { InquiryFacts } from "./inquiry-facts.tsx";
import { useReason } from "./reason.ts";
import styles from "./inquiries.module.css";

const AnswerInquiry = dynamic(() => import("./work-dialogs.tsx").then((module) => module.AnswerInquiry), {
  ssr: false,
});
const PassOn = dynamic(() => import("./work-dialogs.tsx").then((module) => module.PassOn), { ssr: false });
const Reopen = dynamic(() => import("./work-dialogs.tsx").then((module) => module.Reopen), { ssr: false });
const CloseInquiry = dynamic(() => import("./close-inquiry.tsx").then((module) => module.CloseInquiry), {
  ssr: false,
});
const EditInquiry = dynamic(() => import("./edit-inquiry.tsx").then((module) => module.EditInquiry), { ssr: false });
const MakeClient = dynamic(() => import("./make-client.tsx").then((module) => module.MakeClient), { ssr: false });

type Opened = "answer" | "pass" | "close" | "reopen" | "edit" | "client";

/** An inquiry: who asks what, by when he is answered, what was done, and how it ends. */
export function InquiryPage({ id }: { id: string }) {
  const t = useTranslations("inquiries");
  const answer = useAnswer(inquiriesContract.get, { id });
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  if (!answer.data) {
    return (
      <Page title={t("inquiry")} before={<Back />}>
        {answer.error ? (
          <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Waiting lines={10} />
        )}
      </Page>
    );
  }
  const { inquiry, journal, proposals } = answer.data;
  const mayWrite = inquiry.can.includes("write");
  const isOpen = inquiry.state !== "closed";
  return (
    <Page
      title={inquiry.subject}
      before={<Back />}
      note={<StateBadge inquiry={inquiry} />}
      actions={
        mayWrite ? (
          isOpen ? (
            <>
              <Button variant="default" onClick={() => setOpened("edit")}>
                {t("edit")}
              </Button>
              <Button variant="default" onClick={() => setOpened("pass")}>
                {t(inquiry.assigneeId ? "passOn" : "assign")}
              </Button>
              <Button variant={inquiry.answeredAt ? "filled" : "default"} onClick={() => setOpened("close")}>
                {t("close")}
              </Button>
              {inquiry.answeredAt ? null : <Button onClick={() => setOpened("answer")}>{t("answer")}</Button>}
            </>
          ) : (
            <Button variant="default" onClick={() => setOpened("reopen")}>
              {t("reopen")}
            </Button>
          )
        ) : null
      }
    >
      <div className={styles.columns}>
        <div>
          {inquiry.text ? (
            <Panel title={t("text")}>
              <p className={styles.text}>{inquiry.text}</p>
            </Panel>
          ) : null}
          {proposals.length > 0 && mayWrite && isOpen ? <Proposals inquiry={inquiry} proposals={proposals} /> : null}
          <Journal journal={journal} />
        </div>
        <InquiryFacts
          answer={answer.data}
          makeClient={mayWrite && isOpen && !inquiry.clientId ? () => setOpened("client") : undefined}
        />
      </div>
      {opened === "answer" ? <AnswerInquiry inquiry={inquiry} onClose={close} /> : null}
      {opened === "pass" ? <PassOn inquiry={inquiry} onClose={close} /> : null}
      {opened === "close" ? <CloseInquiry inquiry={inquiry} onClose={close} /> : null}
      {opened === "reopen" ? <Reopen inquiry={inquiry} onClose={close} /> : null}
      {opened === "edit" ? <EditInquiry answer={answer.data} onClose={close} /> : null}
      {opened === "client" ? <MakeClient inquiry={inquiry} onClose={close} /> : null}
    </Page>
  );
}

function Back() {
  const t = useTranslations("inquiries");
  const { id: company } = useCompany();
  return (
    <Link href={`/${company}/inquiries`} className={styles.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t("title")}
    </Link>
  );
}

function StateBadge({ inquiry: { state, outcome, answeredAt, dueAt } }: { inquiry: InquiryView }) {
  const t = useTranslations("inquiries");
  const late = state !== "closed" && !answeredAt && dueAt < new Date().toISOString();
  return (
    <Badge color={late ? "red" : state === "closed" ? "gray" : "blue"} tt="none">
      {outcome ? t(`outcomes.${outcome}`) : late ? t("late") : t(`states.${state}`)}
    </Badge>
  );
}

/** Clients it may come from: one is chosen by a click. */
function Proposals({ inquiry, proposals }: { inquiry: InquiryView; proposals: readonly AskerMatch[] }) {
  const t = useTranslations("inquiries");
  const change = useSubmit(inquiriesContract.change);
  return (
    <Panel title={t("mayBe")}>
      <ul className={styles.matches}>
        {proposals.map(({ clientId, name, contactId, contactName }) => (
          <li key={clientId}>
            <span>
              {name}
              {contactName ? `, ${contactName}` : ""}
            </span>
            <Button
              size="xs"
              variant="default"
              loading={change.pending}
              onClick={() =>
                void change.submit({ id: inquiry.id, ver: inquiry.ver, clientId, ...(contactId ? { contactId } : {}) })
              }
            >
              {t("thisClient")}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorBox error={change.error} />
    </Panel>
  );
}

/** What was done with it, the newest last. */
function Journal({ journal }: { journal: readonly InquiryEvent[] }) {
  const t = useTranslations("inquiries");
  const employees = useEmployees();
  const when = useWhen();
  const reasonOf = useReason();
  return (
    <Panel title={t("journal.title")}>
      <ol className={styles.journal}>
        {journal.map(({ id, kind, createdAt, createdBy, toId, note, outcome, routing }) => (
          <li key={id}>
            <p>
              {outcome
                ? t("journal.closed", { outcome: t(`outcomes.${outcome}`) })
                : t(`journal.${kind}`, { to: toId ? employees.name(toId) : t("nobody") })}
            </p>
            {routing ? <p className={styles.quiet}>{reasonOf(routing)}</p> : null}
            {note ? <p className={styles.text}>{note}</p> : null}
            <p className={styles.quiet}>
              {when.moment(createdAt)}
              {employees.name(createdBy) ? `, ${employees.name(createdBy)}` : ""}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
