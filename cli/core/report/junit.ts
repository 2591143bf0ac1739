import { summarise, type Diagnostic } from '../diagnostic.ts';
import { visible } from './visible.ts';

/** A report as JUnit XML, which build servers read: one suite per faulty file, one case per fault; a warning is a case that passes and says why. */
export function junitReport(diagnostics: readonly Diagnostic[], { prefix, files }: { readonly prefix: string; readonly files: number }): string {
  const { errors } = summarise(diagnostics, files);
  const byFile = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const found = byFile.get(diagnostic.path);
    if (found === undefined) byFile.set(diagnostic.path, [diagnostic]);
    else found.push(diagnostic);
  }
  const suites = [...byFile].map(([path, found]) => suite(prefix + path, found));
  // A reader that finds no case at all may call the run broken, so a catalog without faults is one that passes.
  const all = suites.length > 0 ? suites : [`  <testsuite name="laurel lint" tests="1" failures="0" errors="0">\n    <testcase name="no faults in ${files} files" classname="laurel"/>\n  </testsuite>`];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="laurel lint" tests="${Math.max(1, diagnostics.length)}" failures="${errors}" errors="0">\n${all.join('\n')}\n</testsuites>\n`;
}

function suite(path: string, found: readonly Diagnostic[]): string {
  const { errors } = summarise(found, 1);
  return [`  <testsuite name=${quoted(path)} tests="${found.length}" failures="${errors}" errors="0">`, ...found.map((diagnostic) => faultCase(path, diagnostic)), '  </testsuite>'].join('\n');
}

function faultCase(path: string, { line, column, rule, severity, message, remedy }: Diagnostic): string {
  const place = `${path}:${line}:${column}`;
  const open = `    <testcase name=${quoted(`${rule} (${line}:${column})`)} classname=${quoted(path)} file=${quoted(path)} line="${line}">`;
  const text = escapeXml(`${visible(place)}\n${visible(message)}\n${visible(remedy)}`);
  const inside = severity === 'error' ? `<failure type=${quoted(rule)} message=${quoted(message)}>${text}</failure>` : `<system-out>warning: ${text}</system-out>`;
  return `${open}\n      ${inside}\n    </testcase>`;
}

const quoted = (text: string): string => `"${escapeXml(visible(text))}"`;

// `visible` has spelt out the control characters and lone halves of pairs; U+FFFE and U+FFFF are no characters in XML either.
const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD');
