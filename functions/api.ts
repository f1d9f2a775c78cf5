import { features } from "./features.ts";
import { serve } from "./lib/serve.ts";

/** Answers every operation but those of the read model. */
export const handler = serve(features);
