import { redirect } from "next/navigation";

/** The settings open at their first page. */
export default async function SettingsPage({ params }: { params: Promise<{ company: string }> }) {
  redirect(`/${(await params).company}/settings/company`);
}
