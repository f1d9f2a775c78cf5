/** The mark of the product. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden style={{ flex: "none" }}>
      <rect width="32" height="32" rx="8" fill="#0b7566" />
      <path
        d="M11 25V8h6.2c4 0 6.3 2.2 6.3 5.6s-2.4 5.7-6.4 5.7H14V25zm3-8.4h2.9c2.4 0 3.6-1 3.6-3s-1.2-2.9-3.6-2.9H14z"
        fill="#fff"
      />
    </svg>
  );
}
