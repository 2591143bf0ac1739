import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseCLI, startVitest } from 'vitest/node';
import { bundle, environment } from '../setup.mjs';
import { fetchOpenapi } from '../practice/contract/extract-openapi.ts';
import { ensureChromium } from './chromium.ts';
import { quickFolder } from './quick-folder.ts';

// What `npm test` does after the installation: prepares what tests need, runs them all, and ends with one line of counts.
const root = join(import.meta.dirname, '..', '..');
const report = join(root, 'node_modules', '.cache', 'laurel', 'test-report.json');
mkdirSync(dirname(report), { recursive: true });
rmSync(report, { force: true });

const say = (text: string): void => console.log(text);
const chromium = ensureChromium(say);
if ('sentence' in chromium) {
  console.error(chromium.sentence);
  process.exit(2);
}
process.env['LAUREL_CHROMIUM'] = chromium.path;
process.env['LAUREL_BIN'] = await bundle();
// For the tests' own processes and those that they start.
process.env['NODE_COMPILE_CACHE'] ??= environment().NODE_COMPILE_CACHE;
await fetchOpenapi(join(root, 'node_modules', '.cache', 'laurel')).catch((error: unknown) => say(`GitHub's description could not be fetched (${(error as Error).message}); the extract is held to it another time.`));

// Rehearsals are many small files; they, and the scenes that tests share, stand where making files is quick.
const folder = mkdtempSync(join(quickFolder(), 'laurel-run-'));
process.env['TMPDIR'] = folder;
process.env['LAUREL_SCENES'] = join(folder, 'scenes');
mkdirSync(process.env['LAUREL_SCENES']);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

// `npm test -- cli/core -t "a name"` narrows the run as vitest does.
const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await startVitest('test', [...filter], { ...options, root, run: true, watch: false, reporters: ['default', 'json'], outputFile: { json: report } });
await vitest.close();
const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8')) as Readonly<Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numFailedTestSuites', number>>;
// A file that could not be collected holds no test of its own, and is a failure all the same.
const failed = numFailedTests + (numFailedTests === 0 && (numFailedTestSuites > 0 || vitest.state.getUnhandledErrors().length > 0) ? Math.max(numFailedTestSuites, 1) : 0);
console.log(`${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`);
process.exitCode = failed > 0 || process.exitCode ? 1 : 0;
