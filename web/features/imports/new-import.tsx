"use client";
import { Button, Progress } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { importsContract } from "#shared/imports/contract.ts";
import { importEntities, type ImportEntity } from "#shared/imports/schema.ts";
import { Segments } from "../../components/filter-bar.tsx";
import { Panel } from "../../components/page.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { call } from "../../lib/api.ts";
import { upload } from "../../lib/upload.ts";
import styles from "./new-import.module.css";

/** A guess at what a file holds by its name; the user sees it and may choose otherwise. */
function entityOf(fileName: string): ImportEntity | undefined {
  if (/team|employee|staff|agent|user|сотрудник/i.test(fileName)) return "employees";
  if (/product|item|price|товар/i.test(fileName)) return "products";
  if (/pipeline|deal|opportunit|сделк/i.test(fileName)) return "deals";
  if (/account|client|customer|compan|клиент/i.test(fileName)) return "clients";
  return undefined;
}

/** Begins an import: what the file holds, and the file, dropped or chosen. */
export function NewImport({ onBegun }: { onBegun: (id: string) => void }) {
  const t = useTranslations("imports");
  const [entity, setEntity] = useState<ImportEntity>("employees");
  const [file, setFile] = useState<File>();
  const [over, setOver] = useState(false);
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const input = useRef<HTMLInputElement>(null);

  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setError(undefined);
    setEntity((last) => entityOf(chosen.name) ?? last);
  };
  const begin = async () => {
    if (!file) return;
    setError(undefined);
    setShare(0);
    try {
      const { id: fileId } = await upload(file, "import", setShare);
      onBegun((await call(importsContract.create, { fileId, entity })).id);
    } catch (failure) {
      setError(failure);
      setShare(undefined);
    }
  };
  return (
    <Panel title={t("new")}>
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <p className={styles.hint}>{file ? file.name : t("dropHere")}</p>
        <input
          ref={input}
          className={styles.input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label={t("chooseFile")}
          tabIndex={-1}
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
        <Button variant="default" onClick={() => input.current?.click()}>
          {t("chooseFile")}
        </Button>
        <p className={styles.order}>{t("order")}</p>
      </div>
      <div style={{ display: "flex", flexWrap: "wrap", gap: "0.75rem", marginTop: "0.75rem", alignItems: "center" }}>
        <Segments
          label={t("what")}
          value={entity}
          options={importEntities.map((value) => ({ value, label: t(`entities.${value}`) }))}
          onChange={setEntity}
        />
        <Button disabled={!file} loading={share !== undefined} onClick={() => void begin()}>
          {t("begin")}
        </Button>
      </div>
      {share === undefined ? null : <Progress mt="sm" value={share * 100} aria-label={t("uploading")} />}
      <ErrorBox error={error} />
    </Panel>
  );
}
