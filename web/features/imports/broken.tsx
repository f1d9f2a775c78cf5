"use client";
import { Button, NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { importsContract } from "#shared/imports/contract.ts";
import { delimiters, encodings, type Delimiter, type Encoding, type ImportView } from "#shared/imports/schema.ts";
import { FormGrid } from "../../components/form-grid.tsx";
import { Panel } from "../../components/page.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useCompanyId } from "../../lib/answers.ts";
import { useSubmit } from "../../lib/submit.ts";

/** A file that could not be read: why, and another try with what the user knows of it. */
export function Broken({ one }: { one: ImportView }) {
  const t = useTranslations("imports");
  const router = useRouter();
  const company = useCompanyId();
  const [encoding, setEncoding] = useState<Encoding | "">(one.encoding ?? "");
  const [delimiter, setDelimiter] = useState<Delimiter | "">(one.delimiter ?? "");
  const begin = useSubmit(importsContract.create, { onDone: ({ id }) => router.replace(`/${company}/imports/${id}`) });
  const again = () =>
    begin.submit({
      fileId: one.fileId,
      entity: one.entity,
      ...(encoding ? { encoding } : {}),
      ...(delimiter ? { delimiter } : {}),
    });
  return (
    <Panel title={t("brokenTitle")}>
      <p role="alert">{one.failure?.message}</p>
      <FormGrid>
        <NativeSelect
          label={t("encoding")}
          value={encoding}
          onChange={(event) => setEncoding(event.currentTarget.value as Encoding | "")}
          data={[
            { value: "", label: t("findOut") },
            ...encodings.map((value) => ({ value: value, label: value.toUpperCase() })),
          ]}
        />
        <NativeSelect
          label={t("delimiter")}
          value={delimiter}
          onChange={(event) => setDelimiter(event.currentTarget.value as Delimiter | "")}
          data={[
            { value: "", label: t("findOut") },
            ...delimiters.map((value) => ({ value: value, label: value === "\t" ? t("tab") : value })),
          ]}
        />
      </FormGrid>
      <ErrorBox error={begin.error} />
      <Button mt="md" loading={begin.pending} onClick={() => void again()}>
        {t("readAgain")}
      </Button>
    </Panel>
  );
}
