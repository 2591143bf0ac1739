import type { AnchorEntry, Catalog } from '../catalog.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { wrap } from '../words.ts';
import { calibratedUntil, calibrationsOf, type Agreement, type CalibrationPolicy } from './calibration.ts';

type Release = ReleaseFile['release'];

/** How an anchor's scores compare, criterion by criterion with the reason for the agreed one. Not yet safe to print. */
export function agreementReport({ items, equal, of, percent }: Agreement, release: Release, columns: number): string {
  const word = (id: string | null): string => (id === null ? 'nothing' : id === 'sufficient' ? 'sufficient' : id === 'not-sufficient' ? 'not sufficient' : (release.rubric.levels.find((level) => level.id === id)?.title ?? id));
  const lines = items.map(({ title, agreed, given, rationale, scored }) => {
    const head = agreed === given ? `= ${title}: ${word(given)}` : `≠ ${title}: you gave ${word(given)}, agreed is ${word(agreed)}`;
    return `${head}${scored ? '' : ' (not counted)'}${rationale === null ? '' : `\n    ${wrap(rationale, columns, '    ')}`}`;
  });
  return `${lines.join('\n\n')}\n\nAgreement: ${equal} of ${of} criteria, ${percent} percent.`;
}

/** Anchors of a credential that somebody has neither agreed on nor scored, in the order of their names. */
export function anchorsFor(catalog: Catalog, credential: string, account: number): { readonly all: readonly AnchorEntry[]; readonly open: readonly AnchorEntry[] } {
  const all = [...catalog.anchors.values()].filter(({ value, id, agreed }) => id.startsWith(`${credential}/`) && value.credential === credential && agreed !== null);
  const scored = new Set([...catalog.calibrations.values()].filter(({ value }) => value.assessor.id === account && value.credential === credential).map(({ value }) => value.anchor));
  return { all, open: all.filter(({ name, agreed }) => !scored.has(name) && !agreed!.value['agreed-by'].some(({ id }) => id === account)) };
}

/** Where each listed assessor stands: every calibration with its agreement, and the day to which they carry. */
export interface CalibrationStanding {
  readonly login: string;
  readonly id: number;
  readonly listedUntil: string;
  /** Null where no calibration counts, or the policy says nothing of calibration. */
  readonly carriedUntil: string | null;
  readonly calibrations: readonly { readonly file: string; readonly credential: string; readonly anchor: string; readonly date: string; readonly percent: number | null; readonly counts: boolean; readonly reason: string | null }[];
}

/** The standing of every listed assessor, and of those who calibrated and are not listed yet. */
export function standings(catalog: Catalog, policy: CalibrationPolicy | undefined): readonly CalibrationStanding[] {
  const listed = catalog.assessors?.value.assessors ?? [];
  const others = [...new Map([...catalog.calibrations.values()].map(({ value }) => [value.assessor.id, value.assessor.login]))].filter(([id]) => !listed.some((one) => one.id === id)).map(([id, login]) => ({ id, login, covers: ['all'], 'calibrated-until': '' }));
  return [...listed, ...others].map(({ login, id, covers, 'calibrated-until': until }) => ({
    login, id, listedUntil: until, carriedUntil: policy === undefined ? null : calibratedUntil(catalog, { id, covers }, policy),
    calibrations: calibrationsOf(catalog, id).map(({ entry, agreement, discounted }) => ({
      file: `calibrations/${entry.id}.yaml`, credential: entry.value.credential, anchor: entry.value.anchor, date: entry.value.date, percent: agreement?.percent ?? null,
      counts: discounted === null && (agreement === null || policy === undefined || agreement.percent >= policy.agreement),
      reason: discounted ?? (agreement !== null && policy !== undefined && agreement.percent < policy.agreement ? `agrees on less than ${policy.agreement} percent` : null),
    })),
  }));
}

/** A calibration as the file that is committed. */
export function calibrationText(given: { readonly login: string; readonly id: number; readonly credential: string; readonly anchor: string; readonly release: string; readonly date: string; readonly isPrivate: boolean; readonly levels: ReadonlyMap<string, string>; readonly sufficient: ReadonlyMap<string, boolean> }): string {
  const rows = (values: ReadonlyMap<string, string | boolean>): string => (values.size === 0 ? ' {}\n' : `\n${[...values].map(([id, value]) => `  ${id}: ${typeof value === 'string' ? JSON.stringify(value) : value}\n`).join('')}`);
  return `# Written by \`laurel calibrate\`. Agreement is computed from it; do not edit.
assessor:
  login: ${JSON.stringify(given.login)}
  id: ${given.id}
credential: ${given.credential}
anchor: ${given.anchor}
release: ${given.release}
date: ${given.date}
${given.isPrivate ? 'private: true\n' : ''}levels:${rows(given.levels)}sufficient:${rows(given.sufficient)}`;
}
