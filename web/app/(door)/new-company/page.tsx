import { NewCompany } from "../../../features/people/new-company.tsx";

export default function NewCompanyPage() {
  return <NewCompany />;
}
