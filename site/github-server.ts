/** The GitHub that programmes on this site use: another than github.com where the build names one. Without a slash at its end. */
export const githubServer = (env: Readonly<Record<string, string | undefined>> = process.env): string => {
  const named = env['LAUREL_GITHUB'] || env['GITHUB_SERVER_URL'] || 'https://github.com';
  return named.replace(/\/+$/, '');
};
