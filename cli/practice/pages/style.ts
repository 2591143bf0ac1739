/** The whole style of the pages: the reader's own fonts, light and dark, and room to read. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1d2420;--quiet:#55605a;--paper:#fbfaf6;--sheet:#fff;--line:#d9d7cc;--leaf:#1f6b45;--clay:#9a3b1f;--plum:#6a3d8f}
@media (prefers-color-scheme:dark){:root{--ink:#e9ebe4;--quiet:#a9b2ab;--paper:#161a18;--sheet:#1e2421;--line:#39423c;--leaf:#86d3a6;--clay:#f0a184;--plum:#cba6ee}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 ui-serif,Georgia,serif}
header,main{max-width:52rem;margin:0 auto;padding:1rem 1.25rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;border-bottom:1px solid var(--line);font-family:ui-sans-serif,system-ui,sans-serif;font-size:.9rem}
header .note{margin-left:auto;color:var(--quiet)}
h1{font-size:1.7rem;line-height:1.2;margin:1.2rem 0 .6rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2rem 0 .6rem}
a{color:var(--leaf);text-underline-offset:.15em}
a:focus-visible{outline:3px solid var(--leaf);outline-offset:2px}
.quiet{color:var(--quiet)}
.list{list-style:none;margin:0;padding:0}
.list>li,article{background:var(--sheet);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;margin:0 0 .6rem;overflow-wrap:anywhere}
article>p{margin:0}
.mark{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;font:600 .8rem/1.6 ui-sans-serif,system-ui,sans-serif}
.open,.approved{color:var(--leaf)}.closed,.changes{color:var(--clay)}.merged{color:var(--plum)}.draft,.other{color:var(--quiet)}
.prose{white-space:pre-wrap;font:inherit;margin:.4rem 0 0;overflow-wrap:anywhere}
code{font:.9em ui-monospace,monospace}
`;
