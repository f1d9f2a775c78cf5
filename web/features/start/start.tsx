"use client";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { companiesContract } from "#shared/companies/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { Page } from "../../components/page.tsx";
import { Answer } from "../../components/states.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useCompany } from "../../lib/company.tsx";
import { ChoosePipeline } from "./choose-pipeline.tsx";
import { ChooseData } from "./choose-data.tsx";

/** The first run: how the company sells, then what it starts with. */
export function Start() {
  const t = useTranslations("start");
  const pipelines = useAnswer(pipelinesContract.list, {});
  const finish = useFinish();
  return (
    <Page title={t("title")} note={t("note")}>
      <Answer of={pipelines}>
        {(data) => (data.pipelines.length === 0 ? <ChoosePipeline /> : <ChooseData onChosen={finish} />)}
      </Answer>
    </Page>
  );
}

/** Marks the first run as finished and opens a place of the company. */
function useFinish() {
  const { id, company } = useCompany();
  const refresh = useRefresh();
  const { push } = useRouter();
  return async (place: string) => {
    if (company && !company.setUp) {
      const { ver } = await call(companiesContract.get, {});
      await call(companiesContract.change, { setUp: true, ver });
      await refresh("company");
    }
    push(`/${id}/${place}`);
  };
}
