import { frozenArt } from './badge/own-art.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import type { Catalog, Entry } from './catalog.ts';
import { competencyOf } from './competency-of.ts';
import type { Credential, Framework, ReleaseFile } from './model.generated.ts';
import { comparableCredential } from './release.ts';

type Release = ReleaseFile['release'];
type Hash = (text: string) => string;

// Half of a SHA-256: two texts with one sum are not to be found.
const short = (value: object | string, hash: Hash): string => hash(canonicalJson(value)).slice(0, 32);

const credentialSum = (credential: Credential, narrative: string, hash: Hash): string => short([comparableCredential(credential), narrative], hash);
const competencySum = (framework: Release['framework'], competency: object, hash: Hash): string => short([framework, competency], hash);
const frozenFramework = ({ id, value: { title, color } }: Entry<Framework>): Release['framework'] => ({ id, title, color });

/** What of a definition is frozen into releases, each part in a few letters: a framework's by competency, another's under its own name. */
export const sums = {
  // Of two with one id the first counts.
  framework: (entry: Entry<Framework>, hash: Hash): Readonly<Record<string, string>> => Object.fromEntries([...entry.value.competencies].reverse().map((competency) => [competency.id, competencySum(frozenFramework(entry), competency, hash)])),
  rubric: ({ value }: Entry<object>, hash: Hash) => ({ own: short(value, hash) }),
  evidence: ({ value }: Entry<object>, hash: Hash) => ({ own: short(value, hash) }),
  credential: ({ value, document }: Entry<Credential>, hash: Hash) => ({ own: credentialSum(value, `${document.body.trim()}\n`, hash) }),
  release: ({ value }: Entry<ReleaseFile>, hash: Hash) => ({ own: releaseSum(value.release, hash) }),
};

function releaseSum({ credential, narrative, framework, competency, rubric, evidence, art, issuer: _issuer, earlier: _earlier, ...rest }: Release, hash: Hash): string {
  return short([credentialSum(credential, narrative, hash), competencySum(framework, competency, hash), short(rubric, hash), short(evidence, hash), art === undefined ? '' : short(art, hash), rest], hash);
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
  const competency = (framework.sums ?? { [found.competency.id]: competencySum(frozenFramework(framework), found.competency, hash) })[found.competency.id]!;
  return short([own('credential', credential as Entry<never>), competency, own('rubric', rubric as Entry<never>), own('evidence', evidence as Entry<never>), art === undefined ? '' : short(frozenArt(art), hash), { format: 'laurel-release-1', id }], hash);
}

/** The sum of what a release holds. */
export const frozenSum = (release: Entry<ReleaseFile>, hash: Hash = sha256): string => (release.sums ?? sums.release(release, hash))['own']!;
