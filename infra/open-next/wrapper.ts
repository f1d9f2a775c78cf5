import lambdaWrapper from "@opennextjs/aws/overrides/wrappers/aws-lambda.js";
import type { WrapperHandler } from "@opennextjs/aws/types/overrides.js";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { fromEdge } from "#shared/edge.ts";

/**
 * OpenNext's wrapper for Lambda behind a door: who comes past CloudFront could name any host, and links in pages and
 * redirects would follow it.
 */
const wrapper: WrapperHandler = async (handler, converter) => {
  const answer = await lambdaWrapper.wrapper(handler, converter);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    if (!(await fromEdge(event.headers)))
      return { statusCode: 403, headers: { "cache-control": "no-store" }, body: "" };
    return (await answer(event)) as APIGatewayProxyStructuredResultV2;
  };
};

export default { wrapper, name: "behind-cloudfront", supportStreaming: false };
