import type { Catalog } from '../catalog.ts';
import type { PrivacyFinding } from '../privacy/finding.ts';
import type { Finding } from '../rule.ts';
import { textsOf, weightOf } from './submission-texts.ts';
import { definitions, writtenIn } from './written.ts';

/** Runs a detector over every text that is handed in. */
export function* foundInTexts(catalog: Catalog, detect: (text: string) => Iterable<PrivacyFinding>): Generator<Finding> {
  for (const submission of writtenIn(catalog)) {
    for (const { path, text, at } of textsOf(submission)) {
      for (const finding of detect(text)) yield { path, at: at(finding.offset ?? 0), message: finding.message, remedy: finding.remedy, severity: weightOf(finding, catalog.issuer?.value.repository.mode) };
    }
  }
}

/** Runs a detector over everything that authors wrote, their examples included; it is public wherever the submissions are. `ofAuthors` is what a find there means, where that differs. */
export function* foundInDefinitions(catalog: Catalog, detect: (text: string) => Iterable<PrivacyFinding>, ofAuthors: Pick<Finding, 'severity' | 'remedy'> = {}): Generator<Finding> {
  for (const { document } of definitions(catalog)) {
    for (const finding of detect(document.text)) yield { path: document.path, at: document.placeAt(finding.offset ?? 0), message: finding.message, remedy: finding.remedy, severity: weightOf(finding, 'one-repository'), ...ofAuthors };
  }
}
