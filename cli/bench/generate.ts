import { loadCatalog } from '../core/catalog.ts';
import type { SourceFile } from '../core/document.ts';
import type { Assessors, Issuer } from '../core/model.generated.ts';
import { assembleRelease, releaseText, sealRelease } from '../core/release.ts';
import { credentialText, yaml } from './generate-credential.ts';
import { evidence, framework, rubric } from './generate-parts.ts';

const issuer: Issuer = {
  name: 'Example District',
  url: 'https://credentials.example.org',
  description: 'An invented district that recognises what its educators can do.',
  email: 'credentials@example.org',
  language: 'en',
  repository: { mode: 'one-repository', owner: 'example', name: 'credentials' },
  keys: [{ public: 'z6MkneMkZqwqRiU5mJzSG3kDwzt9P8C59N4NGTfBLfSGE7c7', from: '2026-01-01' }],
  policy: { approvals: 2, 'pre-check-days': 1, 'decision-days': 10, 'coach-after': 3 },
};
const assessors: Assessors = { assessors: ['ana', 'ben'].map((login, at) => ({ login, id: 11 + at, covers: ['all'], 'calibrated-until': '2099-12-31' })) };

/**
 * The files of an invented catalog, as authors would write them: for each credential a rubric of five criteria by four
 * levels, its evidence and its release, and for every three a framework. The same seed and count give the same bytes.
 */
export function generateCatalog(count: number, seed = 'laurel'): readonly SourceFile[] {
  const texts = new Map([['issuer.yaml', yaml(issuer)], ['assessors.yaml', yaml(assessors)]]);
  const number = (at: number): string => String(at + 1).padStart(5, '0');
  for (let at = 0; at < count; at += 1) {
    const id = `practice-${number(at)}`;
    const shelf = `framework-${number(Math.floor(at / 3))}`;
    if (at % 3 === 0) texts.set(`competencies/${shelf}.yaml`, yaml(framework(seed, shelf, ['first', 'second', 'third'].slice(0, count - at).map((own) => `${own}-practice`))));
    texts.set(`rubrics/${id}.yaml`, yaml(rubric(seed, id)));
    texts.set(`evidence/${id}.yaml`, yaml(evidence(seed, id)));
    texts.set(`credentials/${id}.md`, credentialText(seed, at, id, `${shelf}/${['first', 'second', 'third'][at % 3]}-practice`));
  }
  const encoder = new TextEncoder();
  const files = [...texts].map(([path, text]): SourceFile => ({ path, bytes: encoder.encode(text) }));
  const { catalog } = loadCatalog(files);
  for (const id of catalog.credentials.keys()) files.push({ path: `releases/${id}/1.0.0.json`, bytes: encoder.encode(releaseText(sealRelease(assembleRelease(catalog, id)!))) });
  return files;
}

// One fault that an author makes, by the folder that a file stands in.
const SLIPS: Readonly<Record<string, readonly [good: string, bad: string]>> = {
  competencies: ['\ncompetencies:', '\nclor: fern\ncompetencies:'],
  credentials: ['(#plan-it)', '(#plan)'],
  evidence: ['      - plans\n', '      - planing\n'],
  releases: ['"status": "active"', '"status": "retired"'],
  rubrics: ['passing: proficient', 'passing: profficient'],
};

/** The same files with a fault in every tenth. */
export function withFaults(files: readonly SourceFile[]): readonly SourceFile[] {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  return files.map((file, at) => {
    const slip = SLIPS[file.path.split('/')[0]!];
    return at % 10 === 5 && slip !== undefined ? { ...file, bytes: encoder.encode(decoder.decode(file.bytes).replace(slip[0], () => slip[1])) } : file;
  });
}
