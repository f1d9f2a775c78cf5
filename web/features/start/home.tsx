"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Waiting } from "../../components/states.tsx";
import { useCompany, useRights } from "../../lib/company.tsx";

/** The first screen of a company: one's day, or the first run where it is not finished. */
export function Home() {
  const { id, company, membership } = useCompany();
  const { may } = useRights();
  const { replace } = useRouter();
  const known = company !== undefined && membership !== undefined;
  const place = known && !company.setUp && may("settings", "write") ? "start" : "day";
  useEffect(() => {
    if (known) replace(`/${id}/${place}`);
  }, [known, id, place, replace]);
  return (
    <div style={{ padding: "1.5rem" }}>
      <Waiting />
    </div>
  );
}
