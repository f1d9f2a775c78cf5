import type { Language } from "#shared/caller.ts";
import type en from "./en.json";

// Keys of texts are checked where they are used.
declare module "use-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: typeof en;
  }
}
