"use client";
import { Button } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { dealsContract } from "#shared/deals/contract.ts";
import { Deal, type DealView } from "#shared/deals/schema.ts";
import { AddButton } from "../../components/add-button.tsx";
import { ConflictBox } from "../../components/conflict.tsx";
import { Panel } from "../../components/page.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useCompany, useRights } from "../../lib/company.tsx";
import { onSubmit } from "../../lib/form.ts";
import { amountText } from "../../lib/amount-text.ts";
import { isSame } from "../../lib/merge.ts";
import { useProducts } from "../../lib/names.ts";
import { isStale, useSubmit } from "../../lib/submit.ts";
import styles from "./deal-page.module.css";
import { draftOf, inputOf, type LineDraft } from "./line-draft.ts";
import { LinesTable } from "./lines-table.tsx";

const MOST = 50;

/** What is sold: products with quantity and price; their sum is the amount of the deal. */
export function DealLines({ deal, mayWrite }: { deal: DealView; mayWrite: boolean }) {
  const t = useTranslations("deals.lines");
  const { id: company } = useCompany();
  const { may } = useRights();
  const locale = useLocale();
  const products = useProducts();
  const { currency } = deal;
  // What is typed stands on the lines it was begun with, whatever becomes of the deal meanwhile.
  const [edited, setEdited] = useState<{ base: DealView; lines: readonly LineDraft[] }>();
  const lines = edited?.lines ?? deal.lines.map((line) => draftOf(line, currency, locale));
  const inputs = lines.map((line) => inputOf(line, currency));
  const base = edited?.base ?? deal;
  const change = useSubmit(dealsContract.change, {
    refreshes: ["deals", "clients"],
    onDone: () => setEdited(undefined),
    onStale: (current, input) => {
      const now = Deal.safeParse(current).data;
      return now?.state === "open" && isSame(now.lines, base.lines) ? { ...input, ver: now.ver } : undefined;
    },
  });
  const set = (next: readonly LineDraft[]) => setEdited({ base, lines: next });
  const add = () => {
    const [first] = products.offered;
    if (!first) return;
    const price = first.priceMinor === undefined ? "" : amountText(first.priceMinor, currency, locale);
    set([...lines, { productId: first.id, quantity: "1", price }]);
  };
  const save = (ver: number) => change.submit({ id: deal.id, ver, lines: inputs });
  const current = isStale(change.error) ? Deal.safeParse(change.error.problem.current).data : undefined;
  const textOf = (some: DealView["lines"]) =>
    some.map(({ productId, quantity }) => `${products.name(productId)} × ${quantity}`).join("\n");
  const mayAdd = mayWrite && lines.length < MOST && products.offered.length > 0;
  return (
    <Panel title={t("title")} actions={mayAdd ? <AddButton label={t("add")} onClick={add} /> : null}>
      <form onSubmit={onSubmit(() => save(base.ver))} noValidate>
        {lines.length === 0 ? (
          <p className={styles.quiet}>
            {t("none")}{" "}
            {mayWrite && products.offered.length === 0 && may("products", "create") ? (
              <Link href={`/${company}/settings/products`}>{t("products")}</Link>
            ) : null}
          </p>
        ) : (
          <LinesTable
            lines={lines}
            currency={currency}
            onChange={mayWrite ? set : undefined}
            errorOf={(path) => change.issues[path]}
          />
        )}
        {current?.state === "open" ? (
          <ConflictBox
            clashes={[{ field: "lines", label: t("title"), mine: textOf(inputs), theirs: textOf(current.lines) }]}
            pending={change.pending}
            onResolve={(theirs) => {
              change.clear();
              if (theirs.size > 0) setEdited(undefined);
              else void save(current.ver);
            }}
          />
        ) : (
          <ErrorBox error={Object.keys(change.issues).length > 0 ? undefined : change.error} />
        )}
        {edited && !current ? (
          <div className={styles.end}>
            <Button variant="default" onClick={() => setEdited(undefined)}>
              {t("undo")}
            </Button>
            <Button type="submit" loading={change.pending}>
              {t("save")}
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  );
}
