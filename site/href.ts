const base = import.meta.env.BASE_URL.replace(/\/+$/, '');

/** A path of this site as a link that starts at its root, wherever that is. */
export const href = (path = ''): string => `${base}/${path}`;
