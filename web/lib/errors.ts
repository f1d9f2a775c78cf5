import type { useTranslations } from "next-intl";
import { ApiError } from "#shared/http/client.ts";

/** What to tell about an error: what happened, and what to do. The API already speaks the user's language. */
export function messageOf(
  error: unknown,
  t: ReturnType<typeof useTranslations<never>>,
): { title: string; text: string } {
  if (!(error instanceof ApiError)) {
    return error instanceof TypeError
      ? { title: t("errors.offline.title"), text: t("errors.offline.text") }
      : { title: t("errors.unexpected.title"), text: t("errors.unexpected.text") };
  }
  const { code, title, detail, requestId } = error.problem;
  const trace = code === "internal" && requestId ? ` (${requestId})` : "";
  // A gateway in front of the API answers without words of ours.
  if (!detail) return { title: t("errors.unexpected.title"), text: t("errors.unexpected.text") + trace };
  return { title, text: detail + trace };
}
