import { Lost } from "../components/lost.tsx";

export default function NotFound() {
  return <Lost />;
}
