import type { AwsCredentialIdentityProvider } from "@aws-sdk/types";
import { config } from "./config.ts";

/** A little less than the session lasts, so that no call starts with credentials about to end. */
const MARGIN_MS = 5 * 60_000;

/**
 * Credentials of one company: on AWS the tenant role with a session tag, whose policy holds every key to
 * `T#<tenant>#`; on one machine undefined, and the environment's own are used.
 */
export function credentialsFor(tenant: string): AwsCredentialIdentityProvider | undefined {
  const role = config.tenantRole;
  if (!role) return undefined;
  return async () => {
    const { STSClient, AssumeRoleCommand } = await import("@aws-sdk/client-sts");
    sts ??= new STSClient({});
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: role,
        RoleSessionName: tenant,
        Tags: [{ Key: "tenant", Value: tenant }],
        DurationSeconds: 3600,
      }),
    );
    if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey) throw new Error("STS answered without credentials");
    return {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
      expiration: new Date((Credentials.Expiration?.getTime() ?? Date.now() + 3_600_000) - MARGIN_MS),
    };
  };
}
let sts: import("@aws-sdk/client-sts").STSClient | undefined;
