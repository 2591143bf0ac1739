import { frozenArt } from './badge/own-art.ts';
import { canonicalFields, canonicalJson, joined, sha256 } from './canonical.ts';
import type { Catalog, Entry } from './catalog.ts';
import { competencyOf } from './competency-of.ts';
import type { Credential, Framework, ReleaseFile } from './model.generated.ts';
import { comparableSpelling, narrativeOf, spelledRelease, unixLines } from './release.ts';

type Release = ReleaseFile['release'];
type Hash = (text: string) => string;

// Half of a SHA-256: two texts with one sum are not to be found.
const short = (text: string, hash: Hash): string => hash(text).slice(0, 32);

const credentialSum = (fields: ReturnType<typeof canonicalFields>, narrative: string, hash: Hash): string => short(`${comparableSpelling(fields)} ${JSON.stringify(narrative)}`, hash);
const competencySum = (framework: string, competency: string, hash: Hash): string => short(`${framework} ${competency}`, hash);
const frozenFramework = ({ id, value: { title, color } }: Entry<Framework>): string => canonicalJson({ id, title, color });

/** What of a definition is frozen into releases, each part in a few letters: a framework's by competency, another's under its own name. */
export const sums = {
  // Of two with one id the first counts.
  framework: (entry: Entry<Framework>, hash: Hash): Readonly<Record<string, string>> => Object.fromEntries([...entry.value.competencies].reverse().map((competency) => [competency.id, competencySum(frozenFramework(entry), canonicalJson(competency), hash)])),
  rubric: ({ value }: Entry<object>, hash: Hash) => ({ own: short(canonicalJson(value), hash) }),
  evidence: ({ value }: Entry<object>, hash: Hash) => ({ own: short(canonicalJson(value), hash) }),
  credential: ({ value, document }: Entry<Credential>, hash: Hash) => ({ own: credentialSum(canonicalFields(value), narrativeOf(document), hash) }),
  release: ({ value }: Entry<ReleaseFile>, hash: Hash) => ({ own: releaseSum(value.release, hash) }),
};

// What is compared by itself, and what may differ: who the issuer was, and which versions were released before.
const APART: ReadonlySet<string> = new Set(['credential', 'narrative', 'framework', 'competency', 'rubric', 'evidence', 'art', 'issuer', 'earlier']);

function releaseSum(release: Release, hash: Hash): string {
  const { fields, credential } = spelledRelease(release);
  const own = new Map(fields);
  const art = own.get('art');
  return short([credentialSum(credential, unixLines(release.narrative), hash), competencySum(own.get('framework')!, own.get('competency')!, hash), short(own.get('rubric')!, hash), short(own.get('evidence')!, hash), art === undefined ? '' : short(art, hash), joined(fields.filter(([key]) => !APART.has(key)))].join(' '), hash);
}

/** The sum of what a release of a credential would hold now; null where it or anything it refers to is missing or has faults. */
export function currentSum(catalog: Catalog, id: string, hash: Hash = sha256): string | null {
  const credential = catalog.credentials.get(id);
  const rubric = catalog.rubrics.get(credential?.value.rubric ?? '');
  const evidence = catalog.evidence.get(credential?.value.evidence ?? '');
  const reference = credential?.value.competency ?? '';
  const found = competencyOf(catalog, reference);
  if (credential === undefined || found === null || rubric === undefined || evidence === undefined || catalog.issuer === null) return null;
  const art = catalog.art.get(id);
  const own = (kind: 'credential' | 'rubric' | 'evidence', entry: Entry<never>): string => (entry.sums ?? sums[kind](entry, hash))['own']!;
  const { framework } = found;
  const competency = (framework.sums ?? { [found.competency.id]: competencySum(frozenFramework(framework), canonicalJson(found.competency), hash) })[found.competency.id]!;
  return short([own('credential', credential as Entry<never>), competency, own('rubric', rubric as Entry<never>), own('evidence', evidence as Entry<never>), art === undefined ? '' : short(canonicalJson(frozenArt(art)), hash), canonicalJson({ format: 'laurel-release-1', id })].join(' '), hash);
}

/** The sum of what a release holds. */
export const frozenSum = (release: Entry<ReleaseFile>, hash: Hash = sha256): string => (release.sums ?? sums.release(release, hash))['own']!;
