/** The first TypeScript example of a README, or null when there is none. */
export function readmeExample(readme: string): string | null {
  return /^```ts\n(?<code>[\s\S]*?)^```$/m.exec(readme.replaceAll('\r\n', '\n'))?.groups?.['code'] ?? null;
}
