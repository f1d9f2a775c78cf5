"use client";
import { Badge, Button, Checkbox } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { productsContract } from "#shared/products/contract.ts";
import type { Product } from "#shared/products/schema.ts";
import { Menu } from "../../components/menu.tsx";
import { notify } from "../../components/notices.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useRights } from "../../lib/company.tsx";
import { messageOf } from "../../lib/errors.ts";
import { useFormats } from "../../lib/formats.ts";

const ProductDialog = dynamic(() => import("./product-dialog.tsx").then((module) => module.ProductDialog), {
  ssr: false,
});

/** Goods and services of the company. */
export function Products() {
  const t = useTranslations("products");
  const { may } = useRights();
  const products = useAnswer(productsContract.list, {});
  const [opened, setOpened] = useState<{ product?: Product }>();
  const add = may("products", "create") ? <Button onClick={() => setOpened({})}>{t("add")}</Button> : null;
  return (
    <Page title={t("title")} actions={add}>
      <Answer of={products}>
        {(data) =>
          data.products.length > 0 ? (
            <List products={data.products} open={(product) => setOpened({ product })} />
          ) : (
            <Empty title={t("none")}>{t("noneText")}</Empty>
          )
        }
      </Answer>
      {opened ? (
        <ProductDialog
          product={products.data?.products.find(({ id }) => id === opened.product?.id)}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </Page>
  );
}

function List({ products, open }: { products: readonly Product[]; open: (product: Product) => void }) {
  const t = useTranslations();
  const { may } = useRights();
  const { money } = useFormats();
  const hide = useHide();
  const groups = useAnswer(dictionariesContract.list, {}).data?.dictionaries.find(
    ({ id }) => id === "product_group",
  )?.entries;
  const [hiddenToo, setHiddenToo] = useState(false);
  const shown = products.filter(({ hidden }) => hiddenToo || !hidden);
  return (
    <Panel
      actions={
        products.some(({ hidden }) => hidden) ? (
          <Checkbox
            label={t("products.hiddenToo")}
            checked={hiddenToo}
            onChange={(event) => setHiddenToo(event.currentTarget.checked)}
          />
        ) : null
      }
    >
      <PlainTable
        label={t("products.title")}
        rows={shown}
        rowKey={({ id }) => id}
        isQuiet={({ hidden }) => hidden ?? false}
        columns={[
          {
            key: "name",
            title: t("products.name"),
            cell: ({ name, hidden }) => (
              <>
                <strong>{name}</strong> {hidden ? <Badge color="gray">{t("products.hidden")}</Badge> : null}
              </>
            ),
          },
          { key: "code", title: t("products.code"), cell: ({ code }) => code ?? "—", phone: false },
          {
            key: "group",
            title: t("products.group"),
            cell: ({ groupId }) => groups?.find(({ id }) => id === groupId)?.name ?? "—",
            phone: false,
          },
          {
            key: "price",
            title: t("products.price"),
            align: "end",
            cell: ({ priceMinor }) => (priceMinor === undefined ? "—" : money(priceMinor)),
          },
        ]}
        {...(may("products", "write")
          ? {
              actionsTitle: t("common.actions"),
              actions: (product: Product) => (
                <Menu
                  label={t("common.actionsWith", { name: product.name })}
                  align="end"
                  items={[
                    { label: t("products.change"), onSelect: () => open(product) },
                    {
                      label: t(product.hidden ? "products.show" : "products.hide"),
                      onSelect: () => void hide(product),
                    },
                  ]}
                >
                  <IconDots size={18} aria-hidden />
                </Menu>
              ),
            }
          : {})}
      />
    </Panel>
  );
}

function useHide() {
  const t = useTranslations();
  const refresh = useRefresh();
  return async ({ id, hidden, ver }: Product) => {
    try {
      await call(productsContract.change, { id, hidden: !hidden, ver });
    } catch (error) {
      notify({ message: messageOf(error, t).text, tone: "bad" });
    }
    await refresh("products");
  };
}
