import { Entrance } from "../features/people/entrance.tsx";

export default function EntrancePage() {
  return <Entrance />;
}
