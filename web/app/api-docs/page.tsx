import { ApiDocs } from "../../features/openapi/api-docs.tsx";

export default function ApiDocsPage() {
  return <ApiDocs />;
}
