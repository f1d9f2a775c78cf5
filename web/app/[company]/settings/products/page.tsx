import { Products } from "../../../../features/products/products.tsx";

export default function ProductsPage() {
  return <Products />;
}
