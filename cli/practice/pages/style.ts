/** The whole style of the pages: the reader's own fonts, light and dark, and room to read. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b2620;--quiet:#4b584f;--paper:#fbf8f0;--sheet:#fffdf7;--line:#d9d1bd;--edge:#7d8577;--leaf:#2c5a3c;--on-leaf:#fff;--clay:#9a2222;--plum:#5a4066;--next:#a2481a;--plus:#e3ecd9;--minus:#f6e2dc}
@media (prefers-color-scheme:dark){:root{--ink:#ece6d6;--quiet:#b2bbad;--paper:#0f1712;--sheet:#16211b;--line:#2d3b33;--edge:#8d978a;--leaf:#9fc79c;--on-leaf:#10180f;--clay:#f0a39a;--plum:#c8b0d3;--next:#e8b25c;--plus:#1d3526;--minus:#3d2420}}
*{box-sizing:border-box}
html{overflow-y:scroll}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 ui-serif,Georgia,serif}
header,nav,.mark,label,legend,button,select,input,.hint,.notice,.trouble,th,.tabs{font-family:ui-sans-serif,system-ui,sans-serif}
.notice{margin:0;padding:.35rem 1rem;text-align:center;font-size:.85rem;background:var(--plus);border-bottom:1px dashed var(--edge)}
header,main{max-width:56rem;margin:0 auto;padding:1rem 1.25rem}
header{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;align-items:baseline;border-bottom:1px solid var(--line);font-size:.92rem}
header nav{display:flex;flex-wrap:wrap;gap:.2rem .9rem}
header .home{font-weight:600}
header .crumbs{overflow-wrap:anywhere;min-width:0}
header .who{margin-left:auto;color:var(--quiet)}
h1{font-size:1.75rem;line-height:1.2;margin:1.2rem 0 .6rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .6rem;overflow-wrap:anywhere}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem;overflow-wrap:anywhere}
p{overflow-wrap:anywhere}
a{color:var(--leaf);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--leaf);outline-offset:2px}
.quiet{color:var(--quiet)}
.list{list-style:none;margin:0;padding:0}
.list>li,article,.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:.4rem;padding:.75rem 1rem;margin:0 0 .6rem;overflow-wrap:anywhere}
article>p:first-child{margin:0}
.rows{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.rows>li{border-bottom:1px solid var(--line);padding:.45rem .1rem;overflow-wrap:anywhere;display:flex;gap:.3rem 1rem;flex-wrap:wrap;align-items:baseline}
.rows>li>:last-child:not(:first-child){margin-left:auto}
.mark{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;font-weight:600;font-size:.8rem;line-height:1.6}
.open,.approved{color:var(--leaf)}.closed,.changes{color:var(--clay)}.merged{color:var(--plum)}.draft,.other{color:var(--quiet)}
.tabs{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;border-bottom:1px solid var(--line);margin:1rem 0;padding:0 0 .4rem}
.tabs [aria-current]{font-weight:600;color:inherit;text-decoration-thickness:3px}
.prose,.code{white-space:pre-wrap;overflow-wrap:anywhere;margin:.4rem 0 0}
.prose{font:inherit}
.code,.diff,code{font-family:ui-monospace,Consolas,monospace;font-size:.9em}
.code{background:var(--sheet);border:1px solid var(--line);border-radius:.4rem;padding:.75rem 1rem;line-height:1.5}
.diff{margin:0;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere}
.diff span{display:block;padding:0 .5rem;min-height:1.5em}
.diff .add{background:var(--plus)}.diff .del{background:var(--minus)}.diff .hunk{color:var(--quiet)}
.markdown>:first-child{margin-top:.4rem}.markdown>:last-child{margin-bottom:0}
.markdown p{white-space:pre-line}
.markdown h1,.markdown h2,.markdown h3{font-size:1.1rem;margin:1.2rem 0 .4rem}
.markdown pre{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:.3rem;padding:.5rem .75rem}
.markdown blockquote{margin:.6rem 0;padding:0 0 0 .9rem;border-left:3px solid var(--line);color:var(--quiet)}
.markdown table{border-collapse:collapse;display:block;overflow-x:auto}
.markdown th,.markdown td{border-bottom:1px solid var(--line);padding:.3rem .7rem .3rem 0;text-align:left;vertical-align:top}
.markdown li:has(>input[type=checkbox]){list-style:none;margin-left:-1.3rem}
.markdown input[type=checkbox]{width:auto;min-height:0;margin-right:.5rem}
img{max-width:100%;height:auto}
form{margin:0}
form.inline{display:inline-block}
.field,fieldset{margin:0 0 1.1rem}
fieldset{border:0;padding:0;min-width:0}
fieldset .field{margin:.4rem 0 0}
form>.markdown{margin:0 0 1.1rem}
label,legend{font-weight:600;font-size:.95rem;padding:0}
.hint{font-size:.9rem;color:var(--quiet);margin:.1rem 0 .25rem}
.hint .markdown>*{margin:.2rem 0}
input[type=text],input[type=file],select,textarea{display:block;width:100%;margin-top:.3rem;padding:.5rem .65rem;min-height:2.75rem;background:var(--sheet);color:var(--ink);border:1px solid var(--edge);border-radius:.35rem;font-size:1rem;line-height:1.5}
textarea{font-family:inherit;resize:vertical}
textarea.code{padding:.5rem .65rem;margin-top:.3rem;border-color:var(--edge)}
details{margin-top:.6rem}
summary{cursor:pointer}
.tick{display:flex;gap:.6rem;align-items:flex-start;font-weight:400;padding:.45rem 0}
.tick input{flex:none;width:1.2rem;height:1.2rem;margin:.15rem 0 0;accent-color:var(--leaf)}
.tick .markdown>*{margin:0}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:1rem 0}
button{min-height:2.75rem;padding:.5rem 1.1rem;border:1px solid var(--leaf);border-radius:.35rem;background:var(--leaf);color:var(--on-leaf);font-size:1rem;font-weight:600;cursor:pointer}
button.second{background:transparent;color:var(--leaf)}
header button{min-height:0;padding:.1rem .6rem;font-size:.85rem}
.people button{width:100%;text-align:left}
.trouble{border-left:4px solid var(--clay);background:var(--minus);padding:.7rem 1rem;margin:0 0 1.2rem}
.todo{border-left:4px solid var(--next);padding:.1rem 0 .1rem 1rem;margin:1.2rem 0}
@media (max-width:34rem){h1{font-size:1.45rem}header .who{margin-left:0;width:100%}.actions button{flex:1 1 auto}}
`;
