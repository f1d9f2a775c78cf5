import { createTheme } from "@mantine/core";

const dense = { defaultProps: { size: "xs" } };
// Notes stand below their inputs, so that inputs in one row stand in line.
const denseInput = { defaultProps: { size: "xs", inputWrapperOrder: ["label", "input", "description", "error"] } };

/** The look: calm, dense, one accent. Contrasts hold WCAG AA in both schemes; `styles.css` corrects the texts. */
export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  colors: {
    pine: [
      "#e9f6f4",
      "#d2ebe7",
      "#a5d7cf",
      "#74c1b5",
      "#4eaf9f",
      "#36a391",
      "#259d8a",
      "#148a77",
      "#0b7566",
      "#005c50",
    ],
    dark: [
      "#d8dce1",
      "#b5bbc3",
      "#949ba5",
      "#6f7781",
      "#434a53",
      "#343a42",
      "#282d33",
      "#1c2025",
      "#15181c",
      "#101215",
    ],
  },
  fontSizes: { xs: "0.8125rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  defaultRadius: "sm",
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.25rem", lineHeight: "1.4" }, h2: { fontSize: "1rem", lineHeight: "1.4" } },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: dense,
    TextInput: denseInput,
    PasswordInput: denseInput,
    NativeSelect: denseInput,
    Textarea: denseInput,
    Checkbox: dense,
    Switch: dense,
    Badge: {
      defaultProps: { size: "sm", variant: "light" },
      styles: {
        root: { flex: "none", minWidth: "fit-content", textTransform: "none", fontWeight: 550 },
        label: { overflow: "visible" },
      },
    },
  },
});
