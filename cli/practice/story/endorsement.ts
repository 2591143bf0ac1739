import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addresses } from '../../core/badge/addresses.ts';
import { badgeText, secureBadge } from '../../core/badge/credential.ts';
import { unsignedEndorsement } from '../../core/badge/endorsement.ts';
import { createProof } from '../../core/badge/proof.ts';
import { throwAwayKey } from '../../effects/keys.ts';
import { must, type Actor } from '../actor.ts';
import { CREDENTIAL } from './submission.ts';

const SITE = 'https://tamar-bay.example';

/**
 * Another organisation vouches for the newest release of the credential, under a key of its own that is its name (did:key). Gives the
 * path of the signed file, which it would send by mail.
 */
export async function signEndorsement(lead: Actor, folder: string): Promise<string> {
  const version = (await readdir(join(lead.clone, 'catalog', 'releases', CREDENTIAL))).map((name) => name.replace(/\.json$/, '')).sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1)!;
  const { release } = JSON.parse(await readFile(join(lead.clone, 'catalog', 'releases', CREDENTIAL, `${version}.json`), 'utf8')) as { readonly release: { readonly issuer: { readonly url: string } } };
  const { publicKeyMultibase, sign } = throwAwayKey();
  const id = `did:key:${publicKeyMultibase}`;
  const now = new Date();
  const [signed, until] = [now, new Date(now.getTime() + 365 * 86_400_000)].map((day) => `${day.toISOString().slice(0, 19)}Z`) as [string, string];
  const unsigned = unsignedEndorsement({
    serial: 'tamarbay2026',
    issuer: { id, name: 'Tamar Bay Teaching Council', url: SITE, description: 'An invented body that speaks for the teachers of a region.', email: 'council@tamar-bay.example', language: 'en' },
    about: addresses(release.issuer.url).achievement(CREDENTIAL, version),
    comment: 'It asks for evidence from real lessons, and two people judge it independently. We count it towards our own standard for early-career teachers.',
    signed, until,
  });
  const path = join(folder, 'tamar-bay.json');
  await writeFile(path, badgeText(secureBadge(unsigned, await createProof(unsigned, { verificationMethod: `${id}#${publicKeyMultibase}`, created: signed, sign }))));
  return path;
}

/** The lead takes an endorsement into the catalog, and lets new badges carry it. */
export async function takeEndorsement(lead: Actor, endorsement: string): Promise<void> {
  must(await lead.laurel('endorse', 'add', endorsement), 'laurel endorse add');
  const path = join(lead.clone, 'catalog', 'issuer.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace(/^policy:\n/m, 'policy:\n  endorsements-inside: true\n'));
  must(await lead.laurel('lint'), 'laurel lint');
  must(await lead.git('add', 'catalog'), 'git add');
  must(await lead.git('commit', '--quiet', '--message', 'Take in the endorsement of the Tamar Bay Teaching Council'), 'git commit');
  must(await lead.git('push', '--quiet'), 'git push');
}
