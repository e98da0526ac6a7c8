// Prism mocks the description, which has no token endpoint and no base path. This server adds both.
import http from 'node:http';

const { PORT, PRISM_PORT, BASE_PATH } = process.env;

const front = http.createServer((req, res) => {
  if (req.url === '/oauth/token') {
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ access_token: 'a-token-for-prism', token_type: 'bearer', expires_in: 749 }));
    return;
  }
  const path = req.url.replace(BASE_PATH, '');
  const options = { port: PRISM_PORT, path, method: req.method, headers: req.headers };
  const forwarded = http.request(options, response => {
    res.writeHead(response.statusCode, response.headers);
    response.pipe(res);
  });
  forwarded.on('error', () => res.destroy());
  req.pipe(forwarded);
});

front.listen(PORT, () => console.log('ready'));
