/** `text` with each `{name}` replaced by that value; placeholders without a value stay as they are. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/gu, (placeholder, name) => values[name] ?? placeholder)
}
