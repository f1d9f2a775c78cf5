"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { clientsContract } from "#shared/clients/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { useRights } from "../../lib/company.tsx";

const WriteLetter = dynamic(() => import("./write-letter.tsx").then((module) => module.WriteLetter), { ssr: false });

/** Opens the letter to a client; what it needs is loaded when first wanted. */
export function LetterButton({ card }: { card: Output<typeof clientsContract.card> }) {
  const t = useTranslations("letters");
  const { may } = useRights();
  const [open, setOpen] = useState(false);
  if (!may("history", "create")) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("letter")}
      </Button>
      {open ? <WriteLetter card={card} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
