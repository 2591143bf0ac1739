import { addresses, paths } from '../badge/addresses.ts';
import { endorsementFacts } from '../badge/endorsement.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'endorsement-about',
  severity: 'error',
  summary: 'An endorsement is about a release of the credential in whose folder it stands, or about the issuer; each endorser endorses it once.',
  why: 'It is shown with what it is about, by the id that was signed. One that is about something else, or about a version that was never released, would be shown nowhere.',
  remedy: 'Move it to the folder of the credential that it is about; below endorsements/ itself stand those of the issuer. `laurel endorse add <file>` finds the place.',
  path: 'endorsements/wait-time/state-agency.json',
  good: 'releases/wait-time/1.0.0/achievement.json',
  bad: 'releases/wait-time/2.0.0/achievement.json',
  *across({ endorsements, releases, issuer, names }) {
    const seen = new Set<string>();
    for (const { id, document, value } of endorsements.values()) {
      const { about, issuer: by } = endorsementFacts(value);
      const credential = id.includes('/') ? id.slice(0, id.indexOf('/')) : null;
      // A release file with faults is there all the same.
      if ([...names.releases].some((release) => !releases.has(release) && release.startsWith(`${credential}/`) && about.endsWith(`/${paths.achievement(...(release.split('/') as [string, string]))}`))) continue;
      const known = credential === null ? (issuer === null ? [about] : [addresses(issuer.value.url).did]) : [...releases.values()].filter(({ value: { release } }) => release.id === credential).map(({ value: { release } }) => addresses(release.issuer.url).achievement(release.id, release.credential.version));
      if (!known.includes(about)) yield atPointer(document, '/credentialSubject/id', `Unexpected subject "${about}" of an endorsement, expected ${known.join(' or ') || `the achievement of a release of ${credential}, which has none`}`);
      else if (seen.has(`${by.id} ${about}`)) yield atPointer(document, '/issuer', `Unexpected second endorsement of the same by ${by.id}, expected one; keep the newer`);
      seen.add(`${by.id} ${about}`);
    }
  },
} satisfies Rule as Rule;
