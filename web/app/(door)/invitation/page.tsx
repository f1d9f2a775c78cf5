import { Invitation } from "../../../features/people/invitation.tsx";

export default function InvitationPage() {
  return <Invitation />;
}
