/** Whether a path below the catalog's folder is one that `loadCatalog` reads. Hidden files and READMEs are passed over. */
export const isSource = (path: string): boolean => !path.split('/').some((part) => part.startsWith('.')) && !/(^|\/)README\.md$/.test(path);
