"use client";
import { Button, Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { ErrorBox } from "./states.tsx";

/**
 * A dialog over the page. It is heavy: import it only from a component that is itself loaded when first opened
 * (`dynamic(() => import("./some-dialog.tsx"), { ssr: false })`).
 */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  size?: "sm" | "md" | "lg" | "xl";
  children: ReactNode;
}) {
  const t = useTranslations("common");
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? "md"}
      closeButtonProps={{ "aria-label": t("close") }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      transitionProps={{ duration: 0 }}
      // The page has its own head: another header element would be a second banner to those who listen.
      attributes={{ header: { role: "presentation" } }}
    >
      {props.children}
    </Modal>
  );
}

/** Asks before something that is hard to take back. `run` throws where it fails; the dialog then says why and stays. */
export function ConfirmDialog(props: {
  title: string;
  text: ReactNode;
  action: string;
  tone?: "bad";
  run: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslations("common");
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({ pending: false, error: undefined });
  const confirm = async () => {
    setState({ pending: true, error: undefined });
    try {
      await props.run();
      props.onClose();
    } catch (error) {
      setState({ pending: false, error });
    }
  };
  return (
    <Dialog title={props.title} onClose={props.onClose} size="sm">
      <p style={{ margin: 0 }}>{props.text}</p>
      <ErrorBox error={state.error} />
      <Actions>
        <Button variant="default" onClick={props.onClose}>
          {t("cancel")}
        </Button>
        <Button
          {...(props.tone === "bad" ? { color: "red" } : {})}
          loading={state.pending}
          onClick={() => void confirm()}
          data-autofocus
        >
          {props.action}
        </Button>
      </Actions>
    </Dialog>
  );
}

/** The buttons at the end of a form, the main one last. */
export function Actions({ children }: { children: ReactNode }) {
  return (
    <div style={{ display: "flex", flexWrap: "wrap", justifyContent: "flex-end", gap: "0.5rem", marginTop: "1rem" }}>
      {children}
    </div>
  );
}
