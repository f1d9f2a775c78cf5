"use client";
import { IconBell } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useEffect, useId, useRef, useState, type ToggleEvent } from "react";
import { placeUnder } from "../../components/menu.tsx";
import { useNews } from "./news.ts";
import styles from "./bell.module.css";

const loadPanel = () => import("./notice-panel.tsx").then(({ NoticePanel }) => NoticePanel);
const Panel = dynamic(loadPanel, { ssr: false });

/** What one was told: the number of what is unread, and the newest at a press. */
export function Bell() {
  const t = useTranslations("notices");
  const unread = useNews();
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open && button.current && box.current) placeUnder(button.current, box.current, "end");
  }, [open]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.bell}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={t("bell", { count: unread })}
        onPointerEnter={() => void loadPanel()}
      >
        <IconBell size={18} stroke={1.7} aria-hidden />
        {unread > 0 ? (
          <span className={styles.count} aria-hidden>
            {unread > 99 ? "99+" : unread}
          </span>
        ) : null}
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t("title")}
        className={styles.box}
        onToggle={(event: ToggleEvent<HTMLDivElement>) => setOpen(event.newState === "open")}
      >
        {open ? <Panel close={() => box.current?.hidePopover()} /> : null}
      </div>
    </>
  );
}
