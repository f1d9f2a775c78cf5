import { Lost } from "../../../components/lost.tsx";

/** Any address of a company that is no page: told inside its frame. */
export default function LostPage() {
  return <Lost />;
}
