import { Stack } from "aws-cdk-lib";
import * as gateway from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as secrets from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { functions } from "#functions/registry.ts";
import { queryPaths } from "#functions/query-paths.ts";
import { API_ROOT } from "#shared/http/contract.ts";
import { explain } from "./constructs/explain.ts";
import type { HouseFunction } from "./constructs/house-function.ts";
import { companyResources, grantNeeds, keysLike, RECORD_ACTIONS, type Parts } from "./constructs/rights.ts";
import { functionOf } from "./functions.ts";
import { nameOf, type Stage } from "./stage.ts";

/** What people and programs ask: the functions behind the HTTP API, and the role that holds them to one company. */
export class ApiStack extends Stack {
  readonly tenantRole: iam.Role;
  readonly answerers: HouseFunction[];

  constructor(
    scope: Construct,
    stage: Stage,
    props: { api: gateway.HttpApi; edgeSecret: secrets.Secret; parts: Omit<Parts, "tenantRole">; functionsDir: string },
  ) {
    super(scope, nameOf(stage, "api"));
    const entries = functions.filter(({ trigger }) => trigger.kind === "http");
    const built = entries.map((entry) => ({ entry, fn: functionOf(this, stage, entry, props.functionsDir) }));
    this.answerers = built.map(({ fn }) => fn);
    this.tenantRole = this.#tenantRole(
      stage,
      props.parts,
      built.filter(({ entry }) => entry.needs.includes("tenant-data")).map(({ fn }) => fn.role),
    );
    for (const { entry, fn } of built) {
      grantNeeds(fn, entry, { ...props.parts, tenantRole: this.tenantRole });
      fn.env("EDGE_SECRET_ARN", props.edgeSecret.secretArn);
      fn.allow(["secretsmanager:GetSecretValue"], [props.edgeSecret.secretArn]);
      if (entry.trigger.kind === "http") this.#routes(props.api, fn, entry.trigger.answerer);
    }
  }

  /**
   * The second of three walls between companies: credentials of this role reach the keys of the company in their
   * session tag and no other, whatever the code above asks for.
   */
  #tenantRole(stage: Stage, { table }: Pick<Parts, "table">, users: iam.Role[]): iam.Role {
    const role = new iam.Role(this, "Tenant", {
      roleName: nameOf(stage, "tenant"),
      description: "Data of the one company that the session tag names",
      assumedBy: new iam.SessionTagsPrincipal(
        new iam.CompositePrincipal(...users.map((user) => new iam.ArnPrincipal(user.roleArn))).withConditions({
          StringLike: { "aws:RequestTag/tenant": ["co_*", "platform"] },
          "ForAllValues:StringEquals": { "aws:TagKeys": ["tenant"] },
        }),
      ),
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: RECORD_ACTIONS,
        resources: companyResources(table),
        conditions: keysLike("T#${aws:PrincipalTag/tenant}#*"),
      }),
    );
    return role;
  }

  #routes(api: gateway.HttpApi, { fn, name }: HouseFunction, answerer: "api" | "query"): void {
    const integration = new HttpLambdaIntegration(name, fn, { scopePermissionToRoute: false });
    const routes =
      answerer === "query"
        ? queryPaths.map(({ method, path }) =>
            gateway.HttpRouteKey.with(API_ROOT + path, gateway.HttpMethod[method as keyof typeof gateway.HttpMethod]),
          )
        : [gateway.HttpRouteKey.with(`${API_ROOT}/{proxy+}`, gateway.HttpMethod.ANY)];
    for (const routeKey of routes) {
      const id = routeKey.key.replace(/\W+/g, " ").trim().replaceAll(" ", "-");
      const route = new gateway.HttpRoute(this, id, { httpApi: api, routeKey, integration });
      explain(route, {
        "AwsSolutions-APIG4":
          "The function verifies cookie or key of every request itself: sign-up and sign-in stand on the same API",
      });
    }
  }
}
