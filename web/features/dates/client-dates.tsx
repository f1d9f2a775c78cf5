"use client";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { datesContract } from "#shared/dates/contract.ts";
import type { DateView } from "#shared/dates/schema.ts";
import { AddButton } from "../../components/add-button.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { Menu } from "../../components/menu.tsx";
import { Panel } from "../../components/page.tsx";
import { Answer, Waiting } from "../../components/states.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useFormats } from "../../lib/formats.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./dates.module.css";

const DateDialog = dynamic(() => import("./date-dialog.tsx").then((module) => module.DateDialog), { ssr: false });

/** Dates of a client and birthdays of its contact persons, the next one first. */
export function ClientDates({ clientId, mayWrite }: { clientId: string; mayWrite: boolean }) {
  const t = useTranslations("dates");
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const dates = useAnswer(datesContract.list, { clientId });
  const [opened, setOpened] = useState<DateView | "new">();
  const remove = ({ id, title }: DateView) =>
    ask({
      title: t("removeTitle", { name: title }),
      text: t("removeText"),
      action: t("remove"),
      tone: "bad",
      run: async () => {
        await call(datesContract.remove, { clientId, id });
        await refresh("clients");
      },
    });
  return (
    <Panel
      title={t("title")}
      actions={mayWrite ? <AddButton label={t("add")} onClick={() => setOpened("new")} /> : null}
    >
      <Answer of={dates} waiting={<Waiting lines={2} />}>
        {({ dates: all }) =>
          all.length === 0 ? (
            <p className={styles.quiet}>{t("none")}</p>
          ) : (
            <ul className={styles.dates}>
              {all.map((date) => (
                <li key={date.id}>
                  <Line date={date} />
                  {mayWrite && !date.ofContact ? (
                    <Menu
                      label={t("more", { name: date.title })}
                      align="end"
                      items={[
                        { label: t("edit"), onSelect: () => setOpened(date) },
                        { label: t("remove"), tone: "bad", onSelect: () => remove(date) },
                      ]}
                    >
                      <IconDots size={16} aria-hidden />
                    </Menu>
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {opened ? (
        <DateDialog
          clientId={clientId}
          date={opened === "new" ? undefined : opened}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
      {dialog}
    </Panel>
  );
}

function Line({ date }: { date: DateView }) {
  const t = useTranslations("dates");
  const when = useWhen();
  const { day } = useFormats();
  const { nextOn } = date;
  return (
    <div className={styles.line}>
      <span className={styles.name}>{date.title}</span>
      <span className={styles.quiet}>{t(`kinds.${date.kind}`)}</span>
      {nextOn ? (
        <time dateTime={nextOn} title={day(nextOn)}>
          {when.day(nextOn)}
        </time>
      ) : (
        <span className={styles.quiet}>{`${day(date.day)}, ${t("over")}`}</span>
      )}
    </div>
  );
}
