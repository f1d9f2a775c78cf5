import { Tags, Validations, type App } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { ApiStack } from "./api.ts";
import { DataStack } from "./data.ts";
import { EdgeStack } from "./edge.ts";
import { EventsStack } from "./events.ts";
import { MailStack } from "./mail.ts";
import { ObservabilityStack } from "./observability.ts";
import type { Stage } from "./stage.ts";
import { WebStack, type WebBuild } from "./web.ts";
import { WorkersStack } from "./workers.ts";

/** What was built before: a directory of functions by name, and the web. */
export interface Builds {
  functionsDir: string;
  web: WebBuild;
}

/** Every stack of one installation, each told of those before it. */
export function installation(app: App, stage: Stage, builds: Builds) {
  const edge = new EdgeStack(app, stage, { assetsDir: builds.web.assetsDir });
  const data = new DataStack(app, stage, { webUrl: edge.webUrl });
  const events = new EventsStack(app, stage);
  const mail = new MailStack(app, stage, { letterEvents: events.letterEvents });
  const parts = {
    webUrl: edge.webUrl,
    table: data.table,
    bucket: data.bucket,
    filesPolicy: data.filesPolicy,
    secret: data.secret,
    bus: events.bus,
    queues: events.queues,
    mail,
    sms: stage.sms,
  };
  const { functionsDir } = builds;
  const workers = new WorkersStack(app, stage, { parts, streamFailures: events.streamFailures, functionsDir });
  const api = new ApiStack(app, stage, { api: edge.api, edgeSecret: edge.secret, parts, functionsDir });
  const web = new WebStack(app, stage, {
    serverDir: builds.web.serverDir,
    edge,
    secret: data.secret,
    bucket: data.bucket,
  });
  const observability = new ObservabilityStack(app, stage, {
    functions: [...api.answerers, ...workers.workers, web.server],
    queues: events.queues,
    streamFailures: events.streamFailures,
    clocks: workers.clocks,
    table: data.table,
    httpApis: { api: edge.api, web: edge.web },
  });
  Tags.of(app).add("product", "prodano");
  Tags.of(app).add("stage", stage.name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  return { edge, data, events, mail, workers, api, web, observability };
}
