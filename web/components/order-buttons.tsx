"use client";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import styles from "./order-buttons.module.css";

/** Moves a line of a list up or down, by mouse and by keyboard alike. */
export function OrderButtons(props: { name: string; first: boolean; last: boolean; onMove: (step: -1 | 1) => void }) {
  const t = useTranslations("common");
  return (
    <span className={styles.buttons}>
      <button
        type="button"
        disabled={props.first}
        aria-label={t("moveUp", { name: props.name })}
        onClick={() => props.onMove(-1)}
      >
        <IconChevronUp size={16} aria-hidden />
      </button>
      <button
        type="button"
        disabled={props.last}
        aria-label={t("moveDown", { name: props.name })}
        onClick={() => props.onMove(1)}
      >
        <IconChevronDown size={16} aria-hidden />
      </button>
    </span>
  );
}
