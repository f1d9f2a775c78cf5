import { SignIn } from "../../../features/people/sign-in.tsx";

export default function SignInPage() {
  return <SignIn />;
}
