// What Astro gives every page: in a fresh clone too, before a build has written .astro/types.d.ts.
/// <reference types="astro/client" />
