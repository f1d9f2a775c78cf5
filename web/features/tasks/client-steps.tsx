"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { clientsContract } from "#shared/clients/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { AddButton } from "../../components/add-button.tsx";
import { Panel } from "../../components/page.tsx";
import { useRights } from "../../lib/company.tsx";
import { openNewTask } from "../../lib/new-task.ts";
import { useWhen } from "../../lib/wall.ts";
import { TaskRow } from "./task-row.tsx";
import styles from "./tasks.module.css";

/** What is planned with a client. Without a step the card asks for one, or to park it (rule 3). */
export function ClientSteps(props: { card: Output<typeof clientsContract.card>; park: (() => void) | undefined }) {
  const { client, tasks } = props.card;
  const t = useTranslations("steps");
  const { may } = useRights();
  const when = useWhen();
  const plan = () => openNewTask({ client: { id: client.id, name: client.name } });
  const mayPlan = may("history", "create");
  const isParked = client.parkedUntil !== undefined && client.parkedUntil >= when.today();
  return (
    <Panel title={t("ofClient")} actions={mayPlan ? <AddButton label={t("plan")} onClick={plan} /> : null}>
      {tasks.length > 0 ? (
        <ul className={styles.steps}>
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} clientName={client.name} hasOthers={tasks.length > 1} />
          ))}
        </ul>
      ) : isParked ? (
        <p className={styles.quiet}>
          {t("parked", { day: when.day(client.parkedUntil ?? ""), reason: client.parkedReason ?? "" })}
        </p>
      ) : (
        <div className={styles.none}>
          <p>{client.nextStep ? t("others", { when: when.wall(client.nextStep.at) }) : t("noStep")}</p>
          {props.park && !client.nextStep ? (
            <Button variant="subtle" onClick={props.park}>
              {t("park")}
            </Button>
          ) : null}
        </div>
      )}
    </Panel>
  );
}
