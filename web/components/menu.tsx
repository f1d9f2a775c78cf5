"use client";
import { IconCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type ToggleEvent } from "react";
import styles from "./menu.module.css";

/** One line of a menu. With `checked` it is one of several to choose from. */
export type MenuItem =
  | { label: string; onSelect: () => void; checked?: boolean; tone?: "bad"; icon?: ReactNode }
  | { label: string; href: string; icon?: ReactNode }
  | { heading: string };

/** A button that opens a menu. Keys: arrows, Home, End, Escape, as WAI-ARIA's menu button. */
export function Menu(props: {
  /** Name of the button, for those who do not see it. */
  label: string;
  className?: string | undefined;
  items: readonly MenuItem[];
  align?: "start" | "end";
  children: ReactNode;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const lines = () => [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];

  const { align = "start" } = props;
  // Its lines are drawn once it is open: a list has a menu in every row. Their size decides where it stands.
  useEffect(() => {
    if (!open || !button.current || !list.current) return;
    placeUnder(button.current, list.current, align);
    list.current.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
  }, [open, align]);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = lines();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (event.key === "Tab") list.current?.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    all[next]?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={props.className ?? styles.button}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={props.label}
      >
        {props.children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={props.label}
        className={styles.list}
        onToggle={(event: ToggleEvent<HTMLDivElement>) => setOpen(event.newState === "open")}
        onKeyDown={onKeyDown}
      >
        {open
          ? props.items.map((item, index) => <Line key={index} item={item} close={() => list.current?.hidePopover()} />)
          : null}
      </div>
    </>
  );
}

function Line({ item, close }: { item: MenuItem; close: () => void }) {
  if ("heading" in item) {
    return (
      <div role="presentation" className={styles.heading}>
        {item.heading}
      </div>
    );
  }
  if ("href" in item) {
    return (
      <Link role="menuitem" tabIndex={-1} className={styles.item} href={item.href} onClick={close}>
        {item.icon}
        {item.label}
      </Link>
    );
  }
  const { checked } = item;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.item}
      data-tone={item.tone}
      onClick={() => {
        close();
        item.onSelect();
      }}
      {...(checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": checked })}
    >
      {item.icon}
      {item.label}
      {checked ? <IconCheck size={16} className={styles.check} aria-hidden /> : null}
    </button>
  );
}

/** Puts a popover under its button, or above it where there is no room. */
export function placeUnder(button: HTMLElement, list: HTMLElement, align: "start" | "end"): void {
  const { left, right, bottom, top } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const wanted = align === "start" ? left : right - width;
  list.style.left = `${Math.max(8, Math.min(wanted, innerWidth - width - 8))}px`;
  list.style.top = `${bottom + 4 + height > innerHeight ? Math.max(8, top - height - 4) : bottom + 4}px`;
}
