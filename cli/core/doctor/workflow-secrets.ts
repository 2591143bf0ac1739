import type { Issuer } from '../model.generated.ts';

/** The secrets that the workflows use, by environment: the key, and with private submissions a token for their repositories. */
export const secretsFor = ({ repository }: Pick<Issuer, 'repository'>): Readonly<Record<string, readonly string[]>> =>
  repository.mode === 'one-repository' ? { signing: ['LAUREL_KEY'] } : { signing: ['LAUREL_KEY', SUBMISSIONS_TOKEN], desk: [SUBMISSIONS_TOKEN] };

/** Name of the secret with which workflows reach the private repositories of submissions. */
export const SUBMISSIONS_TOKEN = 'LAUREL_SUBMISSIONS_TOKEN';
