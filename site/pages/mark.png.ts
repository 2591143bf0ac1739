import type { APIRoute } from 'astro';
import { mark } from '../../cli/core/badge/art.ts';
import { BADGE_WIDTH } from '../../cli/core/publication.ts';
import { rasterise } from '../../cli/effects/rasterise.ts';

/** The mark where SVG is not shown: the picture of a link to a page that has none of its own. */
export const GET: APIRoute = async () => new Response((await rasterise(mark(), BADGE_WIDTH)) as BodyInit, { headers: { 'content-type': 'image/png' } });
