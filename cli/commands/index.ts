import type { Command } from '../command.ts';

interface Listed {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const listed = (name: string, summary: string, load: () => Promise<{ readonly default: Command }>): Listed => ({ name, summary, load: async () => (await load()).default });

/** Every command, in the order in which help lists them: author, earner and assessor, programme, verifier. */
export const commands: readonly Listed[] = [
  listed('lint', 'Find everything that is wrong with a catalog', () => import('./lint.ts')),
  listed('fmt', 'Put files of the catalog into one form', () => import('./fmt.ts')),
  listed('explain', 'Explain a rule, with an example', () => import('./explain.ts')),
  listed('card', 'Show which quality standards a credential meets, and where', () => import('./card.ts')),
  listed('links', 'Ask every address of the catalog whether it still answers', () => import('./links.ts')),
  listed('lsp', 'Help an editor with the catalog: faults as you type, ids, mends (a language server)', () => import('./lsp.ts')),
  listed('new', 'Begin a file of the catalog', () => import('./new.ts')),
  listed('diff', 'Say what a change means, criterion by criterion, and how much each of it weighs', () => import('./diff.ts')),
  listed('replay', 'Decide past assessments again under a proposed rubric, and say which decisions would flip', () => import('./replay.ts')),
  listed('release', 'Freeze credentials at their version', () => import('./release.ts')),
  listed('dev', 'Serve the site and follow changes', () => import('./dev.ts')),
  listed('build', 'Build the site', () => import('./build.ts')),
  listed('publish', 'Verify the ledger and build the site for publishing', () => import('./publish.ts')),
  listed('start', 'Start a claim: open a draft pull request', () => import('./start.ts')),
  listed('attach', 'Add a file to your evidence: one kept elsewhere by its link, or a small one beside submission.md', () => import('./attach.ts')),
  listed('submit', 'Hand a claim in for assessment', () => import('./submit.ts')),
  listed('status', 'Show where everything of mine stands', () => import('./status.ts')),
  listed('collect', 'Fetch a badge of mine, and say how it names me', () => import('./collect.ts')),
  listed('feedback', 'Show what assessors said of a claim, attempt by attempt', () => import('./feedback.ts')),
  listed('queue', 'Show what waits, for whom and how long', () => import('./queue.ts')),
  listed('assess', 'Assess a claim against its rubric', () => import('./assess.ts')),
  listed('calibrate', 'Score an anchor submission blind and compare with the agreed scores', () => import('./calibrate.ts')),
  listed('evidence', 'Compare downloaded evidence with what was handed in', () => import('./evidence.ts')),
  listed('desk', 'Do what a desk does for every open claim', () => import('./desk.ts')),
  listed('blind', 'Make a copy of a claim that does not say whose it is', () => import('./blind.ts')),
  listed('merge', 'Merge an approved claim at the head that was approved', () => import('./merge.ts')),
  listed('issue', 'Issue the badges of every approved claim', () => import('./issue.ts')),
  listed('revoke', 'Revoke a badge', () => import('./revoke.ts')),
  listed('reissue', 'Sign a badge anew and revoke its earlier edition', () => import('./reissue.ts')),
  listed('verify', 'Verify a badge, or a thousand', () => import('./verify.ts')),
  listed('endorse', 'Take another\'s endorsement into the catalog, or give one', () => import('./endorse.ts')),
  listed('certificate', 'Print a badge as a certificate: a PDF of one page', () => import('./certificate.ts')),
  listed('log', 'Verify the transparency log, or make the proof that a badge is in it', () => import('./log.ts')),
  listed('will', 'Make the archive with which badges verify when the programme is gone', () => import('./will.ts')),
  listed('keys', 'Make, list and change the keys that sign badges', () => import('./keys.ts')),
  listed('audit', 'Verify what is public: the site against the ledger, the ledger against the register', () => import('./audit.ts')),
  listed('owners', 'Say who must agree to a change of the policy files', () => import('./owners.ts')),
  listed('doctor', 'Look at the settings of the programme\'s repository on GitHub', () => import('./doctor.ts')),
  listed('setup', 'Set the programme\'s repository up on GitHub, after showing the plan', () => import('./setup.ts')),
  listed('practice', 'Rehearse: a GitHub of your own on this machine', () => import('./practice.ts')),
];
