"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { Menu } from "../../components/menu.tsx";
import { Page } from "../../components/page.tsx";
import { Answer, Empty, ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import { useSubmit } from "../../lib/submit.ts";
import { PipelineEditor } from "./pipeline-editor.tsx";
import styles from "./pipelines.module.css";

/** The ways of selling: stages in order, with their norms and chances. */
export function Pipelines() {
  const t = useTranslations("pipelines");
  const { may } = useRights();
  const answer = useAnswer(pipelinesContract.list, {});
  const add = useSubmit(pipelinesContract.add);
  return (
    <Page
      title={t("title")}
      actions={
        may("settings", "create") ? (
          <Menu
            label={t("add")}
            align="end"
            className={styles.add}
            items={[
              { label: t("seven"), onSelect: () => void add.submit({ template: "seven" }) },
              { label: t("six"), onSelect: () => void add.submit({ template: "six" }) },
              {
                label: t("own"),
                onSelect: () => void add.submit({ name: t("ownName"), stages: [{ name: t("firstStage") }] }),
              },
            ]}
          >
            {t("add")}
          </Menu>
        ) : null
      }
    >
      <ErrorBox error={add.error} />
      <Answer of={answer}>
        {({ pipelines }) =>
          pipelines.length > 0 ? (
            pipelines.map((pipeline) => <PipelineEditor key={pipeline.id} pipeline={pipeline} />)
          ) : (
            <Empty
              title={t("none")}
              action={
                may("settings", "create") ? (
                  <Button loading={add.pending} onClick={() => void add.submit({ template: "seven" })}>
                    {t("seven")}
                  </Button>
                ) : null
              }
            >
              {t("noneText")}
            </Empty>
          )
        }
      </Answer>
    </Page>
  );
}
