import { Forgot } from "../../../features/people/forgot.tsx";

export default function ForgotPage() {
  return <Forgot />;
}
