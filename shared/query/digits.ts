/** The digits of a telephone number as searched: without the trunk prefix 8 that Russian numbers are typed with. */
export function normalDigits(text: string): string {
  const digits = text.replace(/\D/g, "");
  return digits.length === 11 && digits.startsWith("8") ? `7${digits.slice(1)}` : digits;
}
