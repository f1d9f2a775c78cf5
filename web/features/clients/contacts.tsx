"use client";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { contactName } from "#shared/clients/columns.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import type { Contact } from "#shared/clients/schema.ts";
import { AddButton } from "../../components/add-button.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { Menu } from "../../components/menu.tsx";
import { Panel } from "../../components/page.tsx";
import { useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useFormats } from "../../lib/formats.ts";
import styles from "./client-card.module.css";
import { Ways } from "./client-facts.tsx";

const ContactDialog = dynamic(() => import("./contact-dialog.tsx").then((module) => module.ContactDialog), {
  ssr: false,
});

/** People at the client. */
export function Contacts(props: { clientId: string; contacts: readonly Contact[]; mayWrite: boolean }) {
  const t = useTranslations("card.contacts");
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const [opened, setOpened] = useState<Contact | "new">();
  const remove = (contact: Contact) =>
    ask({
      title: t("removeTitle", { name: contactName(contact) }),
      text: t("removeText"),
      action: t("remove"),
      tone: "bad",
      run: async () => {
        await call(clientsContract.removeContact, { clientId: props.clientId, id: contact.id });
        await refresh("clients");
      },
    });
  return (
    <Panel
      title={t("title")}
      actions={props.mayWrite ? <AddButton label={t("add")} onClick={() => setOpened("new")} /> : null}
    >
      {props.contacts.length === 0 ? <p className={styles.quiet}>{t("none")}</p> : null}
      <ul className={styles.people}>
        {props.contacts.map((contact) => (
          <li key={contact.id} className={styles.person}>
            <Person contact={contact} />
            {props.mayWrite ? (
              <div className={styles.personMore}>
                <Menu
                  label={t("more", { name: contactName(contact) })}
                  align="end"
                  items={[
                    { label: t("edit"), onSelect: () => setOpened(contact) },
                    { label: t("remove"), tone: "bad", onSelect: () => remove(contact) },
                  ]}
                >
                  <IconDots size={16} aria-hidden />
                </Menu>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {opened ? (
        <ContactDialog
          clientId={props.clientId}
          contact={opened === "new" ? undefined : opened}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
      {dialog}
    </Panel>
  );
}

function Person({ contact }: { contact: Contact }) {
  const t = useTranslations("card.contacts");
  const { shortDay } = useFormats();
  return (
    <>
      <div className={styles.personName}>{contactName(contact)}</div>
      {contact.post ? <p className={styles.quiet}>{contact.post}</p> : null}
      <div className={styles.fact}>
        <Ways ways={contact.phones} scheme="tel" />
        <Ways ways={contact.emails} scheme="mailto" />
      </div>
      {contact.birthday ? <p className={styles.quiet}>{t("birthday", { day: shortDay(contact.birthday) })}</p> : null}
      {contact.note ? <p className={styles.quiet}>{contact.note}</p> : null}
    </>
  );
}
