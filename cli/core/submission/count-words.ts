/** Counts the words that a reader sees: runs of letters and digits outside comments. In a file of its own, so that a page can count without a Markdown parser. */
export const countWords = (text: string): number => text.replace(/<!--[\s\S]*?(?:-->|$)/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu)?.length ?? 0;
