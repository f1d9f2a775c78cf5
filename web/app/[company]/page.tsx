import { Home } from "../../features/start/home.tsx";

export default function HomePage() {
  return <Home />;
}
