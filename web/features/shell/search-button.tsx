"use client";
import { IconSearch } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import styles from "./shell.module.css";

const loadPalette = () => import("./search-palette.tsx").then(({ SearchPalette }) => SearchPalette);
const Palette = dynamic(loadPalette, { ssr: false });

/** Opens the search over everything, by mouse or by Ctrl K; what it needs is loaded when first wanted. */
export function SearchButton() {
  const t = useTranslations("search");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className={styles.search}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        aria-label={t("title")}
        onClick={() => setOpen(true)}
        onPointerEnter={() => void loadPalette()}
      >
        <IconSearch size={16} aria-hidden />
        <span className={styles.searchText}>{t("placeholder")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {open ? <Palette onClose={() => setOpen(false)} /> : null}
    </>
  );
}
