import type { Catalog } from '../catalog.ts';
import { competencyOf } from '../competency-of.ts';
import { otherStandards, questions, type OtherStandards, type Question } from './by-role.ts';
import { standards, type Found } from './standards.ts';

/** One named standard held against one credential. */
export interface StandardMet {
  readonly id: string;
  readonly title: string;
  /** Who names it. */
  readonly source: string;
  readonly met: boolean;
  /** Where in the catalog it stands. */
  readonly evidence: readonly Evidence[];
  /** What is not there, where it is not met. */
  readonly lacking: readonly string[];
}

/** A place in the catalog, and what stands there. */
export interface Evidence {
  readonly path: string;
  readonly line: number;
  readonly says: string;
}

/** Which of the named standards a credential meets, each with its evidence. Nothing is added up: a sum would hide what is lacking. */
export interface QualityCard {
  readonly credential: string;
  readonly title: string;
  readonly version: string;
  /** The set of standards. */
  readonly against: string;
  readonly standards: readonly StandardMet[];
  /** Standards of others that are not judged by here. */
  readonly others: readonly OtherStandards[];
  /** What the catalog shows to whoever holds the credential against those: no verdict. */
  readonly shown: readonly Shown[];
}

/** What answers one question of such standards, and whose part it is. */
export interface Shown {
  readonly id: string;
  readonly role: Question['role'];
  readonly title: string;
  readonly evidence: readonly Evidence[];
  readonly lacking: readonly string[];
}

/** What the standards are taken from. */
export const AGAINST = 'the anatomy of an educator micro-credential in the Digital Promise framework, which NEA shares';

/**
 * The quality card of a credential's working text.
 * @returns null when the credential or anything it refers to is missing or has faults.
 */
export function qualityCard(catalog: Catalog, id: string): QualityCard | null {
  const credential = catalog.credentials.get(id);
  const certified = credential === undefined ? null : competencyOf(catalog, credential.value.competency);
  const rubric = catalog.rubrics.get(credential?.value.rubric ?? '');
  const evidence = catalog.evidence.get(credential?.value.evidence ?? '');
  if (credential === undefined || certified === null || rubric === undefined || evidence === undefined) return null;
  const judged = { credential, framework: certified.framework, competency: certified.competency, rubric, evidence, released: catalog.releases.get(`${id}/${credential.value.version}`) ?? null };
  return {
    credential: id,
    title: credential.value.title,
    version: credential.value.version,
    against: AGAINST,
    standards: standards.map(({ id: name, title, source, find }) => {
      const { evidence: places, lacking } = parted(find(judged));
      return { id: name, title, source, met: lacking.length === 0, evidence: places, lacking };
    }),
    others: otherStandards,
    shown: questions.map(({ id: name, role, title, find }) => ({ id: name, role, title, ...parted(find(judged, catalog)) })),
  };
}

function parted(found: Iterable<Found>): { readonly evidence: readonly Evidence[]; readonly lacking: readonly string[] } {
  const all = [...found];
  return { evidence: all.flatMap((one) => ('says' in one ? [{ path: one.path, line: one.line, says: one.says }] : [])), lacking: all.flatMap((one) => ('lacking' in one ? [one.lacking] : [])) };
}
