import type { Award } from '../model.generated.ts';

/** Open Badges Profile of an issuer. */
export interface Profile {
  readonly id: string;
  readonly type: readonly ['Profile'];
  readonly name: string;
  readonly url: string;
  readonly description: string;
  readonly email: string;
}

/**
 * The issuer as a Profile. Issuer and creator of one badge are the same node of the signed graph, so both must be this
 * one object: what one of them said and the other did not could be moved between them unnoticed.
 */
export const profile = (issuer: Award['issuer']): Profile => ({
  id: issuer.id,
  type: ['Profile'],
  name: issuer.name,
  url: issuer.url,
  description: issuer.description,
  email: issuer.email,
});

/** Another organisation as a Profile: who assessed for the issuer. */
export const assessor = ({ name, url }: NonNullable<Award['assessed-by']>): Pick<Profile, 'id' | 'type' | 'name' | 'url'> => ({ id: url, type: ['Profile'], name, url });
