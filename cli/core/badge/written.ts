/** What somebody gives, by how it is written. */

/** True for what is written as an address is, of any scheme. */
export const isWebAddress = (text: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(text);
/** True for the name of a file that a badge can be in. */
export const isBadgeFile = (name: string): boolean => /\.(json|jsonld|png|svg|jws|jwt)$/i.test(name);
/** True for the name of a table of badges. */
export const isTable = (name: string): boolean => /\.csv$/i.test(name);
