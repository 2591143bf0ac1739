import { compare, type Diagnostic } from '../diagnostic.ts';
import type { Explanation } from '../rules/text-rules.ts';
import { visible } from './visible.ts';

/** What a SARIF report needs besides the diagnostics. */
export interface SarifOptions {
  readonly prefix: string;
  readonly version: string;
  /** What can be said of each rule; a rule that is not among them is reported by its id alone. */
  readonly explanations: readonly Explanation[];
}

/** A report as SARIF 2.1.0, which code scanning reads: one run, the rules that reported, one result per fault. */
export function sarifReport(diagnostics: readonly Diagnostic[], { prefix, version, explanations }: SarifOptions): object {
  const ids = [...new Set(diagnostics.map(({ rule }) => rule))].sort(compare);
  const known = new Map(explanations.map((explanation) => [explanation.id, explanation]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'laurel', semanticVersion: version, rules: ids.map((id) => ruleOf(id, known.get(id))) } },
        columnKind: 'utf16CodeUnits',
        // Without a base, addresses are relative to the top of the repository, as code scanning wants them.
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, prefix, ids)),
      },
    ],
  };
}

const ruleOf = (id: string, explanation: Explanation | undefined): object => ({
  id,
  ...(explanation === undefined
    ? {}
    : { shortDescription: { text: explanation.summary }, fullDescription: { text: explanation.why }, help: { text: explanation.remedy }, defaultConfiguration: { level: explanation.severity } }),
});

const resultOf = ({ path, line, column, rule, severity, message, remedy }: Diagnostic, prefix: string, ids: readonly string[]): object => ({
  ruleId: rule,
  ruleIndex: ids.indexOf(rule),
  level: severity,
  message: { text: `${visible(message)}. ${visible(remedy)}` },
  locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(prefix + path) }, region: { startLine: line, startColumn: column } } }],
});

// A path as a relative address; half a pair of code units has none, and a colon in a name must not look like a scheme's.
const uriOf = (path: string): string => path.toWellFormed().split('/').map(encodeURIComponent).join('/');
