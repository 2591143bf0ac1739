import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Proof } from '../core/badge/proof.ts';
import type { Award, Attempt } from '../core/model.generated.ts';
import { openKeys, type Keys } from '../effects/keys.ts';
import { must } from '../practice/actor.ts';
import { fillForm } from '../practice/story/assessment.ts';
import { approve, branchFiles, CLAIM, work, type Snapshot } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';

/** A rehearsal in which one badge was issued, and what a thousand others are made after. */
export interface Base {
  readonly snapshot: Snapshot;
  /** The teacher's submission.md. */
  readonly submission: string;
  /** What assessors wrote: two that pass the work and one that does not. */
  readonly forms: Readonly<Record<'passes' | 'passesToo' | 'not', string>>;
  readonly award: Award;
  readonly proof: Proof;
  readonly attempt: Attempt;
  readonly release: string;
  readonly keys: Keys;
}

/** Plays the sample programme up to its first badge, by the real commands. */
export async function playBase(): Promise<Base> {
  let base: Omit<Base, 'snapshot'> | null = null;
  const snapshot = await keepScene('handed-in', {}, async (rehearsal) => {
    const { 'priya-nair': lead, 'ines-carvalho': assessor } = rehearsal.actors;
    const judgements = JSON.parse(await readFile(join(work, 'assessments.json'), 'utf8')) as Record<string, Record<string, Parameters<typeof fillForm>[1]>>;
    const empty = must(await assessor.laurel('assess', '1', '--form'), 'assess --form').out;
    const form = (attempt: string, as: string): string => fillForm(empty, judgements[attempt]![as]!);
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    must(await lead.laurel('merge', '1'), 'merge');
    must(await lead.laurel('issue'), 'issue');
    const register = await branchFiles(rehearsal, 'register');
    const record = (kind: RegExp): string => [...register].find(([path]) => kind.test(path))![1];
    const award = JSON.parse(record(/award\.json$/)) as Award;
    base = {
      submission: (await branchFiles(rehearsal, 'main')).get(`${CLAIM}/submission.md`)!,
      forms: { passes: form('second', 'ines-carvalho'), passesToo: form('second', 'daniel-okoye'), not: form('first', 'ines-carvalho') },
      award,
      proof: JSON.parse(record(/proof\.json$/)) as Proof,
      attempt: JSON.parse(record(/^claims\//)) as Attempt,
      release: (await branchFiles(rehearsal, 'main')).get(`catalog/releases/${award.credential}/${award.version}.json`)!,
      keys: await openKeys(rehearsal.world('priya-nair'), award.issuer.id, [award.key.slice(award.key.indexOf('#') + 1)]),
    };
  });
  return { snapshot, ...base! };
}
