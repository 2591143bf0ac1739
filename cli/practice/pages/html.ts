import { STYLE } from './style.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML. Whatever somebody wrote goes through here and is shown as the text that it is. */
export function escape(text: string): string {
  // Marks that turn the direction of the text round can make a name look like another one.
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd').replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A whole page. */
export function document(title: string, main: string, above = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Practice GitHub</title>
<style>${STYLE}</style>
</head>
<body>
<header><a href="/">Practice GitHub</a>${above}<span class="note">Nothing here leaves this computer.</span></header>
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
  return `<time datetime="${escape(stamp)}">${escape(stamp.replace('T', ' ').replace(/Z$/, ' UTC'))}</time>`;
}

/** What somebody wrote, with its line breaks. */
export function prose(text: string | null): string {
  return text === null || text.trim() === '' ? '<p class="quiet">No text.</p>' : `<pre class="prose">${escape(text)}</pre>`;
}
