import { NextResponse, type NextRequest } from "next/server";
import { cookieName, overHttps } from "#shared/session-cookie.ts";

/** Pages that need nobody signed in. */
const open = /^\/(?:sign-in|sign-up|confirm|forgot|reset|invitation|unsubscribe|api-docs)$/;

/**
 * Stands before every page: gives it a content security policy with a nonce of its own, and sends whoever has no session
 * cookie to the sign-in page. Whether the session is good only the API tells.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (!open.test(pathname) && !request.cookies.has(cookieName())) {
    const signIn = new URL("/sign-in", request.url);
    if (pathname !== "/") signIn.searchParams.set("back", pathname + search);
    return NextResponse.redirect(signIn);
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = policyWith(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-address", pathname + search);
  // Next.js takes the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "strict-origin-when-cross-origin");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (overHttps()) response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

function policyWith(nonce: string): string {
  // React explains errors with eval while developing, and nowhere else.
  const developing = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  // Files are posted by the browser straight to their bucket.
  const files = process.env["FILES_ORIGIN"] ?? "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developing}`,
    // Components place themselves by style attributes, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self' ${files}`.trim(),
    // The worker that shows notices: what scripts may be trusted by a nonce does not hold for it.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(overHttps() ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

export const config = {
  matcher: [{ source: "/((?!api/|_next/|favicon.svg|push.js).*)" }],
};
