import { Dictionaries } from "../../../../features/dictionaries/dictionaries.tsx";

export default function DictionariesPage() {
  return <Dictionaries />;
}
