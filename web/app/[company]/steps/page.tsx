import { redirect } from "next/navigation";

/** Where the day of a person used to be. */
export default async function StepsPage({ params }: { params: Promise<{ company: string }> }) {
  const { company } = await params;
  redirect(`/${company}/day`);
}
