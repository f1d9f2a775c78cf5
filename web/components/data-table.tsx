"use client";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, type CSSProperties, type ReactNode, type RefObject } from "react";
import { isCommand } from "../lib/keys.ts";
import styles from "./data-table.module.css";
import { useRowsInView } from "./rows-in-view.ts";

/** A column of a table. */
export interface TableColumn<R> {
  key: string;
  title: string;
  /** Whether its title is heard alone: what the column holds speaks for itself. */
  heard?: boolean;
  cell: (row: R) => ReactNode;
  /** Name to sort by; a heading without one is no button. */
  sort?: string;
  /** CSS width, `12rem`; the columns without one share the rest. */
  width?: string;
  align?: "end";
  /** false hides the column on a phone. */
  phone?: boolean;
  /** What stands under the column. */
  total?: ReactNode;
}

const ROW = 34;

/**
 * A dense table that draws only the rows in view. Keys: j and k walk the rows, Enter opens, x selects, as long as nothing
 * is being typed. The first column is the link of its row.
 */
export function DataTable<R>(props: {
  /** Name of the table, for those who do not see it. */
  label: string;
  columns: readonly TableColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  hrefOf?: (row: R) => string;
  /** `name` or `-name`. */
  sort?: string;
  onSort?: (sort: string) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** Name of a row for its checkbox. */
  nameOf?: (row: R) => string;
  /** Rows there are in all, loaded or not. */
  total?: number;
  /** Called when the last rows loaded come into view. */
  onEnd?: (() => void) | undefined;
  /** Stands where rows would, when there are none. */
  empty?: ReactNode;
  /** CSS width below which the table scrolls sideways; 40rem where absent. */
  minWidth?: string;
}) {
  const { columns, rows, rowKey, selected, onSelect, onEnd } = props;
  const t = useTranslations("table");
  const box = useRef<HTMLDivElement>(null);
  const { from, to, show } = useRowsInView(box, rows.length, ROW);
  useEffect(() => {
    if (onEnd && to > rows.length - 20) onEnd();
  }, [onEnd, to, rows.length]);
  useRememberedScroll(box);
  useRowKeys({ box, count: rows.length, scrollTo: show });

  const toggle = (row: R) => {
    const next = new Set(selected);
    if (!next.delete(rowKey(row))) next.add(rowKey(row));
    onSelect?.(next);
  };
  const totals = columns.some(({ total }) => total !== undefined);

  return (
    <div ref={box} className={styles.box} tabIndex={-1}>
      <table
        className={styles.table}
        style={props.minWidth ? ({ "--min-width": props.minWidth } as CSSProperties) : undefined}
        aria-label={props.label}
        aria-rowcount={(props.total ?? rows.length) + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            {onSelect ? (
              <th className={styles.tick} scope="col">
                <input
                  type="checkbox"
                  aria-label={t("selectAll")}
                  checked={rows.length > 0 && selected?.size === rows.length}
                  onChange={(event) => onSelect(new Set(event.currentTarget.checked ? rows.map(rowKey) : []))}
                />
              </th>
            ) : null}
            {columns.map((column) => (
              <Heading
                key={column.key}
                column={column}
                first={column === columns[0]}
                sort={props.sort}
                onSort={props.onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {from > 0 ? <Gap height={from * ROW} /> : null}
          {rows.slice(from, to).map((row, place) => {
            const index = from + place;
            const key = rowKey(row);
            const chosen = selected?.has(key) ?? false;
            return (
              <tr
                key={key}
                aria-rowindex={index + 2}
                data-index={index}
                data-chosen={chosen || undefined}
                className={styles.row}
              >
                {onSelect ? (
                  <td className={styles.tick}>
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={t("select", { name: props.nameOf?.(row) ?? key })}
                      checked={chosen}
                      onChange={() => toggle(row)}
                    />
                  </td>
                ) : null}
                {columns.map((column, at) => (
                  <td
                    key={column.key}
                    className={at === 0 ? styles.first : undefined}
                    data-align={column.align}
                    data-phone={column.phone}
                  >
                    {at === 0 && props.hrefOf ? (
                      <Link href={props.hrefOf(row)} prefetch={false} className={styles.link} data-row-link>
                        {column.cell(row)}
                      </Link>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          {to < rows.length ? <Gap height={(rows.length - to) * ROW} /> : null}
        </tbody>
        {totals && rows.length > 0 ? (
          <tfoot>
            <tr>
              {onSelect ? <td className={styles.tick} /> : null}
              {columns.map((column, place) => (
                <td
                  key={column.key}
                  className={place === 0 ? styles.first : undefined}
                  data-align={column.align}
                  data-phone={column.phone}
                >
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
      {rows.length === 0 ? props.empty : null}
    </div>
  );
}

function Heading<R>(props: {
  column: TableColumn<R>;
  first: boolean;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}) {
  const { column, sort, onSort } = props;
  const up = column.sort !== undefined && sort === column.sort;
  const down = column.sort !== undefined && sort === `-${column.sort}`;
  return (
    <th
      scope="col"
      className={props.first ? styles.first : undefined}
      style={column.width ? { width: column.width } : undefined}
      data-align={column.align}
      data-phone={column.phone}
      aria-sort={up ? "ascending" : down ? "descending" : undefined}
    >
      {column.sort && onSort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(up ? `-${column.sort}` : column.sort!)}>
          {column.title}
          {up ? <IconArrowUp size={14} aria-hidden /> : null}
          {down ? <IconArrowDown size={14} aria-hidden /> : null}
        </button>
      ) : (
        <span className={column.heard ? "heard" : undefined}>{column.title}</span>
      )}
    </th>
  );
}

/** Stands for rows out of view. One cell: to span columns that a phone hides would make room for them. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

const scrolled = new Map<string, number>();

/** Whoever comes back to a list finds it where he left it; another question begins at the top. */
function useRememberedScroll(box: RefObject<HTMLDivElement | null>): void {
  const place = `${usePathname()}?${useSearchParams().toString()}`;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.scrollTo({ top: scrolled.get(place) ?? 0 });
    const remember = () => scrolled.set(place, element.scrollTop);
    element.addEventListener("scroll", remember, { passive: true });
    return () => element.removeEventListener("scroll", remember);
  }, [box, place]);
}

/** j, k and x anywhere on the page, as long as nothing is being typed and no dialog is open. */
function useRowKeys({
  box,
  count,
  scrollTo,
}: {
  box: RefObject<HTMLDivElement | null>;
  count: number;
  scrollTo: (index: number) => void;
}) {
  const at = useRef(-1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.shiftKey || !isCommand(event)) return;
      const rowAt = (index: number) => box.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
      const focused = document.activeElement?.closest<HTMLElement>("tr[data-index]");
      if (focused && box.current?.contains(focused)) at.current = Number(focused.dataset["index"]);
      if (event.code === "KeyX") rowAt(at.current)?.querySelector<HTMLElement>("input[type=checkbox]")?.click();
      if (event.code !== "KeyJ" && event.code !== "KeyK") return;
      at.current = Math.max(0, Math.min(count - 1, at.current + (event.code === "KeyJ" ? 1 : -1)));
      scrollTo(at.current);
      requestAnimationFrame(() => rowAt(at.current)?.querySelector<HTMLElement>("[data-row-link]")?.focus());
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [box, count, scrollTo]);
}
