"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { parseAmount } from "#shared/money.ts";
import { productsContract } from "#shared/products/contract.ts";
import type { Product } from "#shared/products/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { decimalOf } from "../../lib/decimal.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Adds a product, or changes one. */
export function ProductDialog({ product, onClose }: { product: Product | undefined; onClose: () => void }) {
  const t = useTranslations();
  const currency = useCompany().company?.currency ?? "";
  const groups =
    useAnswer(dictionariesContract.list, {}).data?.dictionaries.find(({ id }) => id === "product_group")?.entries ?? [];
  const options = { onDone: onClose };
  const add = useSubmit(productsContract.add, options);
  const change = useSubmit(productsContract.change, options);
  const active = product ? change : add;
  const [wrongPrice, setWrongPrice] = useState(false);
  const form = useForm(
    {
      name: product?.name ?? "",
      code: product?.code ?? "",
      groupId: product?.groupId ?? "",
      price: product?.priceMinor === undefined || !currency ? "" : (decimalOf(product.priceMinor, currency) as string),
    },
    active.issues,
  );
  const submit = async () => {
    const { name, code, groupId, price } = form.values;
    const priceMinor = filled(price) ? parseAmount(price, currency) : undefined;
    setWrongPrice(filled(price) !== undefined && priceMinor === undefined);
    if (filled(price) !== undefined && priceMinor === undefined) return;
    const input = { name, code: filled(code), groupId: groupId || undefined, priceMinor };
    if (product) await change.submit({ ...input, id: product.id, ver: product.ver });
    else await add.submit(input);
  };
  const price = form.text("price", "priceMinor");
  return (
    <Dialog title={product ? t("products.changeTitle", { name: product.name }) : t("products.add")} onClose={onClose}>
      <ErrorBox error={active.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <FormGrid>
          <TextInput label={t("products.name")} maxLength={160} data-autofocus {...form.text("name")} />
          <TextInput label={t("products.code")} maxLength={60} {...form.text("code")} />
          <NativeSelect
            label={t("products.group")}
            data={[
              { value: "", label: t("common.none") },
              ...groups
                .filter(({ id, hidden }) => !hidden || id === product?.groupId)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...form.text("groupId")}
          />
          <TextInput
            label={t("products.priceIn", { currency })}
            inputMode="decimal"
            maxLength={30}
            {...price}
            error={wrongPrice ? t("issues.wrong_amount") : price.error}
          />
        </FormGrid>
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={active.pending}>
            {product ? t("common.save") : t("common.add")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
