import { bytesToHex } from '@noble/hashes/utils.js';

/** How many random bytes the name of a blind copy is made of. */
export const PSEUDONYM_BYTES = 4;

/** The name of a blind copy. It is drawn at random: one worked out from the repository and the pull request could be worked out by anyone who tries their few numbers. */
export const pseudonymOf = (random: Uint8Array): string => `claim-${bytesToHex(random)}`;
