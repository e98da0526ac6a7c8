// Stands in for undici, which @actions/http-client imports for one function that nobody calls here
// (getAgentDispatcher): the real one is 1,170 kB of bundle and 20 to 30 ms of start. See docs/architecture.md.
export class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle: something called getAgentDispatcher()');
  }
}
