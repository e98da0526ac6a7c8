// Replaces tunnel, of which @actions/http-client makes an agent where a proxy is configured. Every request here has an
// agent of its own (src/tenant/transport/agents.ts), so that one is never used: the real one loads assert at every start.
// See docs/architecture.md.
const unused = () => ({});

export { unused as httpOverHttp, unused as httpOverHttps, unused as httpsOverHttp, unused as httpsOverHttps };
