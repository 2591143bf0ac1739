import type { Known } from '../privacy/finding.ts';
import { inspectText } from '../privacy/inspect-text.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { readScoreForm, type FormFault } from './score-form.ts';

/** What keeps a feedback from being posted: the first personal thing that is certain, with its line; null where there is none. */
export function refusalOf(feedback: string, known: Known): FormFault | null {
  for (const { confidence, offset = 0, message } of inspectText(feedback, known)) if (confidence === 'high') return { line: feedback.slice(0, offset).split('\n').length, message };
  return null;
}

/** Everything personal in a form's feedback, at its line; what the catalog itself says in a form is not looked at. */
export function personalIn(text: string, release: ReleaseFile['release'], known: Known): readonly FormFault[] {
  const { blocks } = readScoreForm(text, release);
  const faults: FormFault[] = [];
  for (const { confidence, offset = 0, message } of inspectText(text, known)) {
    const line = text.slice(0, offset).split('\n').length;
    const block = blocks.findLast((one) => one.line <= line);
    if (confidence === 'high' && block !== undefined && block.feedbackLine > 0 && line >= block.feedbackLine) faults.push({ line, message: `${message}, in the feedback on "${block.id}"` });
  }
  return faults;
}
