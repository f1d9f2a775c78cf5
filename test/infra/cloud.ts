/** Account and region that templates are read for. */
export const ACCOUNT = "111122223333";
export const REGION = "eu-central-1";

/** A resource of a template with its references resolved. */
export interface Resource {
  stack: string;
  id: string;
  type: string;
  properties: Record<string, unknown>;
  raw: Record<string, unknown>;
}

/** A statement of a policy, its lists always lists. */
export interface Statement {
  effect: string;
  actions: string[];
  resources: string[];
  conditions: Record<string, Record<string, string | string[]>>;
}

interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; [more: string]: unknown }>;
  Outputs?: Record<string, { Value: unknown }>;
}

/** Templates as CloudFormation would see them: references within and between stacks become names and ARNs. */
export class Cloud {
  readonly #templates: ReadonlyMap<string, Template>;

  constructor(stacks: readonly { stackName: string; template: unknown }[]) {
    this.#templates = new Map(stacks.map(({ stackName, template }) => [stackName, template as Template]));
  }

  /** The text of every template. */
  get text(): string {
    return JSON.stringify([...this.#templates.values()]);
  }

  /** Resources of a type in all stacks. */
  all(type: string): Resource[] {
    return [...this.#templates].flatMap(([stack, { Resources }]) =>
      Object.entries(Resources)
        .filter(([, { Type }]) => Type === type)
        .map(([id, resource]) => ({
          stack,
          id,
          type,
          properties: this.resolve(stack, resource.Properties ?? {}) as Record<string, unknown>,
          raw: resource,
        })),
    );
  }

  /** The one resource of a type whose property has a value. Throws unless there is exactly one. */
  one(type: string, property: string, value: unknown): Resource {
    const found = this.all(type).filter(({ properties }) => properties[property] === value);
    if (found.length !== 1) throw new Error(`${found.length} of ${type} with ${property} ${String(value)}`);
    return found[0]!;
  }

  /** Statements of every policy a role has, of its own and attached. */
  statementsOf(roleName: string): Statement[] {
    const role = this.one("AWS::IAM::Role", "RoleName", roleName);
    const roleRef = this.#nameOf(role.stack, role.id);
    const own = this.all("AWS::IAM::Policy").filter(
      ({ stack, properties }) => stack === role.stack && (properties["Roles"] as unknown[]).includes(roleRef),
    );
    const attached = (role.properties["ManagedPolicyArns"] ?? []) as string[];
    const managed = this.all("AWS::IAM::ManagedPolicy").filter(({ stack, id }) =>
      attached.includes(this.#nameOf(stack, id)),
    );
    return [...own, ...managed].flatMap(({ properties }) => statements(properties["PolicyDocument"]));
  }

  /** The policy documents of a role as IAM takes them. */
  policiesOf(roleName: string): { name: string; policy: object }[] {
    return [
      {
        name: roleName,
        policy: {
          Version: "2012-10-17",
          Statement: this.statementsOf(roleName).map(({ effect, actions, resources, conditions }) => ({
            Effect: effect,
            Action: actions,
            Resource: resources,
            Condition: conditions,
          })),
        },
      },
    ];
  }

  /** A value of a template of a stack with its references resolved. */
  resolve(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.resolve(stack, one));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [key, argument] = entries[0] ?? [];
    if (entries.length === 1) {
      if (key === "Ref") return this.#ref(stack, String(argument));
      if (key === "Fn::GetAtt") return this.#attribute(stack, argument as [string, string]);
      if (key === "Fn::Join") {
        const [separator, parts] = argument as [string, unknown[]];
        return parts.map((part) => String(this.resolve(stack, part))).join(separator);
      }
      if (key === "Fn::Sub")
        return String(argument).replace(/\$\{([^}]+)\}/g, (_, name: string) => String(this.#ref(stack, name)));
      if (key === "Fn::GetStackOutput") {
        const { StackName, OutputName } = argument as { StackName: string; OutputName: string };
        const output = this.#templates.get(StackName)?.Outputs?.[OutputName];
        if (!output) throw new Error(`${stack} reads ${OutputName}, which ${StackName} does not give`);
        return this.resolve(StackName, output.Value);
      }
    }
    return Object.fromEntries(entries.map(([name, one]) => [name, this.resolve(stack, one)]));
  }

  #ref(stack: string, name: string): unknown {
    const pseudo: Record<string, string> = {
      "AWS::AccountId": ACCOUNT,
      "AWS::Region": REGION,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stack,
    };
    return pseudo[name] ?? this.#nameOf(stack, name);
  }

  /** What `Ref` gives: the physical name where the template sets one, else the logical id. */
  #nameOf(stack: string, id: string): string {
    const resource = this.#templates.get(stack)?.Resources[id];
    const properties = resource?.Properties ?? {};
    switch (resource?.Type) {
      case "AWS::SQS::Queue":
        return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${String(properties["QueueName"])}`;
      case "AWS::SecretsManager::Secret":
        return `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${stack}-${id}`;
      case "AWS::IAM::ManagedPolicy":
        return `arn:aws:iam::${ACCOUNT}:policy/${stack}-${id}`;
      case "AWS::SNS::Topic":
        return `arn:aws:sns:${REGION}:${ACCOUNT}:${String(properties["TopicName"])}`;
      default: {
        const named = ["TableName", "FunctionName", "RoleName", "LogGroupName"]
          .map((name) => properties[name])
          .find(Boolean);
        return typeof named === "string" ? named : id;
      }
    }
  }

  #attribute(stack: string, [id, attribute]: [string, string]): string {
    const resource = this.#templates.get(stack)?.Resources[id];
    const name = this.#nameOf(stack, id);
    if (attribute === "StreamArn") return `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}/stream/1`;
    if (attribute !== "Arn") return `${id}.${attribute}`;
    switch (resource?.Type) {
      case "AWS::DynamoDB::Table":
        return `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;
      case "AWS::SQS::Queue":
        return `arn:aws:sqs:${REGION}:${ACCOUNT}:${String(resource.Properties?.["QueueName"])}`;
      case "AWS::Lambda::Function":
        return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
      case "AWS::IAM::Role":
        return `arn:aws:iam::${ACCOUNT}:role/${name}`;
      case "AWS::S3::Bucket":
        return `arn:aws:s3:::${id.toLowerCase()}`;
      case "AWS::Logs::LogGroup":
        return `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}:*`;
      default:
        return `arn:aws:${id}`;
    }
  }
}

function statements(document: unknown): Statement[] {
  const list = (value: unknown) => (Array.isArray(value) ? value : [value]).map(String);
  return (document as { Statement: Record<string, unknown>[] }).Statement.map((one) => ({
    effect: String(one["Effect"]),
    actions: list(one["Action"]),
    resources: list(one["Resource"]),
    conditions: (one["Condition"] ?? {}) as Statement["conditions"],
  }));
}
