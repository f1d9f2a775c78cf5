"use client";
import { Badge, Button } from "@mantine/core";
import { IconChevronLeft, IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { dealsContract } from "#shared/deals/contract.ts";
import type { DealView } from "#shared/deals/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { Menu } from "../../components/menu.tsx";
import { notify } from "../../components/notices.tsx";
import { Page } from "../../components/page.tsx";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer, useOutdate } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useCompany, useRights } from "../../lib/company.tsx";
import { openNewTask } from "../../lib/new-task.ts";
import { useSubmit } from "../../lib/submit.ts";
import { DealFacts } from "./deal-facts.tsx";
import { DealLines } from "./deal-lines.tsx";
import styles from "./deal-page.module.css";
import { stateColours } from "./deal-states.ts";
import { StageJournal } from "./stage-journal.tsx";
import { StageStrip } from "./stage-strip.tsx";

const CloseDeal = dynamic(() => import("./close-deal.tsx").then((module) => module.CloseDeal), { ssr: false });
const EditDeal = dynamic(() => import("./edit-deal.tsx").then((module) => module.EditDeal), { ssr: false });

/** A deal: where it stands, its facts, what is sold, the way it has come. */
export function DealPage({ id, discussion }: { id: string; discussion: ReactNode }) {
  const t = useTranslations("deals");
  const words = useTranslations("tasks");
  const { may } = useRights();
  const answer = useAnswer(dealsContract.get, { id });
  const [opened, setOpened] = useState<"edit" | "success" | "refusal">();
  const close = () => setOpened(undefined);
  if (!answer.data) {
    return (
      <Page title={t("deal")} before={<Back />}>
        {answer.error ? (
          <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Waiting lines={10} />
        )}
      </Page>
    );
  }
  const { deal, clientName, lastContactAt, journal } = answer.data;
  const mayWrite = deal.can.includes("write");
  const plan = () => openNewTask({ client: { id: deal.clientId, name: clientName }, dealId: deal.id });
  const isOpen = deal.state === "open";
  return (
    <Page
      title={deal.title}
      before={<Back />}
      note={
        <Badge color={stateColours[deal.state]} tt="none">
          {t(`states.${deal.state}`)}
        </Badge>
      }
      actions={
        <>
          {mayWrite && isOpen ? (
            <>
              {may("history", "create") ? (
                <Button variant="default" onClick={plan}>
                  {words("new")}
                </Button>
              ) : null}
              <Button variant="default" onClick={() => setOpened("edit")}>
                {t("edit")}
              </Button>
              <Button variant="default" onClick={() => setOpened("refusal")}>
                {t("states.refusal")}
              </Button>
              <Button onClick={() => setOpened("success")}>{t("states.success")}</Button>
            </>
          ) : null}
          {mayWrite && !isOpen ? <Reopen deal={deal} /> : null}
          {deal.can.includes("delete") ? <More deal={deal} /> : null}
        </>
      }
    >
      <StageStrip deal={deal} lastContactAt={lastContactAt} mayMove={mayWrite && isOpen} />
      <div className={styles.columns}>
        <div>
          <DealLines deal={deal} mayWrite={mayWrite && isOpen} />
          <StageJournal journal={journal} />
          {discussion}
        </div>
        <DealFacts deal={deal} clientName={clientName} />
      </div>
      {opened === "edit" ? <EditDeal deal={deal} onClose={close} /> : null}
      {opened === "success" || opened === "refusal" ? <CloseDeal deal={deal} outcome={opened} onDone={close} /> : null}
    </Page>
  );
}

function Back() {
  const t = useTranslations("deals");
  const { id: company } = useCompany();
  return (
    <Link href={`/${company}/deals`} className={styles.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t("title")}
    </Link>
  );
}

function Reopen({ deal }: { deal: DealView }) {
  const t = useTranslations("deals");
  const reopen = useSubmit(dealsContract.reopen, { refreshes: ["deals", "clients"] });
  return (
    <>
      <Button
        variant="default"
        loading={reopen.pending}
        onClick={() => void reopen.submit({ id: deal.id, ver: deal.ver })}
      >
        {t("reopen")}
      </Button>
      <ErrorBox error={reopen.error} />
    </>
  );
}

function More({ deal }: { deal: DealView }) {
  const t = useTranslations("deals");
  const router = useRouter();
  const outdate = useOutdate();
  const { id: company } = useCompany();
  const { ask, dialog } = useConfirm();
  const remove = async () => {
    await call(dealsContract.remove, { id: deal.id });
    await outdate("deals", "clients");
    notify({ message: t("removed", { deal: deal.title }) });
    router.push(`/${company}/clients/${deal.clientId}`);
  };
  return (
    <>
      <Menu
        label={t("more")}
        align="end"
        items={[
          {
            label: t("remove"),
            tone: "bad",
            onSelect: () =>
              ask({
                title: t("removeTitle", { deal: deal.title }),
                text: t("removeText"),
                action: t("removeAction"),
                tone: "bad",
                run: remove,
              }),
          },
        ]}
      >
        <IconDots size={18} aria-hidden />
      </Menu>
      {dialog}
    </>
  );
}
