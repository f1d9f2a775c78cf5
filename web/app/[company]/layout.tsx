import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { CompanyId } from "#shared/ids.ts";
import { Shell } from "../../features/shell/shell.tsx";
import { PlanTask } from "./plan-task.tsx";

/** Frame of the pages of a company. */
export default async function CompanyLayout({
  params,
  children,
}: {
  params: Promise<{ company: string }>;
  children: ReactNode;
}) {
  const { company } = await params;
  if (!CompanyId.safeParse(company).success) notFound();
  return (
    <Shell company={company}>
      {children}
      <PlanTask />
    </Shell>
  );
}
