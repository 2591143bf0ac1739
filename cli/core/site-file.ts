/** What a file of the site holds; a function where it is made only when somebody asks for it: there may be ten thousands, and few readers want all. */
export type SiteFile = Content | (() => Content | Promise<Content>);
type Content = string | Uint8Array;

/** The content of a file of the site, made now. */
export const contentOf = async (file: SiteFile): Promise<Content> => (typeof file === 'function' ? file() : file);

/** Makes something when it is first asked for, and never again. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
