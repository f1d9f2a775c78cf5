import { Messages } from "../../../features/messages/messages.tsx";

export default function MessagesPage() {
  return <Messages />;
}
