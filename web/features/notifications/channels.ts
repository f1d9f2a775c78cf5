import { noticeKinds, type Channel, type NoticeKind } from "#shared/notifications/kinds.ts";
import type { SettingsView } from "#shared/notifications/schema.ts";

type Channels = SettingsView["channels"];

function same(one: readonly Channel[], other: readonly Channel[]): boolean {
  return one.length === other.length && one.every((channel) => other.includes(channel));
}

/** The kinds whose channels were changed; null for those that are as usual again. */
export function changedChannels(
  wanted: Channels,
  { channels, usual }: Pick<SettingsView, "channels" | "usual">,
): Partial<Record<NoticeKind, Channel[] | null>> {
  return Object.fromEntries(
    noticeKinds
      .filter((kind) => !same(wanted[kind], channels[kind]))
      .map((kind) => [kind, same(wanted[kind], usual[kind]) ? null : wanted[kind]]),
  );
}
