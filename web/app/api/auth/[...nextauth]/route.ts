import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { signInOptions } from "../../../../lib/sign-in.server.ts";

async function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return (await NextAuth(request, context, await signInOptions())) as Response;
}

export { handler as GET, handler as POST };
