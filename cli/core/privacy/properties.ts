import type { Known, PrivacyFinding, PrivacyKind } from './finding.ts';
import { inspectText } from './inspect-text.ts';

/** A property of a file: its kind, what people call it, and what it says. */
export interface Property {
  readonly kind: PrivacyKind;
  readonly name: string;
  readonly text: string;
}

// What programs write where a person could stand.
const PROGRAMS = /^(?:unknown|author|user|admin(?:istrator)?|owner|none|anonymous|python-docx|openpyxl|apache poi|microsoft office user|microsoft office|libreoffice.*|google docs.*|laurel)$/i;
const CONFIDENT: ReadonlySet<PrivacyKind> = new Set(['location', 'author', 'person-shown']);
const WORDS: Partial<Record<PrivacyKind, string>> = { location: 'place', author: 'person', 'person-shown': 'name of a person who is shown', device: 'serial number of a device', description: 'description' };

/** What the properties of a file tell of people: who made it, who is shown, where; descriptions only if something personal is in them. */
export function* propertyFindings(properties: Iterable<Property>, remedy: string, known: Known): Generator<PrivacyFinding> {
  const told = new Set<string>();
  for (const { kind, name, text } of properties) {
    if (text.trim() === '' || (kind === 'author' && PROGRAMS.test(text.trim()))) continue;
    const key = `${kind} ${name}`;
    if (told.has(key)) continue;
    told.add(key);
    if (kind !== 'description') yield { kind, confidence: CONFIDENT.has(kind) ? 'high' : 'low', message: `Unexpected ${WORDS[kind] ?? kind} in the file's property "${name}", expected none`, remedy };
    else for (const { offset: _, ...finding } of inspectText(text.slice(0, 10_000), known)) yield { ...finding, message: `${finding.message.replace(/, expected .*$/s, '')} in the file's property "${name}", expected none`, remedy };
  }
}
