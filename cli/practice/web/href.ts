/** An address made of fixed parts and of names, which are escaped but for the slashes in a path or a branch. */
export function href(parts: TemplateStringsArray, ...names: readonly (string | number)[]): string {
  const escaped = names.map((name) => encodeURIComponent(String(name)).replaceAll('%2F', '/'));
  return parts.map((part, index) => part + (escaped[index] ?? '')).join('');
}
