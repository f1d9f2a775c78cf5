"use client";
import { Checkbox } from "@mantine/core";
import { useTranslations } from "next-intl";
import { channels as allChannels, noticeKinds, type Channel, type NoticeKind } from "#shared/notifications/kinds.ts";
import type { SettingsView } from "#shared/notifications/schema.ts";
import styles from "./settings.module.css";

type Channels = SettingsView["channels"];

/** Kinds of notices by channels, a box for each pair; what the installation lacks says why it cannot be chosen. */
export function ChannelTable(props: {
  channels: Channels;
  available: readonly Channel[];
  hasPhone: boolean;
  onChange: (channels: Channels) => void;
}) {
  const t = useTranslations("notices");
  const { channels, available, hasPhone, onChange } = props;
  const whyNot = (channel: Channel) => {
    if (!available.includes(channel)) return t("settings.notHere");
    return channel === "sms" && !hasPhone ? t("settings.needsPhone") : undefined;
  };
  const toggle = (kind: NoticeKind, channel: Channel, on: boolean) =>
    onChange({
      ...channels,
      [kind]: allChannels.filter((one) => (one === channel ? on : channels[kind].includes(one))),
    });
  return (
    <div className={styles.box} role="region" aria-label={t("settings.channels")} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("settings.kind")}</th>
            {allChannels.map((channel) => (
              <th key={channel} scope="col">
                {t(`channels.${channel}`)}
                {whyNot(channel) ? <span className={styles.why}>{whyNot(channel)}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {noticeKinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`kinds.${kind}`)}</th>
              {allChannels.map((channel) => (
                <td key={channel}>
                  <Checkbox
                    aria-label={`${t(`kinds.${kind}`)}: ${t(`channels.${channel}`)}`}
                    checked={channels[kind].includes(channel)}
                    disabled={whyNot(channel) !== undefined}
                    onChange={(event) => toggle(kind, channel, event.currentTarget.checked)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
