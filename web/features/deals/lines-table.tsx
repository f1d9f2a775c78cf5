"use client";
import { NativeSelect, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useLocale, useTranslations } from "next-intl";
import { amountText } from "../../lib/amount-text.ts";
import { useFormats } from "../../lib/formats.ts";
import { useProducts } from "../../lib/names.ts";
import styles from "./deal-page.module.css";
import { inputOf, totalOf, type LineDraft } from "./line-draft.ts";

/** Lines of a deal with their sum; with `onChange` they are typed in place. */
export function LinesTable(props: {
  lines: readonly LineDraft[];
  currency: string;
  onChange: ((lines: readonly LineDraft[]) => void) | undefined;
  errorOf: (path: string) => string | undefined;
}) {
  const { lines, currency, onChange, errorOf } = props;
  const t = useTranslations("deals.lines");
  const locale = useLocale();
  const { money } = useFormats();
  const products = useProducts();
  const sumOf = (some: readonly LineDraft[]) => {
    const sum = totalOf(some.map((line) => inputOf(line, currency)));
    return sum === undefined ? "—" : money(sum, currency);
  };
  const put = (index: number, change: Partial<LineDraft>) =>
    onChange?.(lines.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const choose = (index: number, productId: string) => {
    const price = products.get(productId)?.priceMinor;
    put(index, { productId, ...(price === undefined ? {} : { price: amountText(price, currency, locale) }) });
  };
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{t("product")}</th>
          <th scope="col">{t("quantity")}</th>
          <th scope="col">{t("price")}</th>
          <th scope="col" data-end>
            {t("sum")}
          </th>
          {onChange ? (
            <th scope="col">
              <span className="heard">{t("remove")}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) =>
          onChange ? (
            <tr key={index}>
              <td>
                <NativeSelect
                  aria-label={t("product")}
                  value={line.productId}
                  data={products.choices(line.productId)}
                  onChange={(event) => choose(index, event.currentTarget.value)}
                  error={errorOf(`lines.${index}.productId`)}
                />
              </td>
              <td>
                <TextInput
                  aria-label={t("quantity")}
                  inputMode="decimal"
                  maxLength={16}
                  value={line.quantity}
                  onChange={(event) => put(index, { quantity: event.currentTarget.value })}
                  error={errorOf(`lines.${index}.quantity`)}
                />
              </td>
              <td>
                <TextInput
                  aria-label={t("price")}
                  inputMode="decimal"
                  maxLength={24}
                  value={line.price}
                  onChange={(event) => put(index, { price: event.currentTarget.value })}
                  error={errorOf(`lines.${index}.priceMinor`)}
                />
              </td>
              <td data-end>{sumOf([line])}</td>
              <td>
                <button
                  type="button"
                  className={styles.drop}
                  aria-label={t("removeOne", { product: products.name(line.productId) })}
                  onClick={() => onChange(lines.filter((_, at) => at !== index))}
                >
                  <IconX size={16} aria-hidden />
                </button>
              </td>
            </tr>
          ) : (
            <tr key={index}>
              <td>{products.name(line.productId)}</td>
              <td>{line.quantity}</td>
              <td>{money(inputOf(line, currency).priceMinor, currency)}</td>
              <td data-end>{sumOf([line])}</td>
            </tr>
          ),
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            {t("total")}
          </th>
          <td data-end>{sumOf(lines)}</td>
          {onChange ? <td /> : null}
        </tr>
      </tfoot>
    </table>
  );
}
