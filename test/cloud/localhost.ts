import dns from "node:dns";

// The emulator names an HTTP API `<id>.execute-api.localhost`; not every machine resolves names below localhost (RFC 6761).
const plain = dns.lookup;
const lookup = (host: string, ...rest: unknown[]): void => {
  Reflect.apply(plain, dns, [host.endsWith(".localhost") ? "127.0.0.1" : host, ...rest]);
};
dns.lookup = Object.assign(lookup, plain);
