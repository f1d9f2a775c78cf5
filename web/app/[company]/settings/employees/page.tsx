import { Employees } from "../../../../features/employees/employees.tsx";

export default function EmployeesPage() {
  return <Employees />;
}
