// Replaces undici, which @actions/http-client imports for a function that is never called here (getAgentDispatcher): the
// real one is 1,170 kB of bundle and 20 to 30 ms of start. No longer needed once http-client loads undici on demand:
// https://github.com/actions/toolkit/pull/1800
export class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle: something called getAgentDispatcher()');
  }
}
