const EMPTY = new Set(['about', 'after', 'also', 'been', 'before', 'being', 'between', 'both', 'does', 'each', 'every', 'from', 'have', 'into', 'less', 'more', 'most', 'only', 'other', 'over', 'same', 'shows', 'show', 'some', 'such', 'than', 'that', 'their', 'them', 'then', 'there', 'these', 'they', 'this', 'those', 'through', 'under', 'what', 'when', 'where', 'which', 'while', 'with', 'without', 'would']);

/** The words of an English text that carry what it is about, each by its first five letters, so that endings do not part them. */
export const contentWords = (text: string): ReadonlySet<string> => new Set((text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !EMPTY.has(word)).map((word) => word.slice(0, 5)));

/** Whether the texts of an issuer or a credential are in English, which the rules about wording know. */
export const isEnglish = (language: string | undefined): boolean => (language ?? 'en').split('-')[0] === 'en';
