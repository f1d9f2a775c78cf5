import type { ReactNode } from "react";
import { Door } from "../../features/people/door.tsx";

/** Frame of the pages before a company: signing in, signing up, links out of letters. */
export default function DoorLayout({ children }: { children: ReactNode }) {
  return <Door>{children}</Door>;
}
