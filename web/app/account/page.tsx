import { Account } from "../../features/people/account.tsx";

export default function AccountPage() {
  return <Account />;
}
