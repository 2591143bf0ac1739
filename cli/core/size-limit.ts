const KIB = 1024;
/** Largest attachment of a submission, and largest sum of a claim's files, in bytes. */
export const ATTACHMENT_LIMIT = 2 * 1024 * KIB;
export const CLAIM_LIMIT = 10 * 1024 * KIB;
/** Largest file that is parsed, in bytes: 64 KiB for what a teacher sends, 1 MiB for the rest. */
export const sizeLimit = (path: string): number => (path.startsWith('submissions/') ? 64 * KIB : 1024 * KIB);
