import { resolve } from 'node:path';
import { catalogOption, printJson, textArgument, textOption, withProgress, type ExitCode, type Given } from '../command.ts';
import { addresses } from '../core/badge/addresses.ts';
import { endorsementFacts, endorsementFaults, isEndorsement, type EndorsementFacts } from '../core/badge/endorsement.ts';
import { readInput } from '../core/badge/input.ts';
import type { JsonObject } from '../core/badge/json.ts';
import { once } from '../core/badge/lookup.ts';
import { exitCode, verifyBadge } from '../core/badge/verify.ts';
import type { Catalog } from '../core/catalog.ts';
import { plain } from '../core/words.ts';
import { badgeBytes } from '../effects/badge-files.ts';
import { catalogFromDisk, Obstacle } from '../effects/programme.ts';
import { networkResolver } from '../effects/resolve.ts';
import type { World } from '../effects/world.ts';
import { resultLines } from './result-lines.ts';

/** `laurel endorse add`: verifies what another has signed, and puts it where the catalog keeps it. What does not verify is not taken. */
export async function addEndorsement(given: Given, world: World): Promise<ExitCode> {
  const name = textArgument(given, 1);
  const folder = catalogOption(given);
  const { catalog } = await catalogFromDisk(world, folder);
  const network = once(networkResolver());
  const bytes = await badgeBytes(world, name, network);
  const endorsement = await readEndorsement(bytes, name);
  const facts = endorsementFacts(endorsement);
  const path = placeFor(catalog, facts, textOption(given, 'as'));
  const [fault] = endorsementFaults(endorsement);
  if (fault !== undefined) throw new Obstacle(`${name} cannot be taken: ${fault}. Ask the one who endorses for another file.`);
  const verification = await withProgress(world, 'Verifying', () => verifyBadge(endorsement, { now: world.now(), resolve: network }));
  const code = exitCode(verification);
  if (code === 0) await world.files.write(resolve(world.cwd, folder, path), bytes);
  if (given.options['json'] === true) printJson(world, { ...verification, path: code === 0 ? `${folder}/${path}` : null });
  else world.out.write(`${plain(name)}\n\n${resultLines(verification.results, world.out.columns)}\n${code === 0 ? `Endorsed by ${plain(facts.issuer.name ?? facts.issuer.id)} (${plain(facts.issuer.id)}). Wrote ${folder}/${path}.\n\nNext: laurel lint; then commit it by a pull request\n` : 'It was not taken into the catalog: see the answers above, and ask the one who endorses.\n'}`);
  return code;
}

async function readEndorsement(bytes: Uint8Array, name: string): Promise<JsonObject> {
  const input = await readInput(bytes);
  if (!input.ok) throw new Obstacle(`${name} cannot be read: ${input.reason}`);
  if (!isEndorsement(input.badge)) throw new Obstacle(`${name} is no endorsement (an EndorsementCredential of Open Badges 3.0). Ask the one who endorses for that file.`);
  // Older copies of the Open Badges context do not know the term for tokens: a badge that carried one would not verify everywhere.
  if (input.form !== 'json') throw new Obstacle(`${name} is not JSON, which is the only form that the catalog takes. Ask the one who endorses for JSON with a Data Integrity proof.`);
  return input.badge;
}

/** The path below the catalog for an endorsement: in its credential's folder, and in place of an earlier one by the same of the same. */
function placeFor(catalog: Catalog, { about, issuer }: EndorsementFacts, named: string | undefined): string {
  if (catalog.issuer === null) throw new Obstacle('issuer.yaml is missing or has faults. Run `laurel lint` and mend it first.');
  const { did } = addresses(catalog.issuer.value.url);
  if (issuer.id === did) throw new Obstacle('It is the programme\'s own endorsement. The catalog takes those of others; what you have given stands on the site already.');
  const release = [...catalog.releases.values()].find(({ value }) => addresses(value.release.issuer.url).achievement(value.release.id, value.release.credential.version) === about)?.value.release;
  if (release === undefined && about !== did) throw new Obstacle(`It is about ${plain(about)}, which is no release of this catalog and not its issuer (${did}). Give the one who endorses the id of a release's achievement, such as ${addresses(catalog.issuer.value.url).achievement('<credential>', '<version>')}, or the DID.`);
  const folder = release === undefined ? 'endorsements' : `endorsements/${release.id}`;
  const earlier = [...catalog.endorsements.values()].find(({ value }) => {
    const known = endorsementFacts(value);
    return known.about === about && known.issuer.id === issuer.id;
  });
  if (earlier !== undefined && named === undefined) return earlier.document.path;
  const id = named ?? idFrom(issuer);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 64) throw new Obstacle(`"${id}" cannot be a name: use lower-case letters, digits and single hyphens, such as ${idFrom(issuer)}, with --as.`);
  const path = `${folder}/${id}.json`;
  const other = [...catalog.endorsements.values()].find(({ document }) => document.path === path);
  if (earlier !== undefined && other !== earlier) throw new Obstacle(`${earlier.document.path} holds an endorsement of the same by the same already. Leave --as out to put this one in its place.`);
  if (other !== undefined && other !== earlier) throw new Obstacle(`${path} is there already, and is another endorsement. Choose another name with --as.`);
  return path;
}

const idFrom = ({ id, name }: EndorsementFacts['issuer']): string => slug(name ?? '') || slug(id.replace(/^did:web:|^https?:\/\//, '')) || 'endorsement';
const slug = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').slice(0, 64).replace(/^-+|-+$/g, '');
