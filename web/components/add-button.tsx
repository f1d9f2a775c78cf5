"use client";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";

/** A small button at the head of a part of a page that adds something to it. */
export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="default" px={6} aria-label={label} title={label} onClick={onClick}>
      <IconPlus size={16} aria-hidden />
    </Button>
  );
}
