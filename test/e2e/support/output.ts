import { fileURLToPath } from "node:url";

/** Where pictures and logs of a run go; not kept in the repository. */
export const output = fileURLToPath(new URL("../../output/e2e", import.meta.url));

/** Where the pictures of README are. */
export const screenshots = fileURLToPath(new URL("../../../docs/screenshots", import.meta.url));
