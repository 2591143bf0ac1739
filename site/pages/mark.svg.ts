import type { APIRoute } from 'astro';
import { mark } from '../../cli/core/badge/art.ts';

/** The favicon. */
export const GET: APIRoute = () => new Response(mark(), { headers: { 'content-type': 'image/svg+xml' } });
