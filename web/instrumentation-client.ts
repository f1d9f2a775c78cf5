import * as z from "zod";

// Runs before any schema is made: each decides then whether its checks are compiled with `new Function`, which the
// content security policy forbids.
z.config({ jitless: true });
