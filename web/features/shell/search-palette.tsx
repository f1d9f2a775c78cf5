"use client";
import { Loader, TextInput } from "@mantine/core";
import { IconAddressBook, IconBriefcase, IconSearch, IconUser } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useDeferredValue, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { searchQueries, type Hit } from "#shared/search/contract.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useRights, useCompany } from "../../lib/company.tsx";
import { places } from "./navigation.ts";
import styles from "./search-palette.module.css";

interface Choice {
  key: string;
  href: string;
  icon: ReactNode;
  title: string;
  note: string;
}

/** Search over clients, contacts and deals, and the way to every place. Arrows choose, Enter opens. */
export function SearchPalette({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const { push } = useRouter();
  const list = useId();
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const found = useAnswer(searchQueries.find, { q }, { enabled: q.length > 0, keep: true });
  const ways = usePlaces(q);
  const hits = useHits(q.length > 0 ? found.data?.hits : undefined);
  const choices = [...hits, ...ways];
  const [pointed, setPointed] = useState({ q, at: 0 });
  // Another text begins at the top again.
  const chosen = pointed.q === q ? Math.min(pointed.at, choices.length - 1) : 0;
  const setAt = (at: number) => setPointed({ q, at });

  const go = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    push(choice.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") go(choices[chosen]);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || choices.length === 0) return;
    event.preventDefault();
    setAt((chosen + step + choices.length) % choices.length);
  };

  return (
    <Dialog title={t("search.title")} onClose={onClose} size="lg">
      <TextInput
        size="sm"
        data-autofocus
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls={list}
        aria-activedescendant={choices[chosen] ? `${list}-${chosen}` : undefined}
        aria-label={t("search.title")}
        placeholder={t("search.placeholder")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={found.isFetching ? <Loader size={14} /> : null}
        maxLength={100}
      />
      <ErrorBox error={found.error} />
      <ul id={list} role="listbox" aria-label={t("search.results")} className={styles.list}>
        {choices.map((choice, index) => (
          <li
            key={choice.key}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={styles.choice}
            onPointerMove={() => setAt(index)}
            onClick={() => go(choice)}
          >
            {choice.icon}
            <span className={styles.title}>{choice.title}</span>
            <span className={styles.note}>{choice.note}</span>
          </li>
        ))}
      </ul>
      <p role="status" className={styles.none}>
        {q && found.data && !found.isFetching && hits.length === 0 ? t("search.none", { text: q }) : ""}
      </p>
    </Dialog>
  );
}

function usePlaces(q: string): Choice[] {
  const t = useTranslations("shell");
  const { id } = useCompany();
  const { may } = useRights();
  return places
    .filter(({ section }) => may(section, "read"))
    .map(({ name, icon: Icon }) => ({
      key: name,
      href: `/${id}/${name}`,
      icon: <Icon size={16} aria-hidden />,
      title: t(`places.${name}`),
      note: "",
    }))
    .filter(({ title }) => title.toLowerCase().includes(q.toLowerCase()));
}

const icons = { client: IconAddressBook, contact: IconUser, deal: IconBriefcase };

function useHits(hits: readonly Hit[] = []): Choice[] {
  const t = useTranslations("search");
  const { id: company } = useCompany();
  return hits.map(({ kind, id, clientId, title, note }) => {
    const Icon = icons[kind];
    return {
      key: id,
      href: kind === "deal" ? `/${company}/deals/${id}` : `/${company}/clients/${clientId}`,
      icon: <Icon size={16} aria-label={t(`kinds.${kind}`)} />,
      title,
      note,
    };
  });
}
