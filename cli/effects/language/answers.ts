import type { Diagnostic, Edit } from '../../core/diagnostic.ts';
import type { Suggestion } from '../../core/language/completion.ts';
import { stretchOf } from '../../core/language/finding.ts';
import type { Landmark } from '../../core/language/landmarks.ts';
import type { Sheet } from '../../core/language/sheet.ts';
import type { Stretch } from '../../core/language/written.ts';
import { visible } from '../../core/report/visible.ts';
import { rulePage } from '../../core/rule.ts';
import type { EditorRange } from './text-document.ts';

type RangeOf = (stretch: Stretch) => EditorRange;

// The numbers of the protocol.
const SEVERITY = { error: 1, warning: 2 } as const;
const COMPLETION = { id: 18, field: 10, choice: 12, rule: 14, heading: 18 } as const;
const SYMBOL = { heading: 15, part: 13 } as const;
const MARKDOWN = 'markdown' as const;

/** A finding as an editor shows it: the rule as its code, leading to the rule's page where the site is known. */
export function asDiagnostic(diagnostic: Diagnostic, text: string, sheet: Sheet | null, rangeOf: RangeOf, site: string | null) {
  const { rule, severity, message, remedy } = diagnostic;
  return {
    range: rangeOf(stretchOf(text, diagnostic, sheet)),
    severity: SEVERITY[severity],
    code: rule,
    ...(site === null ? {} : { codeDescription: { href: rulePage(site, rule) } }),
    source: 'laurel',
    message: `${visible(message)}\n→ ${visible(remedy)}`,
  };
}

/** A diagnostic of the protocol, as far as we write it. */
export type EditorDiagnostic = ReturnType<typeof asDiagnostic>;

/** An edit as an editor applies it. */
export const asTextEdit = ({ start, end, text }: Edit, rangeOf: RangeOf) => ({ range: rangeOf({ start, end }), newText: text });

/** A suggestion, its title beside it; it is found by either. */
export const asCompletion = ({ sort, label, title, about, stretch, text }: Suggestion, rangeOf: RangeOf) => ({
  label,
  kind: COMPLETION[sort],
  ...(title === '' ? {} : { detail: title, labelDetails: { description: title } }),
  ...(about === '' ? {} : { documentation: { kind: MARKDOWN, value: about } }),
  filterText: `${text.trim()} ${title}`.trim(),
  textEdit: { range: rangeOf(stretch), newText: text },
});

/** Markdown that is shown where somebody points. */
export const asHover = (markdown: string, range?: EditorRange) => ({ contents: { kind: MARKDOWN, value: markdown }, ...(range === undefined ? {} : { range }) });

/** A part of a file, for the editor's lists of parts. */
export const asSymbol = ({ name, detail, isHeading, whole, named }: Landmark, rangeOf: RangeOf) => ({ name, detail, kind: isHeading ? SYMBOL.heading : SYMBOL.part, range: rangeOf(whole), selectionRange: rangeOf(named) });
