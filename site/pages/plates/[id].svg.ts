import type { APIRoute, GetStaticPaths } from 'astro';
import { smallPicture } from '../../../cli/core/badge/picture.ts';
import { programme, type ListedCredential } from '../../catalog-source.ts';

export const getStaticPaths: GetStaticPaths = async () => {
  const { credentials } = await programme();
  return credentials.map((credential) => ({ params: { id: credential.id }, props: { credential } }));
};

/** A credential's badge as lists show it. */
export const GET: APIRoute<{ readonly credential: ListedCredential }> = ({ props }) =>
  new Response(smallPicture(props.credential.current.release), { headers: { 'content-type': 'image/svg+xml' } });
