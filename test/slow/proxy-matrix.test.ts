// The table of test/network, and each request is also sent by curl.
process.env['WITH_CURL'] = 'true';
await import('../network/proxy-matrix.test.ts');
