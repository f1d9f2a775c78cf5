import type { ReactNode } from "react";
import { SettingsFrame } from "../../../features/companies/settings-frame.tsx";

/** Frame of the settings. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <SettingsFrame>{children}</SettingsFrame>;
}
