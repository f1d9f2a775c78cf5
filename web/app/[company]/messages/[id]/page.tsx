import { Messages } from "../../../../features/messages/messages.tsx";

export default async function ConversationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Messages id={id} />;
}
