import { compare, positionsIn, type Diagnostic, type Fix } from '../diagnostic.ts';
import { rulePage } from '../rule.ts';
import type { Explanation } from '../rules/text-rules.ts';
import { visible } from './visible.ts';

/** What a SARIF report needs besides the diagnostics. */
export interface SarifOptions {
  readonly prefix: string;
  readonly version: string;
  /** What can be said of each rule; a rule that is not among them is reported by its id alone. */
  readonly explanations: readonly Explanation[];
  /** The text of each file that a mend is for, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** What an allowance in the file lets stand; reported as suppressed, so that it stays in view. */
  readonly letStand: readonly Diagnostic[];
  /** The programme's site, which has a page for each rule. */
  readonly site?: string;
}

/** A report as SARIF 2.1.0, which code scanning reads: one run, the rules that reported, one result per fault, with its mend where it has one. */
export function sarifReport(diagnostics: readonly Diagnostic[], { prefix, version, explanations, texts, letStand, site }: SarifOptions): object {
  const ids = [...new Set([...diagnostics, ...letStand].map(({ rule }) => rule))].sort(compare);
  const known = new Map(explanations.map((explanation) => [explanation.id, explanation]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'laurel', semanticVersion: version, rules: ids.map((id) => ruleOf(id, known.get(id), site)) } },
        columnKind: 'utf16CodeUnits',
        // Without a base, addresses are relative to the top of the repository, as code scanning wants them.
        results: [
          ...diagnostics.map((diagnostic) => ({ ...resultOf(diagnostic, prefix, ids), ...fixesOf(diagnostic, prefix, texts.get(diagnostic.path)) })),
          ...letStand.map((diagnostic) => ({ ...resultOf(diagnostic, prefix, ids), suppressions: [{ kind: 'inSource', status: 'accepted' }] })),
        ],
      },
    ],
  };
}

const ruleOf = (id: string, explanation: Explanation | undefined, site: string | undefined): object => ({
  id,
  ...(explanation === undefined
    ? {}
    : { shortDescription: { text: explanation.summary }, fullDescription: { text: explanation.why }, help: { text: explanation.remedy }, ...(site === undefined ? {} : { helpUri: rulePage(site, id) }), defaultConfiguration: { level: explanation.severity } }),
});

const resultOf = ({ path, line, column, rule, severity, message, remedy }: Diagnostic, prefix: string, ids: readonly string[]): object => ({
  ruleId: rule,
  ruleIndex: ids.indexOf(rule),
  level: severity,
  message: { text: `${visible(message)}. ${visible(remedy)}` },
  locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(prefix + path) }, region: { startLine: line, startColumn: column } } }],
});

// Replacements say what they delete by lines and columns, counted as the places of results are.
function fixesOf({ path, fix }: { readonly path: string; readonly fix?: Fix }, prefix: string, text: string | undefined): object {
  if (fix === undefined || text === undefined) return {};
  const at = positionsIn(text);
  const region = (start: number, end: number): object => ({ startLine: at(start).line, startColumn: at(start).column, endLine: at(end).line, endColumn: at(end).column });
  return { fixes: [{ description: { text: visible(fix.title) }, artifactChanges: [{ artifactLocation: { uri: uriOf(prefix + path) }, replacements: fix.edits.map(({ start, end, text: better }) => ({ deletedRegion: region(start, end), insertedContent: { text: better.toWellFormed() } })) }] }] };
}

// A path as a relative address; half a pair of code units has none, and a colon in a name must not look like a scheme's.
const uriOf = (path: string): string => path.toWellFormed().split('/').map(encodeURIComponent).join('/');
