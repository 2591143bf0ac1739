import { excessIn } from '../../core/markdown-limits.ts';
import { renderMarkdown } from '../../core/markdown.ts';
import { STYLE } from './style.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML. Whatever somebody wrote goes through here and is shown as the text that it is. */
export function escape(text: string): string {
  // Marks that turn the direction of the text round can make a name look like another one.
  return verbatim(straight(text));
}

/** Text as the value of a field, which goes back to the server exactly as it came. */
export function verbatim(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const straight = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** A whole page; `above` stands beside the name of the server, `who` says who is looking. Both are HTML. */
export function document(title: string, main: string, above = '', who = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)} · Practice server</title>
<style>${STYLE}</style>
</head>
<body>
<aside class="notice">A rehearsal on this computer. This is not GitHub, and nothing here leaves the machine.</aside>
<header><a class="home" href="/">Practice server</a>${above}<span class="who">${who}</span></header>
<main>
<h1>${escape(title)}</h1>
${main}
</main>
</body>
</html>
`;
}

/** A time for people, with the exact one for machines. */
export function time(stamp: string): string {
  return `<time datetime="${escape(stamp)}">${escape(stamp.replace('T', ' ').replace(/:\d\dZ$/, ' UTC'))}</time>`;
}

/** What somebody wrote, with its line breaks and nothing else. */
export function prose(text: string): string {
  return `<pre class="prose">${escape(text)}</pre>`;
}

/** What somebody wrote as Markdown, sanitised; a text that no person would write is shown as plain text. */
export function markdown(text: string | null): string {
  if (text === null || text.trim() === '') return '<p class="quiet">No description.</p>';
  return excessIn(text) === null ? `<div class="markdown">${withWords(renderMarkdown(straight(text)))}</div>` : prose(text);
}

// The box of a task has no label of its own; who cannot see it hears whether it is ticked.
const withWords = (html: string): string => html.replace(/<input type="checkbox"( checked)? disabled>/g, (_box, ticked?: string) => `<input type="checkbox"${ticked ?? ''} disabled aria-label="${ticked === undefined ? 'not done' : 'done'}">`);
