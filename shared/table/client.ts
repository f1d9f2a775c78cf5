import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { Logger } from "@aws-sdk/types";
import { credentialsFor } from "../credentials.ts";
import { guard } from "./guard.ts";
import { platformPrefixes, tenantPrefix } from "./layout.ts";

/** Clients kept at once: each holds credentials of one company. */
const MOST_CLIENTS = 500;

const requestHandler = new NodeHttpHandler({
  httpAgent: { keepAlive: true, maxSockets: 64 },
  httpsAgent: { keepAlive: true, maxSockets: 64 },
});
const clients = new Map<string, DynamoDBDocumentClient>();

/** The client for one company: its credentials, its guard; all share one pool of connections. */
export function tenantClient(tenant: string): DynamoDBDocumentClient {
  const known = clients.get(tenant);
  if (known) {
    clients.delete(tenant);
    clients.set(tenant, known);
    return known;
  }
  const client = make([tenantPrefix(tenant)], tenant);
  clients.set(tenant, client);
  if (clients.size > MOST_CLIENTS) clients.delete(clients.keys().next().value!);
  return client;
}

/**
 * The client of the platform's own store. It may also write a company's first items at sign-up
 * and read what the due index names, so its guard knows the tenants' prefix too.
 */
export function platformClient(): DynamoDBDocumentClient {
  platform ??= make([...platformPrefixes, "T#"], undefined);
  return platform;
}
let platform: DynamoDBDocumentClient | undefined;

const nothing = () => undefined;
/** The SDK's own silent logger is given a copy of every input and answer through `info`; this one has none. */
const silent = { trace: nothing, debug: nothing, warn: nothing, error: nothing } as unknown as Logger;

function make(prefixes: readonly string[], tenant: string | undefined): DynamoDBDocumentClient {
  const credentials = tenant === undefined ? undefined : credentialsFor(tenant);
  const base = new DynamoDBClient({
    requestHandler,
    maxAttempts: 4,
    logger: silent,
    ...(credentials ? { credentials } : {}),
  });
  keepSigner(base);
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  guard(client, prefixes);
  return client;
}

/**
 * Signs everything by one signer: the SDK makes a new one for each request, from a copy of the whole configuration.
 * Region and service stay the same, and the signer itself asks for credentials each time.
 */
function keepSigner({ config }: DynamoDBClient): void {
  const make = config.signer;
  let made: ReturnType<typeof make> | undefined;
  config.signer = (scheme) =>
    (made ??= make(scheme).catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}
