// Everything in a claim folder is handed in with it, so nothing there is passed over but what macOS leaves in every folder.
const IN_CLAIM = /^submissions\/[^/]+\/[^/]+\/[^/]+\/(?!\.DS_Store$)./;

/** Whether a path below the catalog's folder is one that `loadCatalog` reads. Hidden files and READMEs outside claim folders are passed over. */
export const isSource = (path: string): boolean => IN_CLAIM.test(path) || !/(?:^|\/)(?:\.|README\.md$)/.test(path);
