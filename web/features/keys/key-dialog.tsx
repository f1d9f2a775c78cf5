"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { mayGive } from "#shared/employees/roles.ts";
import { keysContract } from "#shared/keys/contract.ts";
import { roles, type Role } from "#shared/policy-names.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useCompany } from "../../lib/company.tsx";
import { useSubmit } from "../../lib/submit.ts";

/** Makes a key and shows it, this once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const own = useCompany().membership?.role;
  const [key, setKey] = useState<string>();
  const make = useSubmit(keysContract.make, { onDone: (made) => setKey(made.key) });
  const form = useForm<{ label: string; role: Role }>({ label: "", role: "sales_manager" }, make.issues);
  if (key) {
    return (
      <Dialog title={t("keys.madeTitle")} onClose={onClose}>
        <p style={{ marginTop: 0 }}>{t("keys.madeText")}</p>
        <div style={{ display: "flex", gap: "0.5rem" }}>
          <TextInput
            aria-label={t("keys.key")}
            value={key}
            readOnly
            style={{ flex: 1 }}
            styles={{ input: { fontFamily: "monospace" } }}
          />
          <CopyButton text={key} />
        </div>
        <Actions>
          <Button onClick={onClose}>{t("common.close")}</Button>
        </Actions>
      </Dialog>
    );
  }
  return (
    <Dialog title={t("keys.make")} onClose={onClose}>
      <ErrorBox error={make.error} />
      <form onSubmit={onSubmit(() => make.submit(form.values))} noValidate>
        <TextInput
          label={t("keys.label")}
          description={t("keys.labelNote")}
          maxLength={120}
          data-autofocus
          {...form.text("label")}
        />
        <NativeSelect
          mt="sm"
          label={t("keys.role")}
          description={t("keys.roleNote")}
          data={roles
            .filter((one) => own !== undefined && mayGive(own, one))
            .map((value) => ({ value, label: t(`roles.${value}`) }))}
          {...form.text("role")}
        />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={make.pending}>
            {t("keys.make")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
