import { SignUp } from "../../../features/people/sign-up.tsx";

export default function SignUpPage() {
  return <SignUp />;
}
