import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { nameOf, type Stage } from "../stage.ts";
import { explain } from "./explain.ts";

/** What differs between functions. */
export interface HouseFunctionProps {
  stage: Stage;
  /** Name of the function within its installation. */
  name: string;
  description: string;
  /** Directory that is deployed as it is; its `index.mjs` exports `handler`. */
  codeDir: string;
  memoryMb: number;
  timeoutSeconds: number;
  /** Whether it may send to the queue it reads: long work goes on by messages to itself. */
  feedsItself?: boolean;
}

/**
 * A function with the defaults of the house: Node 24 on arm64, JSON logs in a group of its own that are not kept for
 * ever, and a role that may write these logs and nothing else until it is granted more.
 */
export class HouseFunction extends Construct {
  readonly name: string;
  readonly fn: lambda.Function;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id);
    const { stage, name } = props;
    this.name = name;
    this.logGroup = new logs.LogGroup(this, "Logs", {
      logGroupName: `/prodano/${stage.name}/${name}`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, "Role", {
      roleName: nameOf(stage, name),
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    });
    this.logGroup.grantWrite(this.role);
    this.fn = new lambda.Function(this, "Function", {
      functionName: nameOf(stage, name),
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(props.codeDir),
      handler: "index.handler",
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      tracing: stage.tracing ? lambda.Tracing.ACTIVE : lambda.Tracing.DISABLED,
      ...(props.feedsItself ? { recursiveLoop: lambda.RecursiveLoop.ALLOW } : {}),
    });
    if (stage.tracing) {
      explain(this.role, {
        "AwsSolutions-IAM5[Resource::*]": "X-Ray has no resources to name: traces go to the account",
      });
    }
  }

  /** Gives it a value of its environment. */
  env(name: string, value: string): void {
    this.fn.addEnvironment(name, value);
  }

  /** Allows it these actions on these resources. */
  allow(actions: string[], resources: string[], conditions?: iam.Conditions): void {
    this.role.addToPolicy(new iam.PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) }));
  }
}
