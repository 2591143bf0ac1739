// The package types its whole form only.
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck';
}
